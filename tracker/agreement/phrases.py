"""Phrases for lists: tidied at their ends, short, and with the section's title where they alone say too little."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.agreement.acts.verbs import LEXICON

LONGEST = 90  # characters of a task's name in a list
CUT = "\x00"  # stands where a time or a committee was taken out
_ENDING = re.compile(
    r"(?:[\s,;:.\x00(-]|\b(?:og|samt|eller|i|på|til|for|af|med|om|ved|fra|inden|senest|efter|under|der|som"
    r"|at|er|skal|vil|bør|også|derfor|ligeledes|herunder|igen|den|det|de|en|et|bl\.a\.|samtidig"
    r"|fremadrettet|hertil|herom|hermed|løbende|være|blive|fx|både|selv|yderligere|fortsat|dog|forventes"
    r"|ventes|planlægges|endeligt|i gennemsnit|igen|hver|hvert|første gang|jf)\b\.?)+$",
    re.IGNORECASE,
)
_ACT_WORDS = frozenset(
    verb.noun.split()[0].casefold() for readings in LEXICON.values() for verb, _form in readings if verb.noun
)
_FILLER = frozenset(
    [
        "forslag",
        "forslagene",
        "forslaget",
        "muligheder",
        "mulighederne",
        "forskellige",
        "konkrete",
        "klar",
        "tilgængelig",
        "tilgængeligt",
        "etableret",
        "hjemmesiden",
        "arbejdet",
        "indsatsen",
        "indsatser",
        "projektet",
        "analyse",
        "analysen",
        "modeller",
        "initiativ",
        "sagen",
        "løsning",
        "løsninger",
        "evaluering",
        "evalueringen",
        "forsøget",
        "planen",
        "ordningen",
        "tilbuddet",
        "gennemførelse",
        "udarbejdelse",
        "forelæggelse",
        "videreførelse",
        "undersøgelse",
        "stillingtagen",
        "beslutning",
        "status",
        "orientering",
        "udvikling",
        "nye",
    ]
)


def tidied(words: str) -> str:
    """`words` in one line, without what stands at either end and belongs to nothing: commas, prepositions, adverbs."""
    words = re.sub(r"\s+", " ", words.replace(CUT, " ")).strip(' ,;:–-"“”«»')
    previous = None
    while previous != words:
        previous, words = words, _ENDING.sub("", words).strip(" ,;:–-")
    if words.count("(") != words.count(")"):
        words = words.split("(")[0].strip(" ,;")
    return words


def finished(words: str, title: str) -> str:
    """Capital first, at most `LONGEST` characters, with the section's title where the words alone say too little."""
    words = re.sub(r"\s+", " ", words).strip(" ,;:-")
    words = words if re.search(r"\b(?:kr|pct|mv|osv|bl\.a)\.$", words) else words.rstrip(".")
    title = re.sub(r"\s+", " ", title).strip()
    if not words:
        words, title = title, ""
    if _says_too_little(words) and title and not _tells(title, words):
        room = LONGEST - len(words) - 3
        if room >= min(len(title), 24):
            words = f"{words} ({shortened(title, room)})"
    words = shortened(words, LONGEST)
    return words[:1].upper() + words[1:]


def _says_too_little(words: str) -> bool:
    plain = re.sub(r"\b(?:forelægges|fremlægges for|præsenteres for|behandles i|drøftes i)\b.*$", "", words)
    meaning = [
        word for word in re.findall(r"[\w-]+", plain) if len(word) > 3 and word.casefold() not in _FILLER | _ACT_WORDS
    ]
    return len(meaning) <= 1 or (
        len(meaning) == 2 and " af " not in plain and bool(re.search(r"\b\w+(?:en|et|ne)$", plain.strip()))
    )


def _tells(title: str, words: str) -> bool:
    """Whether the words already say what the title would add."""
    stems = {word[:7] for word in re.findall(r"\w{5,}", title.casefold()) if word not in _FILLER}
    return title.casefold() in words.casefold() or bool(
        stems & {word[:7] for word in re.findall(r"\w{5,}", words.casefold()) if word not in _FILLER}
    )


def shortened(words: str, most: int) -> str:
    """`words`, cut between words with «…» where they are longer than `most` characters."""
    if len(words) <= most:
        return words
    cut = words[: most - 1].rsplit(" ", 1)[0]
    return _ENDING.sub("", cut).rstrip(" ,;:(") + " …"


def listed(names: Sequence[str]) -> str:
    """The names as Danish lists them: «A, B og C»."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" og {names[-1]}" if names else ""
