#!/bin/sh
# The lifecycle in several builds, because the placement of code changes such figures by a
# tenth. It prints what each build measured, and then the median ratios to the crate.
#
#   benches/builds.sh
set -eu
cd "$(dirname "$0")/.."
all=$(mktemp)
trap 'rm -f "$all"' EXIT
for units in 1 2 4 7 16; do
    cargo rustc --quiet -p media-queue --bench machine --profile bench -- -C codegen-units=$units
    echo "codegen-units $units"
    # shellcheck disable=SC2012 # the names have no spaces
    "$(ls -t target/release/deps/machine-* | grep -v '\.d$' | head -n 1)" --bench lifecycle |
        tee -a "$all"
done
echo "median of the builds"
awk '/^[^ ]/ { title = $0; next } { sub(/^ +/, ""); split($0, part, /  +/); print title ": " part[1] "\t" $NF }' "$all" |
    sort -t "$(printf '\t')" -k1,1 -k2,2n |
    awk -F '\t' '$1 != name { show(); name = $1; n = 0 } { of[n++] = $2 } END { show() }
        function show() { if (n) print "    " name "  x " of[int(n / 2)] }'
