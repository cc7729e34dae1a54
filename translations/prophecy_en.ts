<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>prophecy::ui::ActivityPage</name>
    <message numerus="yes">
        <source>%n entry(ies), unbroken</source>
        <translation>
            <numerusform>%n entry, unbroken</numerusform>
            <numerusform>%n entries, unbroken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::BackupDetails</name>
    <message numerus="yes">
        <source>%n backup(s) chosen.</source>
        <translation>
            <numerusform>%n backup chosen.</numerusform>
            <numerusform>%n backups chosen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n backup(s)…</source>
        <translation>
            <numerusform>Delete %n backup…</numerusform>
            <numerusform>Delete %n backups…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::BackupsPage</name>
    <message numerus="yes">
        <source>%n malformed entry(ies) left out</source>
        <translation>
            <numerusform>%n malformed entry left out</numerusform>
            <numerusform>%n malformed entries left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::DeleteDialog</name>
    <message numerus="yes">
        <source>%n backup(s) will be deleted from %1</source>
        <translation>
            <numerusform>%n backup will be deleted from %1</numerusform>
            <numerusform>%n backups will be deleted from %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n backup(s)</source>
        <translation>
            <numerusform>Delete %n backup</numerusform>
            <numerusform>Delete %n backups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::MainWindow</name>
    <message numerus="yes">
        <source>key expires in %n day(s)</source>
        <translation>
            <numerusform>key expires in %n day</numerusform>
            <numerusform>key expires in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::OverviewPage</name>
    <message numerus="yes">
        <source>Backups by day, %n day(s)</source>
        <translation>
            <numerusform>Backups by day, %n day</numerusform>
            <numerusform>Backups by day, %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Success, %n day(s)</source>
        <translation>
            <numerusform>Success, %n day</numerusform>
            <numerusform>Success, %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the server lists %n backup(s)</source>
        <translation>
            <numerusform>the server lists %n backup</numerusform>
            <numerusform>the server lists %n backups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::SettingsPage</name>
    <message numerus="yes">
        <source>%n certificate(s) that you trusted for this environment</source>
        <translation>
            <numerusform>%n certificate that you trusted for this environment</numerusform>
            <numerusform>%n certificates that you trusted for this environment</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::Words</name>
    <message numerus="yes">
        <source>%n backup(s) failed since the last good one: %1</source>
        <translation>
            <numerusform>%n backup failed since the last good one: %1</numerusform>
            <numerusform>%n backups failed since the last good one: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The access key expires in %n day(s).</source>
        <translation>
            <numerusform>The access key expires in %n day.</numerusform>
            <numerusform>The access key expires in %n days.</numerusform>
        </translation>
    </message>
</context>
</TS>
