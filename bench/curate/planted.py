"""A pool with planted copies of benchmark problems, and what a rule found of them.

planted.py make DATA SEED OUT BENCHMARK...   writes OUT/pool.jsonl: copies, near misses and rows of the DeepScaleR pool
planted.py score OUT SET [show]              counts found copies by kind and false flags in SET/rejected.jsonl

An id says what a row is: `copy/KIND/...` is a benchmark's problem, `near/KIND/...` and `real/...` are none.
"""
import collections
import json
import random
import re
import sys

TEMPLATES = 40  # near misses of each kind


def outside_formulas(text, change):
    """Applies a change to what is neither a formula nor a drawing."""
    parts = re.split(r"(\[asy\].*?\[/asy\]|\$\$.*?\$\$|\$.*?\$|\\\[.*?\\\]|\\\(.*?\\\)|\\[A-Za-z]+(?:\{[a-z*]+\})?)", text, flags=re.S)
    return "".join(part if i % 2 else change(part) for i, part in enumerate(parts))


def sentences(text):
    return re.split(r"(?<=[.?!])\s+(?=[A-Z$\\])", text)


def fractions(text, shape):
    for _ in range(3):
        text = re.sub(r"\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", shape, text)
    return re.sub(r"\\[dtc]?frac\s*(\d)\s*(\d)", shape, text)


def plain(text, r):
    """As someone types it who knows no LaTeX."""
    text = fractions(text, r"(\1)/(\2)" if r.random() < 0.5 else r"\1/\2")
    text = re.sub(r"\\sqrt\s*\{([^{}]*)\}", r.choice([r"sqrt(\1)", r"√\1", r"√(\1)"]), text)
    signs = {r"\\leq?\b": "≤", r"\\geq?\b": "≥", r"\\neq?\b": "≠", r"\\cdot\b": "·", r"\\times\b": "×", r"\\pi\b": "π",
             r"\\angle\b": "∠", r"\\triangle\b": "△", r"\\circ\b": "°", r"\\omega\b": "ω", r"\\theta\b": "θ", r"\\alpha\b": "α",
             r"\\l?dots\b": "...", r"\\in\b": "∈", r"\\infty\b": "∞", r"\\to\b": "→", r"\\pm\b": "±", r"\\sum\b": "∑"}
    for sign, letter in signs.items():
        text = re.sub(sign, letter, text)
    text = re.sub(r"\\(?:overline|text|mathrm|mathbf|mathbb|mathcal|operatorname|widehat|textbf)\s*\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\(?:left|right|displaystyle|quad|qquad|limits)\b|\\[,;!: ]", "", text)
    text = re.sub(r"\\[()\[\]]|(?<!\\)\$", "", text)
    return re.sub(r"\^\{([^{}]*)\}", r"^(\1)" if r.random() < 0.5 else r"^\1", text)


def stripped(text, r):
    """LaTeX that lost its backslashes and, mostly, its braces and dollars too."""
    text = text.replace("\\", "")
    if r.random() < 0.7:
        text = re.sub(r"[{}]", "", text)
    return text.replace("$", "") if r.random() < 0.8 else text


def latex(text, r):
    """Another author's LaTeX."""
    text = re.sub(r"(?<!\$)\$([^$]+)\$(?!\$)", r"\\(\1\\)" if r.random() < 0.6 else r"$ \1 $", text)
    text = text.replace(r"\frac", r.choice([r"\dfrac", r"\tfrac", r"\cfrac"])).replace(r"\leq", r"\le").replace(r"\geq", r"\ge")
    text = re.sub(r"\\overline\s*\{([A-Z]+)\}", r"\1", text)
    text = re.sub(r"(?<=\b[A-Z])(?=[A-Z]\b)", " ", text)
    return re.sub(r"\^\{?\\circ\}?", lambda _: r"^{\circ}" if r.random() < 0.5 else "°", text)


def cased(text, r):
    how = r.randrange(4)
    if how == 0:
        return text.upper()
    if how == 1:
        return text.lower()
    if how == 2:
        return outside_formulas(text, str.title)
    return outside_formulas(text, str.upper)


KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioopsdfghjkllxcvbnmm"))


def mistyped(text, r, rate=None):
    rate = rate or r.choice([0.01, 0.02, 0.03])

    def change(part):
        letters = list(part)
        for i in range(1, len(letters) - 1):
            if letters[i].isalpha() and letters[i - 1].isalpha() and r.random() < rate:
                how = r.randrange(4)
                if how == 0:
                    letters[i] = ""
                elif how == 1:
                    letters[i] *= 2
                elif how == 2:
                    letters[i] = KEYS.get(letters[i], "e")
                elif letters[i + 1].isalpha():
                    letters[i], letters[i + 1] = letters[i + 1], letters[i]
        return "".join(letters)

    return outside_formulas(text, change)


BEFORE = ["Solve the following problem.\n\n", "Question: ", "Here is a contest problem. Give the final answer in a box.\n\n",
          "<|user|>\n", "Problem 7. ", "I was stuck on this one for a whole evening, can someone help me? ",
          "You are an expert in competition mathematics. Think through the problem below with care, check each of your steps, "
          "and only then write down the answer.\n\n### Problem\n", "(AIME) "]
AFTER = ["", "", "\n\nPut your final answer within \\boxed{}.", " Please reason step by step.",
         "\n\n### Response\nLet me think about it.", " Thanks in advance!", "\nAnswer:",
         "\n\nThe answer is an integer between 000 and 999, inclusive. Show your work, and explain why no other value is possible."]


def instructed(text, r):
    return r.choice(BEFORE) + text + r.choice(AFTER)


def cut(text, r):
    """Without its first sentence or the second, or the first words of it; two thirds of the text and the question stay."""
    parts = sentences(text)
    few = [i for i in range(min(2, len(parts) - 2)) if len(parts[i]) < len(text) / 3]
    if few:
        parts.pop(r.choice(few))
        return " ".join(parts)
    if len(parts) == 1:
        return text
    words = parts[0].split(" ")
    lost = next((i for i, word in enumerate(words) if re.search(r"[\d$\\]", word)), len(words))
    return " ".join(words[min(lost, len(words) // 4):] + parts[1:])


WORDS = [("Find", "Determine"), ("Compute", "Work out"), ("Let", "Suppose"), ("such that", "so that"), ("positive integers", "natural numbers"),
         ("distinct", "different"), ("smallest", "least"), ("largest", "greatest"), ("How many", "What is the number of"),
         ("What is", "Calculate"), ("where", "in which"), ("Each", "Every"), ("each", "every"), ("is equal to", "equals"),
         ("exactly", "precisely"), ("contains", "includes"), ("satisfies", "fulfils"), ("satisfying", "which satisfy"),
         ("consists of", "is made up of"), ("Given", "We are given"), ("respectively", "in this order"), ("intersect", "meet"),
         ("the following", "these"), ("can be written", "can be expressed"), ("relatively prime", "coprime"), ("chosen", "picked"),
         ("is the number of", "denotes the number of"), ("obtained", "found"), ("whose", "with its"), ("also", "moreover")]


def worded(text, r):
    some = r.sample(WORDS, len(WORDS) * 2 // 3)
    return outside_formulas(text, lambda part: re.sub(
        "|".join(rf"\b{a}\b" for a, _ in some), lambda m: dict(some)[m.group()], part))


def spaced(text, r):
    if r.random() < 0.5:
        return re.sub(r" ", lambda _: r.choice([" ", "  ", "\n", "\t"]), text)
    return outside_formulas(text, lambda part: re.sub(r"[,;:]", "", part)).replace(". ", r.choice([" . ", ".", " – "]))


NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()


def numbered(text, r):
    text = re.sub(r"\$(\d{1,2})\$", r"\1", text)
    return outside_formulas(text, lambda part: re.sub(
        r"(?<![\d.,\-])\b\d{1,2}\b(?![\d.,\-])", lambda m: NUMBERS[int(m.group())] if int(m.group()) < 13 else m.group(), part))


ONE = {"plain": plain, "stripped": stripped, "latex": latex, "case": cased, "typing": mistyped, "instruction": instructed,
       "cut": cut, "wording": worded, "space": spaced, "numbers": numbered}


def several(text, r):
    kinds = r.sample(["plain", "latex", "case", "instruction", "cut", "wording", "space"], r.choice([2, 2, 3]))
    for kind in sorted(kinds, key=list(ONE).index):
        text = ONE[kind](text, r)
    return mistyped(text, r, 0.01) if r.random() < 0.5 else text


KINDS = ONE | {"several": several}
# how often each kind comes: so that 8-grams find about 90 % of all copies and Indel >= 95 about 59 %
MIX = [kind for kind in KINDS for _ in range({"plain": 2, "stripped": 2, "latex": 2, "numbers": 2, "typing": 3}.get(kind, 1))]

OPPOSITE = [("least", "greatest"), ("smallest", "largest"), ("minimum", "maximum"), ("area", "perimeter"), ("sum", "product")]


def other_numbers(text, r):
    """The template with other numbers in its formulas and words; its year, sides and sizes all change."""
    found = [m for m in re.finditer(r"(?<![A-Za-z\d\\{.])\d+(?![\d.])", text) if not (m.group() == "1" or m.group() == "2")]
    if not found:
        return None
    some = {m.start() for m in r.sample(found, max(1, len(found) // r.choice([1, 2, 3])))}
    return re.sub(r"(?<![A-Za-z\d\\{.])\d+(?![\d.])",
                  lambda m: str(int(m.group()) + r.randint(1, 9)) if m.start() in some else m.group(), text)


def other_question(text, r):
    parts = sentences(text)
    for a, b in r.sample([p for o in OPPOSITE for p in (o, o[::-1])], 2 * len(OPPOSITE)):
        changed = re.sub(rf"\b{a}\b", b, parts[-1], count=1)
        if changed != parts[-1]:
            return " ".join(parts[:-1] + [changed])
    return None


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def letters(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def make(data, seed, out, benchmarks):
    r = random.Random(seed)
    problems = [(b, p) for b in benchmarks for p in read(f"{data}/{b}.jsonl")]
    rows = [(f"copy/transcription/{v['id']}", v["problem"], v["answer"]) for v in
            (read(f"{data}/aime25_variants.jsonl") if "aime25" in benchmarks else [])]
    known = {letters(p["problem"]) for _, p in problems}
    wanted = 970 - len(rows)
    for i in range(wanted):
        kind = MIX[i % len(MIX)]
        for _ in range(50):
            benchmark, problem = r.choice(problems)
            text = KINDS[kind](problem["problem"], r)
            if text != problem["problem"]:
                rows.append((f"copy/{kind}/{benchmark}/{problem['id']}/{i}", text, problem["answer"]))
                break
    for kind, change in {"numbers": other_numbers, "question": other_question}.items():
        texts = [(p["id"], change(p["problem"], r), p["answer"]) for _, p in r.sample(problems, len(problems))]
        rows += [(f"near/{kind}/{name}", text, answer) for name, text, answer in texts if text][:TEMPLATES]
    pool = [p for level in range(1, 6) for p in read(f"{data}/deepscaler_L{level}.jsonl") if letters(p["problem"]) not in known]
    rows += [(f"real/{p['id']}", p["problem"], p["answer"]) for p in r.sample(pool, 5971 - len(rows))]
    r.shuffle(rows)
    with open(f"{out}/pool.jsonl", "w", encoding="utf-8") as lines:
        for name, text, answer in rows:
            lines.write(json.dumps({"id": name, "problem": text, "answer": str(answer)}, ensure_ascii=False) + "\n")


def score(out, directory, show):
    rows = {row["id"]: row for row in read(f"{out}/pool.jsonl")}
    flagged = {row["id"]: row["fate"] for row in read(f"{directory}/rejected.jsonl") if row["fate"]["step"] == "contaminated"}
    kinds = collections.defaultdict(lambda: [0, 0])
    for name in rows:
        for kind in {name.split("/")[0], "/".join(name.split("/")[:2 if name[0] != "r" else 1])}:
            kinds[kind][0] += name in flagged
            kinds[kind][1] += 1
    for kind, (found, of) in sorted(kinds.items()):
        print(f"{kind:22} {found:5} of {of:5}  {100 * found / of:5.1f} %")
    if show:
        for name, row in rows.items():
            if (name in flagged) != name.startswith("copy/"):
                print("FALSE" if name in flagged else "MISSED", name, flagged.get(name, {}).get("evidence", ""), "\n   ", row["problem"].replace("\n", "⏎"))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5:])
    else:
        score(sys.argv[2], sys.argv[3], len(sys.argv) > 4)
