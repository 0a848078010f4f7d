"""Texts of 60 to 300 words with the statistics of prose: Zipf's words, sentences of uneven length, each text
with a subject of its own to which it comes back, and now and then a name or a number that stands nowhere else."""

import re

from vocabulary import Vocabulary

FIRST_NAMES = """Claire Paul Anne Louis Marie Julien Sophie Karim Léa Hugo Nadia Thomas Inès Marc Élodie Yann Alice Bob
Emma Jack Olivia Liam Grace Noah Chloé Adam Zoé Samuel Aïcha Victor""".split()
LAST_NAMES = """Martin Bernard Dubois Durand Lefèvre Moreau Laurent Simon Michel Garcia Roux Fournier Morel Girard André
Mercier Dupont Lambert Bonnet Legrand Smith Jones Taylor Brown Wilson Evans Walker Wright Thompson White""".split()
TAKEAWAYS = {"fr": "Prévoir", "en": "Plan"}


class Prose:
    def __init__(self, random):
        self.random = random
        self.vocabularies = {language: Vocabulary(random, language) for language in ("fr", "en")}

    def words(self, language, count, subject=()):
        """So many words, a tenth of them from the text's subject."""
        random = self.random
        vocabulary = self.vocabularies[language]
        words = random.choices(vocabulary.words, cum_weights=vocabulary.cumulative, k=count)
        if subject:
            for _ in range(count // 10):
                words[int(random.random() * count)] = subject[int(random.random() * len(subject))]
        if random.random() < 0.4:
            words[int(random.random() * count)] = self.rarity()
        return words

    def subject(self, language):
        """Eight words, mostly from the middle of the vocabulary."""
        content = self.vocabularies[language].content
        return [content[int(len(content) * self.random.random() ** 3)] for _ in range(8)]

    def rarity(self):
        """A name, a date or a number: what makes the number of different words grow with the text for ever."""
        random = self.random
        kind = random.random()
        if kind < 0.4:
            return random.choice(FIRST_NAMES) + " " + random.choice(LAST_NAMES)
        if kind < 0.7:
            return f"{random.randint(1, 28)}/{random.randint(1, 12):02}/{random.randint(2015, 2026)}"
        if kind < 0.9:
            return str(random.randint(2, 20000))
        return "".join(random.choice("bcdfglmnprstv") + random.choice("aeiou") for _ in range(4)).capitalize()

    def title(self, language, subject):
        """Its words, the first with a capital."""
        words = self.words(language, self.random.randint(4, 9))
        words[self.random.randrange(len(words))] = self.random.choice(subject)
        words[0] = words[0][:1].upper() + words[0][1:]
        return words

    def text(self, language, subject):
        """Paragraphs, sometimes a list or a heading; 60 to 300 words, 150 on average."""
        random = self.random
        words = self.words(language, min(300, 60 + int(random.gammavariate(2, 46))), subject)
        paragraphs, sentences, place = [], [], 0
        while place < len(words):
            length = max(4, min(40, int(random.lognormvariate(2.7, 0.45))))
            sentence = words[place:place + length]
            place += length
            if length > 12:
                comma = 3 + int(random.random() * (length - 6))
                if comma < len(sentence) - 1:
                    sentence[comma] += ","
            first = sentence[0]
            sentence[0] = first[:1].upper() + first[1:]
            end = "." if random.random() < 0.88 else " ?" if language == "fr" else "?"
            sentences.append(" ".join(sentence) + end)
            if len(sentences) >= 2 + random.random() * 4:
                paragraphs.append(sentences)
                sentences = []
        if sentences:
            paragraphs.append(sentences)
        parts = []
        for sentences in paragraphs:
            shape = random.random()
            if shape < 0.1:
                parts.append("\n".join("- " + sentence for sentence in sentences))
            elif shape < 0.14:
                parts.append("## " + sentences[0].rstrip(" .?") + "\n\n" + " ".join(sentences[1:]))
            else:
                parts.append("\n".join(sentences) if shape < 0.3 else " ".join(sentences))
        return "\n\n".join(part.rstrip() for part in parts)

    def sentence(self, language):
        words = self.words(language, self.random.randint(6, 16))
        words[0] = words[0][:1].upper() + words[0][1:]
        return " ".join(words) + "."


WORD = re.compile(r"[^\W\d_]+")


def words_of(text):
    """The different words of a text, in lower case."""
    return set(WORD.findall(text.lower()))
