#!/usr/bin/env bash
# Compares the speed of Ponder and llama.cpp (node-llama-cpp, prebuilt, CPU only) on the same model
# files and threads, one after the other in turns, and prints a table for docs/performance.md.
#
#   bench/compare.sh MODEL.gguf...
#
# THREADS (2), PROMPT (512), GENERATE (128), REPETITIONS (3) and ROUNDS (2) change what is measured;
# CACHE_TYPE (f16) is f16 or q8_0; PROMPT_ONCE=1 computes the prompt once in each turn and generates
# behind it REPETITIONS times, which spares the time of long prompts; STREAMS="8 32" measures so many
# answers side by side, and a single one, in place of it.
# Needs node 20 and npm; the package is installed into PEER, by default a folder of the user's cache.
set -euo pipefail

readonly VERSION=3.22.1
threads=${THREADS:-2} prompt=${PROMPT:-512} generate=${GENERATE:-128}
repetitions=${REPETITIONS:-3} rounds=${ROUNDS:-2} cache=${CACHE_TYPE:-f16}
once=${PROMPT_ONCE:-} streams=${STREAMS:-}
peer=${PEER:-${XDG_CACHE_HOME:-$HOME/.cache}/ponder/node-llama-cpp-$VERSION}
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
  echo "bench/compare.sh: $*" >&2
  exit 2
}

[[ $# -gt 0 ]] || fail "usage: bench/compare.sh MODEL.gguf..."
[[ $cache == f16 || $cache == q8_0 ]] || fail "CACHE_TYPE must be f16 or q8_0, not $cache"
[[ -z $once || $once == 1 ]] || fail "PROMPT_ONCE must be 1 or nothing, not $once"
[[ -z $once || -z $streams ]] || fail "PROMPT_ONCE and STREAMS do not go together"
if [[ -n $streams ]]; then
  [[ $streams =~ ^[0-9\ ]+$ ]] || fail "STREAMS must be numbers with spaces between, not $streams"
  streams=$(printf '%s\n' 1 $streams | sort -nu | paste -sd,)
fi

if [[ ! -d $peer/node_modules/node-llama-cpp ]]; then
  mkdir -p "$peer"
  NODE_LLAMA_CPP_SKIP_DOWNLOAD=true npm install --prefix "$peer" --no-audit --no-fund \
    "node-llama-cpp@$VERSION" >&2
fi

measure_ponder() {
  "$here/../ponder" bench --model "$1" --threads "$threads" --prompt "$prompt" \
    --generate "$generate" --repetitions "$repetitions" --cache-type "$cache" \
    ${once:+--prompt-once} ${streams:+--streams "$streams"} --json
}

measure_llama() {
  node "$here/llama.mjs" "$peer" "$1" "{\"threads\": $threads, \"prompt\": $prompt,
    \"generate\": $generate, \"repetitions\": $repetitions, \"cacheType\": \"$cache\",
    \"promptOnce\": $([[ -n $once ]] && echo true || echo false), \"streams\": [$streams]}"
}

# Rows of a model, from files of one JSON result per turn: each figure is the median over the turns
# of their medians.
rows() {
  node "$here/rows.mjs" "$(basename "$1" .gguf)" "$2" "$3"
}

# Processor, cores and date, from what the system tells.
machine() {
  local name
  name=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
  echo "${name:-$(uname -m)}, $(getconf _NPROCESSORS_ONLN) cores, $(date -u +%F)"
}

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
echo "$(machine); $threads threads, $cache cache, prompt${streams:+s} of $prompt, $generate generated" \
  "${streams:+each}${once:+behind the same prompt};" \
  "medians over $rounds turns of $repetitions runs; llama.cpp from node-llama-cpp $VERSION"
echo
if [[ -n $streams ]]; then
  echo "| model | | Ponder t/s | of one | llama.cpp t/s | of one | ratio |"
  echo "|---|---|---:|---:|---:|---:|---:|"
else
  echo "| model | | Ponder t/s | llama.cpp t/s | ratio |"
  echo "|---|---|---:|---:|---:|"
fi
for model in "$@"; do
  rm -f "$results"/*
  for ((round = 0; round < rounds; round++)); do
    measure_ponder "$model" >>"$results/ponder"
    measure_llama "$model" >>"$results/llama"
  done
  rows "$model" "$results/ponder" "$results/llama"
done
