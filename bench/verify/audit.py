"""Looks at the re-paired pairs that were called correct: does SymPy find the sides equal too?

usage: PEERS/venv/bin/python bench/verify/audit.py PAIRS.jsonl
Each different pair once: "confirmed" when Math-Verify calls it correct in either direction, or when both sides, parsed
by latex2sympy, have the same value at three random points (20 digits); the others are printed for a person to judge.
"""
import json
import logging
import random
import sys

logging.disable(logging.CRITICAL)
import sympy
from latex2sympy2_extended.latex2sympy2 import latex2sympy
from math_verify import parse, verify


def values(expression, seed):
    rng = random.Random(seed)
    symbols = sorted(expression.free_symbols, key=str)
    return sympy.N(expression.subs({s: sympy.Rational(rng.randint(11, 99), 10) for s in symbols}).doit(), 20), symbols


def same_points(a, b):
    try:
        left, right = latex2sympy(a), latex2sympy(b)
        for seed in range(3):
            (x, symbols), (y, others) = values(left, seed), values(right, seed)
            if symbols != others or not abs(x - y) <= 1e-15 * max(abs(x), abs(y)):
                return False
        return True
    except Exception:
        return False


def confirmed(a, b):
    sides = [parse('$' + s + '$') for s in (a, b)]
    return verify(sides[0], sides[1]) or verify(sides[1], sides[0]) or same_points(a, b)


def main():
    pairs = {}
    for line in open(sys.argv[1], encoding='utf8'):
        row = json.loads(line)
        pairs.setdefault((row['left'], row['right']), row)
    open_pairs = [(k, row) for k, row in pairs.items() if not confirmed(*k)]
    print(f'{len(pairs)} different pairs called correct, {len(pairs) - len(open_pairs)} confirmed by SymPy, '
          f'{len(open_pairs)} to look at:')
    for (a, b), row in open_pairs:
        print(f'  {row["what"]} | {row["rule"]} | {a} | {b}')


if __name__ == '__main__':
    main()
