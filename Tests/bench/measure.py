"""Runs a process and says what it cost; runs two by turns, so that both meet the same machine."""

import os
import statistics
import time
from typing import NamedTuple


class Cost(NamedTuple):
    # Seconds; user and system together.
    cpu: float
    wall: float
    # KiB, the largest of the processes; never less than this Python's own 40 MB, which the child shares until its exec.
    memory: int
    status: int
    output: str

    def __add__(self, other):
        return Cost(self.cpu + other.cpu, self.wall + other.wall, max(self.memory, other.memory),
                    self.status or other.status, self.output + other.output)


class Runner:
    """Processes with one environment, their output in a file, as behind a pipe."""

    def __init__(self, work, environment):
        self.environment = environment
        self.out = os.path.join(work, "out")
        self.err = os.path.join(work, "err")

    def run(self, *argv, expect=(0,), folder=None):
        """Waits for one process; ends the benchmark's row with its error if it fails.

        posix_spawn, since a fork of Python would put its own pages on the child's account.
        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        actions = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
                   (os.POSIX_SPAWN_OPEN, 1, self.out, flags, 0o644),
                   (os.POSIX_SPAWN_OPEN, 2, self.err, flags, 0o644)]
        before = os.getcwd()
        if folder:
            os.chdir(folder)
        try:
            began = time.perf_counter()
            child = os.posix_spawnp(argv[0], argv, self.environment, file_actions=actions)
            _, status, usage = os.wait4(child, 0)
            wall = time.perf_counter() - began
        finally:
            os.chdir(before)
        status = os.waitstatus_to_exitcode(status)
        if status not in expect:
            raise Failed(argv, status, read(self.err))
        return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss, status, read(self.out))


class Failed(Exception):
    def __init__(self, argv, status, error):
        super().__init__(f"`{' '.join(argv)[:120]}` ended with {status}: {error.strip()[:300]}")


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read(1 << 20)


class Median(NamedTuple):
    cpu: float
    wall: float
    memory: int
    output: str

    @staticmethod
    def of(costs):
        """`None` where the program that it was to be measured on is missing."""
        if costs[0] is None:
            return None
        return Median(statistics.median(cost.cpu for cost in costs), statistics.median(cost.wall for cost in costs),
                      max(cost.memory for cost in costs), costs[-1].output)


def by_turns(actions, repeat, warm=2):
    """The medians of each of these functions, called one after the other `repeat` times.

    Each is first called `warm` times unmeasured: caches are warm on all sides.
    """
    for _ in range(warm):
        for action in actions:
            action()
    costs = [[] for _ in actions]
    for turn in range(repeat):
        # Who comes first changes, so that neither always runs in the other's wake.
        order = range(len(actions)) if turn % 2 == 0 else reversed(range(len(actions)))
        for index in order:
            costs[index].append(actions[index]())
    return [Median.of(each) for each in costs]
