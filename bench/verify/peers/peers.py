"""What a peer's own code says of the development cases, as numbers.

usage: peers.py DIALECT PEERS_DIR DATA_DIR OUT
DIALECT is math-verify, hendrycks, prm800k, dapo or gsm8k; PEERS_DIR is what setup.sh made; OUT gets three lines:
'#' and what ran, then one character a case of verify/math_dev.jsonl, then one a response of responses_dev.jsonl:
1 correct, 0 wrong, t no verdict within the limit.

How a case reaches a grader (docs/dialects.md says the same):
- form `bare` or `bare-latex`: both sides are answers. Math-Verify gets them in $…$ unless they have delimiters of
  their own, dapo and gsm8k after the words that they look for ("Answer: ", "#### "), the others as they are.
- form `response`: Math-Verify parses both as they are, the gold in $…$ if it finds nothing in it otherwise, and gets
  the gold as a string where the answer is one of `strings`; the others take the answer out of the response in their own
  way, and out of the gold's box or dollars if it has them.
- responses_dev.jsonl: the gold is an answer (Math-Verify gets it in a box, as mv_speed.py of the issue does).
"""
import importlib.util
import json
import logging
import multiprocessing
import os
import sys
import time
import warnings

HARD_LIMIT_S = 15.0


def load(path, name, package_dir=None):
    if package_dir:
        sys.path.insert(0, package_dir)
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def last_box(text):
    """The content of the last box by brace count, or None; `\\fbox` where there is no `\\boxed`."""
    at = max(text.rfind('\\boxed'), -1)
    at = at if at >= 0 else text.rfind('\\fbox')
    if at < 0:
        return None
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] == '{') - (text[i] == '}')
        if text[i] == '}' and depth == 0:
            box = text[at:i + 1]
            return box[len('\\boxed{'):-1] if box.startswith('\\boxed{') else None
    return None


def plain_gold(gold):
    """A gold without the box or the dollars around it."""
    box = last_box(gold)
    if box is not None:
        return box
    s = gold.strip()
    for mark in ('$$', '$'):
        if len(s) > 2 * len(mark) and s.startswith(mark) and s.endswith(mark) and mark not in s[len(mark):-len(mark)]:
            return s[len(mark):-len(mark)].strip()
    return gold


def math_verify(_):
    logging.disable(logging.CRITICAL)
    from math_verify import parse, verify, LatexExtractionConfig, ExprExtractionConfig, StringExtractionConfig

    def delimited(s):
        return s if '$' in s.replace('\\$', '') or '\\boxed' in s or '\\[' in s or '\\(' in s else '$' + s + '$'

    def configs(config):
        if config.get('extractor') == 'string':
            strings = config.get('strings', [])
            return [StringExtractionConfig(strings=tuple(strings), lowercase=config.get('lowercase', True))]
        kinds = config.get('match_types', ['latex', 'expr'])
        priority = config.get('boxed_match_priority', 50)
        made = {'latex': LatexExtractionConfig(boxed_match_priority=priority), 'expr': ExprExtractionConfig(),
                'string': StringExtractionConfig(lowercase=config.get('lowercase', True))}
        return [made[k] for k in kinds]

    def dev(row):
        c = row['config']
        bare = c['form'] != 'response'
        wrap = delimited if bare else (lambda s: s)
        t = configs(c)
        mode = c.get('extraction_mode', 'any_match')
        gold = (row['gold'] if c.get('extractor') == 'string'
                else parse(wrap(row['gold']), t, extraction_mode=mode) or parse(delimited(row['gold']), t))
        pred = parse(wrap(row['prediction']), t, extraction_mode=mode)
        return verify(gold, pred, float_rounding=c.get('precision', 6), strict=c.get('strict', True),
                      allow_set_relation_comp=c.get('allow_set_relation_comp', False))

    targets = [LatexExtractionConfig(boxed_match_priority=0), ExprExtractionConfig()]

    def response(gold, text):
        return verify(parse('\\boxed{' + gold + '}', targets), parse(text, targets))

    return dev, response


def boxed(equal):
    """A grader of bare answers that takes the last box of a response; no box is wrong."""
    def dev(row):
        if row['config']['form'] == 'response':
            box = last_box(row['prediction'])
            return box is not None and equal(box, plain_gold(row['gold']))
        return equal(row['prediction'], row['gold'])

    def response(gold, text):
        box = last_box(text)
        return box is not None and equal(box, gold)

    return dev, response


def hendrycks(peers):
    m = load(peers + '/hendrycks/modeling/math_equivalence.py', 'math_equivalence')
    return boxed(m.is_equiv)


def prm800k(peers):
    m = load(peers + '/prm800k/prm800k/grading/grader.py', 'grader', peers + '/prm800k/prm800k')
    return boxed(m.grade_answer)


def after_words(words, score):
    def dev(row):
        if row['config']['form'] == 'response':
            return score(row['prediction'], plain_gold(row['gold']))
        return score(words + row['prediction'], row['gold'])

    return dev, (lambda gold, text: score(text, gold))


def dapo(peers):
    m = load(peers + '/verl/verl/utils/reward_score/math_dapo.py', 'math_dapo')
    return after_words('Answer: ', lambda text, gold: m.compute_score(text, gold)['acc'])


def gsm8k(peers):
    m = load(peers + '/verl/verl/utils/reward_score/gsm8k.py', 'gsm8k')
    return after_words('#### ', lambda text, gold: m.compute_score(text, gold) == 1.0)


GRADERS = {'math-verify': math_verify, 'hendrycks': hendrycks, 'prm800k': prm800k, 'dapo': dapo, 'gsm8k': gsm8k}


def worker(dialect, peers, pipe):
    warnings.simplefilter('ignore')
    dev, response = GRADERS[dialect](peers)
    while True:
        kind, row = pipe.recv()
        try:
            said = dev(row) if kind == 'dev' else response(str(row['gold']), row['response'])
            pipe.send('1' if said else '0')
        except Exception:
            pipe.send('0')


class Killable:
    """A grader in a process of its own, killed and started anew when it doesn't answer."""

    def __init__(self, dialect, peers):
        self.args = (dialect, peers)
        self.start()

    def start(self):
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=worker, args=(*self.args, theirs), daemon=True)
        self.process.start()

    def ask(self, kind, row):
        self.pipe.send((kind, row))
        if self.pipe.poll(HARD_LIMIT_S):
            return self.pipe.recv()
        self.process.kill()
        self.process.join()
        self.start()
        return 't'


def main():
    dialect, peers, data, out = sys.argv[1:5]
    lines = lambda f: [json.loads(l) for l in open(os.path.join(data, f))]
    grader, started, slowest = Killable(dialect, peers), time.time(), 0.0
    verdicts = []
    for kind, file in (('dev', 'verify/math_dev.jsonl'), ('response', 'responses_dev.jsonl')):
        said = []
        for row in lines(file):
            t = time.time()
            said.append(grader.ask(kind, row))
            slowest = max(slowest, time.time() - t)
        verdicts.append(''.join(said))
    with open(out, 'w') as f:
        f.write(f'# bench/verify/peers/peers.py {dialect}\n' + '\n'.join(verdicts) + '\n')
    print(f'{dialect}: {[v.count("1") for v in verdicts]} correct, {[v.count("t") for v in verdicts]} without a verdict,'
          f' {time.time() - started:.1f} s, slowest {slowest:.2f} s')


if __name__ == '__main__':
    main()
