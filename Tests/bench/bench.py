#!/usr/bin/env python3
"""Measures mgrnet beside git, git grep, ripgrep, notmuch and SQLite's FTS5, and prints a table.

    apt-get install git ripgrep notmuch sqlite3 git-remote-gcrypt
    Tests/bench/bench.py --mgrnet "$(.ci/release)"

Everything is made from a fixed seed and kept in the folder of --work for the next time; a million records need some
8 GB there and a quarter of an hour. All processes are whole ones, from start to end; each row calls its sides
by turns, after calls that are not counted. Times are medians, CPU (user and system) before wall. Without --mgrnet
only the peers are measured.
"""

import argparse
import fcntl
import os
import subprocess
import sys

import attention
import contests
import judging
import leave
import machine
import reading
import sealing
import syncing
import writing
from measure import Failed, Runner, by_turns
from network import Network
from peers import Peers, environment
from rows import Result, table

ALL_ROWS = writing.ROWS + reading.ROWS + syncing.ROWS + sealing.ROWS + judging.ROWS + leave.ROWS + attention.ROWS + contests.ROWS


class Bench:
    def __init__(self, options):
        self.work = os.path.abspath(options.work)
        self.mgrnet = os.path.abspath(options.mgrnet) if options.mgrnet else None
        self.repeat = options.repeat
        os.makedirs(self.work, exist_ok=True)
        self.environment = environment(self.work)
        self.runner = Runner(self.work, self.environment)
        self.indexed = set()

    def run(self, *argv):
        return self.runner.run(*argv)

    def mgrnet_run(self, *argv):
        """`None` where there is no mgrnet to run: the peers are measured all the same."""
        return self.runner.run(self.mgrnet, *argv) if self.mgrnet else None

    def turns(self, ours, *others, repeat=None, warm=2):
        """The medians of mgrnet and of each peer; mgrnet's is `None` where there is none."""
        return by_turns([ours, *others], repeat or self.repeat, warm)

    def network(self, count):
        """Made in a process of its own, so that its memory is not on the account of what is measured."""
        network = Network(self.work, count)
        if not network.is_made():
            say(f"making {count:,} records")
            script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "network.py")
            subprocess.run([sys.executable, script, self.work, str(count)], check=True, env=self.environment)
        return network

    def peers(self, count):
        return Peers(self.network(count), self.environment)

    def place(self, count):
        """Where mgrnet reads and posts: a work tree up to 100,000 records, bare above; indexed already."""
        network, peers = self.network(count), self.peers(count)
        place = peers.make_tree(peers.mgrnet_tree) if count <= 100_000 else network.bare
        if self.mgrnet and place not in self.indexed:
            self.indexed.add(place)
            self.mgrnet_run("-C", place, "find", network.facts["rare"], "--limit", "20")
        return place


def say(text):
    print(text, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mgrnet", help="the release binary; without it only the peers are measured")
    parser.add_argument("--work", default=os.path.expanduser("~/.cache/mgrnet-bench"), help="where networks are kept")
    parser.add_argument("--sizes", default="10000,100000,1000000", help="numbers of records, with commas")
    parser.add_argument("--rows", default="", help="names of rows, with commas: "
                        + ", ".join(row.name for row in ALL_ROWS))
    parser.add_argument("--repeat", type=int, default=11, help="measured calls of each side of a row")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    names = [name for name in options.rows.split(",") if name]
    unknown = set(names) - {row.name for row in ALL_ROWS}
    if unknown:
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    missing = [name for name in ("git", "rg", "notmuch", "sqlite3") if not machine.path_of(name)]
    if missing:
        parser.error(f"not installed: {', '.join(missing)} (apt-get install git ripgrep notmuch sqlite3)")
    bench = Bench(options)
    lock = open(os.path.join(bench.work, "lock"), "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        parser.error(f"another benchmark is at work in {bench.work}: two would measure each other")
    results = []
    for row in ALL_ROWS:
        if names and row.name not in names:
            continue
        for size in row.sizes:
            if size not in sizes:
                continue
            say(f"{row.name} at {size:,}")
            try:
                found = row.measure(bench, size)
            except Failed as error:
                found = [Result(f"`{row.name}`", size, failed=str(error))]
            results += found
            # Hours may lie between the first row and the last: each is shown as soon as it is there.
            say(table(found, heading=False))
    print("\n".join(machine.describe(bench.mgrnet)) + "\n")
    print(table(results))
    sys.exit(1 if any(result.failed for result in results) else 0)


if __name__ == "__main__":
    main()
