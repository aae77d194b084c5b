"""What stands after the last section: signatures, tables and appendices, and what is said among them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tracker.agreement.structure.prose.item_heads import ItemPart, names_meeting, opened_by
from tracker.agreement.text.lines import Line, in_columns, is_bullet, is_contents_entry, is_table_row

_PLACE_AND_DATE = re.compile(
    r"^\s*\**(?:[A-ZÆØÅ][\wæøåÆØÅ-]+(?:\s[A-ZÆØÅ][\wæøå-]+)?,?\s+)?(?:den|d\.)\s+\d{1,2}\.?\s*(?:[a-zæøå]+"
    r"|[/.-]\s?\d{1,2})"
    r"\s*[.-]?\s*\d{2,4}\.?\**\s*$"
)
# No label («Kontakt: …»), no note («* I 2020-priser …»), no row of names
_OPENS_SENTENCE = re.compile(r"[A-ZÆØÅ][\w-]*,?\s(?![^.]{0,30}:\s)(?!.*\s{3})(?:\S+\s){4,}\S*")
_SIGNATURES = re.compile(
    r"^[\W_]*(?:underskrift(?:er)?|underskrevet(?:\s+af)?|på vegne af.*|på \w*part\w*nes vegne"
    r"|for (?:aftale|budget|forligs)\w+"
    r"|bilag(?:\s+\w{1,3})?(?:\s*[:–-].*)?|appendiks.*)[\W_]*$",
    re.IGNORECASE,
)
_FEWEST_ROWS = 2  # that make a table
_OVER_SIGNATURES = re.compile(r"[\W_]*(?:underskrift(?:er)?|underskrevet(?:\s+af)?|på \w+ vegne)[\W_]*", re.IGNORECASE)


def is_over_signatures(line: Line) -> bool:
    """Whether the line says no more than that names follow: «Underskrifter», «Underskrevet af:»."""
    return _OVER_SIGNATURES.fullmatch(line.text) is not None


def tail_of(text: str, lines: list[Line], start: int) -> int:
    """Where the prose of the last section ends: at the signatures, an appendix, or the first table after it."""
    last_prose = max(
        (at for at in range(start, len(lines)) if is_prose(lines[at]) or _decides(lines[at])), default=start
    )
    rest_is_tables = _outweighed(lines)
    for at in range(start, len(lines)):
        line = lines[at]
        if is_table_row(line) and rest_is_tables[at] and not _speaks_after_rows(lines, at):
            return _above_caption(lines, start, at)
        signs = _PLACE_AND_DATE.match(line.text) or (line.text.strip() and _SIGNATURES.match(line.text))
        if signs and not _decides(line) and (at >= last_prose or rest_is_tables[at]):
            return line.start
    return len(text)


def _decides(line: Line) -> bool:
    """Whether a line stands over what was decided at a meeting: «Vejudvalget den 5. maj 2020»."""
    return opened_by(line.text) is ItemPart.DECIDED or names_meeting(line.text)


def is_prose(line: Line) -> bool:
    """Whether a line holds so many words that it is neither a heading nor a row."""
    words = line.text.strip()
    return len(words.split()) >= 8 and not (is_table_row(line) or is_contents_entry(line) or in_columns(line))


def _outweighed(lines: Sequence[Line]) -> list[bool]:
    """For each line whether from it on the tables outweigh the prose; counted once, since it is asked at every row."""
    rows = prose = 0
    found = []
    for line in reversed(lines):
        if not line.blank:
            rows += is_table_row(line)
            prose += is_prose(line) or is_bullet(line)
        found.append(rows >= _FEWEST_ROWS and rows * 2 >= prose)
    return found[::-1]


def _speaks_after_rows(lines: list[Line], at: int) -> bool:
    """Whether under the last row from line `at` on the section goes on in whole sentences."""
    last = max(place for place in range(at, len(lines)) if is_table_row(lines[place]))
    under = [line for line in lines[last + 1 :] if is_prose(line) or line.text.rstrip().endswith(".")]
    return any(_OPENS_SENTENCE.match(line.text.strip()) for line in under)


def _above_caption(lines: list[Line], start: int, at: int) -> int:
    """The start of the short lines just above a table that name it."""
    first = at
    for above in range(at - 1, max(start, at - 6) - 1, -1):
        words = lines[above].text.strip()
        if words and (words[-1] in ".:" or is_prose(lines[above])) and not words.startswith("**"):
            break
        if words:
            first = above
    return lines[first].start


def said_after(lines: list[Line], tail: int) -> list[tuple[int, int]]:
    """What is said in whole sentences from `tail` on, among signatures and tables, with the lists under it."""
    said: list[tuple[int, int]] = []
    goes_on = False  # the line before belongs to what is said
    for line in lines[bisect_left([line.start for line in lines], tail) :]:
        speaks = is_prose(line) and bool(_OPENS_SENTENCE.match(line.text.strip()))
        if goes_on and not line.blank and not is_table_row(line):
            said[-1] = (said[-1][0], line.end)
        elif goes_on := speaks:
            said.append((line.start, line.end))
    return said
