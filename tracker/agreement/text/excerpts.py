"""Which stretch of an agreement stands around the words of a commitment when they are shown by themselves."""

from __future__ import annotations

import re
from typing import Protocol

AROUND = 420
"""How many code points of the agreement stand at most on each side of a commitment's sentence."""

SENTENCE_END = re.compile(r"[.!?:][»”\"]?\s+(?=[A-ZÆØÅ0-9•–-])")


class Marked(Protocol):
    """A sentence, and the place in it (or near it) of the words that give the time."""

    @property
    def start(self) -> int:
        """Where the sentence begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def words_start(self) -> int | None:
        """Where the words that give the time begin, if there are any."""

    @property
    def words_end(self) -> int | None:
        """Where they end."""


def around(text: str, sentence: Marked, *, lower: int = 0, upper: int | None = None) -> tuple[int, int]:
    """Where to cut the passage around `sentence`: whole sentences on both sides, inside `lower` and `upper`."""
    upper = len(text) if upper is None else upper
    inner_start = min(sentence.start, _or(sentence.words_start, sentence.start))
    inner_end = max(sentence.end, _or(sentence.words_end, sentence.end))
    earliest, latest = max(lower, inner_start - AROUND), min(upper, inner_end + AROUND)
    start, end = earliest, latest
    if earliest > lower:
        starts = [match.end() for match in SENTENCE_END.finditer(text, earliest, inner_start)]
        start = starts[0] if starts else inner_start
    if latest < upper:
        ends = [match.start() + 1 for match in SENTENCE_END.finditer(text, inner_end, latest)]
        end = ends[-1] if ends else inner_end
    return start, end


def around_in_section(text: str, sentence: Marked, start: int, end: int, heading: str) -> tuple[int, int]:
    """`around`, inside the section `text[start:end]` and below its heading, which is shown by itself."""
    lower = min(body_start(text, start, end, heading), sentence.start)
    return around(text, sentence, lower=lower, upper=end)


def body_start(text: str, start: int, end: int, heading: str) -> int:
    """Where the text under `heading` begins in the section `text[start:end]`: the page writes the heading itself.

    A heading may be broken over lines and have a full stop after its number, so letters and digits alone count.
    """
    place = start
    for sign in filter(str.isalnum, heading):
        while place < end and not text[place].isalnum():
            place += 1
        if place >= end or text[place] != sign:
            return start
        place += 1
    while place < end and text[place] in ".: \t":
        place += 1
    return place


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value
