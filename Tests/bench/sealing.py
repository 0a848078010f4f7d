"""Rows of private communities that are sealed on a shared repository, beside git-remote-gcrypt."""

import os
import random
import re
import shutil
import statistics
import subprocess
import time

from measure import Failed, Median
from network import SEED
from records import Records
from rows import Result, Row, Target

SLUG = "cadres"
SEGMENTS = 1_000


class Person:
    """Somebody with a home, keys and a copy of the network."""

    def __init__(self, bench, folder, name):
        self.bench, self.name = bench, name
        self.tree = os.path.join(folder, name)
        self.home = os.path.join(folder, "home-" + name)
        os.makedirs(self.home)
        with open(os.path.join(self.home, ".gitconfig"), "w", encoding="utf-8") as file:
            file.write(f"[user]\n\tname = {name}\n\temail = {name}@example.org\n[init]\n\tdefaultBranch = main\n")
        self.environment = dict(bench.environment, HOME=self.home, XDG_CONFIG_HOME=self.home + "/config",
                                GNUPGHOME=os.path.join(folder, "gnupg"))

    @property
    def private(self):
        return os.path.join(self.tree, "private", SLUG)

    def call(self, *argv, folder=None):
        done = subprocess.run(argv, env=self.environment, cwd=folder, capture_output=True, text=True)
        if done.returncode:
            raise Failed(argv, done.returncode, done.stderr)
        return done.stdout.strip()

    def mgrnet(self, *words):
        return self.call(self.bench.mgrnet, "-C", self.tree, *words, "-q")

    def cost(self, *argv, folder=None):
        before, self.bench.runner.environment = self.bench.runner.environment, self.environment
        try:
            return self.bench.runner.run(*argv, folder=folder)
        finally:
            self.bench.runner.environment = before

    def sync(self):
        return self.cost(self.bench.mgrnet, "-C", self.tree, "sync", "-q")

    def post(self, count, text):
        for number in range(count):
            self.mgrnet("post", SLUG, "-k", "news", "-t", f"Note {time.time_ns()}", "-m", f"{text} {number}")


class Pair:
    """Alice has a private community of so many records, sealed by the shared repository; Bob is invited."""

    def __init__(self, bench, count, name):
        self.folder = os.path.join(bench.work, name)
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self.alice, self.bob = (Person(bench, self.folder, person) for person in ("alice", "bob"))
        alice, bob, shared = self.alice, self.bob, os.path.join(self.folder, "shared.git")
        alice.call("git", "init", "-q", "--bare", "-b", "main", shared)
        alice.call(bench.mgrnet, "init", alice.tree, "-q")
        alice.call("git", "-C", alice.tree, "remote", "add", "origin", shared)
        for person in (alice, bob):
            if person is bob:
                bob.call(bench.mgrnet, "clone", shared, bob.tree, "-q")
                bob.call(bench.mgrnet, "-C", bob.tree, "me", "-q")
            person.mgrnet("charter", "accept")
            if person is alice:
                # Before she has a key: from then on, what is not signed is not hers.
                alice.mgrnet("community", "create", SLUG, "-t", "Cadres", "--theme", "RH", "--private", "--i-know")
                if count:
                    fill(alice, count)
            person.mgrnet("key", "new", "--device", "pc")
            person.mgrnet("sync")
        alice.mgrnet("sync")
        alice.mgrnet("community", "share", SLUG, "--sealed", "--i-know")
        self.code = alice.mgrnet("community", "invite", SLUG, "bob", "--yes")
        self.first = alice.sync()

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def fill(person, count):
    """As many posts and replies, in 300 commits: all of them hers, since nobody else may have written them there."""
    git = ["git", "-C", person.private]
    branch = person.call(*git, "symbolic-ref", "HEAD")
    start = person.call(*git, "rev-parse", "HEAD")
    # 16 of 100 acts are marks and links.
    acts = Records(random.Random(SEED + count), round(count / 0.84)).acts(0)
    files = [(record.path.split("/", 2)[2], re.sub("^author: .*$", "author: alice", record.text, count=1, flags=re.M))
             for record in acts if record.author and record.path.startswith("communities/")]
    process = subprocess.Popen([*git, "fast-import", "--quiet", "--done"], stdin=subprocess.PIPE, env=person.environment)
    out, size = process.stdin, max(1, len(files) // 300)
    for number, place in enumerate(range(0, len(files), size), 1):
        parent = start if number == 1 else f":{number - 1}"
        out.write(f"commit {branch}\nmark :{number}\ncommitter alice <alice@example.org> {1_700_000_000 + number} +0000\n"
                  f"data 6\nposts\nfrom {parent}\n".encode())
        for path, text in files[place:place + size]:
            data = text.encode()
            out.write(f"M 644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
    out.write(b"done\n")
    out.close()
    if process.wait():
        raise SystemExit("git fast-import failed")
    person.call(*git, "reset", "-q", "--hard")
    person.call(*git, "repack", "-a", "-d", "-q")
    # The index must be younger than what it notes, or every file is read again each time ("racily clean").
    time.sleep(1.1)
    person.call(*git, "update-index", "-q", "--really-refresh")


class Gcrypt:
    """The same history behind git-remote-gcrypt, as its manual sets it up, and somebody's clone."""

    def __init__(self, pair):
        self.person, folder = pair.alice, pair.folder
        self.source, self.clone = os.path.join(folder, "gcrypt-source"), os.path.join(folder, "gcrypt-clone")
        self.url = "gcrypt::" + os.path.join(folder, "gcrypt.git")
        call = self.person.call
        os.makedirs(os.path.join(folder, "gnupg"), mode=0o700)
        call("gpg", "--batch", "--passphrase", "", "--quick-gen-key", "alice <alice@example.org>", "default", "default",
             "never")
        key = next(line.split(":")[9] for line in call("gpg", "--list-keys", "--with-colons").splitlines()
                   if line.startswith("fpr"))
        call("git", "init", "-q", "--bare", os.path.join(folder, "gcrypt.git"))
        call("git", "clone", "-q", self.person.private, self.source)
        self.branch = call("git", "-C", self.source, "symbolic-ref", "--short", "HEAD")
        call("git", "-C", self.source, "remote", "add", "sealed", self.url)
        call("git", "-C", self.source, "config", "gcrypt.participants", key)
        call("git", "-C", self.source, "config", "user.signingkey", key)
        self.push()
        self.copy()

    def push(self):
        return self.person.cost("git", "-C", self.source, "push", "-q", "sealed", self.branch)

    def fetch(self):
        return self.person.cost("git", "-C", self.clone, "fetch", "-q")

    def copy(self):
        shutil.rmtree(self.clone, ignore_errors=True)
        return self.person.cost("git", "clone", "-q", "-b", self.branch, self.url, self.clone)

    def post(self, count, text):
        git = ["git", "-C", self.source]
        for number in range(count):
            path = os.path.join("posts", "2026", "11", f"note-{time.time_ns()}", "post.md")
            os.makedirs(os.path.join(self.source, os.path.dirname(path)))
            with open(os.path.join(self.source, path), "w", encoding="utf-8") as file:
                file.write(f"---\ntitle: Note\nkind: news\nauthor: alice\n---\n\n{text} {number}\n")
            self.person.call(*git, "add", path)
            self.person.call(*git, "commit", "-q", "-m", "post: Note")


TEXT = "Une décision à préparer ensemble, sans rien en dire encore. " * 8


def exchange(bench, count):
    pair = Pair(bench, count, f"sealed-{count}")
    alice, bob = pair.alice, pair.bob
    gcrypt = Gcrypt(pair)
    results = []

    def join():
        shutil.rmtree(bob.private, ignore_errors=True)
        return bob.cost(bench.mgrnet, "-C", bob.tree, "community", "join", pair.code, "--yes", "-q")
    ours, theirs = bench.turns(join, gcrypt.copy, repeat=3, warm=1)
    results.append(Result("sealed `community join`, with work tree", count, ours, theirs, "`git clone gcrypt::…`",
                          Target("ratio", 0.5)))
    for number, name in ((1, "1 post"), (100, "100 posts")):
        costs = {"push": ([], []), "fetch": ([], [])}
        for _ in range(5 if number == 1 else 3):
            alice.post(number, TEXT)
            gcrypt.post(number, TEXT)
            costs["push"][0].append(alice.sync())
            costs["push"][1].append(gcrypt.push())
            costs["fetch"][0].append(bob.sync())
            costs["fetch"][1].append(gcrypt.fetch())
        for what, (mine, other) in costs.items():
            results.append(Result(f"sealed `sync`, {name} {'out' if what == 'push' else 'in'}", count, Median.of(mine),
                                  Median.of(other), f"`git {what}` by gcrypt", Target("ratio", 0.3)))
    pair.remove()
    return results


def memory(bench, count):
    pair = Pair(bench, count, f"sealed-{count}")
    alice, bob = pair.first, pair.bob
    joined = bob.cost(bench.mgrnet, "-C", bob.tree, "community", "join", pair.code, "--yes", "-q")
    pair.remove()
    results = []
    for name, cost in (("sealed `sync`, the whole history", alice), ("sealed `community join`", joined)):
        megabytes = cost.memory / 1024
        results.append(Result(f"{name}: memory", count, target=Target("value", 250, " MB"), value=f"{megabytes:.0f} MB",
                              kept=megabytes < 250, note=f"{cost.cpu:.2f} s of CPU"))
    return results


def segments(bench, count):
    """As many synchronisations of one post each; the slowest of all is one that makes one of many segments."""
    pair = Pair(bench, 0, "sealed-segments")
    pair.bob.cost(bench.mgrnet, "-C", pair.bob.tree, "community", "join", pair.code, "--yes", "-q")
    costs = []
    for number in range(count):
        pair.alice.post(1, TEXT)
        costs.append(pair.alice.sync().cpu)
    there = pair.bob.sync().cpu
    shared = os.path.join(pair.folder, "shared.git")
    branch = pair.alice.call("git", "-C", shared, "branch", "--list", "sealed/*", "--format", "%(refname)")
    left = len(pair.alice.call("git", "-C", shared, "ls-tree", "--name-only", branch, "segments/").splitlines())
    pair.remove()
    note = (f"median {statistics.median(costs) * 1000:.0f} ms, {left} segments at the end; "
            f"who comes after all of them {there * 1000:.0f} ms")
    return [Result("sealed `sync` of 1 post, as many times: the slowest of all, CPU", count,
                   target=Target("value", 0.3, " s"), value=f"{max(costs):.2f} s", kept=max(costs) < 0.3, note=note)]


def beside(bench, count):
    """What a post in public and its way out cost more beside a private community, whose texts must not leave with it."""
    folder = os.path.join(bench.work, f"beside-{count}")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    people = [Person(bench, folder, name) for name in ("alice", "bob")]
    for person in people:
        shared = person.tree + ".git"
        person.call("git", "init", "-q", "--bare", "-b", "main", shared)
        person.call(bench.mgrnet, "init", person.tree, "-q")
        person.call("git", "-C", person.tree, "remote", "add", "origin", shared)
        person.mgrnet("charter", "accept")
        person.mgrnet("community", "create", "open", "-t", "Open", "--theme", "Work")
        person.mgrnet("sync")
    people[0].mgrnet("community", "create", SLUG, "-t", "Cadres", "--theme", "RH", "--private", "--i-know")
    fill(people[0], count)
    people[0].mgrnet("find", "réunion", "--limit", "1")

    def post(person):
        return lambda: person.cost(bench.mgrnet, "-C", person.tree, "post", "open", "-q", "-k", "news", "-t",
                                   f"Note {time.time_ns()}", "-m", TEXT)

    def post_and_sync(person):
        return lambda: post(person)() + person.sync()
    results = []
    for name, act in (("`post` in public", post), ("`post` in public and `sync`", post_and_sync)):
        ours, theirs = bench.turns(*map(act, people))
        results.append(Result(f"{name}, beside a private community", count, ours, theirs, "itself without one",
                              Target("beyond", 15)))
    shutil.rmtree(folder, ignore_errors=True)
    return results


ROWS = [
    Row("beside-private", (10_000,), beside),
    Row("sealed", (10_000,), exchange), Row("sealed-memory", (100_000,), memory),
    Row("sealed-segments", (SEGMENTS,), segments),
]
