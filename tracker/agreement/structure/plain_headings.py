"""Lines that can be headings without a number: Markdown's, underlined ones, lines in bold, lines that stand alone."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.agreement.structure.headings import Heading, is_title
from tracker.agreement.structure.letterhead import ends_in_day, is_greeting, names_sender
from tracker.agreement.structure.numbered_headings import UNFINISHED, opens_with_number
from tracker.agreement.tables.columns import split_cells
from tracker.agreement.tables.initiative_tables import columns_of
from tracker.agreement.text.lines import Line, is_bullet, is_contents_entry, is_page_mark, is_rule, is_table_row

_MARKDOWN = re.compile(r"^(?P<hashes>#{1,6})\s+\S")
_BOLD_LINE = re.compile(r"^\s*(?:\*\*|__)(?P<title>[^*_].*?)(?:\*\*|__)\s*$")
_BOLD_LABEL = re.compile(r"^\s*\*\*(?P<title>[^*]{3,80}?)[.:]?\*\*[.:]?\s+(?=\S)")
_LABELLED = re.compile(r"^[\w/ .-]{2,25}:\s+\S|@|https?:")
_MOST_WORDS_OVER_A_LIST = 7
# «Konkret betyder det», «Partierne er enige om følgende»: the list goes on with the sentence
_BEGINS_A_SENTENCE = re.compile(
    r"\b(?:er|var|skal|vil|har|kan|bør|bliver|betyder|ønsker|aftaler|beslutter|omfatter|får|følgende|derfor|vi|der|som)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\W*at\s")  # the first item of a list that goes on with the sentence over it
_OPENS = re.compile(r"[»«\"„“”]?[A-ZÆØÅ]")  # a sentence, which may be somebody's words
_NEVER_LAST = re.compile(r"(?:[-–,/&]|\b(?:og|eller|samt|som|mellem|den|det|de|en|et|vores|at))$", re.IGNORECASE)
_YEARS_OF_PAPER = re.compile(
    r"(?:\w*perioden?|budget)\s(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d", re.IGNORECASE
)  # a subtitle
_CAPTION = re.compile(r"(?:tabel|oversigt|skema|figur|bilag|liste)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]$")
_FEWEST_ALIKE = 3
_LONGEST_ALONE = 110  # a title without a number must be told from a sentence


def plain_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Headings without numbers: Markdown's, else underlined ones, lines in bold, lines that stand alone above prose.

    A few lines in bold are no scheme where many stand alone; a label in bold that opens its paragraph comes last, after
    lines that end in a colon.
    """
    if marked := _markdown(lines, skipped) or _underlined(lines, skipped):
        return marked
    bold, alone = _bold_lines(lines, skipped), _standing_alone(lines, skipped)
    if len(bold) >= 2 and len(bold) * 3 >= len(alone):
        return bold
    return alone or _before_a_colon(lines, skipped) or _bold_labels(lines, skipped)


def _markdown(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    found = []
    for at, line in enumerate(lines):
        match = None if at in skipped else _MARKDOWN.match(line.text)
        if match and line.plain:
            found.append(_unnumbered(line.plain, line.start, line.end, at, len(match["hashes"])))
    return found


def _underlined(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Lines with a rule of signs under them; one or two are the paper's title, and no scheme."""
    found = []
    for at, line in enumerate(lines[:-1]):
        under = is_rule(lines[at + 1])
        if at in skipped or not under or not _may_stand_alone(line) or "  " in line.plain:
            continue
        if (at == 0 or lines[at - 1].blank) and _has_prose_below(lines, skipped, at + 1):
            heading = _unnumbered(line.plain, line.start, lines[at + 1].end, at)
            found.append(replace(heading, last=at + 1))
    return found if len(found) >= _FEWEST_ALIKE else []


def _before_a_colon(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """«Flere bænke:» on a line of its own above prose, and no «Partierne er enige om følgende:» over a list."""
    found = []
    for at, line in enumerate(lines[:-1]):
        if at in skipped or not line.plain.endswith(":") or not (at == 0 or lines[at - 1].blank):
            continue
        words = line.plain.rstrip(" :")
        below = _next_line(lines, skipped, at + 1)
        if below is None or not lines[at + 1].blank or is_bullet(lines[below]) or not _names_a_list(words):
            continue
        bare = replace(line, text=line.text.rstrip(" :"))
        if _may_stand_alone(bare) and _has_prose_below(lines, skipped, at):
            found.append(_unnumbered(words, line.start, line.end, at))
    return found if len(found) >= _FEWEST_ALIKE else []


def _bold_lines(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    found = []
    for at, line in enumerate(lines):
        match = None if at in skipped else _BOLD_LINE.match(line.text)
        if match and is_title(match["title"]) and _has_prose_below(lines, skipped, at):
            found.append(_unnumbered(match["title"].strip(), line.start, line.end, at))
    return found


def _bold_labels(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """«**Politi** Regeringen vil …»: a label that opens its paragraph."""
    found = []
    for at, line in enumerate(lines):
        match = None if at in skipped else _BOLD_LABEL.match(line.text)
        if match:
            label_end = line.start + match.end()
            found.append(replace(_unnumbered(match["title"].strip(), line.start, label_end, at), last=at - 1))
    return found


def _standing_alone(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    found: list[Heading] = []
    for at, line in enumerate(lines):
        if at in skipped or line.blank or not (at == 0 or lines[at - 1].blank):
            continue
        if _may_stand_alone(line) and _stands_above(lines, skipped, at):
            found.append(_unnumbered(line.plain, line.start, line.end, at))
    return found


def _may_stand_alone(line: Line) -> bool:
    words = line.plain
    if (
        not 3 <= len(words) <= _LONGEST_ALONE
        or words[-1] in ".,;:!"
        or not (words[0].isupper() or words[0] in "«\"“”'")
    ):
        return False
    if is_bullet(line) or is_table_row(line) or is_contents_entry(line) or is_page_mark(line):
        return False
    if is_greeting(line) or names_sender(line) or ends_in_day(line):
        return False
    if _NEVER_LAST.search(words) or _YEARS_OF_PAPER.fullmatch(words):
        return False
    return not _LABELLED.search(words)


def _stands_above(lines: list[Line], skipped: frozenset[int], at: int) -> bool:
    """Whether prose or another heading follows, so that the line is not the first of a paragraph."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None:
        return False
    if is_bullet(below):
        return _names_a_list(lines[at].plain) and not _GOES_ON.match(below.plain)
    if not below.blank:
        opens = _OPENS.match(below.plain) and len(lines[at].plain) <= 60 and not UNFINISHED.search(lines[at].plain)
        return bool(opens) and (len(below.plain) >= 50 or bool(_SENTENCE.search(below.plain)))
    following = _next_line(lines, skipped, at + 1)
    if following is None:
        return stands_over_initiatives(lines, at)
    if _has_prose_below(lines, skipped, at) or _lists_posts(lines, following) or stands_over_initiatives(lines, at):
        return True
    return _may_stand_alone(lines[following]) and _has_prose_below(lines, skipped, following)


def stands_over_initiatives(lines: list[Line], at: int) -> bool:
    """Whether nothing but blank lines stands between line `at`, which is no caption, and a table of initiatives."""
    below = next((place for place in range(at + 1, len(lines)) if not lines[place].blank), None)
    if below is None or below == at + 1 or _CAPTION.match(lines[at].plain):
        return False
    return bool(columns_of([cell.text for cell in split_cells(lines[below])[1]]))


def _lists_posts(lines: list[Line], at: int) -> bool:
    """Whether a list of labels begins in line `at`: «Borgmester: …», «1. viceborgmester: …»."""
    listed = lines[at : at + 2]
    return len(listed) == 2 and all(_LABELLED.search(line.plain) for line in listed)


def _names_a_list(words: str) -> bool:
    """Whether a line right above a list names what the list is about, and is no sentence that goes on in it."""
    return len(words.split()) <= _MOST_WORDS_OVER_A_LIST and not _BEGINS_A_SENTENCE.search(words)


def _has_prose_below(lines: list[Line], skipped: frozenset[int], at: int) -> bool:
    following = _next_line(lines, skipped, at + 1)
    if following is None:
        return False
    line = lines[following]
    words = line.text.strip()
    if is_table_row(line) or is_contents_entry(line) or words[0].islower():
        return False  # a small letter goes on with a sentence that a page parted
    if len(words) >= 60 or len(words.split()) >= 8:
        return True
    return is_bullet(line) or opens_with_number(line) or (words[-1] in ".:!?" and len(words.split()) >= 3)


def _next_line(lines: list[Line], skipped: frozenset[int], start: int) -> int | None:
    return next(
        (
            at
            for at in range(start, len(lines))
            if not lines[at].blank and (at not in skipped or is_table_row(lines[at]))
        ),
        None,
    )


def _unnumbered(title: str, start: int, end: int, at: int, level: int = 0) -> Heading:
    return Heading("", (), title, start, end, at, at, level)
