"""Makes a network once and keeps it: a bare repository, a file of the texts for the peers, a few facts.

    python3 network.py WORK COUNT
"""

import datetime
import json
import os
import random
import subprocess
import sys
import time

from prose import words_of
from records import AUTHOR, Records

SEED = 20261120
COMMITS = 300
# What a change of this number says: the networks kept from before are of another making.
EDITION = 2


class Network:
    """Where the parts of one network are."""

    def __init__(self, work, count):
        self.count = count
        self.folder = os.path.join(work, f"network-{count}")
        self.bare = os.path.join(self.folder, "bare.git")
        self.texts = os.path.join(self.folder, "texts")
        self.facts_path = os.path.join(self.folder, "facts.json")

    @property
    def facts(self):
        with open(self.facts_path, encoding="utf-8") as file:
            return json.load(file)

    def is_made(self):
        return os.path.exists(self.facts_path) and self.facts.get("edition") == EDITION


class Importer:
    """Writes git's fast-import stream."""

    def __init__(self, repository, environment):
        self.process = subprocess.Popen(
            ["git", "-C", repository, "fast-import", "--quiet", "--done", "--date-format=raw"],
            stdin=subprocess.PIPE, env=environment)
        self.mark = 0

    def commit(self, when, message, changes, parent=None, author=AUTHOR, merged=None):
        out = self.process.stdin
        subject = message.encode()
        who = f"{author[1]} <{author[2]}> {when} +0000"
        self.mark += 1
        out.write(f"commit refs/heads/main\nmark :{self.mark}\nauthor {who}\ncommitter {who}\n".encode())
        out.write(f"data {len(subject)}\n".encode())
        out.write(subject + b"\n")
        if self.mark > 1 or parent:
            out.write(f"from {parent or f':{self.mark - 1}'}\n".encode())
        if merged:
            out.write(f"merge {merged}\n".encode())
        for path, text in changes:
            data = text.encode()
            out.write(f"M 644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
        out.write(b"\n")

    def close(self):
        self.process.stdin.write(b"done\n")
        self.process.stdin.close()
        if self.process.wait() != 0:
            raise SystemExit("git fast-import failed")


def make(work, count, environment):
    network = Network(work, count)
    os.makedirs(network.folder, exist_ok=True)
    subprocess.run(["rm", "-rf", network.bare], check=True)
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", network.bare], check=True, env=environment)
    records = Records(random.Random(SEED + count), count)
    english = records.prose.vocabularies["en"].content
    candidates = set(english[:60]) | set(english[::97][2:])
    found = dict.fromkeys(candidates, 0)
    importer = Importer(network.bare, environment)
    facts = {"edition": EDITION, "records": 0, "searchable": 0, "text_bytes": 0, "words": 0}
    ids = []
    with open(network.texts, "wb") as texts:
        def note(record):
            facts["records"] += 1
            if not record.id:
                return
            facts["searchable"] += 1
            facts["text_bytes"] += len(record.title.encode()) + len(record.body.encode())
            facts["words"] += record.body.count(" ") + 1
            for word in words_of(record.title + " " + record.body) & candidates:
                found[word] += 1
            fields = [record.id, record.title, record.body, record.author, record.parent, str(record.when)]
            texts.write("\0".join(fields).encode() + b"\n\0\n")
            if record.path.endswith("/post.md"):
                ids.append(record.id)

        cards = list(records.cards())
        for record in cards:
            note(record)
        facts["example_folder"] = f"communities/{records.communities[0]}"
        facts["community"] = records.communities[0]
        first = int(datetime.datetime(2019, 1, 7, tzinfo=datetime.timezone.utc).timestamp())
        importer.commit(first, "init: Banc d’essai", [(record.path, record.text) for record in cards])
        # Many records, of many people, in each of the first commits; one in each of the last twenty, which are its
        # author's. Version 2, by which rights are judged, begins with these: before, a commit may speak for everybody.
        size = max(1, (count - len(cards)) // (COMMITS - 20))
        batch, when = [], first
        left = count - len(cards)
        for record in records.acts(len(cards)):
            note(record)
            batch.append((record.path, record.text))
            when = max(when + 1, record.when)
            left -= 1
            if len(batch) >= size or left < 20:
                importer.commit(when, f"post: {record.title or record.path.rsplit('/', 1)[1]}", batch,
                                author=records.writer(record) if left < 19 else AUTHOR)
                batch = []
            if left == 19:
                importer.commit(when, "upgrade: version 2", [("network.md", Records.network(2))])
    importer.close()
    git = ["git", "-C", network.bare]
    subprocess.run([*git, "repack", "-a", "-d", "-q", "--window=4", "--depth=20"], check=True, env=environment)
    subprocess.run([*git, "commit-graph", "write", "--reachable", "--no-progress"], check=True, env=environment)
    common = min(found, key=lambda word: (abs(found[word] - facts["searchable"] / 5), word))
    rare = min((word for word in found if found[word]), key=lambda word: (abs(found[word] - 30), word))
    facts |= {"common": common, "common_hits": found[common], "rare": rare, "rare_hits": found[rare]}
    facts["post_ids"] = ids[-50:]
    facts["tip"] = subprocess.run([*git, "rev-parse", "main"], check=True, env=environment, capture_output=True,
                                  text=True).stdout.strip()
    with open(network.facts_path, "w", encoding="utf-8") as file:
        json.dump(facts, file, ensure_ascii=False, indent=1)


def read_texts(path):
    """(id, title, body, author, parent, when) of each record that can be searched."""
    with open(path, "rb") as file:
        rest = b""
        while block := file.read(1 << 22):
            *records, rest = (rest + block).split(b"\n\0\n")
            for record in records:
                yield record.decode().split("\0")


if __name__ == "__main__":
    began = time.time()
    make(sys.argv[1], int(sys.argv[2]), dict(os.environ))
    print(f"{sys.argv[2]} records in {time.time() - began:.0f} s", file=sys.stderr)
