"""Lines that can be numbered headings: decimal numbers, single ones, letters, and items of minutes.

A candidate is judged by itself and by the line after it; which candidates are the document's headings is decided in
`schemes`, by how their numbers run and by the prose between them.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tracker.agreement.structure.headings.heading import Heading, is_spaced, is_title, opens_block
from tracker.agreement.structure.headings.numbers import (
    BESIDE,
    DECIMAL,
    DIVIDED,
    ITEM,
    LETTER,
    OTHER_ITEMS,
    SINGLE,
    TIMED,
    counted,
    heading_of,
)
from tracker.agreement.structure.prose.item_heads import is_heading
from tracker.agreement.text.lines import Line, is_bullet, is_rule, join_broken, visible, wrapped_at

_OPENNESS_ALONE = re.compile(r"\(?(?:åbent?|lukket)\)?(?:\s(?:sag|punkt|dagsordenspunkt))?:?", re.IGNORECASE)
UNFINISHED = re.compile(
    r"(?:[-–,/&]|\b(?:og|eller|samt|til|af|for|i|på|med|om|ved|hos|fra|som|mellem|den|det|de|en|et|vores|at|øge))$",
    re.IGNORECASE,
)
# «a. Flere bænke», «iv) Mere lys», «at hallen renoveres»: a list begins, though with a small letter
_BEGINS_A_LIST = re.compile(r"(?:\(?(?:[a-zæøå]|[ivx]{2,4})[.)]|at)\s+\S")


def decimal_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Candidates such as «1.15. Titel», «1.15 Titel» and «3.01. Titel»."""
    return unless_times(candidates(lines, skipped, DECIMAL), lines)


def divided_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Candidates such as «1.a Titel» and «2b) Titel», that stand alone as no item of a list does."""
    found = candidates(lines, skipped, DIVIDED)
    # «1 | Byen», with «1.a | Veje» at once under it
    under = {heading.last + 1 for over in (SINGLE, LETTER) for heading in candidates(lines, skipped, over)}
    alone = {heading.first for heading in stand_alone(found, lines, skipped)}
    named = [heading for heading in found if not heading.title[0].islower()]
    run_on = all(after.key in _next(before.key) for before, after in pairwise(named))
    return named if run_on else [heading for heading in named if heading.first in alone | under]


def _next(key: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """The numbers that may follow a divided one: after 1.b stands 1.c, or 2.a, or, with one undivided between, 3.a."""
    return (key[0], key[1] + 1), (key[0] + 1, 1), (key[0] + 2, 1)


def unless_times(headings: list[Heading], lines: list[Line]) -> list[Heading]:
    """Those with decimal numbers, unless all are times of a day («9.30 Oplæg»)."""
    return [] if all(TIMED.match(lines[heading.first].text) for heading in headings) else headings


def single_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Candidates such as «4. Titel» and «Kapitel 4: Titel»; items of lists in the text are among them."""
    return candidates(lines, skipped, SINGLE)


def opens_with_number(line: Line) -> bool:
    """Whether a number opens the line, as a heading's or as an item's of a list."""
    return SINGLE.match(line.text) is not None


def stand_alone(headings: list[Heading], lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Those that open with a capital under a blank line, as a heading does and an item of a list does not.

    So does what stands under a page's header or a table, which are among the `skipped` lines.

    In a text without blank lines nothing can be told from them.
    """
    spaced = is_spaced(lines)
    return [
        heading
        for heading in headings
        if not heading.title[0].islower()
        and (heading.level or not spaced or heading.first - 1 in skipped or stands_first(lines, heading.first))
    ]


def stands_first(lines: list[Line], at: int) -> bool:
    """Whether line `at` opens a block, or stands right under a line that only says who may listen («Åbent punkt»)."""
    return opens_block(lines, at) or _OPENNESS_ALONE.fullmatch(lines[at - 1].plain) is not None


def item_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Candidates such as «Pkt. 42», «Punkt 3: Titel» and «Sag nr. 5»."""
    found = candidates(lines, skipped, ITEM)
    if found:
        return found
    rows = [candidates(lines, skipped, pattern) for pattern in OTHER_ITEMS]
    rows = [row if any(item.counts for item in row) else stand_alone(row, lines, skipped) for row in rows]
    return next((row for row in rows if _run_on(row)), [])


def _run_on(items: list[Heading]) -> bool:
    """Whether items follow each other, one for one and in one year: «14/6» and «21/6» are days."""
    last = {item.key: item for item in items}.values()  # a list of contents may tell them before
    steps = [(after.key[0] - before.key[0], after.key[1:] == before.key[1:]) for before, after in pairwise(last)]
    return len(last) > 1 and all(step == (1, True) for step in steps)


def candidates(lines: list[Line], skipped: frozenset[int], pattern: re.Pattern[str]) -> list[Heading]:
    """The lines that `pattern` of `numbers` matches, each with its whole title."""
    found = []
    width = wrapped_at(lines)
    for at, line in enumerate(lines):
        if at in skipped or not line.text[:80].strip():
            continue
        match = pattern.match(line.text)
        if match and (heading := _with_title(lines, skipped, match, at, width)):
            found.append(heading)
    return found


def _with_title(
    lines: list[Line], skipped: frozenset[int], match: re.Match[str], at: int, width: int | None
) -> Heading | None:
    """The heading with its whole title, taken from the next line where the number stands without one."""
    title = _title_beside(match, lines[at + 1].plain if at + 1 < len(lines) else "")
    start, last = lines[at].start, at
    if not title or BESIDE.fullmatch(title):
        below = next((n for n in range(at + 1, min(at + 3, len(lines))) if not _parts(lines[n])), at)
        named = below != at and below not in skipped and is_title(lines[below].plain) and not is_bullet(lines[below])
        if not title and not named:
            return _without_title(match, lines[at], at)
        if title and named and is_heading(lines[below].text) and ":" in match[0][: match.end("number")]:
            return None  # «Punkt: 93   Sagsnr.: …», under the title
        if named and not (title and is_heading(lines[below].text)):
            title, last = lines[below].plain, below
    runs_on = last + 1 < len(lines) and lines[last + 1].plain[:1].islower()
    if not is_title(title.rstrip(",") if runs_on else title):
        return None
    while last + 1 < len(lines) and last - at < 3:
        continuation = _continuation(lines, skipped, title, last + 1, width)
        if continuation is None:
            return None if match["title"] else _without_title(match, lines[at], at)
        if not continuation:
            break
        title, last = join_broken(title, continuation), last + 1
    return heading_of(match, title, start, lines[last].end, at, last)


def _title_beside(match: re.Match[str], below: str) -> str:
    """The title on the number's own line; empty where there is none. `below`: the next line's words."""
    title = visible(re.sub(r"\s*(?:\*\*|__|#+|(?<=\w)[_*])\s*$", "", match["title"])).strip()
    if counted(match):
        title = re.split(r"\s{3,}", title)[0]  # «Pkt.  8   Lokalplan          Sag: 2007/11835»
    # Over «J.nr. …» stands a title, and no sentence
    return title.rstrip(".") if title.endswith(".") and BESIDE.match(below) else title


def _parts(line: Line) -> bool:
    """Whether the line holds no words: a blank one, or a rule."""
    return line.blank or is_rule(line)


def _without_title(match: re.Match[str], line: Line, at: int) -> Heading | None:
    """«Ad punkt 3» with its prose at once under it: what is counted is its title."""
    title = line.plain.rstrip(" .:–-")
    return heading_of(match, title, line.start, line.end, at, at) if counted(match) else None


def _continuation(lines: list[Line], skipped: frozenset[int], title: str, at: int, width: int | None) -> str | None:
    """The rest of a title that goes on in line `at`; empty where it does not, None where it is no title at all.

    Small letters go on, and so does a short line under one that was full, with `width` characters or nearly.
    """
    line = lines[at]
    words = line.plain
    if not words or at in skipped or is_bullet(line) or DECIMAL.match(line.text) or SINGLE.match(line.text):
        return ""
    unfinished = UNFINISHED.search(title) is not None
    if _BEGINS_A_LIST.match(words) and not unfinished:
        return ""
    runs_on = words[0].islower() or unfinished
    alone = at + 1 >= len(lines) or lines[at + 1].blank
    full = len(lines[at - 1].text) + 1 + len(words.split()[0]) > width if width else len(title) >= 70
    if not runs_on and not (full and len(words) <= 50 and alone):
        return ""
    if len(words) > 100 or words[-1] in ".:;," or not (alone or lines[at + 1].plain[0].isupper()):
        return None if words[0].islower() else ""
    return words
