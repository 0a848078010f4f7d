"""Rows that only read: start, show, list, find."""

from rows import Result, Row, Target

LARGE = 100_000
HUGE = 1_000_000


def start(bench, count):
    """Nothing but to start."""
    ours, theirs = bench.turns(lambda: bench.mgrnet_run("--version"), lambda: bench.run("git", "--version"))
    return [Result("start: `--version`", count, ours, theirs, "`git --version`", Target("beyond", 5))]


def show(bench, count):
    post = bench.network(count).facts["post_ids"][-7]
    place = bench.place(count)
    if not bench.mgrnet:
        return [Result("`show ID`", count, peer="its own start", target=Target("beyond", 10))]
    ours, theirs = bench.turns(lambda: bench.mgrnet_run("-C", place, "show", post),
                               lambda: bench.mgrnet_run("--version"))
    return [Result("`show ID`", count, ours, theirs, "its own start", Target("beyond", 10))]


def newest(bench, count):
    place = bench.place(count)
    ours, theirs = bench.turns(lambda: bench.mgrnet_run("-C", place, "list", "--limit", "20"),
                               lambda: bench.mgrnet_run("--version"))
    return [Result("`list --limit 20`", count, ours, theirs, "its own start", Target("beyond", 10))]


def find_notmuch(bench, count):
    """Best first against notmuch's own order, which is by time: it has no other.

    notmuch shows its 20 hits as threads unless told otherwise; asked for ids alone it does less than `find`, whose
    lines have titles and authors: that is shown too, without a target.
    """
    peers, facts = bench.peers(count), bench.network(count).facts
    peers.make_mail()
    place = bench.place(count)
    results = []
    for kind, limit in (("rare", 1.3), ("common", 1.0)):
        word = facts[kind]
        ours, threads, ids = bench.turns(
            lambda: bench.mgrnet_run("-C", place, "find", word, "--limit", "20"),
            lambda: bench.run("notmuch", "search", "--limit=20", word),
            lambda: bench.run("notmuch", "search", "--limit=20", "--output=messages", word))
        hits = f"“{word}” stands in {facts[kind + '_hits']:,} of {facts['searchable']:,} texts"
        results.append(Result(f"`find`, {kind} word, best 20", count, ours, threads, "`notmuch search --limit=20`",
                              Target("ratio", limit), note=hits))
        results.append(Result(f"`find`, {kind} word, best 20", count, ours, ids, "the same, `--output=messages`"))
    return results


def find_grep(bench, count):
    """Those who have no index."""
    peers, word = bench.peers(count), bench.network(count).facts["rare"]
    tree, place = peers.make_tree(peers.tree), bench.place(count)
    ours, rg, grep = bench.turns(
        lambda: bench.mgrnet_run("-C", place, "find", word, "--limit", "20"),
        lambda: bench.run("rg", "--files-with-matches", "--ignore-case", "--word-regexp", word, tree),
        lambda: bench.run("git", "-C", tree, "grep", "--files-with-matches", "--ignore-case", "--word-regexp", word),
        repeat=min(bench.repeat, 5), warm=1)
    return [Result("`find`, rare word", count, ours, rg, "`rg -liw`"),
            Result("`find`, rare word", count, ours, grep, "`git grep -liw`")]


def find_new(bench, count):
    results = []
    for kind in ("rare", "common"):
        word, place = bench.network(count).facts[kind], bench.place(count)
        row = Result(f"`find --sort new`, {kind} word", count, peer="its own start")
        if bench.mgrnet:
            row.ours, row.theirs = bench.turns(
                lambda: bench.mgrnet_run("-C", place, "find", word, "--sort", "new", "--limit", "20"),
                lambda: bench.mgrnet_run("--version"))
        results.append(row)
    return results


def find_fts(bench, count):
    """SQLite's own ranking looks at every hit."""
    peers, facts = bench.peers(count), bench.network(count).facts
    peers.make_fts()
    word, place = facts["common"], bench.place(count)
    query = f"select rowid, title from docs where docs match '\"{word}\"' order by rank limit 20"
    ours, theirs = bench.turns(lambda: bench.mgrnet_run("-C", place, "find", word, "--limit", "20"),
                               lambda: bench.run("sqlite3", peers.fts, query))
    return [Result("`find`, common word, best 20", count, ours, theirs, "FTS5 `order by rank limit 20`",
                   Target("ratio", 0.15), note=f"“{word}” stands in {facts['common_hits']:,} texts")]


ROWS = [
    Row("start", (10_000,), start),
    Row("show", (10_000, LARGE, HUGE), show),
    Row("list", (LARGE,), newest),
    Row("find-notmuch", (LARGE,), find_notmuch),
    Row("find-new", (LARGE,), find_new),
    Row("find-fts5", (HUGE,), find_fts),
    Row("find-grep", (10_000, LARGE), find_grep),
]
