"""From a folded text to its readings: cut into pieces, parsed, and the widest reading taken at each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.agreement.deadlines.engine import Chart, Reading, widest
from tracker.agreement.deadlines.grammar import GRAMMAR, is_known
from tracker.agreement.deadlines.meanings import Labelled
from tracker.agreement.deadlines.tokens import Kind, Token, tokenize

# Tokens parsed at a time, so that a large file takes no more memory than a small one. A piece ends between two words
# that no rule knows; where there are none for so long, no expression is cut that anyone would write.
_PIECE = 2000
_LONGEST = 4  # pieces


def readings(text: str, piece_size: int = _PIECE) -> Iterator[tuple[Reading, int, int]]:
    """The expressions of time in a folded text, left to right, each with its start and end in it."""
    tokens = tokenize(text)
    for piece in _pieces(tokens, piece_size):
        chart = Chart(GRAMMAR, piece)
        chart.fill()
        for reading in _chosen(chart, whole=len(piece) == len(tokens)):
            last = reading.end - 1
            while piece[last].word == "." and last > reading.start:  # of an abbreviation, or of the sentence
                last -= 1
            yield (*_named(reading, piece), piece[last].end)


def _named(reading: Reading, piece: Sequence[Token]) -> tuple[Reading, int]:
    """A reading and where its expression begins: after the words that only name the thing."""
    match reading.value:
        case Labelled(meaning=meaning, place=place):
            return replace(reading, value=meaning), piece[place].start
        case _:
            return reading, piece[reading.start].start


def _pieces(tokens: list[Token], size: int) -> Iterator[Sequence[Token]]:
    start = 0
    while len(tokens) - start > size:
        furthest = min(start + _LONGEST * size, len(tokens))
        places = range(start + size, furthest)
        end = next((place for place in places if _is_between_strangers(tokens, place)), furthest)
        yield tokens[start:end]
        start = end
    if start < len(tokens):
        yield tokens[start:]


def _is_between_strangers(tokens: list[Token], place: int) -> bool:
    return not is_known(tokens[place - 1]) and not is_known(tokens[place])


def _chosen(chart: Chart, *, whole: bool) -> Iterator[Reading]:
    phrase = _whole_phrase(chart) if whole else None
    if phrase is not None:
        yield phrase
        return
    position = 0
    while position < len(chart.tokens):
        reading = widest(chart.readings[position].get("meaning", ()))
        if reading is None:
            position += 1
            continue
        yield reading
        position = reading.end


def _whole_phrase(chart: Chart) -> Reading | None:
    """A time that says nothing more, where it is all there is: «sommer», «2019»."""
    words = [index for index, token in enumerate(chart.tokens) if token.kind is not Kind.MARK]
    if not words:
        return None
    first, last = words[0], words[-1]
    meanings = chart.readings[first].get("meaning", ())
    if any(reading.end > last for reading in meanings):
        return None
    return widest(reading for reading in chart.readings[first].get("phrase", ()) if reading.end == last + 1)
