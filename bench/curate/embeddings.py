"""Compares tokens and vectors of EmbeddingBench with Hugging Face's tokenizers and the ONNX runtime of Python.

embeddings.py LINES MODEL_JAR   (PyPI: tokenizers, onnxruntime, numpy)
LINES has a text, its ids and, for some, its vector a line.
"""
import json
import sys
import time
import zipfile

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

jar = zipfile.ZipFile(sys.argv[2])
tokenizer = Tokenizer.from_str(jar.read("all-minilm-l6-v2-tokenizer.json").decode())
tokenizer.no_padding()
tokenizer.enable_truncation(256)
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(jar.read("all-minilm-l6-v2.onnx"), options)


def embed(texts):
    """Padded batches of 32 with a mask and mean pooling, as sentence-transformers does it."""
    encodings = tokenizer.encode_batch(texts)
    width = max(len(e.ids) for e in encodings)
    ids = np.zeros((len(texts), width), np.int64)
    mask = np.zeros_like(ids)
    for row, e in enumerate(encodings):
        ids[row, : len(e.ids)] = e.ids
        mask[row, : len(e.ids)] = 1
    hidden = session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})[0]
    mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    return mean / np.linalg.norm(mean, axis=1, keepdims=True)


rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
wrong = sum(e.ids != row["ids"] for e, row in zip(tokenizer.encode_batch([row["text"] for row in rows]), rows))
print(f"tokens that differ: {wrong} of {len(rows)} texts")
rows = [row for row in rows if "vector" in row]
texts = [row["text"] for row in rows]
start = time.time()
theirs = np.concatenate([embed(texts[i : i + 32]) for i in range(0, len(texts), 32)])
seconds = time.time() - start
ours = np.array([row["vector"] for row in rows], np.float32)
print(f"{len(texts)} vectors: largest difference {np.abs(ours - theirs).max():.2e}, least cosine {(ours * theirs).sum(1).min():.7f}")
print(f"Python, one thread, padded batches of 32: {len(texts) / seconds:.0f} rows/s")
