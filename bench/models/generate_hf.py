"""transformers.generate: 8 prompts x 8 samples of 256 new tokens, or one greedy sequence.

usage: generate_hf.py MODEL_DIR PROMPTS.jsonl ATTENTION SAMPLES DTYPE; ATTENTION is sdpa or eager; SAMPLES 0 is one
greedy sequence of the first prompt; DTYPE is bfloat16 or float32. Prints one line.
"""

import json
import resource
import sys
import time

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

model, prompts, attention, samples = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
dtype = sys.argv[5]
tokenizer = AutoTokenizer.from_pretrained(model, padding_side="left")
net = AutoModelForCausalLM.from_pretrained(model, dtype=getattr(torch, dtype), attn_implementation=attention).eval()
chats = [json.loads(line)["messages"] for line in open(prompts)]
if samples == 0:
    chats, samples = chats[:1], 1
    how = {"do_sample": False}
else:
    how = {"do_sample": True, "temperature": 1.0, "top_k": 0, "top_p": 1.0}
text = [
    tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True) for chat in chats for _ in range(samples)
]
batch = tokenizer(text, return_tensors="pt", padding=True)
with torch.inference_mode():
    net.generate(**{k: v[:1] for k, v in batch.items()}, max_new_tokens=8)
    begun = time.time()
    out = net.generate(**batch, max_new_tokens=256, min_new_tokens=256, **how)
    seconds = time.time() - begun
new = (out.shape[1] - batch.input_ids.shape[1]) * out.shape[0]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
print(
    f"generate transformers {dtype} attn={attention} rows={out.shape[0]}: {new} tokens in {seconds:.1f} s = "
    f"{new / seconds:.1f} tokens/s, peak {peak:.2f} GB"
)
