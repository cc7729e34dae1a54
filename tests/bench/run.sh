#!/usr/bin/env bash
# Speed and size as ratios within one run; called by ./dev bench on a virtual screen.
set -euo pipefail
bin=build/release/bin
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
median() { sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }
openbox >/dev/null 2>&1 &

for i in 1 2 3; do PROPHECY_KEY= "$bin/prophecyctl" --profile "$folder/profile" env add "site-$((i * 7))-$(printf 'abc' | cut -c$i)" --url "https://127.0.0.1:$((9000 + i))" >/dev/null; done
startup() { for _ in 1 2 3 4 5; do "$bin/bench_startup" "$@"; done; }
startup "$bin/bench_empty_window" >"$folder/empty"
startup "$bin/prophecy-console" --profile "$folder/profile" >"$folder/console"
empty=$(awk '{print $2}' "$folder/empty" | median)
console=$(awk '{print $2}' "$folder/console" | median)
memory=$(awk '{print $4}' "$folder/console" | median)
echo "start: console $console ms, empty Qt window $empty ms, ratio $(awk "BEGIN {printf \"%.2f\", $console / $empty}") (at most 1.5)"
echo "memory: $memory MB PSS with three environments (at most 80)"

list=$("$bin/bench_list" "$folder/list.json" | awk '{print $2}')
for _ in 1 2 3 4 5; do
  start=$(date +%s%N)
  jq '.data["backup-list"] | map(select(.status != "Success"))' "$folder/list.json" >/dev/null
  echo $((($(date +%s%N) - start) / 1000000))
done >"$folder/jq"
jq=$(median <"$folder/jq")
echo "list of 100,000: console $list ms, jq $jq ms, ratio $(awk "BEGIN {printf \"%.2f\", $list / $jq}") (at most 0.25)"

expressions=tests/bench/cron_expressions.txt
GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$folder/go" go build -o "$folder/bench_cron" tests/bench/bench_cron.go
cron() {
  local ours theirs
  ours=$("$bin/bench_cron" $expressions "$1" | awk '{print $2}')
  theirs=$("$folder/bench_cron" $expressions "$1" | awk '{print $2}')
  echo "next() in $1: console $ours million a second, the Go library $theirs, $(awk "BEGIN {printf \"%.0f\", $ours / $theirs}") times (at least $2)"
}
cron UTC 10
cron America/New_York 20
"$bin/bench_window"
kill %1 2>/dev/null || :
