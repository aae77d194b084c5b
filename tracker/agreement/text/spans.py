"""Text folded for matching, with a map back to the text as it stands.

Agreements arrive with line breaks inside words, soft hyphens, fixed spaces, quotation marks at line starts
and letters in two parts. Every reader of words matches against the folded text, and reports offsets into the
original.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.danish import MONTH_WORDS, MONTHS

# One character for another, so that offsets do not move.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_APOSTROPHES = "\u2018\u2019\u02bc\u00b4`"
_REPLACEMENTS = str.maketrans(dict.fromkeys(_DASHES, "-") | dict.fromkeys(_APOSTROPHES, "'"))
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}

_INVISIBLE = r"\u00ad\u200b-\u200d\u2060\ufeff"
_IRREGULAR = re.compile(
    r"(?P<broken>(?<=[^\W\d_])[-\u2010\u00ac\u00ad]\u00ad*\s+(?:>\s*)*(?=[^\W\d_]))"
    rf"|(?P<invisible>[{_INVISIBLE}]+)"
    rf"|(?P<space>(?:[^\S ]| (?=[\s{_INVISIBLE}]))[\s{_INVISIBLE}]*(?:>[\s{_INVISIBLE}]*)*)"
    r"|(?P<accented>[^\W\d_][\u0300-\u036f]+)"
    r"|(?P<ligature>[ﬀﬁﬂﬃﬄ])"
    r"|(?P<note>(?<=[^\W\d_]{3})[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+)"  # a raised figure; «km²» is a unit
)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 40

# After a hyphen these words say that a part of a compound is shared: «ud- og tilbygning» is no broken word.
_SUSPENDING = frozenset({"og", "eller", "samt", "til", "men", "såvel", "som", "hhv", "henholdsvis", "resp", "mv"})
_UNTIL = re.compile(r"(?:ind|her|der)[-\u2010\u00ac]\s+(?:>\s*)*til\b", re.IGNORECASE)
# A hyphen after a month is a range («marts- juni»), never a broken word.
_MONTH = re.compile(
    r"\b(?:" + MONTH_WORDS + r"|jan|feb|apr|aug|sep|sept|okt|nov|dec)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is for matching; `offsets[i]` is where the character `text[i]` begins in `source`."""

    source: str
    text: str
    offsets: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in `source`, as a start and an end to slice with."""
        last = self.offsets[end - 1] + 1
        while last < len(self.source) and unicodedata.combining(self.source[last]):
            last += 1
        return self.offsets[start], last

    def position(self, offset: int) -> int:
        """The first folded position from `offset` in `source` or later; the length when there is none."""
        return bisect_left(self.offsets, offset)


def fold(text: str) -> Folded:
    """Lower-case `text`, with one space for any run of white space and what was broken mended.

    Words broken at a hyphen are joined («efter-\\nåret», «kvar- tal»); suspended hyphens stay («ud- og
    tilbygning»). Soft hyphens and invisible characters go, letters in two parts become one, dashes
    become «-». The time and the memory it takes grow with the length of `text` and no faster.
    """
    pieces: list[str] = []
    offsets: array[int] = array("I")
    done = 0
    for match in _IRREGULAR.finditer(text):
        start, end = match.span()
        _copy(text, done, start, pieces, offsets)
        done = end
        piece = _mended(text, match)
        pieces.append(piece)
        # Of a mended break only «- » is ever left, as it stands; all else stems from one place.
        stays = match.lastgroup == "broken"
        offsets.extend(range(start, start + len(piece)) if stays else [start] * len(piece))
    _copy(text, done, len(text), pieces, offsets)
    return Folded(text, "".join(pieces), offsets)


def _copy(text: str, start: int, end: int, pieces: list[str], offsets: array[int]) -> None:
    """Take over `text[start:end]` in lower case, character by character where lower case is longer («İ»)."""
    piece = text[start:end].translate(_REPLACEMENTS)
    lowered = piece.lower()
    if len(lowered) != len(piece):
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in piece)
    pieces.append(lowered)
    offsets.extend(range(start, end))


def _mended(text: str, match: re.Match[str]) -> str:
    found = match.group()
    match match.lastgroup:
        case "invisible" | "note":
            return ""
        case "space":
            # «>» quotes a line only at its start; in «5  > 3» it is a sign like any other.
            return " " if ">" not in found or _begins_line(found) else " ".join(("", *found.split(), ""))
        case "accented":
            return unicodedata.normalize("NFC", found).lower()
        case "ligature":
            return _LIGATURES[found]
        case _:
            return _mended_break(text, match)


def _begins_line(found: str) -> bool:
    before = found[: found.index(">")]
    return any(mark in before for mark in "\n\r\f\v\u2028\u2029\x85")


def _mended_break(text: str, match: re.Match[str]) -> str:
    """Nothing where a word was broken; else the hyphen and one space, as they were written."""
    if "\u00ad" in match.group():
        return ""
    following = _WORD.match(text, match.end())
    if following is None or not following.group()[0].islower():
        return "- "
    after = text[following.end() : following.end() + 2]
    suspended_too = after[:1] == "-" and not after[1:].isalnum()
    if suspended_too or (following.group() in _SUSPENDING and not _UNTIL.match(text, match.start() - 3)):
        return "- "
    month = _MONTH.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
    if month and not _is_broken(month.group().lower(), following.group()):
        return "- "
    return ""


def _is_broken(month: str, rest: str) -> bool:
    """Whether a month before a hyphen goes on after it: «sep-\ntember» and «aug-\nustmødet», not «marts- juni»."""
    return month not in MONTHS and any((month + rest).startswith(name) for name in MONTHS)


def page_at(pages: Sequence[int], offset: int) -> int | None:
    """The number of the page, from 1, on which `offset` lies, where `pages` are the offsets at which pages begin.

    None where there are no pages, or the offset stands before the first.
    """
    return bisect_right(pages, offset) or None
