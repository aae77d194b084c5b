"""Paragraphs, list items and lines of their own, before they are split into sentences.

Lines are wrapped, pages break inside sentences, and page numbers stand between the halves. What a new line is, its own
form and the line before it tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from tracker.agreement.structure.prose.item_heads import is_heading
from tracker.agreement.text.lines import Line, is_contents_entry, is_page_mark, is_table_row
from tracker.danish import MONTH_WORDS


class Form(StrEnum):
    """How a sentence stands on the page."""

    PROSE = "prose"
    ITEM = "item"  # in a list
    LINE = "line"  # a line of its own without a full stop: a label, a heading inside a section
    QUOTATION = "quotation"  # a passage quoted from another paper


_ITEM_START = re.compile(
    r"[ \t>]*(?:[•▪‣●○◦➢→►✓☐+\uf0b7*·–—-]|[a-zæøå]\)|o(?=[ \t]+[A-ZÆØÅ\d*«»\"])"
    rf"|(?:(?:[Aa]t\s*)?\d{{1,2}}[.)]|[Aa]t\s*\d:)(?!\d|[ \t]+(?:{MONTH_WORDS}|kvartal|halvår)\b))[ \t]+(?=\S)"
)
_SUB_ITEM_START = re.compile(r"[ \t>]+(?:o|§|–|-)[ \t]+(?=\S)")  # a bullet that is a letter where an item stands above
# «Marts 2020: …», «Ansvarlig: …»: a line that a label opens is none that goes on
_LABEL_START = re.compile(r"[ \t>]*(?:[A-ZÆØÅ]|\d{1,2}\.)[\wæøåÆØÅ/ .-]{2,30}:\s+(?=\S)")
_NAME_FIRST = re.compile(r"[ \t>]*[A-ZÆØÅ][a-zæøå]+:")
# «Titel          Tidlig indsats»: a label with its words in columns
_LABEL_IN_COLUMN = re.compile(r"[A-ZÆØÅ][\wæøåÆØÅ/ .-]{1,28}?[ \t]{3,}\S")
_RULE = re.compile(r"[ \t]*(?:[-=_*–—][ \t]?){5,}[ \t]*")
# «Det indstilles,⏎at …,⏎at …»
_AT_LINE = re.compile(r"[ \t>]*(?=at\s\w)")
_BEFORE_AT_LINE = re.compile(r"(?:[,:;]|\b(?:og|samt))\s*$")
# «•», or «b.», alone on the line over what it opens
_BARE_BULLET = re.compile(r"[ \t>]*(?:[•▪‣●○◦\uf0b7][ \t]*|[a-zæøå][.)][ \t]*$)")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"“”»«')\]]*\s*$")
_ENDS_OPEN = re.compile(
    r"(?:[,-]|\b(?:og|eller|af|at|til|i|på|med|for|der|som|den|det|de|en|et|samt|fra|om|ved|er|skal|vil|kan|har|inden|"
    r"senest|mellem|herunder|bl\.a\.|efter|hos|under|over|både|hvor|hvordan|hvilke|ikke|blive|bliver|være))\s*$",
    re.IGNORECASE,
)
_OPENING_QUOTE = '"“”„»«'
_CLOSING_QUOTE = re.compile(r"[\"“”»«][.,]?\s*$")
_BRINGS = re.compile(r"\b(?:\w*tekst|\w*ordlyd|aftale|forlig)(?:en|et|n)\b[^.:]*:\s*$")
_FEWEST_BROUGHT = 3  # passages of an agreement that a letter quotes
_LONGEST_HEADING = 12  # words
_FULL_LINE = 70  # characters of one that the next line may go on from


@dataclass(slots=True)
class Passage:
    start: int
    end: int
    form: Form
    indent: int = 0  # of an item: how far in its bullet stands


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t>"))


def passages(
    text: str, start: int, end: int, noise: Set[int], cells: Sequence[tuple[int, int]] = ()
) -> Iterator[Passage]:
    """Paragraphs, list items and lines of their own; halves that a page parted are one; and `cells` that speak."""
    current: Passage | None = None
    gap = False
    lines = list(_lines(text, start, end))
    width = max((last - first for first, last in lines), default=0)
    for at, (first, last) in enumerate(lines):
        line = text[first:last]
        if not line.strip() or first in noise or is_page_mark(Line(line, first, last)):
            gap = True
            continue
        if _RULE.fullmatch(line) or is_table_row(Line(line, first, last)) or is_contents_entry(Line(line, first, last)):
            if current:
                yield current
            yield from (Passage(*cell, Form.PROSE) for cell in _inside(cells, first, last))
            current, gap = None, True
            continue
        item = _item(text, current, line)
        if current and not item and _continues(text, current, line, gap, width):
            current.end = last
        else:
            if current:
                yield current
            begin = first + item.end() if item else first
            current = Passage(begin, last, Form.ITEM if item else Form.PROSE, _indent(line) if item else 0)
        gap = False
        following = next((text[f:e] for f, e in lines[at + 1 : at + 2]), "")
        if is_heading(line) or (
            current.form is Form.PROSE and _stands_alone(text[current.start : current.end], following, width)
        ):
            current.form = Form.LINE
    if current:
        yield current


def _inside(cells: Sequence[tuple[int, int]], first: int, last: int) -> Sequence[tuple[int, int]]:
    return cells[bisect_left(cells, (first, 0)) : bisect_left(cells, (last, 0))]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield at, stop
        at = stop + 1


def _item(text: str, current: Passage | None, line: str) -> re.Match[str] | None:
    """The mark that makes `line` an item of a list, after the passage `current`."""
    item = _ITEM_START.match(line) or _BARE_BULLET.match(line)
    if item is not None and current and _is_dash_in_sentence(text[current.start : current.end], line, current.form):
        item = None
    if item is None and current and current.form is Form.ITEM:
        item = _SUB_ITEM_START.match(line)
    if item is None and current:
        item = _at_line(text[current.start : current.end], line)
    return item


def _is_dash_in_sentence(before: str, line: str, form: Form) -> bool:
    """«… to døgn på barselsgangen⏎– ikke fra den ene dag til den anden …»: a dash that a new line happens to open."""
    last = before.rsplit("\n", 1)[-1]
    goes_on = re.match(r"[–—-]\s[a-zæøå]", line) and form is Form.PROSE and len(last) >= _FULL_LINE
    return bool(goes_on) and not _ENDS_SENTENCE.search(before) and not _ENDS_OPEN.search(before)


def _at_line(before: str, line: str) -> re.Match[str] | None:
    """The start of a line that is an item of a list of «at», after `before`."""
    item = _AT_LINE.match(line)
    opens = re.search(
        r"\b(?:indstill|anbefal|beslut|anmod|bad\b|beder|enige|godkend)[^.]*$",
        before.rsplit("\n", 1)[-1],
        re.IGNORECASE,
    )
    goes_on = before.lstrip(" \t>").startswith("at ") or opens
    return item if goes_on and _BEFORE_AT_LINE.search(before) else None


def _continues(text: str, current: Passage, line: str, gap: bool, width: int) -> bool:
    """Whether `line` goes on with the passage before it."""
    before = text[current.start : current.end]
    word = line.lstrip(" \t>")
    if current.form is Form.ITEM and not before.strip():
        return True  # what the mark on the line above opens
    if is_heading(line) or is_heading(before):
        return False
    labelled = _LABEL_START.match(line) or _LABEL_IN_COLUMN.match(line)
    if labelled and not (_ENDS_OPEN.search(before) or _is_wrapped_name(before, line, width)):
        return False
    if _is_label_alone(before, word, width):
        return False
    goes_on = word[:1].islower() or (bool(_ENDS_OPEN.search(before)) and not word.startswith(tuple(_OPENING_QUOTE)))
    if gap:
        return goes_on and not _ENDS_SENTENCE.search(before)
    if current.form is Form.LINE:
        return goes_on
    if current.form is Form.ITEM and _ENDS_SENTENCE.search(before) and line[:1] not in " \t":
        # After an item that is finished, a full new line at the margin is text again.
        return len(before.rsplit("\n", 1)[-1]) > 0.75 * width
    if current.form is Form.ITEM and line[:1].isupper() and not _ENDS_OPEN.search(before):
        # A line that broke off where the next word had found room was meant to end there.
        return len(before.rsplit("\n", 1)[-1]) + len(line.split(maxsplit=1)[0]) > 0.75 * width
    return True


def _is_wrapped_name(before: str, line: str, width: int) -> bool:
    """«… tolv pladser på Center⏎Lindbjerg: seks i maj og …»: a name for which the full line had no room."""
    name = _NAME_FIRST.match(line)
    last = before.rsplit("\n", 1)[-1]
    full = len(last) >= _FULL_LINE and name is not None and len(last) + len(name[0]) > width
    return full and not _ENDS_SENTENCE.search(before)


def _is_label_alone(before: str, following: str, width: int) -> bool:
    """Whether `before` is a label with its few words («Udvalg: Vejudvalget»), broken off where more had found room."""
    if "\n" in before.strip() or not _LABEL_START.match(before) or _ENDS_OPEN.search(before):
        return False
    has_room = len(before) + 1 + len(following.split(maxsplit=1)[0]) <= width
    return has_room and following[:1].isupper() and not _ENDS_SENTENCE.search(before)


def _stands_alone(passage: str, following: str, width: int) -> bool:
    """A line without a full stop that nothing goes on from: a heading inside a section, a label."""
    if "\n" in passage.strip() or _ENDS_SENTENCE.search(passage) or _ENDS_OPEN.search(passage):
        return False
    words = passage.split()
    if not following.strip():
        return len(words) <= _LONGEST_HEADING
    next_word = following.lstrip(" \t>")
    return len(words) <= 8 and next_word[:1].isupper() and len(passage) < 0.6 * width


def marked_quotations(text: str, found: Iterable[Passage]) -> list[Passage]:
    """Marks what is quoted from another paper: paragraphs between an opening and a closing quotation mark.

    A letter that brings the agreement quotes most of what it says («Her er teksten, som partierne har underskrevet:»).
    """
    marked = list(found)
    quoted = list(_quoted(text, marked))
    brings = len(quoted) >= _FEWEST_BROUGHT and _length(quoted) * 2 > _length(marked)
    if brings and any(_BRINGS.search(text, one.start, one.end) for one in marked if one.end < quoted[0].start):
        return marked
    for passage in quoted:
        passage.form = Form.QUOTATION
    return marked


def _length(found: Sequence[Passage]) -> int:
    return sum(passage.end - passage.start for passage in found)


def _quoted(text: str, found: Iterable[Passage]) -> Iterator[Passage]:
    inside, after_colon, length = False, False, 0
    for passage in found:
        body = text[passage.start : passage.end].strip()
        opens = body[:1] in _OPENING_QUOTE and (after_colon or not _CLOSING_QUOTE.search(body[1:]))
        closes_at_once = opens and after_colon and bool(_CLOSING_QUOTE.search(body[1:]))
        if inside or (opens and (after_colon or not re.search(rf"[{_OPENING_QUOTE}]", body[1:]))):
            yield passage
            length += 1
            inside = not _CLOSING_QUOTE.search(body[1:]) and length < 12 and not closes_at_once
            if not inside:
                length = 0
        after_colon = body.endswith(":")
