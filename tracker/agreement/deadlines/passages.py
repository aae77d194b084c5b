"""From a folded text to its readings: cut into pieces, parsed, and the widest reading taken at each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from tracker.agreement.deadlines.engine import WIDEST, Chart, Reading, widest
from tracker.agreement.deadlines.grammar import GRAMMAR
from tracker.agreement.deadlines.meanings import Labelled
from tracker.agreement.deadlines.tokens import Kind, Token, tokenize

# Tokens parsed at a time, so that a large file takes no more memory than a small one. Each piece is parsed with what
# stands beside it, as far as any reading reaches, so that it gives the same as if the whole were parsed at once.
_PIECE = 2000
_BEHIND = 2  # tokens that the lexicon looks back
_AHEAD = 2 * WIDEST


def readings(text: str, stops: Set[int] = frozenset(), piece_size: int = _PIECE) -> Iterator[tuple[Reading, int, int]]:
    """The expressions of time in a folded text, left to right, each with its start and end in it.

    `stops` are the places of full stops that end a sentence, and of the last letters of headings: no expression goes
    on over them.
    """
    tokens = [replace(token, stops=True) if token.end - 1 in stops else token for token in tokenize(text)]
    position = 0
    while position < len(tokens):
        first, stop = max(0, position - _BEHIND), position + piece_size
        piece = tokens[first : stop + _AHEAD]
        chart = Chart(GRAMMAR, piece)
        chart.fill()
        phrase = _whole_phrase(chart) if len(piece) == len(tokens) else None
        for reading in [phrase] if phrase is not None else _chosen(chart, position - first, stop - first):
            last = reading.end - 1
            while piece[last].word == "." and last > reading.start:  # of an abbreviation, or of the sentence
                last -= 1
            yield (*_named(reading, piece), piece[last].end)
            stop = max(stop, first + reading.end)
        position = stop


def _named(reading: Reading, piece: Sequence[Token]) -> tuple[Reading, int]:
    """A reading and where its expression begins: after the words that only name the thing."""
    match reading.value:
        case Labelled(meaning=meaning, place=place):
            return replace(reading, value=meaning), piece[place].start
        case _:
            return reading, piece[reading.start].start


def _chosen(chart: Chart, position: int, stop: int) -> Iterator[Reading]:
    """From `position` on, of all readings that begin at a place the widest; none that begins at `stop` or later."""
    while position < min(stop, len(chart.tokens)):
        reading = widest(chart.readings[position].get("meaning", ()))
        if reading is not None:
            yield reading
        position = reading.end if reading is not None else position + 1


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
