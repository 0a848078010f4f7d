"""The records of a network, one after the other in the order of time: path, text of the file, and what a
search engine would be given."""

import datetime
import os
from typing import NamedTuple

from prose import FIRST_NAMES, LAST_NAMES, Prose
from vocabulary import ascii_word, path_words

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
START = datetime.datetime(2019, 1, 7, 8, 0, tzinfo=datetime.timezone.utc)
END = datetime.datetime(2026, 11, 20, 18, 0, tzinfo=datetime.timezone.utc)
AUTHOR = ("bench.mark", "Bench Mark", "bench.mark@example.org")


class Record(NamedTuple):
    path: str
    text: str
    # Of what can be searched only: id, title, body, author's handle, the id answered, seconds since 1970.
    id: str = ""
    title: str = ""
    body: str = ""
    author: str = ""
    parent: str = ""
    when: int = 0


class Records:
    """So many records: 38 % posts, 44 % replies, 10 % marks, 6 % links, 2 % people and communities."""

    def __init__(self, random, count):
        self.random = random
        self.count = count
        self.prose = Prose(random)
        self.people = [AUTHOR] + self._people(max(20, count // 60))
        self.by_handle = {person[0]: person for person in self.people}
        self.communities = self._communities(max(8, min(120, count // 800)))
        self.categories = ["droit", "conges", "formation", "tools", "meetings", "hiring", "culture", "rh"]

    def _people(self, count):
        people, seen = [], {AUTHOR[0]}
        while len(people) < count:
            first, last = self.random.choice(FIRST_NAMES), self.random.choice(LAST_NAMES)
            handle = ascii_word(first) + "." + ascii_word(last)
            number = 2
            while handle in seen:
                handle = f"{ascii_word(first)}.{ascii_word(last)}{number + self.random.randrange(count * 3)}"
            seen.add(handle)
            people.append((handle, f"{first} {last}", handle + "@example.org"))
        return people

    def _communities(self, count):
        slugs = ["idf", "bretagne", "hauts-de-france", "occitanie", "leave", "remote", "onboarding", "north"]
        while len(slugs) < count:
            language = self.random.choice(("fr", "en"))
            slug = ascii_word(self.random.choice(self.prose.vocabularies[language].content[:4000]))
            if slug not in slugs and 3 <= len(slug) <= 30:
                slugs.append(slug)
        return slugs

    def new_id(self):
        bits = self.random.getrandbits(60)
        return "".join(ALPHABET[(bits >> shift) & 31] for shift in range(0, 60, 5))

    @staticmethod
    def network(version):
        return f"---\nname: Banc d’essai\nformat: {version}\nlanguage: fr\nholidays: FR\n---\n"

    def writer(self, record):
        """Who may commit a record: a mark's reader, who is in its path alone, or its author."""
        return self.by_handle[record.author or os.path.basename(record.path)[:-len(".md")]]

    def cards(self):
        """What stands before anybody writes: the network, its charter, people, communities."""
        yield Record("network.md", self.network(1))
        yield Record("charter.md", "---\nrevision: 1\ntitle: Charte\n---\n\nPas de querelle en public.\n")
        for number, (handle, name, email) in enumerate(self.people):
            region = self.communities[number % len(self.communities)]
            skills = ", ".join(self.prose.subject("fr")[:3])
            text = (f"---\nname: {name}\nemail: {email}\nregion: {region}\nskills: [{skills}]\ncharter: 1\n"
                    f"subscriptions:\n  {region}: digest\n---\n")
            yield Record(f"people/{handle}.md", text, handle, name, skills, handle, "", int(START.timestamp()))
        for number, slug in enumerate(self.communities):
            title = slug.replace("-", " ").capitalize()
            kind = "region" if number % 2 == 0 else "theme"
            steward = self.people[number % len(self.people)][0]
            yield Record(f"communities/{slug}/community.md",
                         f"---\ntitle: {title}\n{kind}: {slug}\nstewards: [{steward}]\nanswer_within: 3d\n---\n")

    def acts(self, written):
        """Posts, replies, marks and links, until there are `count` records with the `written` ones."""
        random = self.random
        total = self.count - written
        span = (END - START).total_seconds()
        recent = []
        for number in range(total):
            when = START + datetime.timedelta(seconds=int(span * (number + random.random()) / total))
            kind = random.random()
            if kind < 0.39 or not recent:
                record, post = self.post(when)
                recent.append(post)
                if len(recent) > 400:
                    del recent[:200]
                yield record
            elif kind < 0.84:
                yield self.reply(when, recent[int(len(recent) * random.random() ** 0.5)])
            elif kind < 0.94:
                yield self.mark(recent[int(len(recent) * random.random())])
            else:
                yield self.link(when)

    def _who(self):
        # A few write much, most write little.
        return self.people[int(len(self.people) * self.random.random() ** 2)][0]

    def post(self, when):
        random = self.random
        language = "fr" if random.random() < 0.55 else "en"
        subject = self.prose.subject(language)
        words = self.prose.title(language, subject)
        kind = random.choices(("question", "practice", "analogy", "news"), (60, 22, 8, 10))[0]
        title = " ".join(words)
        if kind == "question":
            title += " ?" if language == "fr" else "?"
        community = random.choice(self.communities)
        author, identifier, body = self._who(), self.new_id(), self.prose.text(language, subject)
        head = f"id: {identifier}\ntitle: {title}\nkind: {kind}\nauthor: {author}\ncreated: {stamp(when)}\n"
        head += f"tags: [{', '.join(subject[:random.randint(1, 3)])}]\nlanguage: {language}\n"
        if kind in ("practice", "analogy"):
            head += f"takeaway: {self.prose.sentence(language)}\n"
        folder = f"communities/{community}/posts/{when:%Y/%m}/{path_words(words)}-{identifier}"
        record = Record(f"{folder}/post.md", f"---\n{head}---\n\n{body}\n", identifier, title, body, author, "",
                        int(when.timestamp()))
        return record, [folder, identifier, language, subject, 0]

    def reply(self, when, post):
        folder, parent, language, subject, _ = post
        identifier, author, body = self.new_id(), self._who(), self.prose.text(language, subject)
        head = f"id: {identifier}\nauthor: {author}\ncreated: {stamp(when)}\n"
        return Record(f"{folder}/replies/{identifier}.md", f"---\n{head}---\n\n{body}\n", identifier, "", body, author,
                      parent, int(when.timestamp()))

    def mark(self, post):
        folder, parent, language, _, marks = post
        post[4] = marks + 1
        reader = self.people[(marks * 7 + len(folder)) % len(self.people)][0]
        head = f"author: {reader}\nuseful: [{parent}]\n"
        if self.random.random() < 0.3:
            head += f"tried:\n  {parent}: worked\n"
        story = f"\n{self.prose.sentence(language)}\n" if self.random.random() < 0.3 else ""
        return Record(f"{folder}/marks/{reader}.md", f"---\n{head}---\n{story}")

    def link(self, when):
        random = self.random
        language = random.choice(("fr", "en"))
        words = self.prose.title(language, self.prose.subject(language))
        identifier, author, title = self.new_id(), self._who(), " ".join(words)
        body = self.prose.sentence(language)
        head = f"id: {identifier}\ntitle: {title}\nurl: https://{path_words(words)}.example.org/{identifier}\n"
        head += f"added_by: {author}\ncreated: {stamp(when)}\n"
        return Record(f"links/{random.choice(self.categories)}/{path_words(words)}-{identifier}.md",
                      f"---\n{head}---\n\n{body}\n", identifier, title, body, author, "", int(when.timestamp()))


def stamp(when):
    """Paris' clock, near enough: +02:00 from April to October."""
    hours = 2 if 4 <= when.month <= 10 else 1
    return (when + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S") + f"+0{hours}:00"
