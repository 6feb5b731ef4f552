#!/bin/sh
# The accuracy table of the matcher on labelled names: benches/accuracy.sh DIR [RCOI]
# DIR holds reference.tsv, aliases_6.5.tsv, dev_*.tsv (or other_*.tsv) and score.py; RCOI is the program, built for release
# when not given. Figures here are of the weights that ship; for cross-validated ones run the example fit_matcher.
set -eu
dir=${1:?give the folder with the labelled names}
rcoi=${2:-target/release/rcoi}
[ -x "$rcoi" ] || cargo build --release --bin rcoi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
each() { # each OUT OPTIONS... : all sets but the one for leaving one out
    file=$1
    shift
    : > "$file"
    for set in "$dir"/*_*.tsv; do
        case $(basename "$set") in
            *aliasloo*) "$rcoi" match --reference "$dir/reference.tsv" --leave-one-out "$@" --format tsv "$set" >> "$file" ;;
            dev_* | other_*) "$rcoi" match --reference "$dir/reference.tsv" "$@" --format tsv "$set" >> "$file" ;;
        esac
    done
}
each "$out/plain.tsv"
echo "standard names only (see ALL)"
python3 "$dir/score.py" "$out/plain.tsv"
each "$out/aliased.tsv" --aliases "$dir/aliases_6.5.tsv"
echo "with aliases (see NOAL and aliasloo)"
python3 "$dir/score.py" "$out/aliased.tsv"
