"""The row of `leave calendar`: a company of 500 people, with six years of absences."""

import datetime
import os
import random
import shutil
import subprocess

from network import Importer
from prose import FIRST_NAMES, LAST_NAMES
from records import ALPHABET
from rows import Result, Row, Target

PEOPLE = 500
YEARS = range(2022, 2028)
# Of one person in one year: two weeks in summer, single days, half days.
ABSENCES = 12


def files(rng):
    yield "network.md", "---\nname: Banc d’essai\nformat: 2\nlanguage: fr\nholidays: FR\ntime_zone: Europe/Paris\n---\n"
    yield "charter.md", "---\nrevision: 1\n---\n"
    handles = [f"p{number:03d}.bench" for number in range(PEOPLE)]
    for number, handle in enumerate(handles):
        name = f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"
        # One in ten works in Alsace.
        more = "holidays: FR-57\n" if number % 10 == 0 else ""
        yield f"people/{handle}.md", (f"---\nname: {name}\nemail: {handle}@example.org\nteam: équipe {number % 40}\n"
                                      f"{more}charter: 1\n---\n")
    for year in YEARS:
        for handle in handles:
            starts = sorted(rng.sample(range(0, 360), ABSENCES))
            for place, start in enumerate(starts):
                room = (starts[place + 1] if place + 1 < ABSENCES else 364) - start
                length = min(room, rng.choice((1, 1, 1, 2, 3, 5, 5, 14)))
                first = datetime.date(year, 1, 1) + datetime.timedelta(days=start)
                last = first + datetime.timedelta(days=length - 1)
                identifier = "".join(rng.choice(ALPHABET) for _ in range(12))
                text = f"---\nid: {identifier}\nperson: {handle}\nfrom: {first}\nto: {last}\n"
                if length == 1 and rng.random() < 0.4:
                    text += "starts: noon\n"
                text += f"deputy: {rng.choice(handles)}\nstatus: {rng.choice(('planned', 'confirmed'))}\n---\n"
                yield f"leave/{year}/{handle}-{first}-{identifier}.md", text


def place(bench):
    folder = os.path.join(bench.work, f"leave-{PEOPLE}-{len(YEARS)}-{ABSENCES}.git")
    if not os.path.exists(os.path.join(folder, "made")):
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", folder], check=True, env=bench.environment)
        importer = Importer(folder, bench.environment)
        importer.commit(1795000000, "leave: six years", files(random.Random(PEOPLE)))
        importer.close()
        with open(os.path.join(folder, "made"), "w", encoding="utf-8"):
            pass
    return folder


def calendar(bench, size):
    count = sum(1 for _ in files(random.Random(PEOPLE)))
    results = []
    for words, name in ((("--year", "2026"), "`leave calendar --year`, 500 people"),
                        (("--year", "2026", "--as", "csv"), "the same `--as csv`")):
        ours, start = bench.turns(
            lambda words=words: bench.mgrnet_run("-C", place(bench), "leave", "calendar", *words),
            lambda: bench.mgrnet_run("--version"))
        results.append(Result(name, count, ours, start, "its own start", Target("beyond", 60)))
    return results


ROWS = [Row("leave", (10_000,), calendar)]
