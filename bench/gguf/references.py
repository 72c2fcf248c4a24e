"""Makes the small GGUF files of the tests, and what the `gguf` package decodes from them.

    pip install gguf==0.19.0 numpy
    python bench/gguf/references.py learn/src/test/resources/reason4j/learn/gguf

blocks.gguf   two rows of every supported format, of random bytes with sane scales; blocks.f32 holds the numbers
llama.gguf    a tiny model as llama.cpp's converter writes it (queries and keys permuted, Llama 3.1's scaling of
              positions as factors); llama.f32 holds what transformers would hold: q_proj, k_proj, embed_tokens
mistral.gguf  a tiny model with a sliding window and a SentencePiece vocabulary
qwen2.gguf, qwen3.gguf   tiny models with biases and with norms of queries and keys
"""

import sys
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as T
from gguf import quants

OUT = Path(sys.argv[1])
random = np.random.default_rng(7)


def blocks():
    writer = gguf.GGUFWriter(OUT / "blocks.gguf", "llama")
    numbers = []
    formats = [T.F32, T.F16, T.BF16, T.Q8_0, T.Q4_0, T.Q4_1, T.Q5_0, T.Q5_1, T.Q4_K, T.Q5_K, T.Q6_K]
    halves = {T.Q8_0: [0], T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.Q4_K: [0, 2], T.Q5_K: [0, 2],
              T.Q6_K: [208]}
    for kind in formats:
        size, width = gguf.GGML_QUANT_SIZES[kind]
        if kind in halves:
            count = 2 * 256 // size
            stored = random.integers(0, 256, (count, width), dtype=np.uint8)
            for at in halves[kind]:
                stored[:, at:at + 2] = random.normal(0, 0.02, count).astype(np.float16).view(np.uint8).reshape(count, 2)
            stored = stored.reshape(2, -1)
        else:
            values = random.normal(0, 1, (2, 256)).astype(np.float32)
            stored = quants.quantize(values, kind)
        numbers.append(quants.dequantize(stored, kind).astype(np.float32).reshape(-1))
        if kind in (T.F32, T.F16):
            writer.add_tensor(kind.name, stored)
        else:
            writer.add_tensor(kind.name, stored, raw_dtype=kind)
    finish(writer)
    np.concatenate(numbers).astype("<f4").tofile(OUT / "blocks.f32")


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def tokenizer(writer, pre):
    letters = list("abcdefghijklmnopqrstuvwxyz0123456789") + ["Ġ", "Ċ", ".", "?", "<", ">", "|", "_", "/"]
    pieces = ["th", "the", "Ġthe", "in"]
    tokens = ["<|end|>", "<|bos|>"] + letters + pieces + ["<think>"]
    types = [3, 3] + [1] * (len(letters) + len(pieces)) + [4]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(pre)
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    writer.add_token_merges(["t h", "th e", "Ġ the", "i n"])
    writer.add_eos_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_add_bos_token(pre == "llama-bpe")
    writer.add_chat_template("{{ bos_token }}{% for m in messages %}{{ m.content }}{% endfor %}")
    return len(tokens)


def sentencepiece(writer):
    pieces = ["▁"] + list("abcdefghijklmnopqrstuvwxyz0123456789.?<>/") + ["th", "he", "▁t", "▁th", "▁the", "the", "in"]
    tokens = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)] + pieces
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * 259 + [-float(i) for i in range(len(pieces))])
    writer.add_token_types([2, 3, 3] + [6] * 256 + [1] * len(pieces))
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    return len(tokens)


def llama3_factors(dim, theta):
    """What llama.cpp's converter stores for rope_scaling of Llama 3.1."""
    factor, low, high, original = 8.0, 1.0, 4.0, 8192
    factors = []
    for i in range(dim // 2):
        wave = 2 * np.pi * theta ** (2 * i / dim)
        if wave < original / high:
            factors.append(1.0)
        elif wave > original / low:
            factors.append(factor)
        else:
            smooth = (original / wave - low) / (high - low)
            factors.append(1 / ((1 - smooth) / factor + smooth))
    return np.array(factors, dtype=np.float32)


def permuted(weight, heads):
    """What llama.cpp's converter does to queries and keys of Llama."""
    return weight.reshape(heads, 2, weight.shape[0] // heads // 2, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


def model(name, arch, pre, hidden, heads, kv_heads, intermediate, quantized):
    writer = gguf.GGUFWriter(OUT / f"{name}.gguf", "llama" if name == "mistral" else name)
    vocabulary = sentencepiece(writer) if name == "mistral" else tokenizer(writer, pre)
    dim = hidden // heads
    writer.add_block_count(1)
    writer.add_context_length(128)
    writer.add_embedding_length(hidden)
    writer.add_feed_forward_length(intermediate)
    writer.add_head_count(heads)
    writer.add_head_count_kv(kv_heads)
    writer.add_layer_norm_rms_eps(1e-5)
    theta = 500000.0 if name == "llama" else 10000.0
    writer.add_rope_freq_base(theta)
    if name == "mistral":
        writer.add_sliding_window(64)
    if name == "llama":
        writer.add_tensor("rope_freqs.weight", llama3_factors(dim, theta))
    writer.add_rope_dimension_count(dim)
    names = gguf.get_tensor_name_map(arch, 1)
    layer = "model.layers.0."
    shapes = {
        "model.embed_tokens.weight": (vocabulary, hidden),
        layer + "input_layernorm.weight": (hidden,),
        layer + "self_attn.q_proj.weight": (heads * dim, hidden),
        layer + "self_attn.k_proj.weight": (kv_heads * dim, hidden),
        layer + "self_attn.v_proj.weight": (kv_heads * dim, hidden),
        layer + "self_attn.o_proj.weight": (hidden, heads * dim),
        layer + "post_attention_layernorm.weight": (hidden,),
        layer + "mlp.gate_proj.weight": (intermediate, hidden),
        layer + "mlp.up_proj.weight": (intermediate, hidden),
        layer + "mlp.down_proj.weight": (hidden, intermediate),
        "model.norm.weight": (hidden,),
    }
    if name == "qwen2":
        for part, rows in [("q", heads), ("k", kv_heads), ("v", kv_heads)]:
            shapes[f"{layer}self_attn.{part}_proj.bias"] = (rows * dim,)
        shapes["lm_head.weight"] = (vocabulary, hidden)
    if name == "qwen3":
        shapes[layer + "self_attn.q_norm.weight"] = (dim,)
        shapes[layer + "self_attn.k_norm.weight"] = (dim,)
    kept = {}
    for key, shape in shapes.items():
        value = random.normal(0, 0.5, shape).astype(np.float32)
        kept[key] = value
        if name == "llama" and ".q_proj" in key:
            value = permuted(value, heads)
        if name == "llama" and ".k_proj" in key:
            value = permuted(value, kv_heads)
        own, kind = key.rsplit(".", 1)
        if quantized and len(shape) == 2 and "mlp" in key:
            stored = quants.quantize(value, T.Q8_0)
            writer.add_tensor(f"{names.get_name(own)}.{kind}", stored, raw_dtype=T.Q8_0)
        else:
            writer.add_tensor(f"{names.get_name(own)}.{kind}", value)
    finish(writer)
    return kept


blocks()
weights = model("llama", gguf.MODEL_ARCH.LLAMA, "llama-bpe", 32, 4, 2, 32, True)
parts = ["model.layers.0.self_attn.q_proj.weight", "model.layers.0.self_attn.k_proj.weight", "model.embed_tokens.weight"]
np.concatenate([weights[part].reshape(-1) for part in parts]).astype("<f4").tofile(OUT / "llama.f32")
model("mistral", gguf.MODEL_ARCH.LLAMA, "", 8, 2, 1, 12, False)
model("qwen2", gguf.MODEL_ARCH.QWEN2, "qwen2", 8, 2, 1, 12, False)
model("qwen3", gguf.MODEL_ARCH.QWEN3, "qwen2", 8, 2, 1, 12, False)
