"""What PEFT makes of an adapter on one of the tiny models of references.py, for the tests.

    pip install torch==2.13.0 transformers==5.24.0 peft==0.21.2
    python bench/models/lora_references.py learn/src/test/resources/reason4j/learn/model/parity \\
        learn/src/test/resources/reason4j/learn/lora

adapter_config.json, adapter_model.safetensors   as PEFT writes them
references.f32   little-endian 32-bit floats: logits of the whole sequence with the adapter beside the weights, then the
                 gradients of the loss of references.py by every tensor of the adapter, in the order of their names
"""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict
from transformers import AutoConfig

import references

CASE = "qwen2-tied"


def main(cases, out):
    torch.set_num_threads(1)
    case = next(c for c in json.loads((cases / "cases.json").read_text()) if c["name"] == CASE)
    with tempfile.TemporaryDirectory() as d:
        (Path(d) / "config.json").write_text(json.dumps(case["config"]))
        config = AutoConfig.from_pretrained(d)
    model = references.model(config, case["salt"])
    lora = LoraConfig(r=3, lora_alpha=6, task_type="CAUSAL_LM",
                      target_modules=["q_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"])
    adapted = get_peft_model(model, lora)
    with torch.no_grad():
        for name, p in adapted.named_parameters():
            if "lora_" in name:
                p.copy_(torch.from_numpy(references.weights(name, tuple(p.shape), CASE)) * 0.4)
    sequence = torch.tensor([case["ids"]])
    logits = adapted(sequence).logits
    torch.nn.functional.cross_entropy(logits[0, 4:-1], sequence[0, 5:]).backward()
    gradients = sorted(((n, p.grad) for n, p in adapted.named_parameters() if "lora_" in n), key=lambda g: g[0])
    out.mkdir(parents=True, exist_ok=True)
    adapted.save_pretrained(out)
    (out / "README.md").unlink(missing_ok=True)
    np.concatenate([logits.detach().numpy().reshape(-1)] + [g.numpy().reshape(-1) for _, g in gradients]).astype(
        "<f4").tofile(out / "references.f32")
    print([n for n, _ in gradients][:2], sorted(get_peft_model_state_dict(adapted))[:2])


main(Path(sys.argv[1]), Path(sys.argv[2]))
