"""The peers on the work of NearDuplicateBench: documents a second from texts in memory to candidates or groups."""
import contextlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import time

texts = []


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


def datatrove():
    """Its four stages over files, with two workers where a stage has two tasks: the files are part of how it works."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupFilter
    from datatrove.pipeline.dedup import MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers.jsonl import JsonlWriter
    from datatrove.utils.hashing import HashConfig

    folder = tempfile.mkdtemp()
    os.mkdir(f"{folder}/in")
    for part in range(2):
        with open(f"{folder}/in/{part}.jsonl", "w", encoding="utf-8") as out:
            for i, text in enumerate(texts):
                if i % 2 == part:
                    out.write(json.dumps({"text": text, "id": str(i)}) + "\n")
    config = MinhashConfig(hash_config=HashConfig(precision=64), num_buckets=14, hashes_per_bucket=8)
    reader = lambda: JsonlReader(f"{folder}/in")
    stages = [
        (2, [reader(), MinhashDedupSignature(output_folder=f"{folder}/signatures", config=config, language="en")]),
        (14, [MinhashDedupBuckets(input_folder=f"{folder}/signatures", output_folder=f"{folder}/buckets", config=config)]),
        (1, [MinhashDedupCluster(input_folder=f"{folder}/buckets", output_folder=f"{folder}/remove", config=config)]),
        (2, [reader(), MinhashDedupFilter(input_folder=f"{folder}/remove"), JsonlWriter(f"{folder}/kept")]),
    ]
    start = time.time()
    for tasks, pipeline in stages:
        LocalPipelineExecutor(
            pipeline=pipeline, tasks=tasks, workers=min(2, tasks), logging_dir=f"{folder}/logs{tasks}{time.time()}"
        ).run()
    seconds = time.time() - start
    print(f"datatrove, four stages, 2 workers: {seconds:.2f} s, {len(texts) / seconds:.0f} documents/s, not verified")
    shutil.rmtree(folder)


if __name__ == "__main__":
    texts += [json.loads(line)["problem"] for name in sys.argv[1:] for line in open(name, encoding="utf-8")]
    for peer in (rensa, datasketch, datatrove):
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                peer()
        except ImportError as missing:
            print(f"{peer.__name__}: not installed ({missing})")
