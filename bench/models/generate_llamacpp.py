"""llama.cpp by its C interface: 8 prompts x 8 samples of 256 new tokens, each prompt computed once for its samples.

usage: generate_llamacpp.py MODEL.gguf PROMPTS.jsonl. Prints one line; the rate leaves the sampling out, which is
Python's here.
"""

import json
import resource
import sys
import time

import ctypes
import llama_cpp as L
import numpy as np

path, prompts = sys.argv[1], sys.argv[2]
GROUP, NEW = 8, 256
L.llama_backend_init()
model = L.llama_model_load_from_file(path.encode(), L.llama_model_default_params())
vocabulary = L.llama_model_get_vocab(model)
size = L.llama_vocab_n_tokens(vocabulary)


def tokens(chat):
    text = "".join(f"<|im_start|>{m['role']}\n{m['content']}<|im_end|>\n" for m in chat) + "<|im_start|>assistant\n"
    raw = text.encode()
    out = (L.llama_token * 4096)()
    n = L.llama_tokenize(vocabulary, raw, len(raw), out, 4096, False, True)
    return list(out[:n])


ids = [tokens(json.loads(line)["messages"]) for line in open(prompts)]
rows = len(ids) * GROUP
settings = L.llama_context_default_params()
settings.n_ctx = rows * 640
settings.n_batch = 4096
settings.n_ubatch = 512
settings.n_seq_max = rows
settings.n_threads = settings.n_threads_batch = 2
settings.kv_unified = False
context = L.llama_init_from_model(model, settings)
memory = L.llama_get_memory(context)
random = np.random.default_rng(0)
sampling = 0.0


def sample(place):
    global sampling
    begun = time.time()
    x = np.ctypeslib.as_array(L.llama_get_logits_ith(context, place), shape=(size,))
    sums = np.cumsum(np.exp(x - x.max()))
    token = int(min(np.searchsorted(sums, random.random() * sums[-1]), size - 1))
    sampling += time.time() - begun
    return token


batch = L.llama_batch_init(4096, 0, 1)
current = []
begun = time.time()
for p, prompt in enumerate(ids):
    batch.n_tokens = len(prompt)
    for j, token in enumerate(prompt):
        batch.token[j], batch.pos[j], batch.n_seq_id[j] = token, j, 1
        batch.seq_id[j][0] = p * GROUP
        batch.logits[j] = j == len(prompt) - 1
    assert L.llama_decode(context, batch) == 0
    for g in range(GROUP):
        if g:
            L.llama_memory_seq_cp(memory, p * GROUP, p * GROUP + g, -1, -1)
        current.append(sample(len(prompt) - 1))
for n in range(NEW - 1):
    batch.n_tokens = rows
    for s in range(rows):
        batch.token[s], batch.pos[s], batch.n_seq_id[s] = current[s], len(ids[s // GROUP]) + n, 1
        batch.seq_id[s][0] = s
        batch.logits[s] = 1
    assert L.llama_decode(context, batch) == 0
    current = [sample(s) for s in range(rows)]
seconds = time.time() - begun - sampling
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
print(
    f"generate llama.cpp {path.split('/')[-1]} rows={rows}: {rows * NEW} tokens in {seconds:.1f} s = "
    f"{rows * NEW / seconds:.1f} tokens/s without sampling ({sampling:.1f} s more with it), peak {peak:.2f} GB"
)
