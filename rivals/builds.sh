#!/bin/sh
# The lifecycle over several builds: where code comes to lie moves such figures by a
# tenth. Prints what each build measured, then the median ratios to the crate.
#
#   rivals/builds.sh
set -eu
cd "$(dirname "$0")/.."
all=$(mktemp)
trap 'rm -f "$all"' EXIT
for units in 1 2 4 7 16; do
    cargo rustc --quiet -p rivals --bench lifecycle --profile bench -- -C codegen-units=$units
    echo "codegen-units $units"
    # shellcheck disable=SC2012 # names of our own making
    "$(ls -t target/release/deps/lifecycle-* | grep -v '\.d$' | head -n 1)" --bench |
        tee -a "$all"
done
echo "median of the builds"
awk '/^[^ ]/ { heat = $0; next } { sub(/^ +/, ""); split($0, part, /  +/); print heat ": " part[1] "\t" $NF }' "$all" |
    sort -t "$(printf '\t')" -k1,1 -k2,2n |
    awk -F '\t' '$1 != name { show(); name = $1; n = 0 } { of[n++] = $2 } END { show() }
        function show() { if (n) print "    " name "  x " of[int(n / 2)] }'
