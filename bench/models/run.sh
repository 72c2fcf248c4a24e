#!/usr/bin/env bash
# Generation and training of SmolLM2-135M-Instruct on this machine, ours and the peers' one after the other; the lines go
# to standard output. Ratios are of one part; a part takes up to 6 minutes.
#   bench/models/run.sh PEERS PROMPTS [PART…]
# PEERS is a folder with smol16 and smol32 (checkpoints in bfloat16 and 32 bits), smol-{bf16,f16,q8}.gguf, and venv, a
# Python environment with torch, transformers and llama-cpp-python; PROMPTS is JSON lines with a `problem` or `question`.
# Parts: generate (64 sequences, bfloat16 and llama.cpp's formats), single (one sequence), train, float (64 sequences in
# 32 bits); all of them unless named.
set -euo pipefail
peers=$(realpath "$1") problems=$(realpath "$2")
shift 2
parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(generate single train float)
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
java=${REASON4J_JDK:-${JAVA_HOME:?set it to a JDK 25}}
python=$peers/venv/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HF_HUB_OFFLINE=1
quietly() { "$@" 2>"$work/errors" || { tail -n 5 "$work/errors" >&2; return 1; }; }

"$home/reason4j" --version >/dev/null
head -n 8 "$problems" | "$python" -c '
import json, sys
for line in sys.stdin:
    row = json.loads(line)
    print(json.dumps({"messages": [
        {"role": "system", "content": "You are a helpful AI assistant named SmolLM, trained by Hugging Face"},
        {"role": "user", "content": row.get("problem") or row["question"]}]}))' >"$work/prompts.jsonl"
head -n 1 "$work/prompts.jsonl" >"$work/one.jsonl"

speed() {
  local room=learn flags=()
  while read -r flag; do flags+=("$flag"); done <"$home/$room/jvm.flags"
  quietly "$java/bin/java" "${flags[@]}" -cp \
    "$(printf '%s:' "$home"/{core,verify,learn}/target/reason4j-*-SNAPSHOT.jar)$(cat "$home/$room/target/classpath.txt")" \
    "$here/Speed.java" "$@"
}
ours() { # PROMPTS NAME OPTIONS…
  local prompts=$1 name=$2
  shift 2
  quietly "$home/reason4j" generate --model "$peers/smol16" --input "$prompts" --output "$work/$name.jsonl" \
    --max-new-tokens 256 --ignore-eos --stats "$work/$name.json" "$@"
  "$python" -c '
import json, sys
s = json.load(open(sys.argv[1]))
print("generate reason4j %s: %d tokens in %.1f s = %.1f tokens/s (decoding alone %.1f), peak %.2f GB" % (
    sys.argv[2], s["new_tokens"], s["seconds"], s["tokens_per_second"], s["tokens_per_second_decode"], s["peak_bytes"] / 1e9))' \
    "$work/$name.json" "$name"
}

hf() { quietly "$python" "$here/generate_hf.py" "$@"; }

generate() {
  speed products
  ours "$work/prompts.jsonl" bf16-rows=64 --samples 8 --temperature 1 --precision bf16
  for format in bf16 q8 f16; do
    quietly "$python" "$here/generate_llamacpp.py" "$peers/smol-$format.gguf" "$work/prompts.jsonl"
  done
  hf "$peers/smol16" "$work/prompts.jsonl" sdpa 8 bfloat16
}
single() {
  ours "$work/one.jsonl" bf16-rows=1 --greedy --precision bf16
  ours "$work/one.jsonl" f32-rows=1 --greedy --precision f32
  for dtype in bfloat16 float32; do
    hf "$peers/smol16" "$work/prompts.jsonl" sdpa 0 "$dtype"
    hf "$peers/smol16" "$work/prompts.jsonl" eager 0 "$dtype"
  done
}
train() {
  speed train "$peers/smol32"
  for attention in sdpa eager; do
    quietly "$python" "$here/train_hf.py" "$peers/smol32" "$attention" bf16 1
  done
}
float() {
  ours "$work/prompts.jsonl" f32-rows=64 --samples 8 --temperature 1 --precision f32
  hf "$peers/smol16" "$work/prompts.jsonl" sdpa 8 float32
}

lscpu | sed -n 's/^Model name: *//p'; nproc
for part in "${parts[@]}"; do "$part"; done
