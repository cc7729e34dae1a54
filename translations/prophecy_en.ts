<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>CronText</name>
    <message numerus="yes">
        <source>every %n hour(s)</source>
        <translation>
            <numerusform>every %n hour</numerusform>
            <numerusform>every %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n minute(s)</source>
        <translation>
            <numerusform>Every %n minute</numerusform>
            <numerusform>Every %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n minute(s) of %1</source>
        <translation>
            <numerusform>Every %n minute of %1</numerusform>
            <numerusform>Every %n minutes of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every %n second(s)</source>
        <translation>
            <numerusform>Every %n second</numerusform>
            <numerusform>Every %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At second(s) %1</source>
        <comment>seconds</comment>
        <translation>
            <numerusform>At second %1</numerusform>
            <numerusform>At seconds %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>minute(s) %1</source>
        <comment>minutes</comment>
        <translation>
            <numerusform>minute %1</numerusform>
            <numerusform>minutes %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <comment>span</comment>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <comment>span</comment>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <comment>span</comment>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s) from %1 on</source>
        <translation>
            <numerusform>every %n day from %1 on</numerusform>
            <numerusform>every %n days from %1 on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message numerus="yes">
        <source>The API answers and lists %n backup(s).</source>
        <translation>
            <numerusform>The API answers and lists %n backup.</numerusform>
            <numerusform>The API answers and lists %n backups.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n user(s) are there.</source>
        <translation>
            <numerusform>%n user is there.</numerusform>
            <numerusform>%n users are there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n user(s) are there; before the restore there were %1.</source>
        <translation>
            <numerusform>%n user is there; before the restore there were %1.</numerusform>
            <numerusform>%n users are there; before the restore there were %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n user(s) are there; before the upgrade there were %1.</source>
        <translation>
            <numerusform>%n user is there; before the upgrade there were %1.</numerusform>
            <numerusform>%n users are there; before the upgrade there were %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 keeps the last %2: with the next backup %n are removed, from %3 to %4.</source>
        <translation>
            <numerusform>%1 keeps the last %2: with the next backup %n is removed, from %3 to %4.</numerusform>
            <numerusform>%1 keeps the last %2: with the next backup %n are removed, from %3 to %4.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 keeps the last %2, and takes one more when its services restart: %n older backup(s) are removed by that.</source>
        <translation>
            <numerusform>%1 keeps the last %2, and takes one more when its services restart: %n older backup is removed by that.</numerusform>
            <numerusform>%1 keeps the last %2, and takes one more when its services restart: %n older backups are removed by that.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message numerus="yes">
        <source>%n check(s) accepted with a reason</source>
        <translation>
            <numerusform>%n check accepted with a reason</numerusform>
            <numerusform>%n checks accepted with a reason</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestoreReports</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more second(s) in which no key was accepted and nobody could look</source>
        <translation>
            <numerusform>%1, and %n more second in which no key was accepted and nobody could look</numerusform>
            <numerusform>%1, and %n more seconds in which no key was accepted and nobody could look</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UpgradeReports</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::ActivityPage</name>
    <message numerus="yes">
        <source>%n entry(ies), unbroken</source>
        <translation>
            <numerusform>%n entry, unbroken</numerusform>
            <numerusform>%n entries, unbroken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recorded operation(s) have no beginning or no end here.</source>
        <translation>
            <numerusform>%n recorded operation has no beginning or no end here.</numerusform>
            <numerusform>%n recorded operations have no beginning or no end here.</numerusform>
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
    <name>prophecy::ui::ConfigDialog</name>
    <message numerus="yes">
        <source>Then: %1; the last %n backup(s) are kept, older ones are removed.</source>
        <translation>
            <numerusform>Then: %1; the last %n backup are kept, older ones are removed.</numerusform>
            <numerusform>Then: %1; the last %n backups are kept, older ones are removed.</numerusform>
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
    <message numerus="yes">
        <source>%n backup(s) will be lost, the data in the store as well as the entry. This cannot be undone.</source>
        <translation>
            <numerusform>%n backup will be lost, the data in the store as well as the entry. This cannot be undone.</numerusform>
            <numerusform>%n backups will be lost, the data in the store as well as the entry. This cannot be undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::EndedLine</name>
    <message numerus="yes">
        <source>%n operation(s) ended</source>
        <translation>
            <numerusform>%n operation ended</numerusform>
            <numerusform>%n operations ended</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n without success</source>
        <translation>
            <numerusform>%1, %n without success</numerusform>
            <numerusform>%1, %n without success</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::EnvironmentBand</name>
    <message numerus="yes">
        <source>key expires in %n day(s)</source>
        <translation>
            <numerusform>key expires in %n day</numerusform>
            <numerusform>key expires in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::Finding</name>
    <message numerus="yes">
        <source>%n backup(s) failed since the last good one: %1</source>
        <translation>
            <numerusform>%n backup failed since the last good one: %1</numerusform>
            <numerusform>%n backups failed since the last good one: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last good backup is older than the target of %n hour(s).</source>
        <translation>
            <numerusform>The last good backup is older than the target of %n hour.</numerusform>
            <numerusform>The last good backup is older than the target of %n hours.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retention removed %n backup(s) in the last week, as others came: %1. The last was seen to be gone on %2.</source>
        <translation>
            <numerusform>Retention removed %n backup in the last week, as another came: %1. It was seen to be gone on %2.</numerusform>
            <numerusform>Retention removed %n backups in the last week, as others came: %1. The last was seen to be gone on %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retention removed %n backup(s): %1. Seen on %2.</source>
        <translation>
            <numerusform>Retention removed %n backup: %1. Seen on %2.</numerusform>
            <numerusform>Retention removed %n backups: %1. Seen on %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) disappeared that this console did not delete: %1. Seen on %2.</source>
        <translation>
            <numerusform>%n backup disappeared that this console did not delete: %1. Seen on %2.</numerusform>
            <numerusform>%n backups disappeared that this console did not delete: %1. Seen on %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) are no longer listed since the restore of %2: %1.</source>
        <translation>
            <numerusform>%n backup is no longer listed since the restore of %2: %1.</numerusform>
            <numerusform>%n backups are no longer listed since the restore of %2: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This console deleted %n backup(s): %1. Seen on %2. Activity tells who.</source>
        <translation>
            <numerusform>This console deleted %n backup: %1. Seen on %2. Activity tells who.</numerusform>
            <numerusform>This console deleted %n backups: %1. Seen on %2. Activity tells who.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n planned backup(s) of the last week did not begin.</source>
        <translation>
            <numerusform>%n planned backup of the last week did not begin.</numerusform>
            <numerusform>%n planned backups of the last week did not begin.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The access key expires in %n day(s).</source>
        <translation>
            <numerusform>The access key expires in %n day.</numerusform>
            <numerusform>The access key expires in %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was last seen %n day(s) ago: whether it still starts, nobody knows.</source>
        <translation>
            <numerusform>It was last seen %n day ago: whether it still starts, nobody knows.</numerusform>
            <numerusform>It was last seen %n days ago: whether it still starts, nobody knows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of its own %n backup(s) is good. It can be filled by restoring one of its primary.</source>
        <translation>
            <numerusform>Its own %n backup is not good. It can be filled by restoring one of its primary.</numerusform>
            <numerusform>None of its own %n backups is good. It can be filled by restoring one of its primary.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n listed backup(s) belong to %1.</source>
        <translation>
            <numerusform>%n listed backup belongs to %1.</numerusform>
            <numerusform>%n listed backups belong to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n listed backup(s) are older than the restore of %1.</source>
        <translation>
            <numerusform>%n listed backup is older than the restore of %1.</numerusform>
            <numerusform>%n listed backups are older than the restore of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n listed backup(s) belong to %1 or are older than the restore of %2.</source>
        <translation>
            <numerusform>%n listed backup belongs to %1 or is older than the restore of %2.</numerusform>
            <numerusform>%n listed backups belong to %1 or are older than the restore of %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) of the last 24 hours failed, the last one on %1; a later one succeeded.</source>
        <translation>
            <numerusform>%n backup of the last 24 hours failed, on %1; a later one succeeded.</numerusform>
            <numerusform>%n backups of the last 24 hours failed, the last one on %1; a later one succeeded.</numerusform>
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
    <message numerus="yes">
        <source>the server lists %n backup(s), %1 of them its own</source>
        <translation>
            <numerusform>the server lists %n backup, %1 of them its own</numerusform>
            <numerusform>the server lists %n backups, %1 of them its own</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed in the last 24 hours</source>
        <translation>
            <numerusform>%n failed in the last 24 hours</numerusform>
            <numerusform>%n failed in the last 24 hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::PresetView</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::RetentionCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n day(s) none of today&apos;s backups is removed.</source>
        <translation>
            <numerusform>In %n day none of today&apos;s backups is removed.</numerusform>
            <numerusform>In %n days none of today&apos;s backups is removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of today&apos;s backup(s) will be removed in two weeks, the first %1 on %2.</source>
        <translation>
            <numerusform>%n of today&apos;s backup will be removed in two weeks, the first %1 on %2.</numerusform>
            <numerusform>%n of today&apos;s backups will be removed in two weeks, the first %1 on %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Should the next ones fail as the last did, %n good restore point(s) of today remain.</source>
        <translation>
            <numerusform>Should the next ones fail as the last did, %n good restore point of today remains.</numerusform>
            <numerusform>Should the next ones fail as the last did, %n good restore points of today remain.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::ScheduleForm</name>
    <message numerus="yes">
        <source>That is more than the target of %n hour(s).</source>
        <translation>
            <numerusform>That is more than the target of %n hour.</numerusform>
            <numerusform>That is more than the target of %n hours.</numerusform>
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
    <name>prophecy::ui::TargetCard</name>
    <message numerus="yes">
        <source>The last %1 of %n backup(s) seen here fit %2.</source>
        <translation>
            <numerusform>The last %1 of %n backup seen here fit %2.</numerusform>
            <numerusform>The last %1 of %n backups seen here fit %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::TypedName</name>
    <message numerus="yes">
        <source>A primary waits for %n more second(s).</source>
        <translation>
            <numerusform>A primary waits for %n more second.</numerusform>
            <numerusform>A primary waits for %n more seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n letter(s) to go</source>
        <translation>
            <numerusform>%n letter to go</numerusform>
            <numerusform>%n letters to go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A primary: %n second(s) to think again</source>
        <translation>
            <numerusform>A primary: %n second to think again</numerusform>
            <numerusform>A primary: %n seconds to think again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prophecy::ui::UpgradeProcedure</name>
    <message numerus="yes">
        <source>%n user(s) are active now. Tell them first.</source>
        <translation>
            <numerusform>%n user is active now. Tell them first.</numerusform>
            <numerusform>%n users are active now. Tell them first.</numerusform>
        </translation>
    </message>
</context>
</TS>
