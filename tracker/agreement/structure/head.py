"""The head of a document: its title, the day it was signed, and the municipality."""

from __future__ import annotations

import re
from collections import Counter

from tracker.agreement.structure.signing import TOP_LINES, day_of_signing
from tracker.agreement.text.lines import (
    Line,
    is_contents_entry,
    is_contents_title,
    is_table_row,
    join_broken,
    running_headers,
    split_lines,
)
from tracker.agreement.values import Head
from tracker.danish import MONTHS

_DOCUMENT = re.compile(
    r"(?<!\w)(?:[\wæøå]*aftale[nr]?|[\wæøå]*forlig(?:et)?|arbejdsprogram\w*|arbejdsgrundlag|regeringsgrundlag"
    r"|politisk\s+forståelse|referat|dagsorden|beslutningsprotokol|[\wæøå]*handle?ings?plan|handleplan)(?!\w)",
    re.IGNORECASE,
)
_BUDGET = re.compile(r"(?<!\w)budget(?:tet)?\s+(?:for\s+)?(?:19|20)\d\d", re.IGNORECASE)
# «Korte sager, marts 2023», and no day
_OF_MONTH = re.compile(rf"(?:[^\W\d][\w-]*,?\s){{2,8}}(?:i\s)?(?:{'|'.join(MONTHS)})\s(?:19|20)\d\d", re.IGNORECASE)
_RUNS_ON = re.compile(r"(?:\b(?:om|for|af|vedr\.?|vedrørende|på|og)|[-–])$", re.IGNORECASE)
_SUBTITLE = re.compile(
    r"(?:[\wæøåÆØÅ-]+ Kommune|Region [\wæøåÆØÅ]+)?\W*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?", re.IGNORECASE
)
_ITEM = re.compile(r"(?:pkt|punkt|sag|nr)\b\.?\s*(?:nr\.?\s*)?\d", re.IGNORECASE)
_MUNICIPALITY = re.compile(r"(?<![\w-])([A-ZÆØÅ][\wæøåÆØÅ]+(?:-[A-ZÆØÅ][\wæøåÆØÅ]+)*) (?:Kommune|KOMMUNE)(?:s|S)?\b")
_REGION = re.compile(
    r"\b(?:Region ((?:[A-ZÆØÅ][\wæøå]+)(?: [A-ZÆØÅ][a-zæøå]+)?)"
    r"|REGION ((?!OG\b)[A-ZÆØÅ]{3,}(?: (?!OG\b)[A-ZÆØÅ]{3,})?))(?=\W|$)"
)
_NO_NAME = frozenset({"en", "hver", "denne", "vores", "den", "som", "i", "for", "anden", "din", "vor", "ny", "og"})
_TITLE_CHARACTERS = 140
_NEAR_TOP = 6  # lines


def read_head(text: str) -> Head:
    """Reads title, date of signing and organisation; each is None where the text does not tell it."""
    lines = split_lines(text)
    found = title_lines(lines)
    title = None
    if found is not None:
        first, last = found
        title = lines[first].plain
        for line in lines[first + 1 : last + 1]:
            title = join_broken(title, line.plain) if _RUNS_ON.search(title) else f"{title}, {line.plain}".rstrip(", ")
    signed_on, surely = day_of_signing(text, lines)
    return Head(title, signed_on, _organisation(text), surely)


def title_lines(lines: list[Line]) -> tuple[int, int] | None:
    """The indexes of the first and last line of the document's title, or None where no line reads as one."""
    headers = running_headers(lines)
    top = [at for at, line in enumerate(lines[:TOP_LINES]) if at not in headers and _may_be_title(line)]
    marked = [at for at, line in enumerate(lines) if re.match(r"#\s", line.text)]
    choices = (
        [at for at in top if _DOCUMENT.search(lines[at].plain)],
        [at for at in top if _BUDGET.search(lines[at].plain)],
        marked if len(marked) == 1 else [],
        [at for at in top if at < _NEAR_TOP and _OF_MONTH.fullmatch(lines[at].plain)],
    )
    named = next((found[0] for found in choices if found), None)
    if named is None:
        return None
    following = next((at for at in range(named + 1, min(named + 3, len(lines))) if not lines[at].blank), named)
    if following == named or not _may_be_title(lines[following]) or not _ends_title(lines, following):
        return named, named
    adjacent = following == named + 1
    goes_on = _RUNS_ON.search(lines[named].plain) if adjacent else _SUBTITLE.fullmatch(lines[following].plain)
    return (named, following) if goes_on else (named, named)


def _ends_title(lines: list[Line], at: int) -> bool:
    return at + 1 >= len(lines) or lines[at + 1].blank


def _may_be_title(line: Line) -> bool:
    words = line.plain
    if not 0 < len(words) <= _TITLE_CHARACTERS or words[-1] in ".,;:" or is_table_row(line):
        return False
    if " > " in words or " » " in words:
        return False  # the path of a web page
    return not (is_contents_entry(line) or is_contents_title(line) or _ITEM.match(words)) and words[0].isupper()


def _organisation(text: str) -> str | None:
    """The municipality or region that the text names most often."""
    counted: Counter[str] = Counter()
    for match in _MUNICIPALITY.finditer(text):
        if match[1].casefold() not in _NO_NAME:
            name = match[1].title() if match[1].isupper() else match[1]
            counted[f"{name} Kommune"] += 1
    if not counted:
        counted.update(f"Region {(match[1] or match[2].title()).removesuffix('s')}" for match in _REGION.finditer(text))
    return counted.most_common(1)[0][0] if counted else None
