#!/usr/bin/env python3
"""Turns a Discourse forum into threads for `mgrnet import json`.

    python3 Examples/import/discourse.py --site https://forum.example.org TOPIC.json… > threads.ndjson

Each file is a topic as the API gives it (`/t/ID.json?include_raw=1`), a folder of such files, or what an administrator exports
(`rake export:topics`, `export:categories`, `export:categories_structure`). Without `raw`, the text is made of the HTML. Likes are left behind.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from threads import Bad, emit, markdown, note, read_json, run


def text_of(post, site):
    if post.get("raw"):
        return post["raw"]

    def link(address, words):
        return f"[{words or address}]({site if address.startswith('/') else ''}{address})" if address else words

    return markdown(post.get("cooked") or "", link)


def thread(site, topic, posts, name, file):
    """Makes a thread of a topic; its first post is the text."""
    posts = sorted((p for p in posts if isinstance(p, dict)), key=lambda post: post.get("post_number") or 0)
    # Small actions (closed, split) have no text; hidden and deleted posts are not to be seen there either.
    kept = [p for p in posts if not p.get("hidden") and not p.get("deleted_at") and p.get("post_type", 1) == 1]
    if len(kept) < len(posts):
        note(f"{file}: topic {topic.get('id')}: {len(posts) - len(kept)} of {len(posts)} posts are hidden, deleted or no texts")
    if not kept or kept[0] is not posts[0]:
        note(f"{file}: topic {topic.get('id')} is left out: its first post is not there")
        return
    stream = (topic.get("post_stream") or {}).get("stream") or []
    if len(stream) > len(posts):
        note(f"{file}: topic {topic.get('id')}: {len(stream) - len(posts)} later posts are not in the file")
    numbers = {post.get("post_number"): post for post in kept}
    first = kept[0]
    accepted = topic.get("accepted_answer") or {}
    accepted = next((p for p in kept if p.get("accepted_answer") or p.get("post_number") == accepted.get("post_number")), None)
    tags = [tag if isinstance(tag, str) else tag.get("name") for tag in topic.get("tags") or []]
    replies = []
    for post in kept[1:]:
        above = numbers.get(post.get("reply_to_post_number"))
        replies.append({
            "id": str(post["id"]), "author": name(post), "created": post.get("created_at"), "text": text_of(post, site),
            "to": str(above["id"]) if above and above is not first else None})
    emit({
        "archive": "discourse:" + site.split("://")[-1], "id": f"t{topic['id']}", "title": topic.get("title") or topic.get("fancy_title"),
        "author": name(first), "created": first.get("created_at") or topic.get("created_at"), "text": text_of(first, site), "tags": tags,
        "source": f"{site}/t/{topic['id']}", "accepted": str(accepted["id"]) if accepted and accepted is not first else None,
        "replies": replies})


def read(site, file):
    value = read_json(file)
    if not isinstance(value, dict):
        raise Bad(file, 1, "no topic of Discourse")
    try:
        if isinstance(value.get("post_stream"), dict):
            thread(site, value, value["post_stream"].get("posts") or [], lambda post: post.get("name") or post["username"], file)
        elif isinstance(value.get("topics"), list):
            users = {user["id"]: user.get("name") or user["username"] for user in value.get("users") or []}
            for topic in value["topics"]:
                thread(site, topic, topic.get("posts") or [], lambda post: users.get(post.get("user_id")) or "?", file)
        else:
            raise Bad(file, 1, "no topic of Discourse: neither `post_stream` nor `topics`")
    except (KeyError, TypeError, AttributeError) as error:
        raise Bad(file, 1, f"no topic of Discourse: {error!r}") from None


def main(arguments):
    site = "discourse"
    if arguments[0] == "--site":
        if len(arguments) < 3:
            raise Bad("--site", 1, "give the address and at least one file")
        site, arguments = arguments[1].rstrip("/"), arguments[2:]
    for path in arguments:
        if os.path.isdir(path):
            for name in sorted(os.listdir(path)):
                if name.endswith(".json"):
                    read(site, os.path.join(path, name))
        else:
            read(site, path)


run(main)
