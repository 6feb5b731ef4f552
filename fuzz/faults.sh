#!/usr/bin/env bash
# Measures what hostile and large files take of the program: fuzz/faults.sh BINARY SCRATCH [FILES...]. Without files, those that
# fuzz/faults.py makes are imported, and those of $RCOI_SHARED/cases/faults where there are any. Each file goes into a workspace
# of its own, made new; a line a file says the exit code, the seconds, the most memory in MiB, and what was said of it. Exit
# code 1 when a file takes more than 300 MiB or 10 seconds, or ends by a signal.
set -uo pipefail
binary=$(realpath "$1")
mkdir -p "$2"
scratch=$(realpath "$2")
shift 2
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -eq 0 ]; then
    mkdir -p "$scratch/made"
    python3 "$here/faults.py" "$scratch/made"
    set -- "$scratch"/made/*
    if [ -d "${RCOI_SHARED:-}/cases/faults" ]; then
        set -- "$@" $(find "$RCOI_SHARED/cases/faults" -type f \( -name '*.xls*' -o -name '*.csv' -o -name '*.bin' -o -name '*.htm' \))
    fi
fi
# The machine survives what the program does not.
ulimit -v "${MOST_KIB:-6000000}"
export XDG_CONFIG_HOME="$scratch/config" XDG_DATA_HOME="$scratch/data" XDG_STATE_HOME="$scratch/state"
over=0
printf '%4s %7s %6s  %s\n' exit s MiB file
for file in "$@"; do
    rm -rf "$scratch/workspace"
    "$binary" init "$scratch/workspace" --company Example --year 2026 --person t >"$scratch/out" 2>&1
    if [ ! -d "$scratch/workspace" ]; then cat "$scratch/out"; exit 2; fi
    timeout "${MOST_SECONDS:-60}" /usr/bin/time -o "$scratch/time" -f '%e %M' \
        "$binary" -w "$scratch/workspace" --person t import --dry-run ${AS:-} "$file" >"$scratch/out" 2>&1
    code=$?
    read -r seconds kib < <(tail -n 1 "$scratch/time")
    printf '%4s %7s %6s  %s: %s\n' "$code" "$seconds" "$((kib / 1024))" "${file##*/}" "$(head -c 150 "$scratch/out" | tr '\n' ' ')"
    if [ "$code" -gt 2 ] || [ "$kib" -gt 307200 ] || [ "${seconds%.*}" -ge 10 ]; then over=1; fi
done
exit $over
