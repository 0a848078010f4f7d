#!/usr/bin/env python3
"""Turns a Slack export into threads for `mgrnet import json`.

    python3 Examples/import/slack.py EXPORT.zip|FOLDER > threads.ndjson

Takes the public channels of an export (channels.json, users.json, a folder of days for each channel). A message that nobody answered is a
thread as well; its title is its first line, and the channel a tag. Joins and other notices are left out. Files stay at Slack: their names
and links are kept.
"""

import datetime
import json
import os
import re
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from threads import Bad, emit, note, read_json, run, title_of

MOST = 256 << 20  # bytes of one file, packed or not


class Export:
    """The files of an export, in a folder or a zip."""

    def __init__(self, path):
        self.path = path
        self.zip = None if os.path.isdir(path) else self.opened(path)

    @staticmethod
    def opened(path):
        try:
            return zipfile.ZipFile(path)
        except zipfile.BadZipFile:
            raise Bad(path, 1, "neither a folder nor a zip") from None

    def names(self, folder):
        if self.zip:
            return sorted(n for n in self.zip.namelist() if n.startswith(folder + "/") and n.endswith(".json"))
        root = os.path.join(self.path, folder)
        return sorted(f"{folder}/{n}" for n in os.listdir(root) if n.endswith(".json")) if os.path.isdir(root) else []

    def json(self, name):
        place = f"{self.path}/{name}"
        if not self.zip:
            return read_json(place)
        try:
            info = self.zip.getinfo(name)
            if info.file_size > MOST:
                raise Bad(place, 1, f"{info.file_size} bytes are too many")
            with self.zip.open(info) as file:
                data = file.read(MOST + 1)
        except KeyError:
            raise Bad(place, 1, "not in the export") from None
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise Bad(place, 1, str(error)) from None
        return read_json(place, data)


def main(arguments):
    export = Export(arguments[0])
    users = {user["id"]: (user.get("profile") or {}).get("real_name") or user.get("real_name") or user.get("name") or user["id"]
             for user in entries(export, "users.json")}
    channels = entries(export, "channels.json")
    named = {channel["id"]: channel["name"] for channel in channels}

    def mark(match):
        word, label = match.group(1), match.group(2)
        if word.startswith("@"):
            return "@" + (label or users.get(word[1:], word[1:]))
        if word.startswith("#"):
            return "#" + (label or named.get(word[1:], word[1:]))
        if word.startswith("!"):
            return "@" + (label or word[1:].split("^")[0]).lstrip("@")
        return f"[{label}]({word})" if label else f"<{word}>"

    def text_of(message):
        text = re.sub(r"<([^<>|]+)(?:\|([^<>]*))?>", mark, message.get("text") or "")
        text = re.sub(r"(?<![\w*])\*(\S[^*\n]*?)\*(?![\w*])", r"**\1**", text)
        text = re.sub(r"(?<!\w)~(\S[^~\n]*?)~(?!\w)", r"~~\1~~", text)
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("\n", "  \n")
        for file in message.get("files") or []:
            name, address = file.get("name") or file.get("title") or "file", file.get("permalink") or ""
            text += f"\n\n[{name}]({address})" if address else f"\n\n{name}"
        return text.strip()

    def author(message):
        return (message.get("user_profile") or {}).get("real_name") or users.get(message.get("user")) or message.get("username") or "?"

    def time(message, place):
        try:
            return datetime.datetime.fromtimestamp(float(message["ts"]), datetime.timezone.utc).isoformat(timespec="seconds")
        except (KeyError, ValueError, TypeError, OverflowError, OSError):
            raise Bad(place, 1, f"a message whose `ts` is no time: {message.get('ts')!r}") from None

    for channel in channels:
        messages, left = [], 0
        for name in export.names(channel["name"]):
            for message in entries(export, name):
                # What joined, was renamed or pinned is no text of anybody's.
                if message.get("type") != "message" or message.get("subtype") not in (None, "bot_message", "me_message", "thread_broadcast"):
                    left += 1
                elif not (message.get("text") or message.get("files")):
                    left += 1
                else:
                    messages.append((message, time(message, f"{export.path}/{name}")))
        if left:
            note(f"#{channel['name']}: {left} notices and empty messages are left out")
        messages.sort(key=lambda pair: float(pair[0]["ts"]))
        threads, seen = {}, set()
        for message, created in messages:
            first, own = message.get("thread_ts") or message["ts"], message["ts"]
            if own in seen:
                continue
            seen.add(own)
            if first not in threads:
                text = text_of(message)
                threads[first] = {
                    "archive": "slack:" + channel["id"], "id": first, "title": title_of(text), "author": author(message), "created": created,
                    "text": text, "tags": [channel["name"]], "replies": []}
            else:
                threads[first]["replies"].append({"id": own, "author": author(message), "created": created, "text": text_of(message)})
        for thread in threads.values():
            emit(thread)


def entries(export, name):
    """Returns a file's list of objects that have what each must have."""
    value = export.json(name)
    needed = {"users.json": ("id",), "channels.json": ("id", "name")}.get(name, ("ts",))
    if not isinstance(value, list):
        raise Bad(f"{export.path}/{name}", 1, "no list")
    for index, entry in enumerate(value, 1):
        if not isinstance(entry, dict) or any(key not in entry for key in needed):
            raise Bad(f"{export.path}/{name}", 1, f"entry {index} has no {' and '.join(needed)}")
    return value


run(main)
