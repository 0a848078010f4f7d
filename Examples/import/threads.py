"""What the converters share: lines of JSON as `mgrnet import json` reads them, HTML as Markdown, and how they fail.

The format is described in Sources/Importing/Importing.docc/Threads.md.
"""

import base64
import html.parser
import json
import re
import sys


class Bad(Exception):
    """A file that cannot be read: where, and why."""

    def __init__(self, file, line, why):
        super().__init__(f"{file}:{line}: {why}")


def run(main):
    """Calls `main` with the arguments; a bad file ends the program with its name and line."""
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        print((sys.modules["__main__"].__doc__ or "").strip())
        sys.exit(0 if len(sys.argv) > 1 else 64)
    try:
        main(sys.argv[1:])
    except Bad as bad:
        print(f"{sys.argv[0].rsplit('/', 1)[-1]}: {bad}", file=sys.stderr)
        sys.exit(65)
    except OSError as error:
        print(f"{sys.argv[0].rsplit('/', 1)[-1]}: {error.filename}: {error.strerror}", file=sys.stderr)
        sys.exit(66)
    except BrokenPipeError:
        sys.exit(1)


def note(text):
    """Says what was left behind."""
    print(text, file=sys.stderr)


def read_json(file, data=None):
    """Returns the value of a file of JSON."""
    try:
        text = (open(file, "rb").read() if data is None else data).decode("utf-8-sig")
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Bad(file, error.lineno, error.msg) from None
    except UnicodeDecodeError as error:
        raise Bad(file, error.object[: error.start].count(b"\n") + 1, "not UTF-8") from None
    except RecursionError:
        raise Bad(file, 1, "nested too deep") from None


def emit(thread):
    """Prints a thread on one line; keys without a value are left out."""
    for part in [thread] + thread.get("replies", []):
        for key in [key for key, value in part.items() if value in (None, "", [])]:
            del part[key]
    print(json.dumps(thread, ensure_ascii=False))


def picture(name, data):
    """A picture of a thread, its bytes in the line itself."""
    return {"name": name, "data": base64.b64encode(data).decode("ascii")}


PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


def safe_name(name, taken):
    """A file name that Markdown needs no brackets for, which no other has."""
    name = re.sub(r"[^\w.-]+", "-", name or "picture").strip("-.") or "picture"
    stem, dot, ending = name.rpartition(".")
    count = 1
    while name in taken:
        count += 1
        name = f"{stem or ending}-{count}{dot if stem else ''}{ending if stem else ''}"
    taken.add(name)
    return name


def title_of(text, longest=80):
    """The beginning of a text that has no title: its first line, cut at a word."""
    for line in text.splitlines():
        line = re.sub(r"[*_`>#\[\]]|\(https?://[^)]*\)", "", line).strip()
        if not line:
            continue
        if len(line) <= longest:
            return line
        return line[:longest].rsplit(" ", 1)[0] + "…"
    return "…"


class _Markdown(html.parser.HTMLParser):
    """Writes HTML as Markdown: what has no mark there stays as its text."""

    BREAKS = {"p", "div", "section", "table", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}

    def __init__(self, picture):
        super().__init__(convert_charrefs=True)
        self.out, self.lists, self.links, self.hidden, self.quotes, self.code = [], [], [], 0, 0, 0
        self.picture = picture

    def add(self, text):
        if not self.hidden:
            self.out.append(text)

    def block(self):
        self.add("\n\n" + "> " * self.quotes)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in ("script", "style", "head", "title"):
            self.hidden += 1
        elif tag in self.BREAKS:
            if tag in ("ul", "ol"):
                self.lists.append(0 if tag == "ol" else None)
            self.block()
            if tag[0] == "h" and tag[1:].isdigit():
                self.add("#" * int(tag[1]) + " ")
        elif tag == "li":
            mark = "- "
            if self.lists and self.lists[-1] is not None:
                self.lists[-1] += 1
                mark = f"{self.lists[-1]}. "
            self.add("\n" + "> " * self.quotes + "  " * (len(self.lists) - 1) + mark)
        elif tag == "br":
            self.add("\n" + "> " * self.quotes)
        elif tag in ("b", "strong"):
            self.add("**")
        elif tag in ("i", "em"):
            self.add("*")
        elif tag == "pre":
            self.code += 1
            self.add("\n\n```\n")
        elif tag == "code" and not self.code:
            self.add("`")
        elif tag in ("blockquote", "aside"):
            self.quotes += 1
            self.block()
        elif tag == "a":
            self.links.append(values.get("href") or "")
            if self.links[-1]:
                self.add("[")
        elif tag == "img":
            self.add(self.picture(values.get("src") or "", values.get("alt") or ""))
        elif tag in ("at", "attachment") and values.get("name"):
            self.add(values["name"])

    def handle_endtag(self, tag):
        if tag in ("script", "style", "head", "title"):
            self.hidden = max(0, self.hidden - 1)
        elif tag in self.BREAKS:
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()
            self.block()
        elif tag in ("b", "strong"):
            self.add("**")
        elif tag in ("i", "em"):
            self.add("*")
        elif tag == "pre":
            self.code = max(0, self.code - 1)
            self.add("\n```\n\n")
        elif tag == "code" and not self.code:
            self.add("`")
        elif tag in ("blockquote", "aside"):
            self.quotes = max(0, self.quotes - 1)
            self.block()
        elif tag == "a" and self.links:
            address = self.links.pop()
            if address:
                self.add(f"]({address.replace(' ', '%20').replace(')', '%29')})")

    def handle_data(self, data):
        if self.code:
            self.add(data)
        else:
            self.add(re.sub(r"\s+", " ", data))


def markdown(text, picture=lambda address, words: f"[{words or address}]({address})" if address else ""):
    """Returns HTML as Markdown.

    `picture` says, of an address and a text, what stands for a picture.
    """
    reader = _Markdown(picture)
    try:
        reader.feed(text)
        reader.close()
    except AssertionError:
        # Declarations that are none end Python's reader.
        return re.sub(r"<[^>]*>", "", text).strip()
    lines = [line.rstrip() for line in "".join(reader.out).split("\n")]
    kept = []
    for line in lines:
        blank = not line.strip("> ")
        if blank and (not kept or not kept[-1].strip("> ")):
            continue
        kept.append(line if line.startswith((" ", ">")) or not line.startswith(" ") else line.lstrip())
    return "\n".join(kept).strip()
