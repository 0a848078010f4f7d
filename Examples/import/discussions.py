#!/usr/bin/env python3
"""Turns GitHub Discussions, saved as a folder of Markdown, into threads for `mgrnet import json`.

    python3 Examples/import/discussions.py --repository OWNER/NAME FOLDER > threads.ndjson

One file is one discussion: front matter with `number`, `title`, `author`, `created`, `labels`, `url` and `category`, one a line, then the text.
Each comment begins with a line such as

    <!-- comment id=DC_1 author=octocat created=2024-02-05T10:00:00Z reply_to=DC_0 answer -->

where `reply_to` and `answer` are only there for a reply to a comment and for the marked answer. Pictures that lie beside the file come along.
"""

import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from threads import PICTURES, Bad, emit, note, picture, run, safe_name

COMMENT = re.compile(r"^<!-- comment (.*)-->\s*$")


def read(repository, root, file):
    with open(file, "rb") as opened:
        data = opened.read(64 << 20)
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        raise Bad(file, data[: error.start].count(b"\n") + 1, "not UTF-8") from None
    if not lines or lines[0].strip() != "---" or "---" not in [line.strip() for line in lines[1:]]:
        raise Bad(file, 1, "no front matter between two lines `---`")
    end = [line.strip() for line in lines[1:]].index("---") + 1
    fields = {}
    for number, line in enumerate(lines[1:end], 2):
        key, sign, value = line.partition(":")
        if not sign:
            raise Bad(file, number, f"no `key: value`: {line.strip()}")
        fields[key.strip()] = value.strip().strip("\"'")
    for key in ("number", "title", "author"):
        if key not in fields:
            raise Bad(file, 1, f"no `{key}`")
    parts = [({}, [])]
    for number, line in enumerate(lines[end + 1:], end + 2):
        match = COMMENT.match(line)
        if not match:
            parts[-1][1].append(line)
            continue
        words = dict(word.partition("=")[::2] for word in match.group(1).split())
        if not words.get("id") or not words.get("author"):
            raise Bad(file, number, "a comment without id or author")
        parts.append((words, []))
    pictures, taken = {}, set()

    def take(match):
        address = match.group(2)
        if address in pictures:
            return f"![{match.group(1)}]({pictures[address]['name']})"
        path = os.path.realpath(os.path.join(os.path.dirname(file), address))
        if "://" in address or not path.startswith(os.path.realpath(root) + os.sep) or not os.path.isfile(path):
            return match.group(0)
        with open(path, "rb") as opened:
            bytes = opened.read(10 << 20)
        if not bytes.startswith(PICTURES):
            note(f"{file}: {address} is no picture and stays behind")
            return match.group(0)
        pictures[address] = picture(safe_name(os.path.basename(address), taken), bytes)
        return f"![{match.group(1)}]({pictures[address]['name']})"

    def text(lines):
        return re.sub(r"!\[([^\]]*)\]\(<?([^()<>]+?)>?\)", take, "\n".join(lines).strip())

    tags = [tag.strip(" []\"'") for tag in re.split(r",", fields.get("labels", "")) if tag.strip(" []\"'")]
    if fields.get("category"):
        tags.append(fields["category"])
    first = text(parts[0][1])
    replies = [{
        "id": words["id"], "author": words["author"], "created": words.get("created"), "text": text(lines), "to": words.get("reply_to")}
        for words, lines in parts[1:]]
    emit({
        "archive": "github:" + repository, "id": fields["number"], "title": fields["title"], "author": fields["author"],
        "created": fields.get("created"), "text": first, "tags": tags, "source": fields.get("url"),
        "accepted": next((words["id"] for words, _ in parts if "answer" in words), None), "pictures": list(pictures.values()), "replies": replies})


def main(arguments):
    repository = "discussions"
    if arguments[0] == "--repository":
        if len(arguments) < 3:
            raise Bad("--repository", 1, "give its name and the folder")
        repository, arguments = arguments[1], arguments[2:]
    for root in arguments:
        if not os.path.isdir(root):
            raise Bad(root, 1, "no folder")
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                if name.endswith(".md"):
                    read(repository, root, os.path.join(folder, name))


run(main)
