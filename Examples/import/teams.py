#!/usr/bin/env python3
"""Turns exports of Microsoft Teams and Viva Engage into threads for `mgrnet import json`.

    python3 Examples/import/teams.py --team NAME MESSAGES.json… > threads.ndjson
    python3 Examples/import/teams.py Messages.csv > threads.ndjson

JSON is a list of a channel's messages, as Graph and exports of Teams have them (`Id`, `ReplyToId`, `Subject`, `Body`, `From`,
`CreatedDateTime`; names in any case). CSV is the `Messages.csv` of a Viva Engage (Yammer) export; private conversations in it are left out.
Deleted messages and notices are left out; files and reactions stay behind.
"""

import csv
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from threads import Bad, emit, markdown, note, read_json, run, title_of


def emit_threads(archive, messages):
    """Prints threads of messages `(id, parent, title, author, created, text, tags)`."""
    threads, parents = {}, {message[0]: message[1] for message in messages}

    def root(identity):
        seen = set()
        while parents.get(identity) in parents and identity not in seen:
            seen.add(identity)
            identity = parents[identity]
        return identity

    for identity, parent, title, author, created, text, tags in sorted(messages, key=lambda m: (m[4] or "", m[0])):
        first = root(identity)
        if first == identity:
            own = threads.setdefault(first, {"replies": []})
            own.update({
                "archive": archive, "id": identity, "title": title or title_of(text), "author": author, "created": created, "text": text, "tags": tags})
        else:
            threads.setdefault(first, {"replies": []})["replies"].append({
                "id": identity, "author": author, "created": created, "text": text, "to": parent if parent != first else None})
    for thread in threads.values():
        emit(thread)


def lower(value):
    """Returns the same with the names of objects in lower case, as Graph and its exports differ in them."""
    if isinstance(value, dict):
        return {key.lower(): lower(item) for key, item in value.items()}
    return [lower(item) for item in value] if isinstance(value, list) else value


def read_teams(team, file):
    value = lower(read_json(file))
    if isinstance(value, dict):
        value = value.get("value", value.get("messages"))
    if not isinstance(value, list):
        raise Bad(file, 1, "no list of messages")
    messages, left = [], 0
    for index, entry in enumerate(value, 1):
        try:
            # Names of other types are notices: somebody joined, a call ended.
            if entry.get("messagetype", "message") != "message" or entry.get("deleteddatetime"):
                left += 1
                continue
            body = entry.get("body") or {}
            text = body.get("content") or ""
            if (body.get("contenttype") or "").lower() == "html":
                text = markdown(text)
            for attachment in entry.get("attachments") or []:
                if attachment.get("name"):
                    note(f"{file}: message {entry['id']}: the file {attachment['name']} stays behind")
            sender = (entry.get("from") or {}).get("user") or {}
            author = sender.get("displayname") or sender.get("id") or "?"
            messages.append((str(entry["id"]), str(entry.get("replytoid") or ""), entry.get("subject"), author, entry.get("createddatetime"), text, []))
        except (KeyError, AttributeError, TypeError):
            raise Bad(file, 1, f"entry {index} is no message of Teams") from None
    if left:
        note(f"{file}: {left} deleted messages and notices are left out")
    emit_threads("teams:" + team, messages)


def read_engage(file):
    csv.field_size_limit(64 << 20)
    messages, left = [], 0
    with open(file, encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        try:
            for row in reader:
                if row.get("in_private_conversation") == "true" or row.get("in_private_group") == "true" or row.get("deleted_at"):
                    left += 1
                    continue
                author = row.get("sender_name") or row["sender_id"]
                if row.get("sender_email"):
                    author = f"{author} <{row['sender_email']}>"
                tags = [row["group_name"]] if row.get("group_name") else []
                if row.get("attachments"):
                    note(f"{file}:{reader.line_num}: the attachments {row['attachments']} stay behind")
                messages.append((row["id"], row.get("replied_to_id") or "", row.get("title"), author, row["created_at"], row["body"] or "", tags))
        except (KeyError, csv.Error) as error:
            raise Bad(file, reader.line_num, f"no message of Viva Engage: {error}") from None
        except UnicodeDecodeError:
            raise Bad(file, reader.line_num + 1, "not UTF-8") from None
    if left:
        note(f"{file}: {left} private and deleted messages are left out")
    emit_threads("engage", messages)


def main(arguments):
    team = "teams"
    if arguments[0] == "--team":
        if len(arguments) < 3:
            raise Bad("--team", 1, "give the name and at least one file")
        team, arguments = arguments[1], arguments[2:]
    for path in arguments:
        if path.lower().endswith(".csv"):
            read_engage(path)
        else:
            read_teams(team, path)


run(main)
