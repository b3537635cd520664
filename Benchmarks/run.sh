#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# All exponents of products of Gaussian matrices, by Assay and by NumPy's plain loop, one thread each, in turns;
# processor seconds, the least of the rounds. Usage: run.sh [WIDTH DEPTH TRIALS [ROUNDS]]
set -eu
cd "$(dirname "$0")"
width=${1:-64} depth=${2:-1000} trials=${3:-32} rounds=${4:-3}
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1

swift build -c release >&2
assay=$(swift build -c release --show-bin-path)/ExponentBenchmark

round=0
while [ "$round" -lt "$rounds" ]; do
  for stage in all draw carry; do
    "$assay" "$stage" "$width" "$depth" "$trials" | sed 's/^/assay-/'
  done
  echo "numpy $(python3 numpy_qr_loop.py "$width" "$depth" "$trials")"
  round=$((round + 1))
done | awk -v n="$width" -v depth="$depth" -v trials="$trials" '
  !($1 in least) || $2 < least[$1] { least[$1] = $2 }
  { first[$1] = $3 }
  END {
    printf "n = %d, depth %d, %d trials, one thread, processor seconds\n", n, depth, trials
    printf "  Assay   %7.3f   lambda_1 = %s\n", least["assay-all"], first["assay-all"]
    printf "    drawing alone %7.3f, carrying the frame alone %7.3f\n", least["assay-draw"], least["assay-carry"]
    printf "  NumPy   %7.3f   lambda_1 = %s\n", least["numpy"], first["numpy"]
    printf "  Assay is %.1f times as fast\n", least["numpy"] / least["assay-all"]
  }'
