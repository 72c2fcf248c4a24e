"""transformers: forward and backward over 8 x 512 tokens, every token a label.

usage: train_hf.py MODEL_DIR ATTENTION MODE [steps]; ATTENTION is sdpa or eager, MODE is autocast (f32 weights under bf16
autocast) or bf16 (bf16 weights). Prints one line.
"""

import resource
import sys
import time

import torch
from transformers import AutoModelForCausalLM

model, attention, mode = sys.argv[1:4]
steps = int(sys.argv[4]) if len(sys.argv) > 4 else 2
torch.manual_seed(0)
dtype = torch.float32 if mode == "autocast" else torch.bfloat16
net = AutoModelForCausalLM.from_pretrained(model, dtype=dtype, attn_implementation=attention).train()
ids = torch.randint(0, net.config.vocab_size, (8, 512))
weights = sum(p.numel() for p in net.parameters())
best = float("inf")
for step in range(steps + 1):
    begun = time.time()
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=mode == "autocast"):
        loss = net(input_ids=ids, labels=ids).loss
    loss.backward()
    net.zero_grad(set_to_none=True)
    if step > 0:
        best = min(best, time.time() - begun)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
print(
    f"train transformers attn={attention} {mode}: loss {loss.item():.3f}, {best:.2f} s for {ids.numel()} tokens = "
    f"{ids.numel() / best:.0f} tokens/s, {6 * weights * ids.numel() / best / 1e9:.0f} GFLOP/s, peak {peak:.1f} GB"
)
