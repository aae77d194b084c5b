"""How Danish words are looked up: whatever their case and inflection, however å, æ, ø and é are written.

A text becomes terms of plain letters and digits, and what somebody types becomes a query of such terms. A word gives
itself, what it is inflected from (`simplemma`) and its stem (Snowball's Danish stemmer), so that «forelagt» finds
«forelæggelse»; a word with hyphens also gives its parts and itself without them. Databases and pages compare terms and
nothing else, so that they find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import simplemma
import snowballstemmer

SHORTEST_PREFIX = 3
"""Letters of an unfinished word, from which on its other endings are guessed."""

LONGEST_TERM = 60
MOST_WORDS = 12
_KNOWN_WORDS = 50_000

_HYPHEN = "[-\u2010\u2011]"
_WORD = re.compile(rf"[0-9]+(?:[.,:][0-9]+)+|(?:[^\W_]|\u00ad)+(?:{_HYPHEN}\n?[ \t]*(?:[^\W_]|\u00ad)+)*")
_PARTS = re.compile(rf"{_HYPHEN}\s*")
_SPELLED = str.maketrans({"ä": "æ", "ö": "ø", "ü": "y", "ß": "ss", "\u00ad": None})
_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
# «behandling», «beslutning»; and «forældrene», whose «e» is back in «forælder»
_LAST_ENDING = re.compile(r"(?<=....)n?ing$|(?<=...[^aeiouyæøå])r$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text at its place, and the terms by which it is found; the first is the word itself."""

    start: int
    end: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that is looked for: any of `terms`, or anything that begins with `prefix`."""

    terms: tuple[str, ...]
    prefix: str | None = None

    def meets(self, word: Word) -> bool:
        """Whether `word` is one that is looked for."""
        return any(term in self.terms or (self.prefix and term.startswith(self.prefix)) for term in word.terms)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every one of `parts` must be met, each by all words of any of its ways to be written."""

    parts: tuple[tuple[tuple[Asked, ...], ...], ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is no word in it."""
        return not self.parts

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where words that are looked for stand in `text`."""
        asked = [each for part in self.parts for way in part for each in way]
        return [(word.start, word.end) for word in words(text) if any(each.meets(word) for each in asked)]

    def is_met_by(self, text: str) -> bool:
        """Whether all that is looked for stands in `text`."""
        found = list(words(text))
        return all(
            any(all(any(each.meets(word) for word in found) for each in way) for way in part) for part in self.parts
        )


def parse(typed: str) -> Query:
    """The query that somebody types; its last word may be unfinished."""
    found = [match.group() for match in _WORD.finditer(typed)][:MOST_WORDS]
    return Query(tuple(_ways(word, is_last=word is found[-1]) for word in found))


def words(text: str) -> Iterator[Word]:
    """The words of `text`, in order; one with hyphens is one word."""
    for match in _WORD.finditer(text):
        parts = _parts(match.group())
        joined = _terms("".join(parts))
        others = [term for part in parts for term in _terms(part)] if len(parts) > 1 else []
        yield Word(match.start(), match.end(), tuple(dict.fromkeys((*joined, *others))))


def terms(*texts: str | None) -> list[str]:
    """All terms of `texts`, each once, in alphabetical order."""
    return sorted({term for text in texts if text for word in words(text) for term in word.terms})


def _ways(word: str, *, is_last: bool) -> tuple[tuple[Asked, ...], ...]:
    parts = _parts(word)
    joined = (_asked("".join(parts), is_last=is_last),)
    if len(parts) == 1:
        return (joined,)
    return joined, tuple(_asked(part, is_last=is_last and part is parts[-1]) for part in parts)


def _asked(word: str, *, is_last: bool) -> Asked:
    found = _terms(word)
    unfinished = is_last and len(found[0]) >= SHORTEST_PREFIX and not found[0][0].isdigit()
    return Asked(found, found[0] if unfinished else None)


def _parts(word: str) -> list[str]:
    return [part for part in _PARTS.split(word) if part.strip("\u00ad")] or [word]


@lru_cache(maxsize=_KNOWN_WORDS)
def _terms(word: str) -> tuple[str, ...]:
    if not word.isalpha():
        return (_plain(_spelled(word)),)
    spelled = _spelled(word)
    lemma = simplemma.lemmatize(spelled, lang="da").lower()
    # «ældre» comes from «gammel» and «bedre» from «god», and whoever looks for one does not want the other.
    bases = (spelled, lemma) if lemma[:1] == spelled[:1] else (spelled,)
    return tuple(dict.fromkeys(_plain(each) for each in (spelled, *map(_stem, bases))))


def _spelled(word: str) -> str:
    """The word in small letters as Danes spell it: «aa» is «å», and other accents fall away."""
    letters = unicodedata.normalize("NFC", word.casefold()).translate(_SPELLED).replace("aa", "å")
    return "".join(
        letter if letter in "æøå.,:" else "".join(c for c in unicodedata.normalize("NFKD", letter) if c.isalnum())
        for letter in letters
    )


def _plain(word: str) -> str:
    """The word in letters from a to z and digits, which no database takes apart or spells otherwise."""
    letters = word.translate(_PLAIN)
    plain = "".join(c if c.isascii() and c.isalnum() else "q" if c in ".,:" else f"x{ord(c):x}" for c in letters)
    return plain[:LONGEST_TERM]


def _stem(word: str) -> str:
    """What is left when no ending can be taken away any more."""
    while (shorter := _LAST_ENDING.sub("", stemmer().stemWord(word))) != word:
        word = shorter
    return word


@cache
def stemmer() -> snowballstemmer.danish_stemmer.DanishStemmer:
    """Snowball's stemmer of Danish words, made once."""
    return snowballstemmer.stemmer("danish")
