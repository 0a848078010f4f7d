"""The row of a contest with 500 votes: checked from its history, in a network of 100,000 records."""

import hashlib
import os
import shutil
import subprocess

from attention import LARGE, LAST, at, its_start
from network import Importer
from rows import Result, Row, Target

VOTES = 500
ID = "7k2m9x4q1abj"
FOLDER = f"contests/2026/which-{ID}"


def commitment(handle, choice, nonce):
    pieces = (b"mgrnet vote v1", ID.encode(), handle.encode(), choice, nonce)
    return hashlib.sha256(b"".join(len(piece).to_bytes(4, "big") + piece for piece in pieces)).hexdigest()


def place(bench, count):
    """The network with a closed and opened contest, each vote in a commit of its author."""
    network = bench.network(count)
    folder = os.path.join(network.folder, f"contest-{VOTES}.git")
    if not os.path.exists(os.path.join(folder, "made")):
        shutil.rmtree(folder, ignore_errors=True)
        quiet = {"check": True, "env": bench.environment}
        subprocess.run(["git", "clone", "-q", "--bare", "--shared", network.bare, folder], **quiet)
        git = ["git", "-C", folder]
        listed = subprocess.run([*git, "ls-tree", "--name-only", "main", "people/"], capture_output=True, text=True,
                                **quiet).stdout.split()[:VOTES + 2]
        people = []
        for path in listed:
            card = subprocess.run([*git, "show", f"main:{path}"], capture_output=True, text=True, **quiet).stdout
            fields = dict(line.split(": ", 1) for line in card.split("\n") if ": " in line)
            people.append((os.path.basename(path)[:-len(".md")], fields["name"], fields["email"]))
        (host, trustee), voters = people[:2], people[2:]
        importer = Importer(folder, bench.environment)
        importer.commit(LAST, "contest: Which?", [(f"{FOLDER}/contest.md", f"""---
id: {ID}
title: Which?
mode: vote
closes: 2026-11-20T20:09:00Z
host: {host[0]}
choices: [one, another]
trustee: {{handle: {trustee[0]}, age: age1x}}
voters: [{', '.join(sorted(handle for handle, _, _ in voters))}]
---
""")], parent="refs/heads/main^0", author=host)
        closed, opened = [], []
        for number, (handle, name, email) in enumerate(voters):
            choice, nonce = (number % 2 + 1).to_bytes(2, "big"), hashlib.sha256(handle.encode()).digest()
            bound = commitment(handle, choice, nonce)
            text = f"---\nauthor: {handle}\ncreated: 2026-11-20T20:00:01Z\ncommitment: \"{bound}\"\nsealed: of {handle}\n---\n"
            blob = hashlib.sha1(f"blob {len(text)}\0{text}".encode()).hexdigest()
            importer.commit(LAST + 1 + number, "vote: Which?", [(f"{FOLDER}/votes/{handle}.md", text)],
                            author=(handle, name, email))
            closed.append(f"    vote {handle} {blob} {bound}\n")
            opened.append(f"    opened {handle} {choice.hex()} {nonce.hex()}\n")
        end = "---\ncreated: 2026-11-20T20:1{}:00Z\n---\n\n{}"
        importer.commit(LAST + 600, "closed", [(f"{FOLDER}/closed.md", end.format(0, "".join(sorted(closed))))],
                        author=host)
        importer.commit(LAST + 601, "opened", [(f"{FOLDER}/opened.md", end.format(1, "".join(sorted(opened))))],
                        author=trustee)
        importer.close()
        with open(os.path.join(folder, "made"), "w", encoding="utf-8"):
            pass
    if bench.mgrnet and folder not in bench.indexed:
        bench.indexed.add(folder)
        at(bench, folder, "list", "--limit", "1")
    return folder


def contests(bench, count):
    if not bench.mgrnet:
        return []
    folder = place(bench, count)
    ours, theirs = bench.turns(lambda: at(bench, folder, "contest", "verify", ID), lambda: its_start(bench))
    return [Result(f"`contest verify`, {VOTES} votes", count, ours, theirs, "its own start", Target("beyond", 2000))]


ROWS = [Row("contests", (LARGE,), contests)]
