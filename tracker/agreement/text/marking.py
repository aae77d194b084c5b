"""Finds words that a person marked or typed in the text that was read."""

from __future__ import annotations

from itertools import islice

AROUND = 20_000
"""How many code points on each side are looked through first."""
_CLOSING = frozenset(".,;:!?…)]»”\"'’")


def find_words(text: str, words: str, near: int) -> tuple[int, int] | None:
    """Where `words` stand in `text`: the place whose start is nearest to `near`; none where they do not stand at all.

    Only letters and digits count: on a page, line ends, bullets and hyphens are not what they were in the file. A word
    of which a part was marked is taken whole, and a full stop or closing mark that was marked with them belongs too.
    """
    wanted = "".join(filter(str.isalnum, words))
    if not wanted:
        return None
    first = max(0, near - AROUND)
    last = min(len(text), near + len(words) + AROUND)
    found = _nearest(text, wanted, near, first, last) or _nearest(text, wanted, near, 0, len(text))
    if found is None:
        return None
    start, end = found
    for sign in islice(words.rstrip()[::-1], 3):
        if sign.isalnum():
            break
        if end < len(text) and text[end] in _CLOSING:
            end += 1
    return start, end


def _nearest(text: str, wanted: str, near: int, first: int, last: int) -> tuple[int, int] | None:
    places = [at for at in range(first, last) if text[at].isalnum()]
    letters = "".join(text[at] for at in places)
    best: tuple[bool, int, int, int] | None = None
    at = letters.find(wanted)
    while at >= 0:
        start, end = places[at], places[at + len(wanted) - 1] + 1
        whole = _word_start(text, start), _word_end(text, end)
        rank = whole != (start, end), abs(start - near), *whole
        best = min(best, rank) if best else rank
        at = letters.find(wanted, at + 1)
    return best[2:] if best else None


def _word_start(text: str, at: int) -> int:
    while at > 0 and text[at - 1].isalnum():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isalnum():
        at += 1
    return at
