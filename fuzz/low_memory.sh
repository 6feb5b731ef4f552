#!/usr/bin/env bash
# Runs edits under ever lower limits of address space: fuzz/low_memory.sh BINARY SCRATCH [STEP_KIB]. What a command said it did must
# be in the history, and the workspace whole. A line says how many commands were tried, how many ended well, in words and by a
# signal; exit code 1 when something acknowledged is lost.
set -uo pipefail
binary=$(realpath "$1"); mkdir -p "$2"; scratch=$(realpath "$2"); step=${3:-256}
workspace="$scratch/workspace"
export XDG_CONFIG_HOME="$scratch/config" XDG_DATA_HOME="$scratch/data" XDG_STATE_HOME="$scratch/state"
rm -rf "$workspace"
"$binary" init "$workspace" --demo --person t >/dev/null || exit 2
before=$("$binary" -w "$workspace" list history --format json | grep -c '"seq"')
tried=0 well=0 words=0 signals=0
for ((kib = 60000; kib >= 4000; kib -= step)); do
    day=$(printf '20%02d-%02d-%02d' $((10 + tried / 336)) $((1 + tried / 28 % 12)) $((1 + tried % 28)))
    # The shell's own word on a signal is not wanted.
    { (ulimit -v "$kib"; exec "$binary" -w "$workspace" --person t day "$day" >/dev/null 2>&1); } 2>/dev/null
    case $? in 0) well=$((well + 1)) ;; 1 | 2 | 101) words=$((words + 1)) ;; *) signals=$((signals + 1)) ;; esac
    tried=$((tried + 1))
done
"$binary" -w "$workspace" verify >"$scratch/verify" 2>&1
code=$?
after=$("$binary" -w "$workspace" list history --format json | grep -c '"seq"')
echo "$tried tried, $well done, $words refused in words, $signals ended by a signal; $((after - before)) recorded; verify ends with $code"
[ $((after - before)) -ge "$well" ] && [ "$code" -eq 0 ]
