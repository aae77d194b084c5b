"""The lines of a text, and what a line can be seen to be on its own: a table row, a contents entry, a page's mark.

Text that came out of a PDF has no structure but its lines. Everything here is judged by form (tabs, dots, digits,
repetition), never by what a line says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_PIPES = re.compile(r"^\s*\|.*\||\s\|\s.*\s\|(?:\s|$)")
_LEADERS = re.compile(r"(?:\.\s?){3,}\s*\d|…+\s*\d|\.{2,}\s*\d{1,3}(?!\d)|_{3,}\s*\d")
_PAGE_AT_END = re.compile(r"(?:(?<!\s)(?=[^\S\t]*\t|\s{3})\s+|(?<!\.)\.{4,}\s*|…\s*)\d{1,3}\s*$|(?<!\.)\.{5,}\s*$")
_FIGURE = r"[-−–]?\d[\d.]*(?:,\d+)?"
_OR_NONE = rf"(?:{_FIGURE}|[-−–])(?!\S)"  # a dash stands where a year has no amount
_GAP = r"(?<!\s)(?:\t|\s{2,})"
_FIGURES = re.compile(
    rf"{_GAP}(?:[-−–]{_GAP})*{_FIGURE}(?:{_GAP}{_OR_NONE})+\s*$|{_GAP}(?:[-−–]{_GAP})+{_FIGURE}\s*$|(?:(?<!\s)\s+{_FIGURE}){{3,}}\s*$"
)
_BULLET = re.compile(r"^\s*(?:[•▪‣◦●○*·–+→➢>-]|\(?[a-zæøå]\)|o(?=\s))\s+\S")
_HEADING_SIGN = re.compile(r"^#{1,6}\s+")
_PAGE_MARK = re.compile(
    r"^\W*(?:(?:side|blad)\s+)?\d{1,3}(?:\s*(?:af|/|ud af)\s*\d{1,3})?\W*$"
    r"|^\s*[A-ZÆØÅ].{0,90}?\s[·•|–—-]\s(?:side|blad)\s+\d{1,3}(?:\s*(?:af|/|ud af)\s*\d{1,3})?\s*$"
    r"|^\s*\S.{0,90}?\s{3,}(?:side|blad)\s+\d{1,3}(?:\s*(?:af|/|ud af)\s*\d{1,3})?\s*$"
    r"|^\s*(?:side|blad)\s+\d{1,3}(?:\s*(?:af|/|ud af)\s*\d{1,3})?\s{3,}\S.{0,90}$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*(?:-{3,}|={3,}|_{3,}|~{3,}|\*{3,})\s*$")
_COLUMN_GAP = re.compile(r"\S\s{3,}\S")
_CONTENTS_TITLE = re.compile(r"^[\W_]*(?:indhold(?:sfortegnelse|soversigt)?|indholdsliste)[\W_]*$", re.IGNORECASE)
# «social- og sundhed», «drifts- eller anlæg»: the hyphen stands for a word that comes later, and stays.
_SUSPENDED = re.compile(r"(?:og|eller|samt|/|til)\b", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPREAD = re.compile(r"\w(?: {1,5}\S){4,}")  # words printed with a space after each letter
_FEW_LINES = 20
_REMEMBERED = 10_000  # lines of which it is known whether they are rows: each is asked many times
_WIDEST_WRAP = 120
_HEADER_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its line break. `start` and `end` are offsets into the text."""

    text: str
    start: int
    end: int

    @property
    def blank(self) -> bool:
        """Whether the line holds nothing to see."""
        return not self.text.strip()

    @property
    def plain(self) -> str:
        """The words of the line, without soft hyphens and Markdown's signs for a heading or for bold type."""
        words = _HEADING_SIGN.sub("", self.text.strip()).rstrip("#").rstrip()
        for sign in ("**", "__"):
            words = words.removeprefix(sign).removesuffix(sign)
        return _drawn_together(visible(words).strip())


def _drawn_together(words: str) -> str:
    """«B u d g e t   2 0 2 0» as «Budget 2020»."""
    if not _is_spread(words):
        return words
    return " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}", words))


def _is_spread(words: str) -> bool:
    """Whether a space stands after each letter; those of parties in a row are each another («A B C F V»)."""
    if not _SPREAD.fullmatch(words):
        return False
    letters = [char for char in words if char.isalpha()]
    return len(letters) > 4 and (not words.isupper() or len(set(letters)) < len(letters))


def visible(words: str) -> str:
    """The words without characters that are not seen, such as soft hyphens."""
    return _INVISIBLE.sub("", words)


def split_lines(text: str) -> list[Line]:
    """The lines of `text`; a form feed ends a line, as a line break does."""
    lines = []
    start = 0
    for match in re.finditer(r"[\n\f]|$", text):
        lines.append(Line(text[start : match.start()], start, match.start()))
        start = match.end()
    return lines


def is_table_row(line: Line) -> bool:
    """Whether the line is a row of a table: pipes, several tabs, or figures in columns at its end."""
    return _is_row(line.text)


@lru_cache(maxsize=_REMEMBERED)
def _is_row(words: str) -> bool:
    if _has_pipes(words) or words.strip("\n").count("\t") >= 2:
        return True
    return bool(_FIGURES.search(words)) and not _is_spread(words.strip())


def has_pipes(line: Line) -> bool:
    """Whether the line is a row of a table with pipes between its cells."""
    return _has_pipes(line.text)


@lru_cache(maxsize=_REMEMBERED)
def _has_pipes(words: str) -> bool:
    return bool(_PIPES.search(words))


def is_contents_entry(line: Line) -> bool:
    """Whether the line is an entry of a contents list: leaders or a tab, and a page number; also several glued."""
    if is_table_row(line):
        return False
    return bool(_LEADERS.search(line.text) or _PAGE_AT_END.search(line.text))


def is_contents_title(line: Line) -> bool:
    """Whether the line is the title of a contents list."""
    return bool(_CONTENTS_TITLE.match(line.text))


def is_bullet(line: Line) -> bool:
    """Whether the line is an item of an unnumbered list."""
    return bool(_BULLET.match(line.text)) and not line.text.lstrip().startswith("**")


def is_page_mark(line: Line) -> bool:
    """Whether the line is a page number, alone («Side 12 af 40») or beside the paper's name («Aftale   Side 2»)."""
    return bool(_PAGE_MARK.match(line.text))


def is_rule(line: Line) -> bool:
    """Whether the line is drawn across the page: «-----», «=====»."""
    return bool(_RULE.match(line.text))


def in_columns(line: Line) -> bool:
    """Whether the line's words stand apart in columns, as those of a letterhead or of a row of signatures do."""
    return bool(_COLUMN_GAP.search(line.text))


def wrapped_at(lines: list[Line]) -> int | None:
    """The width at which the lines were broken; None for a text with a paragraph a line."""
    lengths = sorted(len(line.text) for line in lines if not line.blank and not is_table_row(line))
    if len(lengths) < _FEW_LINES:
        return None
    width = lengths[-1 - len(lengths) // 50]  # a few lines stand out, such as addresses
    return width if width <= _WIDEST_WRAP else None


def running_headers(lines: list[Line]) -> frozenset[int]:
    """The indexes of lines that the pages repeat, in the middle of what they interrupt.

    The same words (their digits apart) stand at least three times, and they are seen to part a sentence or to stand at
    page marks; a subheading such as «Økonomi», which many sections have, does neither.
    """
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        shape = re.sub(r"\d+", "0", line.text.strip())
        if 3 < len(shape) < 120 and "\t" not in shape and shape[-1] not in ".:;," and not is_bullet(line):
            places.setdefault(shape, []).append(at)
    repeated = [ats for ats in places.values() if len(ats) >= _HEADER_REPEATS]
    return frozenset(at for ats in repeated if _interrupts(lines, ats) for at in ats)


def _interrupts(lines: list[Line], ats: list[int]) -> bool:
    if _counts(lines, ats):
        return False
    at_marks = 0
    for at in ats:
        before = next((line for line in reversed(lines[max(0, at - 6) : at]) if not line.blank), None)
        after = next((line for line in lines[at + 1 : at + 7] if not line.blank), None)
        if before and after and after.text.lstrip()[:1].islower() and before.text.rstrip()[-1] not in ".:!?":
            return True
        at_marks += any(line is not None and is_page_mark(line) for line in (before, after))
    return at_marks * 2 >= len(ats)


def _counts(lines: list[Line], ats: list[int]) -> bool:
    """Whether the lines count from one on, otherwise than the marks of the pages: «Kapitel 1», «Kapitel 2»."""
    told = [re.findall(r"\d+", lines[at].text) for at in ats]
    if [numbers[-1:] for numbers in told] != [[str(n)] for n in range(1, len(ats) + 1)]:
        return False
    beside = [line.text for at in ats for line in lines[max(0, at - 2) : at] if is_page_mark(line)]
    return bool(beside) and [re.findall(r"\d+", words)[-1:] for words in beside] != [numbers[-1:] for numbers in told]


def join_broken(first: str, second: str) -> str:
    """Joins two halves of a title that a line break parted, and a word that the break hyphenated."""
    first, second = first.rstrip(), second.lstrip()
    if re.search(r"\w-$", first) and second[:1].islower():
        if _SUSPENDED.match(second):
            return f"{first} {second}"
        return first[:-1] + second
    return f"{first} {second}" if first and second else first + second


def mend_hyphens(words: str) -> str:
    """Joins words that an extraction left hyphenated inside a line («Bibli- otek»)."""
    return re.sub(
        r"(?<=\w)-\s+(?=[a-zæøå])(?!(?:og|eller|samt|til)\b)", "", re.sub(r"\s+", " ", visible(words))
    ).strip()
