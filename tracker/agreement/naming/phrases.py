"""Phrases for lists: tidied at their ends, sound as noun phrases, short, with the section where they say little."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from tracker.agreement.acts.finite import AUXILIARIES, is_verb
from tracker.agreement.acts.verbs import LEXICON
from tracker.agreement.naming.inflection import bare_adjective, indefinite, is_definite, is_infinitive, noun_of

LONGEST = 90  # characters of a task's name in a list
_MOST_TIDIED = 800  # characters; what stands after them is in no name, and the work grows with their square
CUT = "\x00"  # stands where a time or a committee was taken out
_PREPOSITIONS = (
    "af|på|i|til|for|med|om|ved|fra|hos|under|over|mellem|mod|efter|før|inden|uden|gennem|via|blandt|langs|bag|per"
    "|pr|omkring|siden|indtil|ifølge|trods"
)
_ENDING = re.compile(
    rf"(?:[\s,;:.\x00(/-]|(?<!['’])\b(?:{_PREPOSITIONS}|og|samt|eller|men|senest|der|som|hvor|hvordan"
    r"|at|er|skal|vil|bør|også|derfor|ligeledes|herunder|nemlig|igen|den|det|de|en|et|bl\.a|samtidig"
    r"|fremadrettet|fremover|hertil|herom|hermed|herefter|derefter|løbende|være|blive|fx|selv|yderligere|fortsat"
    r"|dog|forventes|ventes|planlægges|endeligt|politisk|videre|i gennemsnit|hver|hvert|første gang|jf|sin|sit|sine"
    r"|hele|samtlige|ikke|først|fuldt|nu|bedre|mere|årligt)\b\.?)+$",
    re.IGNORECASE,
)
_AT_A_MEETING = re.compile(
    r"\s(?:på|ved|til) (?:(?:sit|et|det|deres|næste|første|et nyt)\s)?(?:\w+\s)?møder?(?:t|ne)?$"
)
_UNFIT_FIRST = re.compile(
    rf"^(?:{_PREPOSITIONS}|ud|ind|op|ned|og|samt|eller|men|at|der|som|hvor|hvordan|hvis|når|da|så|ikke|også|vi|man|den|det|de|dem"
    r"|denne|dette|disse|sin|sit|sine|hvad|hvilke[nt]?|om|sammen|godkendt|tiltrådt|således|derfor|ellers|mens|medens|idet|fordi|nærmere|bl\.a"
    r"|\d{4})\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r", (?:om|hvordan|hvorledes|hvorvidt|hvad|hvilke[nt]?|hvornår|hvem|hvor)\b.*$")
_PAGE = re.compile(r"\bSide \d")  # of what is printed at the edge of a page
# Words that say of a thing only that it is one of its kind, as papers and projects are.
_GENERIC_WORDS = """
    afrapportering afrapporteringer aftale aftalen analyse analyser anbefaling anbefalinger arbejde arbejdet design
    designet dialog drift emne emnet endelig endelige erfaringer etableret evaluering evalueringen finansiering
    forhold forholdene formål formålet forskellige forslag forsøg forsøget færdig færdigt hjemmesiden høring ideer
    idéer indsats indsatsen indsatser initiativ initiativer initiativet investering investeringen kampagne kampagnen
    klar klart konkrete løsning løsninger midler midlerne model modeller mulige mulighed muligheder møde møder
    nettet ny nye nyt område området opgave opgaven oplæg ordning ordningen orientering plads plan planen politik
    politikken program programmet projekt projektet punkt rapport rapporten resultat resultater resultatet sag sagen
    samlet status strategi strategien svar tilbud tilbuddet tilgængelig tilgængeligt tværs udbud udkast udvikling
    videre
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
_ACT_WORDS = frozenset(
    word.casefold()
    for readings in LEXICON.values()
    for verb, _form in readings
    for word in verb.noun.split()
    if verb.noun
) | {"gennemførelse", "levering", "tages", "behandles", "drøftes", "forelægges", "fremlægges", "præsenteres"}


_ACT_FIRST = re.compile(r"^\w+(?:ing|else|tion) (?=(?:af|om|til|på|mod)\s)")
NEEDS_MORE = re.compile(
    r"(?:\b(?:mulighed(?:en|er|erne)?|behov(?:et)?|grundlag(?:et)?|potentiale(?:t|r)?|forhold|henblik|hensyn|måder"
    r"|i større grad|at [a-zæøå]+)|-)$"
)
"""What a phrase cannot end in, since it says nothing without what follows it."""
_EMPTY = re.compile(
    r"hvad|hvor\w*|hvilke[nt]?|dette|denne|disse|selve|sammen|inden|under|eller|samt|blandt|\w+lig[te]?|\w+isk[e]?|mere|flere",
    re.IGNORECASE,
)


def tidied(words: str) -> str:
    """`words` in one line, without what stands at either end and belongs to nothing: commas, prepositions, adverbs."""
    words = re.sub(r"\s+", " ", words[:_MOST_TIDIED].replace(CUT, " ")).strip(' ,;:–-"“”«»')
    previous = None
    while previous != words:
        previous, words = words, _AT_A_MEETING.sub("", _ENDING.sub("", words)).strip(" ,;:–-")
    if words.count("(") != words.count(")"):
        words = words.split("(")[0].strip(" ,;")
    return words


def before_verb(words: str) -> str:
    """`words` up to the first that can only be the verb of a clause."""
    for match in re.finditer(r"[\w'.-]+", words):
        if _carries_a_clause(words, match):
            return tidied(words[: match.start()])
    return words


def _carries_a_clause(words: str, match: re.Match[str]) -> bool:
    word, before = match[0], words[: match.start()].split()[-1:]
    if before == ["at"]:
        return False  # an infinitive carries none
    if word in AUXILIARIES:
        return True
    if not word.islower() or not is_verb(word):
        return False
    # nouns that look like verbs stand after an article, a preposition or an adjective: «en aftale», «flere møder»
    return word.endswith("s") or (bool(before) and is_definite(before[0]))


def is_sound(words: str) -> bool:
    """Whether `words` are a noun phrase that a list can show: no clause, no loose end, nothing before it."""
    if not words or _UNFIT_FIRST.match(words) or _PAGE.search(words):
        return False
    plain = _QUESTION.sub("", words)
    if plain == words and tidied(words) != words.rstrip("."):
        return False
    broken = re.search(rf"\b(?:{_PREPOSITIONS}) (?:og|eller)\b(?! (?:{_PREPOSITIONS})\b)|\bat [a-zæøå]+$|-$", plain)
    return bool(re.search(r"[^\W\d_]{3,}", plain)) and before_verb(plain) == plain and not broken


def says_little(words: str) -> bool:
    """Whether `words` alone do not tell of what they speak: «forslagene», «evaluering af forsøget»."""
    asked = _QUESTION.search(words)
    if asked:
        return not _content(words[asked.start() :]) or all(is_definite(word) for word in _content(words))
    words = _ACT_FIRST.sub("", words)
    meaning = [word for word in _content(words) if not word.casefold().endswith("ende")]
    if len(meaning) == 1 and re.search(rf"(?:^|\b(?:af|om|til|på|mod)\s){meaning[0]}$", words) and words != meaning[0]:
        return meaning[0].islower() and (
            len(meaning[0]) < 10 or is_definite(meaning[0])
        )  # «indkøb af inventar»: of whom, where?
    return not meaning or (
        all(is_definite(word) for word in meaning)
        and len(meaning) < 3
        and not any(word[0].isupper() for word in meaning[1:])
        and not (meaning[0][0].isupper() and not words.startswith(meaning[0]))
    )


def _content(words: str) -> list[str]:
    return [
        word
        for word in re.findall(r"[^\W\d_][\w-]*", words)
        if (len(word) > 3 or word.isupper())
        and word.casefold() not in _GENERIC | _ACT_WORDS
        and not is_verb(word)
        and not _EMPTY.fullmatch(word)
    ]


def tells(title: str, words: str) -> bool:
    """Whether `words` already say what the section's title would add."""
    stems = {word[:7] for word in re.findall(r"\w{5,}", title.casefold())} - {word[:7] for word in _GENERIC}
    return title.casefold() in words.casefold() or any(
        word[:7] in stems for word in re.findall(r"\w{5,}", words.casefold())
    )


# What joins a phrase to the sentence before it, and says nothing of the thing.
_SAID_BEFORE = re.compile(
    r"^(?:(?:både|selve|også|blandt andet|fx|bl\.a\.|allerede|derudover|desuden|dertil|dog|endvidere|herudover"
    r"|ligeledes|samtidig|tillige|yderligere(?= (?:en|et)\b))(?:\s|$))+",
    re.IGNORECASE,
)


def fronted(words: str, known: Set[str]) -> str:
    """A noun phrase as it opens a name: without article, and indefinite where one word or «den …» made it definite."""
    words = _SAID_BEFORE.sub("", words.strip())
    article = re.match(
        r"(?:(?P<plain>en|et|ét|der|vores|deres|sin|sit|sine|dette|denne|disse)|(?P<own>den|det|de))\s+(?=\w)",
        words,
        re.I,
    )
    if article and article["plain"]:
        rest = words[article.end() :]
        if article["plain"].casefold() in ("dette", "denne", "disse"):
            return fronted(rest, known)
        return rest
    if article:
        return _without_own_article(words[article.end() :], article["own"].casefold(), known) or words
    first = re.match(r"[^\W\d_][\w-]*", words)
    if first and is_definite(first[0]) and not (first[0][0].isupper() and first[0].casefold() not in known):
        return indefinite(first[0], known) + words[first.end() :]
    return words


def _without_own_article(rest: str, article: str, known: Set[str]) -> str:
    if article == "de":
        return rest
    adjective, _, noun = rest.partition(" ")
    if not noun or re.match(rf"(?:{_PREPOSITIONS}|og|der|som)\b", noun):
        return rest if not adjective.endswith("e") or (adjective.casefold() in known and is_definite(adjective)) else ""
    plain = bare_adjective(adjective, article)
    return f"{plain} {noun}" if plain else ""


def as_noun_phrase(title: str) -> str:
    """A section's title as a noun phrase: «Græsarealer udlægges» is «Udlægning af græsarealer»."""
    title = re.sub(r"\s+", " ", title).strip(" .:")
    if len(title) > LONGEST // 2:
        title = re.sub(r", (?:der|som|hvor|så)\b.*$", "", title)
    passive = re.fullmatch(r"(?P<thing>.+) (?P<verb>[a-zæøå]+e)s", title)
    if passive and (noun := noun_of(passive["verb"])):
        thing = passive["thing"]
        return f"{noun} {thing if thing[1:2].isupper() else thing[:1].lower() + thing[1:]}"
    first, _, rest = title.partition(" ")
    if rest and is_infinitive(first) and (noun := noun_of(first)):
        return f"{noun} {rest}"
    return title


def with_time(name: str, when: str) -> str:
    """`name` with `when` after it, within `LONGEST`: where both do not fit, without the section's title before it."""
    room = LONGEST - len(when)
    return fitting(name if len(name) <= room else capital(name.rsplit(": ", 1)[-1]), room) + when


def with_title(words: str, title: str, most: int = LONGEST) -> str:
    """«Blokhytten: forbedring af hus og inventar»: the section's title before what alone says too little."""
    if not title:
        return words
    room = most - len(words) - 2
    head = fitting(title, room)
    if head != title and not _content(head):
        head = ""
    return f"{head}: {lowered(words)}" if head else words


def lowered(words: str) -> str:
    """With a small letter, but for abbreviations and names."""
    first = words.split(" ", 1)[0]
    return words if any(letter.isupper() for letter in first[1:]) or len(first) == 1 else words[:1].lower() + words[1:]


def capital(words: str) -> str:
    """With a capital letter first, and the dots of abbreviated units that tidying took."""
    words = re.sub(r"\b(kr|pct|mio|mia)(?=\s|$)", r"\1.", words)
    return words[:1].upper() + words[1:]


def fitting(words: str, most: int) -> str:
    """`words`, or as many as fit in `most` characters and are whole: cut before a preposition, comma or dash."""
    if len(words) <= most:
        return words
    best = ""
    for match in re.finditer(
        rf",? (?=(?!af\b)(?:{_PREPOSITIONS}|og|samt|eller|bestående|herunder)\b|–)|(?=[,:;(])", words
    ):
        head = tidied(words[: match.start()])
        if (
            len(best) < len(head) <= most
            and re.search(r"[^\W\d_]{4,}", head)
            and _is_whole(head, words[match.start() :])
        ):
            best = head
    return best


def _is_whole(head: str, rest: str) -> bool:
    """Whether `head` is a phrase of its own before `rest`: no list broken off, no adjective without its noun."""
    listed_only = ", " in head and not re.search(r"\b(?:og|eller|samt)\b", head.rsplit(", ", 1)[1])
    adjective = re.match(r",?\s?(?:og|samt|eller)\b", rest) and re.search(r"(?:e|isk|lig|ig|et)$", head)
    return not (listed_only or adjective or NEEDS_MORE.search(head))


def listed(names: Sequence[str]) -> str:
    """The names as Danish lists them: «A, B og C»."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" og {names[-1]}" if names else ""
