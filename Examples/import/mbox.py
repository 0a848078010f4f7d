#!/usr/bin/env python3
"""Turns mails into threads for `mgrnet import json`.

    python3 Examples/import/mbox.py FILE.mbox|MAILDIR… > threads.ndjson
    python3 Examples/import/mbox.py list.mbox | mgrnet import json - --community idf --dry-run

Mails are threaded by In-Reply-To and References, and only by these. What a mail quotes is folded into one quote at its place, a
signature stands behind a rule; nothing is thrown away. Attached pictures come along; other attachments are named. The authors are as
`Paul Durand <paul@example.org>`, to be named by `--map`.
"""

import datetime
import email.errors
import email.policy
import email.utils
import mailbox
import os
import re
import sys
from email.parser import BytesParser

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from threads import PICTURES, Bad, emit, markdown, note, picture, run, safe_name

# Lines that say who is quoted, as mail programs in English and French write them.
QUOTED_BY = re.compile(
    r"^(On .{5,200} wrote:|Le .{5,200} a écrit\s*:|-+ ?(Original Message|Message d.origine|Forwarded message|Message transféré) ?-+"
    r"|_{20,}|(From|De)\s?: .+)$", re.I)


def mails(path):
    """Yields each mail of an mbox or a Maildir, with the place where it stands."""
    parse = BytesParser(policy=email.policy.default)
    if os.path.isdir(path):
        folders = [os.path.join(path, name) for name in ("cur", "new")]
        if not any(map(os.path.isdir, folders)):
            raise Bad(path, 1, "a folder that is no Maildir: it has neither cur nor new")
        for folder in filter(os.path.isdir, folders):
            for name in sorted(os.listdir(folder)):
                with open(os.path.join(folder, name), "rb") as file:
                    yield os.path.join(folder, name) + ":1", parse.parse(file)
        return
    with open(path, "rb") as file:
        if not file.read(5) == b"From ":
            raise Bad(path, 1, "no mbox: it does not begin with `From `")
    box = mailbox.mbox(path, create=False)
    with open(path, "rb") as file:
        starts = {}
        place = 0
        for number, line in enumerate(file, 1):
            starts[place] = number
            place += len(line)
    for key in box.keys():
        lines = box.get_bytes(key)
        # mboxrd: one `>` was put before each `From ` that begins a line.
        lines = re.sub(rb"(?m)^>(>*From )", rb"\1", lines)
        yield f"{path}:{starts.get(box._toc[key][0], 1)}", parse.parsebytes(lines)


def text_of(part):
    """Returns the text of a part, whatever its charset says."""
    try:
        return part.get_content()
    except (LookupError, UnicodeError, KeyError, AttributeError):
        data = part.get_payload(decode=True) or b""
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")


def fold(text):
    """Puts what is quoted at the end into one Markdown quote, and the signature behind a rule."""
    text = text.replace("\r\n", "\n").replace("\u00a0", " ")
    body, rule, signature = text.partition("\n-- \n")
    lines = body.rstrip().split("\n")
    for index, line in enumerate(lines):
        if not QUOTED_BY.match(line.strip()):
            continue
        rest = [line for line in lines[index + 1:] if line.strip()]
        headers = re.match(r"^(From|De)\s?: |^_|^-", line.strip(), re.I)
        if rest and (headers or all(line.startswith(">") for line in rest)):
            quoted = [re.sub(r"^> ?", "", line) for line in lines[index + 1:]]
            lines[index:] = [""] + ["> " + line.strip() + "  "] + ["> " + line for line in quoted]
            break
    body = "\n".join(lines).strip()
    return body + ("\n\n---\n\n" + signature.strip() if rule and signature.strip() else "")


def content(mail):
    """Returns the text, the pictures and the names of other attachments."""
    body = mail.get_body(("plain", "html"))
    pictures, others, taken, inline = [], [], set(), {}
    for part in mail.walk():
        if part is body or part.is_multipart() or part.get_content_type() in ("text/plain", "text/html"):
            if part is not body and part.get_filename():
                others.append(part.get_filename())
            continue
        data = part.get_payload(decode=True) or b""
        if data.startswith(PICTURES):
            name = safe_name(part.get_filename() or "picture." + part.get_content_subtype(), taken)
            pictures.append(picture(name, data))
            if part["Content-ID"]:
                inline["cid:" + part["Content-ID"].strip("<> ")] = name
        else:
            others.append(part.get_filename() or part.get_content_type())
    shown = set()

    def stands_for(address, words):
        if address in inline:
            shown.add(inline[address])
            return f"![{words}]({inline[address]})"
        return words

    text = "" if body is None else text_of(body)
    if body is not None and body.get_content_type() == "text/html":
        text = markdown(text, stands_for)
    else:
        text = fold(text)
    for found in pictures:
        if found["name"] not in shown:
            text += f"\n\n![{found['name'].rsplit('.', 1)[0]}]({found['name']})"
    return text.strip(), pictures, others


def header(mail, name):
    try:
        return str(mail[name] or "")
    except (email.errors.HeaderParseError, ValueError, IndexError, AttributeError):
        return ""


def main(paths):
    found, order = {}, []
    for path in paths:
        for place, mail in mails(path):
            identity = header(mail, "Message-ID").strip()
            if not identity:
                note(f"{place}: a mail without Message-ID is left out")
                continue
            if identity in found:
                continue
            parents = re.findall(r"<[^<>\s]+>", header(mail, "References") + " " + header(mail, "In-Reply-To"))
            text, pictures, others = content(mail)
            for name in others:
                note(f"{place}: the attachment {name} stays behind")
            date = header(mail, "Date")
            try:
                moment = email.utils.parsedate_to_datetime(date)
                # `-0000` says that the place of the clock is not known.
                date = (moment if moment.tzinfo else moment.replace(tzinfo=datetime.timezone.utc)).isoformat(timespec="seconds")
            except (TypeError, ValueError, OverflowError):
                pass
            title = re.sub(r"\s+", " ", header(mail, "Subject")).strip()
            found[identity] = {
                "parents": parents, "title": title, "author": header(mail, "From"), "created": date, "text": text,
                "pictures": pictures, "list": header(mail, "List-Id"), "tags": header(mail, "Keywords")}
            order.append(identity)

    def root(identity):
        seen = []
        while True:
            seen.append(identity)
            known = [p for p in reversed(found[identity]["parents"]) if p in found and p not in seen]
            if not known:
                return identity
            identity = known[0]

    threads = {}
    for identity in order:
        threads.setdefault(root(identity), []).append(identity)
    for first, members in threads.items():
        mail = found[first]
        archive = re.search(r"<([^<>]+)>", mail["list"])
        thread = {
            "archive": "mail:" + (archive.group(1) if archive else "mbox"), "id": first,
            "title": re.sub(r"^((re|fwd?|tr|réf?)\s?: ?|\[[^\]]{1,40}\] ?)+", "", mail["title"], flags=re.I) or mail["title"] or "…",
            "author": mail["author"], "created": mail["created"], "text": mail["text"],
            "tags": [tag.strip() for tag in mail["tags"].split(",") if tag.strip()], "pictures": list(mail["pictures"]), "replies": []}
        taken = {p["name"] for p in thread["pictures"]}
        for identity in members:
            if identity == first:
                continue
            reply = found[identity]
            text = reply["text"]
            for p in reply["pictures"]:
                name = safe_name(p["name"], taken)
                text = text.replace(f"]({p['name']})", f"]({name})")
                thread["pictures"].append({**p, "name": name})
            above = [p for p in reversed(reply["parents"]) if p in found and p != first]
            thread["replies"].append({
                "id": identity, "author": reply["author"], "created": reply["created"], "text": text,
                "to": above[0] if above and first != above[0] else None})
        emit(thread)


run(main)
