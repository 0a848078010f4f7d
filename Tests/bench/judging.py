"""Rows of judging: what it takes to look who might write what, for each commit and each merge of a history."""

import os
import random
import shutil
import subprocess

from network import SEED, Importer
from records import AUTHOR, Records
from rows import Result, Row, Target

MERGES = 500


def make(bench, count, kind):
    """A network whose acts each are one commit by their author.

    `plain`: one line. `merges`: 500 times, 2 acts on each of two sides are joined. `apart`: 50 times, a fiftieth of the
    acts is shared out to two sides first.
    """
    folder = os.path.join(bench.work, f"judging-{count}-{kind}.git")
    if os.path.exists(os.path.join(folder, "made")):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", folder], check=True, env=bench.environment)
    records = Records(random.Random(SEED + count), count)
    importer = Importer(folder, bench.environment)
    cards = [record._replace(text=records.network(2)) if record.path == "network.md" else record
             for record in records.cards()]
    importer.commit(1_500_000_000, "init: Banc d’essai", [(record.path, record.text) for record in cards])
    acts = list(records.acts(len(cards)))
    runs = {"plain": 0, "merges": MERGES, "apart": 50}[kind]
    each = 4 if kind == "merges" else len(acts) // max(1, runs)

    def commit(record, parent=None):
        importer.commit(1_500_000_000 + importer.mark, f"post: {record.title}", [(record.path, record.text)],
                        parent, records.writer(record))

    for run in range(runs):
        forked = f":{importer.mark}"
        # What answers a post stands with it: a side must not touch what the other makes.
        here, there = sides(acts[run * each:(run + 1) * each])
        for record in here:
            commit(record)
        one = importer.mark
        for number, record in enumerate(there):
            commit(record, forked if number == 0 else None)
        if here and there:
            importer.commit(1_500_000_000 + importer.mark, "merge", [(record.path, record.text) for record in there],
                            f":{one}", AUTHOR, f":{importer.mark}")
    for record in acts[runs * each:]:
        commit(record)
    importer.close()
    subprocess.run(["git", "-C", folder, "repack", "-a", "-d", "-q"], check=True, env=bench.environment)
    with open(os.path.join(folder, "made"), "w", encoding="utf-8"):
        pass
    return folder


def sides(acts):
    """Two halves, the acts on one thread on the same side."""
    here, there = [], []
    for act in acts:
        (here if hash_of(act.path) % 2 else there).append(act)
    return here, there


def hash_of(path):
    thread = path.split("/replies/")[0].split("/marks/")[0].split("/post.md")[0]
    return sum(thread.encode())


def commits(bench, folder):
    """How many there are: all, and the merges among them."""
    def counted(*words):
        return int(subprocess.run(["git", "-C", folder, "rev-list", "--count", *words, "main"], check=True,
                                  env=bench.environment, capture_output=True, text=True).stdout)
    return counted(), counted("--merges")


def judging(bench, count):
    """`doctor --history` over `doctor`, which reads the same records and judges nothing again."""
    results, plain = [], None
    for kind in ("plain", "merges", "apart"):
        folder = make(bench, count, kind)
        every, merges = commits(bench, folder)
        name = {"plain": "judging, a commit", "merges": "judging, a merge of 2 and 2 commits",
                "apart": "judging, a merge of many commits"}[kind]
        result = Result(name, count, peer="`doctor`", target=Target("value", 5 if merges else 0.5, " ms"))
        results.append(result)
        if not bench.mgrnet:
            continue
        bench.mgrnet_run("-C", folder, "doctor", "--history", "-q")
        result.ours, result.theirs = bench.turns(lambda: bench.mgrnet_run("-C", folder, "doctor", "--history", "-q"),
                                                 lambda: bench.mgrnet_run("-C", folder, "doctor", "-q"), repeat=3)
        took = (result.ours.cpu - result.theirs.cpu) * 1000
        if plain is None:
            plain = took / every
        value = (took - plain * (every - merges)) / merges if merges else plain
        result.value, result.kept = f"{value:.3f} ms", value <= result.target.limit
        result.note = f"{every:,} commits, {merges:,} merges"
        # Everybody wrote what was theirs: a verdict would be a fault of this network, and cost what is not to be measured.
        if bench.runner.run(bench.mgrnet, "-C", folder, "find", "is:disputed", expect=(0, 1)).status == 0:
            result.failed = "something is disputed"
    return results


ROWS = [Row("judging", (10_000,), judging)]
