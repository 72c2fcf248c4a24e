"""What `transformers` computes on tiny models of every architecture and every scaling of positions, for the tests.

    pip install torch==2.13.0 transformers==5.24.0
    python bench/models/references.py learn/src/test/resources/reason4j/learn/model/parity

cases.json       per case: config.json as transformers writes it, the prompt, 200 greedy tokens, the smallest gap
                 between best and second best logit on the way, and the order of the gradients
references.f32   per case, little-endian 32-bit floats: logits of the whole sequence [40, vocabulary], then the gradient
                 of the mean negative log-probability of all tokens but the first five

Weights are a function of tensor name and index (`weights` below), so that they need not be stored.
"""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModelForCausalLM
from transformers import LlamaConfig, MistralConfig, Qwen2Config, Qwen3Config

VOCABULARY, LENGTH, PROMPT, NEW = 64, 40, 12, 200


def weights(name, shape, salt):
    """Uniform in [-1, 1), scaled: splitmix64 of an index counted from the FNV-1a hash of the name."""
    h = 0xCBF29CE484222325
    for b in f"{salt}:{name}".encode():
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    n = int(np.prod(shape))
    with np.errstate(over="ignore"):
        z = np.uint64(h) + np.arange(n, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    u = (z >> np.uint64(40)).astype(np.float32) / np.float32(1 << 23) - np.float32(1)
    if name.endswith("norm.weight"):
        values = np.float32(1) + np.float32(0.25) * u
    elif name.endswith("bias"):
        values = np.float32(0.25) * u
    else:
        values = np.float32(0.5) * u
    return values.reshape(shape)


def ids(n, salt):
    return [int(x) for x in (weights("ids", (n,), salt) + 0.5) * VOCABULARY]


SMALL = dict(vocab_size=VOCABULARY, hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=4,
             num_key_value_heads=2, max_position_embeddings=256, bos_token_id=None, eos_token_id=None)
WIDE = dict(SMALL, head_dim=16, num_attention_heads=2, num_key_value_heads=1)


def rope(kind, theta=10000.0, **more):
    return dict(rope_type=kind, rope_theta=theta, **more)


LLAMA3 = rope("llama3", 500000.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0)
CASES = {
    # architectures
    "llama-2": LlamaConfig(**dict(SMALL, num_key_value_heads=4), tie_word_embeddings=False),
    "llama-3": LlamaConfig(**SMALL, rope_parameters=dict(LLAMA3, original_max_position_embeddings=8192)),
    "llama-3-tied": LlamaConfig(**WIDE, tie_word_embeddings=True,
                                rope_parameters=dict(LLAMA3, original_max_position_embeddings=64)),
    "llama-bias": LlamaConfig(**SMALL, attention_bias=True),
    "qwen2-tied": Qwen2Config(**SMALL, tie_word_embeddings=True, rope_parameters=rope("default", 1000000.0)),
    "qwen2-untied": Qwen2Config(**SMALL, tie_word_embeddings=False, rope_parameters=rope("default", 1000000.0)),
    "qwen2-window": Qwen2Config(**SMALL, use_sliding_window=True, sliding_window=9, max_window_layers=1),
    "qwen3": Qwen3Config(**WIDE, tie_word_embeddings=False, rope_parameters=rope("default", 1000000.0)),
    "qwen3-tied": Qwen3Config(**WIDE, tie_word_embeddings=True, rope_parameters=rope("default", 1000000.0)),
    "mistral": MistralConfig(**WIDE, sliding_window=8),
    "mistral-full": MistralConfig(**WIDE, sliding_window=None, rope_parameters=rope("default", 1000000.0)),
    "r1-distill-qwen": Qwen2Config(**SMALL, tie_word_embeddings=False, use_sliding_window=False, sliding_window=4096,
                                   max_window_layers=21, rope_parameters=rope("default", 10000.0)),
    "r1-distill-llama": LlamaConfig(**dict(WIDE, num_attention_heads=4), tie_word_embeddings=False, rms_norm_eps=1e-5,
                                    rope_parameters=dict(LLAMA3, original_max_position_embeddings=8192)),
    # scalings of positions
    "rope-base": LlamaConfig(**WIDE, rope_parameters=rope("default", 123456.0)),
    "rope-linear": LlamaConfig(**WIDE, rope_parameters=rope("linear", factor=4.0)),
    "rope-dynamic": LlamaConfig(**dict(WIDE, max_position_embeddings=32), rope_parameters=rope("dynamic", factor=8.0)),
    "rope-dynamic-long": Qwen2Config(**dict(SMALL, max_position_embeddings=8),
                                     rope_parameters=rope("dynamic", factor=32.0)),
    "rope-yarn": Qwen2Config(**dict(SMALL, max_position_embeddings=64),
                             rope_parameters=rope("yarn", factor=4.0, original_max_position_embeddings=64)),
    "rope-yarn-wide": LlamaConfig(**WIDE, rope_parameters=rope("yarn", 1000000.0, factor=8.0, beta_fast=16.0,
                                                               beta_slow=2.0, original_max_position_embeddings=32)),
    "rope-yarn-attention": LlamaConfig(**WIDE, rope_parameters=rope("yarn", factor=4.0, attention_factor=0.75,
                                                                    original_max_position_embeddings=64)),
    "rope-yarn-mscale": LlamaConfig(**WIDE, rope_parameters=rope("yarn", factor=40.0, mscale=1.0, mscale_all_dim=0.5,
                                                                 original_max_position_embeddings=64)),
    "rope-yarn-smooth": Qwen3Config(**WIDE, rope_parameters=rope("yarn", factor=4.0, truncate=False,
                                                                 original_max_position_embeddings=64)),
}


def model(config, salt):
    made = AutoModelForCausalLM.from_config(config, attn_implementation="eager").float().eval()
    with torch.no_grad():
        for name, p in made.named_parameters():
            p.copy_(torch.from_numpy(weights(name, tuple(p.shape), salt)))
    return made


def written(config):
    with tempfile.TemporaryDirectory() as d:
        config.save_pretrained(d)
        return json.loads((Path(d) / "config.json").read_text())


def greedy(config, salt):
    """Decodes with the cache as transformers.generate does; looks how far each choice was from another."""
    out = model(config, salt).generate(torch.tensor([ids(PROMPT, salt)]), max_new_tokens=NEW, do_sample=False,
                                       output_logits=True, return_dict_in_generate=True)
    top = torch.stack([step[0] for step in out.logits]).topk(2).values
    return out.sequences[0, PROMPT:].tolist(), float((top[:, 0] - top[:, 1]).min())


def main(out):
    torch.manual_seed(0)
    torch.set_num_threads(1)
    out.mkdir(parents=True, exist_ok=True)
    cases, numbers = [], []
    for name, config in CASES.items():
        config.pad_token_id = None
        salt = name
        tokens, gap = greedy(config, salt)
        for retry in range(1, 200):
            # without near ties, so that equality is asked of the computation and not of rounding; not in a short loop
            if gap >= 2e-3 and len(set(tokens)) >= 12:
                break
            salt = f"{name}-{retry}"
            tokens, gap = greedy(config, salt)
        sequence = torch.tensor([ids(LENGTH, salt)])
        m = model(config, salt)
        logits = m(sequence).logits
        loss = torch.nn.functional.cross_entropy(logits[0, 4:-1], sequence[0, 5:])
        loss.backward()
        # dynamic scaling depends on the length: what the loss sees is the sequence without its last token
        if config.rope_parameters["rope_type"] == "dynamic":
            m = model(config, salt)
            loss = torch.nn.functional.cross_entropy(m(sequence[:, :-1]).logits[0, 4:], sequence[0, 5:])
            loss.backward()
        gradients = sorted(((n, p.grad) for n, p in m.named_parameters()), key=lambda g: g[0])
        numbers += [logits.detach().numpy().reshape(-1)] + [g.numpy().reshape(-1) for _, g in gradients]
        cases.append(dict(name=name, salt=salt, config=written(config), ids=ids(LENGTH, salt), prompt=ids(PROMPT, salt),
                          greedy=tokens, gap=gap, loss=loss.item(), gradients=[n for n, _ in gradients]))
        print(f"{name:22} gap {gap:.4f} distinct {len(set(tokens)):3} loss {loss.item():.4f} largest logit "
              f"{float(logits.abs().max()):.2f}")
    (out / "cases.json").write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
    np.concatenate(numbers).astype("<f4").tofile(out / "references.f32")
    print(sum(f.stat().st_size for f in out.iterdir()), "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
