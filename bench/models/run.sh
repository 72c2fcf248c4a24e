#!/usr/bin/env bash
# Generation and training of SmolLM2-135M-Instruct on this machine, ours and the peers' in one go; the lines go to
# standard output. About 15 minutes.
#   bench/models/run.sh PEERS PROMPTS
# PEERS is a folder with smol16 and smol32 (checkpoints in bfloat16 and 32 bits), smol-{bf16,f16,q8}.gguf, and venv, a
# Python environment with torch, transformers and llama-cpp-python; PROMPTS is JSON lines with a `problem` or `question`.
# QUIET is put before each command, to keep others off the machine.
set -euo pipefail
peers=$(realpath "$1") problems=$(realpath "$2")
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
java=${REASON4J_JDK:-/usr/lib/jvm/temurin-25-jdk-amd64}
python=$peers/venv/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HF_HUB_OFFLINE=1
quiet() { ${QUIET:-} "$@" 2>"$work/errors" || { tail -n 5 "$work/errors" >&2; return 1; }; }

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
  quiet "$java/bin/java" "${flags[@]}" -cp \
    "$(printf '%s:' "$home"/{core,verify,learn}/target/reason4j-*-SNAPSHOT.jar)$(cat "$home/$room/target/classpath.txt")" \
    "$here/Speed.java" "$@"
}
ours() { # PROMPTS NAME OPTIONS…
  local prompts=$1 name=$2
  shift 2
  quiet "$home/reason4j" generate --model "$peers/smol16" --input "$prompts" --output "$work/$name.jsonl" \
    --max-new-tokens 256 --ignore-eos --stats "$work/$name.json" "$@"
  "$python" -c '
import json, sys
s = json.load(open(sys.argv[1]))
print("generate reason4j %s: %d tokens in %.1f s = %.1f tokens/s (decoding alone %.1f), peak %.2f GB" % (
    sys.argv[2], s["new_tokens"], s["seconds"], s["tokens_per_second"], s["tokens_per_second_decode"], s["peak_bytes"] / 1e9))' \
    "$work/$name.json" "$name"
}

lscpu | sed -n 's/^Model name: *//p'; nproc
speed products
ours "$work/prompts.jsonl" bf16-rows=64 --samples 8 --temperature 1 --precision bf16
ours "$work/prompts.jsonl" f32-rows=64 --samples 8 --temperature 1 --precision f32
quiet "$python" "$here/generate_hf.py" "$peers/smol16" "$work/prompts.jsonl" sdpa 8
quiet "$python" "$here/generate_hf.py" "$peers/smol16" "$work/prompts.jsonl" eager 8
for format in bf16 q8 f16; do
  quiet "$python" "$here/generate_llamacpp.py" "$peers/smol-$format.gguf" "$work/prompts.jsonl"
done
ours "$work/one.jsonl" bf16-rows=1 --greedy --precision bf16
quiet "$python" "$here/generate_hf.py" "$peers/smol16" "$work/prompts.jsonl" sdpa 0
quiet "$python" "$here/generate_hf.py" "$peers/smol16" "$work/prompts.jsonl" eager 0
speed train "$peers/smol32"
for attention in eager sdpa; do
  for mode in bf16 autocast; do
    quiet "$python" "$here/train_hf.py" "$peers/smol32" "$attention" "$mode" 1
  done
done
