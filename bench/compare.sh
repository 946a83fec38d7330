#!/usr/bin/env bash
# Compares the speed of Ponder and llama.cpp (node-llama-cpp, prebuilt, CPU only) on the same model
# files and threads, one after the other in turns, and prints a table for docs/performance.md.
#
#   bench/compare.sh MODEL.gguf...
#
# THREADS (2), PROMPT (512), GENERATE (128), REPETITIONS (3) and ROUNDS (2) change what is measured.
# Needs node 20 and npm; the package is installed into PEER, by default a folder of the user's cache.
set -euo pipefail

readonly VERSION=3.22.1
threads=${THREADS:-2} prompt=${PROMPT:-512} generate=${GENERATE:-128}
repetitions=${REPETITIONS:-3} rounds=${ROUNDS:-2}
peer=${PEER:-${XDG_CACHE_HOME:-$HOME/.cache}/ponder/node-llama-cpp-$VERSION}
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[[ $# -gt 0 ]] || { echo "usage: bench/compare.sh MODEL.gguf..." >&2; exit 2; }

if [[ ! -d $peer/node_modules/node-llama-cpp ]]; then
  mkdir -p "$peer"
  NODE_LLAMA_CPP_SKIP_DOWNLOAD=true npm install --prefix "$peer" --no-audit --no-fund \
    "node-llama-cpp@$VERSION" >&2
fi

measure_ponder() {
  "$here/../ponder" bench --model "$1" --threads "$threads" --prompt "$prompt" \
    --generate "$generate" --repetitions "$repetitions" --json
}

measure_llama() {
  node "$here/llama.mjs" "$peer" "$1" "$threads" "$prompt" "$generate" "$repetitions"
}

# The median over the lines of stdin of the median at that key.
median() {
  node -e '
    const values = require("fs").readFileSync(0, "utf8").trim().split("\n")
      .map((line) => JSON.parse(line)[process.argv[1]].median).sort((a, b) => a - b);
    const middle = values.length >> 1;
    console.log((values.length % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2).toFixed(1));
  ' "$1"
}

# Processor, cores and date, from what the system tells.
machine() {
  local name
  name=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
  echo "${name:-$(uname -m)}, $(getconf _NPROCESSORS_ONLN) cores, $(date -u +%F)"
}

echo "$(machine); $threads threads, prompt of $prompt, $generate generated;" \
  "medians over $rounds turns of $repetitions runs; llama.cpp from node-llama-cpp $VERSION"
echo
echo "| model | | Ponder t/s | llama.cpp t/s | ratio |"
echo "|---|---|---:|---:|---:|"
for model in "$@"; do
  ponder='' llama=''
  for ((round = 0; round < rounds; round++)); do
    ponder+=$(measure_ponder "$model")$'\n'
    llama+=$(measure_llama "$model")$'\n'
  done
  for part in prompt generation; do
    ours=$(median "${part}_tokens_per_second" <<<"${ponder%$'\n'}")
    theirs=$(median "${part}_tokens_per_second" <<<"${llama%$'\n'}")
    echo "| $(basename "$model" .gguf) | $part | $ours | $theirs |" \
      "$(node -p "($ours / $theirs).toFixed(2)") |"
  done
done
