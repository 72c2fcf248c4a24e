"""The table of controls.sh. usage: controls_table.py OUT SEED"""
import json, sys
out, seed = sys.argv[1], sys.argv[2]

def scores(run, model):
    s = json.load(open(f'{out}/{run}/evals/{model}/scores.json'))
    true = s.get('true_steps')
    return (f"{100 * s['pass_at_1']:.1f} | {100 * s['low']:.1f} – {100 * s['high']:.1f} | {100 * s['pass_at']['8']:.1f} | "
            f"{s['mean_length']:.1f} | {100 * true:.1f}" if true is not None else '–')

def tokens(run, phase):
    rows = [json.loads(l) for l in open(f'{out}/{run}/{phase}/metrics.jsonl')]
    return sum(r.get('tokens', 0) for r in rows)

def curve(run, phase):
    rows = [json.loads(l) for l in open(f'{out}/{run}/{phase}/metrics.jsonl')]
    return [(r['step'] + 1, 100 * r['heldout_pass_at_1']) for r in rows if r['phase'] == 'eval']

print(f'Seed {seed}; 600 held-out problems, 8 samples each; intervals of 95 % by bootstrap over problems.\n')
print('| run | pass@1 % | interval | pass@8 % | tokens | true steps % |\n|---|---|---|---|---|---|')
print(f'| SFT, 2,500 steps (the demo) | {scores("real", "sft")} |')
print(f'| SFT alone, 4,000 steps | {scores("sft-alone", "sft")} |')
print(f'| SFT + RLVR with random rewards | {scores("random", "rlvr")} |')
print(f'| **SFT + RLVR (the demo)** | {scores("real", "rlvr")} |')
print(f'\nTokens trained on: SFT {tokens("real", "sft"):,.0f}, SFT alone {tokens("sft-alone", "sft"):,.0f}, '
      f'RLVR sampled {tokens("real", "rlvr"):,.0f}.\n')
print('Held-out pass@1 (100 problems) while training:\n')
for name, run, phase in (('SFT alone', 'sft-alone', 'sft'), ('RLVR, random rewards', 'random', 'rlvr'), ('RLVR', 'real', 'rlvr')):
    print(f'- {name}: ' + ', '.join(f'{s}: {p:.1f}' for s, p in curve(run, phase)))
