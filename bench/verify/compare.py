"""Math-Verify and reason4j on the same files in one run, as a table.

usage: PEERS/venv/bin/python bench/verify/compare.py DATA_DIR [OUT.md]
PEERS is what bench/verify/peers/setup.sh made. Math-Verify runs in this process, on one core, with its own limits of
5 s; reason4j in a JVM of its own, on one thread (bench/verify/java.sh … Measure). What either gets wrong is printed to
standard error.
"""
import json
import logging
import os
import platform
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, 'peers'))
logging.disable(logging.CRITICAL)
import peers

COMPETITION = os.path.join(HERE, '../../verify/src/test/resources/competition.jsonl')
HOSTILE = {'hacking', 'stress'}
LIMIT_MS = 5000


def read(path):
    with open(path, encoding='utf8') as lines:
        return [json.loads(line) for line in lines]


def cases(data):
    dev = read(os.path.join(data, 'verify/math_dev.jsonl'))
    for suite in ('equality', 'parser'):
        for disputed in (False, True):
            yield (suite + ('-disputed' if disputed else ''),
                   [(r, r['expected'], r['kind']) for r in dev
                    if r['config']['suite'] == suite and bool(r.get('disputed')) == disputed])
    competition = read(COMPETITION)
    for r in competition:
        r['config'] = {'form': r['form'], 'boxed_match_priority': 0}
    yield 'competition', [(r, r['expected'], r['kind']) for r in competition]
    responses = [r for r in read(os.path.join(data, 'responses_dev.jsonl')) if isinstance(r.get('label'), bool)]
    yield 'responses', [(r, r['label'], r['format']) for r in responses]


def math_verify(data):
    dev, response = peers.math_verify(None)
    from math_verify import parse
    parse('$1$')
    for suite, rows in cases(data):
        out = {'suite': suite, 'cases': len(rows), 'right': 0, 'false_positives': 0, 'false_negatives': 0,
               'hostile_false_positives': 0, 'timeouts': 0, 'slowest_ms': 0.0}
        begin = time.time()
        for row, expected, kind in rows:
            start = time.time()
            said = bool(response(str(row['gold']), row['response']) if suite == 'responses' else dev(row))
            ms = 1000 * (time.time() - start)
            out['right'] += said == expected
            out['false_positives'] += said and not expected
            out['false_negatives'] += expected and not said
            out['hostile_false_positives'] += said and not expected and kind in HOSTILE
            out['timeouts'] += ms >= LIMIT_MS
            out['slowest_ms'] = max(out['slowest_ms'], round(ms, 2))
        out['seconds'] = time.time() - begin
        yield out
        if suite == 'responses':
            yield {'suite': 'throughput', 'verdicts_per_second': round(len(rows) / out['seconds'])}
    from latex2sympy2_extended.latex2sympy2 import latex2sympy
    rejected, rows = 0, read(os.path.join(data, 'verify/math_parse_errors.jsonl'))
    for row in rows:
        try:
            latex2sympy(row['latex'])
        except Exception:
            rejected += 1
    yield {'suite': 'parse-errors', 'cases': len(rows), 'right': rejected}


def ours(data):
    run = subprocess.run([os.path.join(HERE, 'java.sh'), 'reason4j.verify.bench.Measure', os.path.abspath(data)],
                         stdout=subprocess.PIPE, check=True, text=True)
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith('{')]


def accuracy(m):
    if m['suite'] == 'throughput':
        return f'{m["verdicts_per_second"]:,} verdicts/s'
    cell = f'{m["right"]} of {m["cases"]} ({100 * m["right"] / m["cases"]:.1f} %)'
    if 'false_positives' in m:
        cell += f', {m["false_positives"]} FP, {m["false_negatives"]} FN'
        cell += f' ({m["hostile_false_positives"]} FP on hacking and stress)' if m['suite'] == 'competition' else ''
        cell += f', {m["timeouts"]} timeouts' if m['timeouts'] else ''
        cell += f', slowest {m["slowest_ms"]:,.1f} ms'
    return cell


def machine():
    with open('/proc/cpuinfo') as info:
        model = next((line.split(':')[1].strip() for line in info if line.startswith('model name')), platform.machine())
    return f'{model}, {os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}'


def main():
    data = sys.argv[1]
    ours_by = {m['suite']: m for m in ours(data)}
    theirs_by = {m['suite']: m for m in math_verify(data)}
    lines = [f'Machine: {machine()}.', '', '| measure | Math-Verify 0.9.0 | reason4j |', '|---|---|---|']
    for suite in ('equality', 'parser', 'equality-disputed', 'parser-disputed', 'competition', 'responses',
                  'parse-errors', 'throughput'):
        lines.append(f'| {suite} | {accuracy(theirs_by[suite])} | {accuracy(ours_by[suite])} |')
    text = '\n'.join(lines) + '\n'
    print(text)
    if len(sys.argv) > 2:
        with open(sys.argv[2], 'w', encoding='utf8') as out:
            out.write(text)


if __name__ == '__main__':
    main()
