"""The rows of what deserves somebody's time: today's screen, digests, figures."""

import os
import shutil
import subprocess

from network import Importer
from rows import Result, Row, Target

LARGE = 100_000
# The Monday after the network's last record.
NOW = "MGRNET_NOW=2026-11-23T09:00:00+01:00"
READERS = 500
# After the network's last record, in seconds since 1970.
LAST = 1795204800


def at(bench, place, *argv):
    return bench.run("/usr/bin/env", NOW, bench.mgrnet, "-C", place, *argv)


def its_start(bench):
    return bench.run("/usr/bin/env", NOW, bench.mgrnet, "--version")


def place(bench, count):
    """The network, in which 500 of its people have asked for a digest each day, each in a commit of their own."""
    network = bench.network(count)
    folder = os.path.join(network.folder, f"readers-{READERS}.git")
    if not os.path.exists(os.path.join(folder, "made")):
        shutil.rmtree(folder, ignore_errors=True)
        git = ["git", "-C", folder]
        quiet = {"check": True, "env": bench.environment}
        subprocess.run(["git", "clone", "-q", "--bare", "--shared", network.bare, folder], **quiet)
        listed = subprocess.run([*git, "ls-tree", "--name-only", "main", "people/"], capture_output=True, text=True,
                                **quiet).stdout.split()
        importer = Importer(folder, bench.environment)
        for number, path in enumerate(listed[:READERS]):
            card = subprocess.run([*git, "show", f"main:{path}"], capture_output=True, text=True, **quiet).stdout
            fields = dict(line.split(": ", 1) for line in card.split("\n") if ": " in line)
            handle = os.path.basename(path)[:-len(".md")]
            importer.commit(LAST + number, f"me: {handle}",
                            [(path, card.replace("---\n", "---\ndigest: {every: day}\n", 1))],
                            parent=None if number else "refs/heads/main^0",
                            author=(handle, fields["name"], fields["email"]))
        importer.close()
        with open(os.path.join(folder, "made"), "w", encoding="utf-8"):
            pass
    if bench.mgrnet and folder not in bench.indexed:
        bench.indexed.add(folder)
        at(bench, folder, "list", "--limit", "1")
    return folder


def attention(bench, count):
    if not bench.mgrnet:
        return []
    folder = place(bench, count)
    mails = os.path.join(bench.work, "mails")
    results = []
    for row, argv, limit in (("today's screen", [], 30), ("`inbox`", ["inbox"], 30),
                             ("`digest` of a week", ["digest", "--peek"], 50), ("`stats`", ["stats"], 1000)):
        ours, theirs = bench.turns(lambda: at(bench, folder, *argv), lambda: its_start(bench))
        results.append(Result(row, count, ours, theirs, "its own start", Target("beyond", limit)))

    def everyone():
        shutil.rmtree(mails, ignore_errors=True)
        return at(bench, folder, "digest", "--everyone", "--peek", "-o", mails)

    ours, theirs = bench.turns(everyone, lambda: its_start(bench), repeat=3, warm=1)
    written = len(os.listdir(os.path.join(mails, "new")))
    results.append(Result(f"`digest --everyone`, {READERS} people", count, ours, theirs, "its own start",
                          Target("beyond", 5000), note=f"{written} mails written"))
    return results


ROWS = [Row("attention", (LARGE,), attention)]
