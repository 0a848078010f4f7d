"""Words of two languages: the real function words and some real words of the subject, then
plausible ones made by seeded morphology, all with Zipf-Mandelbrot weights.

Real prose is some 45 % function words; the rest falls off as 1/(rank + 2.7)^1.05. The words that are made come
in families of inflected forms of one root, so that a stemmer has as much to do as on real text.
"""

import itertools
import unicodedata

FRENCH_FUNCTION = """
de la le et les des en un du une que est dans qui par pour au il sur pas plus ne se sont avec ce on ou son nous
cette mais sa comme ses aux leur deux être ces tout fait elle été même faire sans ont peut ils vous bien entre dont
si avait leurs était après donc aussi ainsi avant moins tous autre non encore où alors chez jamais toujours contre
depuis cela chaque notre votre vos nos lui y a quand très peu trop quelques parce pendant selon vers sous puis
doit soit celui celle ceux sera seront ici déjà
""".split()

ENGLISH_FUNCTION = """
the of and to in a is that for it was on as with be by at this have from or are an not they which but we you
their one had has were all there can more will would when who if so no what up about out into than them only its
our your some other new time could these two may then do first any my now such like also how over after most
before must through where much should well each between still being because those both under never while here
again just very own too same another during without
""".split()

FRENCH_SUBJECT = """
équipe congé planning réunion manager réseau région collègue question réponse projet travail semaine mois année
entretien objectif formation accueil départ décision retour pratique exemple charge priorité absence remplaçant
télétravail bureau agence direction client dossier outil règle accord calendrier lundi vendredi matin atelier
conseil écoute confiance conflit reconnaissance délai suivi bilan compte rendu partage idée problème solution
difficulté besoin temps heure jour vacances permanence rotation astreinte tableau lien document annuaire référent
stagiaire tuteur parcours poste mission responsable service secteur succès échec essai mesure indicateur budget
""".split()

ENGLISH_SUBJECT = """
team leave schedule meeting manager network region colleague question answer project work week month year
interview goal training onboarding departure decision feedback practice example workload priority absence deputy
telework office branch management customer file tool rule agreement calendar monday friday morning workshop
advice listening trust conflict recognition deadline followup review report sharing idea problem solution
difficulty need hour day holiday rota rotation table link document directory mentor trainee path position mission
owner service sector success failure trial measure indicator budget plan change support group result
""".split()

FRENCH_ONSETS = "b c d f g j l m n p r s t v br cr dr fr gr pr tr bl cl fl gl pl ch qu st sp".split() + [""]
FRENCH_NUCLEI = "a e i o u é è ai au eau ou oi eu an en in on un".split()
FRENCH_CODAS = ["", "", "", "l", "r", "s", "n", "m", "t", "c", "ss", "ll", "nn", "rt", "st", "ct"]
FRENCH_PREFIXES = ["", "", "", "", "re", "dé", "in", "pré", "sur", "con", "trans", "inter", "sous-", "co"]

ENGLISH_ONSETS = "b c d f g h j l m n p r s t v w br cr dr fr gr pr tr bl cl fl gl pl sh th ch st sp str".split() + [""]
ENGLISH_NUCLEI = "a e i o u ea ee oo ou ai oa ie".split()
ENGLISH_CODAS = ["", "l", "r", "n", "m", "t", "ck", "nd", "st", "rt", "ll", "ss", "ng", "mp", "ct", "sh"]
ENGLISH_PREFIXES = ["", "", "", "", "re", "un", "in", "pre", "over", "con", "trans", "inter", "out", "mis"]

FRENCH_ENDINGS = [
    ["er", "e", "ent", "é", "ée", "és", "ées", "ant", "ait", "ons", "ez", "era", "ement", "age", "eur", "euse"],
    ["ir", "it", "issent", "i", "ie", "issant", "issait", "ira", "issement", "issements"],
    ["ation", "ations", "atif", "ative", "er", "ateur", "ateurs"],
    ["ité", "ités", "e", "es"], ["isme", "iste", "istes", "ique", "iques"],
    ["al", "ale", "aux", "alement"], ["eux", "euse", "eusement"], ["", "s"], ["e", "es"],
    ["ance", "ances", "ant", "ants"],
]

ENGLISH_ENDINGS = [
    ["", "s", "ed", "ing", "er", "ers", "able"], ["e", "es", "ed", "ing", "ement", "ements"],
    ["ation", "ations", "ative", "ate", "ated", "ating", "ator"],
    ["ity", "ities", "al", "ally"], ["ism", "ist", "ists", "istic"],
    ["ous", "ously", "ousness"], ["", "s"], ["y", "ies", "ily"], ["ance", "ances", "ant", "ants"],
    ["", "ness", "ly", "ful", "fully"],
]


class Vocabulary:
    """Words with cumulative weights, as `random.choices` takes them."""

    def __init__(self, random, language, families=5000):
        self.language = language
        french = language == "fr"
        function = FRENCH_FUNCTION if french else ENGLISH_FUNCTION
        subject = FRENCH_SUBJECT if french else ENGLISH_SUBJECT
        weights = {}
        for rank, word in enumerate(function):
            weights[word] = weights.get(word, 0) + 1 / (rank + 2.7) ** 1.05
        scale = 0.45 / sum(weights.values())
        weights = {word: weight * scale for word, weight in weights.items()}
        content = {}
        for rank, forms in enumerate(self._families(random, french, subject, families)):
            family = 1 / (rank + 8) ** 1.05
            share = sum(1 / (k + 1) for k in range(len(forms)))
            for k, form in enumerate(forms):
                weight = family / (k + 1) / share
                if french and form[0] in "aeiouéèêh" and rank % 3 == 0:
                    # A third of such families are met as often behind an article as alone.
                    apostrophe = "’" if rank % 2 else "'"
                    for head, part in (("l", 0.3), ("d", 0.2)):
                        elided = head + apostrophe + form
                        content[elided] = content.get(elided, 0) + weight * part
                    weight *= 0.5
                content[form] = content.get(form, 0) + weight
        scale = 0.55 / sum(content.values())
        for word, weight in content.items():
            weights[word] = weights.get(word, 0) + weight * scale
        ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        self.words = [word for word, _ in ranked]
        self.cumulative = list(itertools.accumulate(weight for _, weight in ranked))
        known = set(function)
        self.content = [word for word in self.words if word not in known and "'" not in word and "’" not in word]

    @staticmethod
    def _families(random, french, subject, count):
        """Lists of inflected forms, the commonest family first."""
        families = [[word, word + "s"] if word[-1] not in "sxz" else [word] for word in subject]
        onsets, nuclei, codas, prefixes, endings = (
            (FRENCH_ONSETS, FRENCH_NUCLEI, FRENCH_CODAS, FRENCH_PREFIXES, FRENCH_ENDINGS) if french
            else (ENGLISH_ONSETS, ENGLISH_NUCLEI, ENGLISH_CODAS, ENGLISH_PREFIXES, ENGLISH_ENDINGS))
        seen = set()
        while len(families) < count:
            # The commoner a word, the shorter.
            rank = len(families)
            root = random.choice(prefixes) if rank > 1200 else ""
            for _ in range(1 if rank < 1200 else random.choice((1, 1, 2))):
                root += random.choice(onsets) + random.choice(nuclei)
            root += random.choice(codas)
            if not 3 <= len(root) <= 4 + rank // 400 or root in seen:
                continue
            seen.add(root)
            forms = [root + ending for ending in random.choice(endings)]
            families.append(list(dict.fromkeys(forms)))
        return families


_plain = {}


def ascii_word(word):
    """The word as it stands in a path."""
    plain = _plain.get(word)
    if plain is None:
        text = word.lower().replace("œ", "oe").replace("’", "-").replace("'", "-")
        text = unicodedata.normalize("NFD", text)
        plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in text if not unicodedata.combining(c))
        plain = _plain[word] = "-".join(part for part in plain.split("-") if part)
    return plain


def path_words(words):
    """The words of a title in a path: at most 60 characters, cut at a word."""
    parts = [part for word in words for part in ascii_word(word).split("-") if part]
    path = parts[0][:60] if parts else "x"
    for part in parts[1:]:
        if len(path) + 1 + len(part) > 60:
            break
        path += "-" + part
    return path
