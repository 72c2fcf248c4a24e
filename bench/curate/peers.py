"""The peers on the work of NearDuplicateBench: documents a second from texts in memory to candidates or groups."""
import json
import re
import sys
import time

texts = [json.loads(line)["problem"] for name in sys.argv[1:] for line in open(name, encoding="utf-8")]


def shingles(text, width=5):
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[i : i + width]) for i in range(max(1, len(words) - width + 1))]


def report(peer, count, start, found):
    seconds = time.time() - start
    print(f"{peer}: {seconds:.2f} s, {count / seconds:.0f} documents/s, {found} candidates (not verified)")


def rensa():
    import rensa

    start = time.time()
    index = rensa.RMinHashLSH(threshold=0.8, num_perm=128, num_bands=16)
    signatures = []
    for text in texts:
        signature = rensa.RMinHash(num_perm=128, seed=42)
        signature.update(shingles(text))
        signatures.append(signature)
    for i, signature in enumerate(signatures):
        index.insert(i, signature)
    found = sum(len(index.query(s)) - 1 for s in signatures)
    report("rensa", len(texts), start, found)


def datasketch():
    from datasketch import MinHash, MinHashLSH

    some = texts[:6000]
    start = time.time()
    index = MinHashLSH(threshold=0.8, num_perm=128)
    signatures = MinHash.bulk([[s.encode() for s in shingles(t)] for t in some], num_perm=128)
    for i, signature in enumerate(signatures):
        index.insert(i, signature)
    found = sum(len(index.query(s)) - 1 for s in signatures)
    report("datasketch, first 6,000", len(some), start, found)


for peer in (rensa, datasketch):
    try:
        peer()
    except ImportError as missing:
        print(f"{peer.__name__}: not installed ({missing})")
