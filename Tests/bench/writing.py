"""Rows that write: post, and the index built, measured and brought up to date."""

import os
import random
import shutil

from measure import Median, Runner
from network import Importer
from prose import Prose
from records import AUTHOR, Records
from rows import Result, Row, Target
from vocabulary import path_words

LARGE = 100_000
HUGE = 1_000_000


class Posts:
    """Texts to post, never the same twice."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.prose = Prose(self.random)

    def next(self):
        subject = self.prose.subject("en")
        words = self.prose.title("en", subject)
        return words, self.prose.text("en", subject), Records.new_id(self)


def post_by_git(bench, posts, tree, community):
    """What a person does without mgrnet: the file is written, then added and committed; only git is measured."""
    def act():
        words, body, identifier = posts.next()
        folder = f"communities/{community}/posts/2026/11/{path_words(words)}-{identifier}"
        os.makedirs(os.path.join(tree, folder))
        title = " ".join(words)
        with open(os.path.join(tree, folder, "post.md"), "w", encoding="utf-8") as file:
            file.write(f"---\nid: {identifier}\ntitle: {title}\nkind: news\nauthor: {AUTHOR[0]}\n"
                       f"created: 2026-11-23T10:00:00+01:00\n---\n\n{body}\n")
        return (bench.run("git", "-C", tree, "add", f"{folder}/post.md")
                + bench.run("git", "-C", tree, "commit", "-q", "-m", f"post: {title}"))
    return act


def post_by_mgrnet(bench, posts, place, community, run=None):
    def act():
        words, body, _ = posts.next()
        return (run or bench.mgrnet_run)("-C", place, "post", community, "-t", " ".join(words), "-k", "news", "-m", body)
    return act


def put_back(bench, network, place):
    """The network as it was made, so that the next run meets the same."""
    if place == network.bare:
        bench.run("git", "-C", place, "update-ref", "refs/heads/main", network.facts["tip"])
    else:
        bench.run("git", "-C", place, "reset", "-q", "--hard", network.facts["tip"])


def post_tree(bench, count):
    peers, network = bench.peers(count), bench.network(count)
    community = network.facts["community"]
    tree, place = peers.make_tree(peers.tree), bench.place(count)
    put_back(bench, network, tree)
    posts = Posts(count)
    try:
        ours, theirs = bench.turns(post_by_mgrnet(bench, posts, place, community),
                                   post_by_git(bench, posts, tree, community))
    finally:
        put_back(bench, network, tree)
        put_back(bench, network, place)
    return [Result("`post`, work tree", count, ours, theirs, "`git add && git commit`", Target("ratio", 0.6))]


def post_signed(bench, count):
    """With a key that stands on one's own card, and without; each in a clone of its own, since a post judges the one before."""
    network, peers = bench.network(count), bench.peers(count)
    result = Result("`post`, signed", count, peer="itself without a key", target=Target("beyond", 2))
    if not bench.mgrnet:
        return [result]
    place, signed = bench.place(count), peers.make_tree(os.path.join(peers.folder, "mgrnet-signed"))
    folder = os.path.join(bench.work, "settings")
    shutil.rmtree(folder, ignore_errors=True)
    runner = Runner(bench.work, {**bench.environment, "XDG_CONFIG_HOME": folder})
    community, posts = network.facts["community"], Posts(count)
    for each in (place, signed):
        put_back(bench, network, each)
    runner.run(bench.mgrnet, "-C", signed, "key", "new", "--device", "bench")
    try:
        result.ours, result.theirs = bench.turns(
            post_by_mgrnet(bench, posts, signed, community, lambda *argv: runner.run(bench.mgrnet, *argv)),
            post_by_mgrnet(bench, posts, place, community))
        if "gpgsig" not in bench.run("git", "-C", signed, "cat-file", "commit", "HEAD").output:
            result.failed = "was not signed"
    finally:
        for each in (place, signed):
            put_back(bench, network, each)
    return [result]


def post_bare(bench, count):
    peers, network, small = bench.peers(count), bench.network(count), bench.network(10_000)
    community = network.facts["community"]
    tree = peers.make_sparse()
    put_back(bench, network, tree)
    posts = Posts(count)
    results = [Result("`post`, bare", count, peer="`git add && git commit`, sparse index", target=Target("ratio", 0.6)),
               Result("`post`, bare", count, peer="itself, bare, at 10,000", target=Target("ratio", 1.3))]
    try:
        ours, theirs, itself = bench.turns(
            post_by_mgrnet(bench, posts, network.bare, community), post_by_git(bench, posts, tree, community),
            post_by_mgrnet(bench, posts, small.bare, small.facts["community"]))
    finally:
        put_back(bench, network, tree)
        put_back(bench, network, network.bare)
        put_back(bench, small, small.bare)
    results[0].ours = results[1].ours = ours
    results[0].theirs, results[1].theirs = theirs, itself
    return results


def folder_size(path):
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


def index(bench, count):
    """Built from nothing by the first search, against FTS5 given the same texts in one file."""
    network, peers = bench.network(count), bench.peers(count)
    facts = network.facts
    kept = os.path.join(network.bare, "mgrnet")

    def ours():
        shutil.rmtree(kept, ignore_errors=True)
        return bench.mgrnet_run("-C", network.bare, "find", facts["rare"], "--limit", "20")

    for path in [network.texts] + [os.path.join(network.bare, "objects/pack", name)
                                   for name in os.listdir(os.path.join(network.bare, "objects/pack"))]:
        with open(path, "rb") as file:
            while file.read(1 << 24):
                pass
    repeat = 3 if count <= 10_000 else 2 if count <= LARGE else 1
    built, theirs = bench.turns(ours, lambda: bench.run(*peers.fts_command()), repeat=repeat, warm=0)
    text = facts["text_bytes"]
    rates = f"FTS5 {facts['searchable'] / theirs.cpu:,.0f} texts a second of CPU"
    results = [Result("index from nothing", count, built, theirs, "FTS5 by Python", Target("ratio", round(1 / 0.3, 2)),
                      note=rates)]
    fts_size = os.path.getsize(peers.fts)
    size = Result("index's size / text's", count, peer=f"FTS5 {fts_size / text:.2f}", target=Target("value", 2.2))
    memory = Result("index's peak memory", count, peer=f"FTS5 {theirs.memory / 1024:.0f} MB",
                    target=Target("value", 300, " MB") if count == HUGE else None)
    if built:
        results[0].note = f"mgrnet {facts['searchable'] / built.cpu:,.0f}, {rates}"
        ratio = folder_size(kept) / text
        size.value, size.kept = f"{ratio:.2f}", ratio <= 2.2
        memory.value, memory.kept = f"{built.memory / 1024:.0f} MB", built.memory / 1024 <= 300
    return results + [size, memory]


def update(bench, count):
    """The first search after a commit that somebody else made, against the same search again."""
    network = bench.network(count)
    result = Result("index, after one commit", count, peer="the same search again", target=Target("beyond", 15))
    if not bench.mgrnet:
        return [result]
    posts, first, second = Posts(count + 1), [], []
    search = ("-C", network.bare, "find", network.facts["rare"], "--limit", "20")
    bench.mgrnet_run(*search)
    try:
        for turn in range(bench.repeat + 1):
            words, body, identifier = posts.next()
            path = f"communities/{network.facts['community']}/posts/2026/11/{path_words(words)}-{identifier}/post.md"
            text = (f"---\nid: {identifier}\ntitle: {' '.join(words)}\nkind: news\nauthor: {AUTHOR[0]}\n"
                    f"created: 2026-11-23T10:00:{turn % 60:02}+01:00\n---\n\n{body}\n")
            importer = Importer(network.bare, bench.environment)
            importer.commit(1795428000 + turn, "post: " + " ".join(words), [(path, text)], "refs/heads/main^0")
            importer.close()
            costs = bench.mgrnet_run(*search), bench.mgrnet_run(*search)
            if turn:
                first.append(costs[0])
                second.append(costs[1])
    finally:
        put_back(bench, network, network.bare)
    result.ours, result.theirs = Median.of(first), Median.of(second)
    return [result]


ROWS = [
    Row("post", (10_000, LARGE), post_tree),
    Row("post-signed", (10_000,), post_signed),
    Row("post-bare", (HUGE,), post_bare),
    Row("index", (10_000, LARGE, HUGE), index),
    Row("update", (10_000, LARGE, HUGE), update),
]
