"""Rows that exchange: sync against fetch, merge and push by hand, clone, and many who post at once."""

import os
import re
import shutil
import statistics
import subprocess
import threading
import time

import servers
from measure import Median
from network import Importer
from records import AUTHOR
from rows import Result, Row, Target
from vocabulary import path_words
from writing import LARGE, Posts

PEOPLE, EACH = 10, 20


def shared(bench, network, name):
    """A copy of the network to exchange through, so that the one that others measure stays as it is."""
    path = os.path.join(network.folder, name)
    if not os.path.exists(path):
        shutil.copytree(network.bare, path, ignore=lambda folder, names: {"mgrnet"} if folder == network.bare else set())
    bench.run("git", "-C", path, "update-ref", "refs/heads/main", network.facts["tip"])
    return path


class Side:
    """A clone with a work tree, and the shared repository that it exchanges with."""

    def __init__(self, bench, network, tree, remote, posts, settle):
        self.bench, self.network, self.tree, self.remote, self.posts = bench, network, tree, remote, posts
        # What this side's last exchange would have left behind: an index, and notes of the work tree.
        self.settle = settle
        self.git("remote", "set-url", "origin", remote)

    def git(self, *words):
        subprocess.run(["git", "-C", self.tree, *words], check=True, env=self.bench.environment,
                       stdout=subprocess.DEVNULL)

    def prepare(self, count):
        """As many new posts in the work tree, not committed, and as many commits at the remote, never seen here."""
        if not count:
            return
        self.put_back()
        self.settle()
        for path, text in self.texts(count):
            os.makedirs(os.path.join(self.tree, os.path.dirname(path)))
            with open(os.path.join(self.tree, path), "w", encoding="utf-8") as file:
                file.write(text)
        importer = Importer(self.remote, self.bench.environment)
        when = int(time.time())
        for path, text in self.texts(count):
            first = self.network.facts["tip"] if importer.mark == 0 else None
            importer.commit(when, "post: by somebody else", [(path, text)], first)
        importer.close()

    def texts(self, count):
        for _ in range(count):
            words, body, identifier = self.posts.next()
            title = " ".join(words)
            yield (f"communities/{self.network.facts['community']}/posts/2026/11/{path_words(words)}-{identifier}/post.md",
                   f"---\nid: {identifier}\ntitle: {title}\nkind: news\nauthor: {AUTHOR[0]}\n"
                   f"created: 2026-11-23T10:00:00+01:00\n---\n\n{body}\n")

    def put_back(self):
        tip = self.network.facts["tip"]
        subprocess.run(["git", "-C", self.remote, "update-ref", "refs/heads/main", tip], check=True,
                       env=self.bench.environment)
        self.git("reset", "-q", "--hard", tip)
        self.git("clean", "-qfd", "communities")
        self.git("update-ref", "refs/remotes/origin/main", tip)


def sync_tree(bench, count):
    network, peers = bench.network(count), bench.peers(count)
    hand = Side(bench, network, peers.make_tree(peers.tree), shared(bench, network, "shared-git.git"), Posts(count + 1),
                lambda: hand.git("status"))
    ours = Side(bench, network, bench.place(count), shared(bench, network, "shared-mgrnet.git"), Posts(count + 2),
                lambda: bench.mgrnet_run("-C", ours.tree, "sync", "-q"))

    def by_hand(number, looks):
        def act():
            hand.prepare(number)
            cost = bench.run("git", "-C", hand.tree, "add", "-A") if looks else None
            if number:
                cost += bench.run("git", "-C", hand.tree, "commit", "-q", "-m", "posts")
            for words in (("fetch", "-q"), ("merge", "-q", "--no-edit"), ("push", "-q")):
                step = bench.run("git", "-C", hand.tree, *words)
                cost = cost + step if cost else step
            return cost
        return act

    def by_mgrnet(number):
        def act():
            ours.prepare(number)
            return bench.mgrnet_run("-C", ours.tree, "sync", "-q")
        return act

    results = []
    try:
        for side in (hand, ours):
            side.put_back()
            side.settle()
        mine, theirs, blind = bench.turns(by_mgrnet(0), by_hand(0, True), by_hand(0, False))
        limit = 0.6 if count < LARGE else 0.8
        hand_says = "`git fetch && git merge && git push`"
        results += [
            Result("`sync`, nothing to do", count, mine, theirs, "`git add -A`, " + hand_says, Target("ratio", limit)),
            Result("`sync`, nothing to do", count, mine, blind, hand_says + ", edits not looked for")]
        for number, name in ((1, "1 new post"), (100, "100 new posts")):
            mine, theirs = bench.turns(by_mgrnet(number), by_hand(number, True))
            results.append(Result(f"`sync`, {name} on each side", count, mine, theirs,
                                  "`git add -A && git commit`, " + hand_says, Target("ratio", limit)))
    finally:
        for side in (hand, ours):
            side.put_back()
            side.git("remote", "set-url", "origin", network.bare)
    return results


def sync_bare(bench, count):
    network = bench.network(count)
    remote = shared(bench, network, "shared-mgrnet.git")
    place = shared(bench, network, "bare-to-sync.git")
    for words in (("remote.origin.url", remote), ("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")):
        bench.run("git", "-C", place, "config", *words)
    bench.run("git", "-C", place, "fetch", "-q")
    bench.mgrnet_run("-C", place, "sync", "-q")
    ours, theirs = bench.turns(lambda: bench.mgrnet_run("-C", place, "sync", "-q"),
                               lambda: bench.run("git", "-C", place, "fetch", "-q"))
    return [Result("`sync`, nothing to do, bare", count, ours, theirs, "`git fetch`")]


def clone(bench, count):
    """From a path, by ssh and by git://; the index, which is the end of a clone, is made once more by itself as well."""
    network = bench.network(count)
    remote = shared(bench, network, "shared-mgrnet.git")
    with servers.ssh(bench) as (by_ssh, command), servers.git_daemon(bench) as by_git:
        bench.environment["GIT_SSH_COMMAND"] = command
        try:
            return [result for name, url in (
                ("file://", "file://" + remote), ("ssh", by_ssh + remote),
                ("git://", f"{by_git}/{os.path.relpath(remote, bench.work)}"))
                    for result in clone_by(bench, network, name, url)]
        finally:
            del bench.environment["GIT_SSH_COMMAND"]


def clone_by(bench, network, name, url):
    target = os.path.join(network.folder, "cloned")
    state = os.path.join(target, ".git", "mgrnet")

    def by(call):
        def act():
            shutil.rmtree(target, ignore_errors=True)
            return call()
        return act

    costs = []

    def ours():
        whole = bench.mgrnet_run("clone", "-q", url, target)
        for file in os.listdir(state):
            if file.startswith("index"):
                os.remove(os.path.join(state, file))
        costs.append((whole, bench.mgrnet_run("-C", target, "list", "--limit", "1")))
        return whole
    try:
        whole, theirs = bench.turns(by(ours if bench.mgrnet else lambda: None),
                                    by(lambda: bench.run("git", "clone", "-q", url, target)),
                                    repeat=min(3, bench.repeat), warm=0)
    finally:
        shutil.rmtree(target, ignore_errors=True)
    less = Median.of([one._replace(cpu=one.cpu - index.cpu, wall=one.wall - index.wall) for one, index in costs]
                     or [None])
    return [Result(f"`clone` by {name}, with index", network.count, whole, theirs, "`git clone`"),
            Result(f"`clone` by {name}, less the index", network.count, less, theirs, "`git clone`",
                   Target("ratio", 1.5))]


def contend(bench, count):
    """Ten people post twenty times each through one bare repository; every wait is from the post to its arrival."""
    network = bench.network(count)
    waits = {"git": [], "mgrnet": []}
    late = {"git": 0, "mgrnet": 0}
    errors = []

    def person(kind, number, remote):
        tree = os.path.join(network.folder, f"contend-{number}")
        posts = Posts(1000 * number + len(kind))
        environment = bench.environment

        def run(*argv):
            return subprocess.run(argv, cwd=tree, env=environment, capture_output=True, text=True)
        for _ in range(EACH):
            words, body, identifier = posts.next()
            title = " ".join(words)
            began = time.perf_counter()
            if kind == "mgrnet":
                made = run(bench.mgrnet, "post", network.facts["community"], "-k", "news", "-t", title, "-m", body)
                done = run(bench.mgrnet, "sync")
                late[kind] += sum(map(int, re.findall(r"quicker (\d+) time", done.stderr)))
                while done.returncode == 75:
                    done = run(bench.mgrnet, "sync")
                    late[kind] += sum(map(int, re.findall(r"quicker (\d+) time", done.stderr)))
                if made.returncode or done.returncode:
                    errors.append(made.stderr + done.stderr)
            else:
                folder = f"communities/{network.facts['community']}/posts/2026/11/{path_words(words)}-{identifier}"
                os.makedirs(os.path.join(tree, folder))
                with open(os.path.join(tree, folder, "post.md"), "w", encoding="utf-8") as file:
                    file.write(f"---\nid: {identifier}\ntitle: {title}\nkind: news\nauthor: {AUTHOR[0]}\n"
                               f"created: 2026-11-23T10:00:00+01:00\n---\n\n{body}\n")
                run("git", "add", folder)
                run("git", "commit", "-q", "-m", f"post: {title}")
                while run("git", "pull", "-q", "--rebase").returncode or run("git", "push", "-q").returncode:
                    late[kind] += 1
            waits[kind].append(time.perf_counter() - began)

    for kind in ("git", "mgrnet") if bench.mgrnet else ("git",):
        remote = shared(bench, network, f"contend-{kind}.git")
        for number in range(PEOPLE):
            tree = os.path.join(network.folder, f"contend-{number}")
            shutil.rmtree(tree, ignore_errors=True)
            bench.run("git", "clone", "-q", remote, tree)
        threads = [threading.Thread(target=person, args=(kind, number, remote)) for number in range(PEOPLE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        posts = subprocess.run(["git", "-C", remote, "rev-list", "--count", "--no-merges", f"{network.facts['tip']}..main"],
                               env=bench.environment, capture_output=True, text=True, check=True).stdout.strip()
        if int(posts) != PEOPLE * EACH:
            errors.append(f"{kind}: {posts} posts arrived")
    for number in range(PEOPLE):
        shutil.rmtree(os.path.join(network.folder, f"contend-{number}"), ignore_errors=True)
    if errors:
        return [Result("10 people, 20 posts each", count, failed=errors[0][:300])]
    if not waits["mgrnet"]:
        return [Result("10 people, 20 posts each", count, peer="`git pull --rebase && git push`")]
    total = PEOPLE * EACH
    worst = max(waits["mgrnet"]) / max(waits["git"])
    each = late["mgrnet"] / total
    say = (f"worst {max(waits['mgrnet']):.2f} s against {max(waits['git']):.2f} s, median "
           f"{statistics.median(waits['mgrnet']):.2f} s against {statistics.median(waits['git']):.2f} s; late pushes "
           f"{late['mgrnet']} against {late['git']}; all {total} posts arrived")
    return [Result("10 people, 20 posts each: the worst wait", count, peer="`git pull --rebase && git push`",
                   target=Target("value", 0.3), value=f"{worst:.2f}", kept=worst <= 0.3, note=say),
            Result("10 people, 20 posts each: late pushes a post", count, target=Target("value", 2),
                   value=f"{each:.2f}", kept=each <= 2)]


ROWS = [
    Row("sync", (10_000, LARGE), sync_tree), Row("sync-bare", (LARGE,), sync_bare), Row("clone", (LARGE,), clone),
    Row("contend", (1_000,), contend),
]
