"""Lines that can be headings without a number: Markdown's, underlined ones, lines in bold, lines that stand alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from tracker.agreement.structure.headings.below import (
    ASKS_OR_TELLS,
    ENDS_SENTENCE,
    GOES_ON,
    LABELLED,
    OPENS,
    TELLS_OF_SECTION,
    has_prose_below,
    in_capitals,
    lists_posts,
    names_a_list,
    next_line,
    stands_on,
    stands_over_initiatives,
    stands_over_rows,
    stands_over_table,
    under_labels,
)
from tracker.agreement.structure.headings.chains import with_peers
from tracker.agreement.structure.headings.heading import Heading, is_spaced, is_title, opens_block, unnumbered
from tracker.agreement.structure.headings.letterhead import (
    ends_in_day,
    is_byline,
    is_greeting,
    is_letterhead,
    names_sender,
    tells_version,
)
from tracker.agreement.structure.prose.item_heads import opened_by
from tracker.agreement.structure.prose.tail import is_over_signatures
from tracker.agreement.text.lines import (
    Line,
    in_columns,
    is_bullet,
    is_contents_entry,
    is_page_mark,
    is_rule,
    is_table_row,
    join_broken,
)

_MARKDOWN = re.compile(r"^(?P<hashes>#{1,6})\s+\S")
_DECORATED = re.compile(r"^\s*(?P<sign>[~=*+•·:–—-]{1,5})\s+(?P<title>[^\W\d].{1,80}?)\s+(?P=sign)\s*$")
_SIGNED = re.compile(
    r"^\s*(?P<sign>[»+→►▶■◆●✓]|>{1,2}|[^\w\s!-~§«»„“”–—•·´`\u00a0-\u00bf]{1,3})\s+(?P<title>[A-ZÆØÅ].{2,80}?)\s*$"
)
_BOLD_LINE = re.compile(r"^\s*(?P<sign>[*_]{1,3})(?P<title>[^*_\s].*?)(?P=sign)\s*$")  # or in italics
_TOLD_AFTER_COLON = re.compile(
    r"[A-ZÆØÅ][\w/ .-]{1,24}:\s+(?P<rest>(?=.*(?<![(\w])[a-zæøå]{2,})[^\d@]{3,})$"
)  # and no name: «Borgmester: Ida Holm (V)»
# «Emne: Bænke i parken», «Sag: …»: a label that each item opens with
_NAMED_ITEM = re.compile(
    r"\s*(?:\*\*)?(?P<label>emne|sag|(?:dagsordens)?punkt|sagens\s(?:titel|navn)|overskrift|vedr\.?|vedrørende)\s*:(?:\*\*)?"
    r"\s*(?P<title>[^\s\d].*)",
    re.IGNORECASE,
)
_OF_A_MAIL = re.compile(r"(?:fra|til|sendt|cc)\s?:", re.IGNORECASE)
_NEVER_LAST = re.compile(r"(?:[-–,/&]|\b(?:og|eller|samt|som|mellem|den|det|de|en|et|vores|at))$", re.IGNORECASE)
# «Sådan får vi råd til det»: who asks or tells has finished with a pronoun
_ENDS_IN_PRONOUN = re.compile(r"\s(?:af|efter|for|fra|i|med|om|over|på|til|under|ved)\s(?:den|det)$")
_NUMBERED_CAPTION = re.compile(r"(?:tabel|figur|skema|diagram)\s\d", re.IGNORECASE)
_YEARS_OF_PAPER = re.compile(
    r"(?:\w*perioden?|budget)\s(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d", re.IGNORECASE
)  # a subtitle
_VOICED = re.compile(r"[A-ZÆØÅ /-]{4,25}: [A-ZÆØÅ]+(?: [A-ZÆØÅ-]+){1,6}$")  # «SKOLERNE: RO OM REFORMEN»
_TIME = re.compile(r"[1-4]\.\s(?:kvartal|kvt\.?|halvår)(?:\s(?:19|20)\d\d)?|(?:19|20)\d\d", re.IGNORECASE)  # of a plan
_FEWEST_ALIKE = 3
_LONGEST_OVER_LABELS = 60
_LONGEST_ALONE = 110  # a title without a number must be told from a sentence


def plain_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Headings without numbers: Markdown's, else underlined or decorated ones, lines in bold, lines that stand alone.

    A few lines in bold are no scheme where many stand alone.
    """
    if marked := _markdown(lines, skipped) or _underlined(lines, skipped) or _decorated(lines, skipped):
        return marked
    bold, alone = _bold_lines(lines, skipped), _standing_alone(lines, skipped)
    if signed := _after_a_sign(lines, skipped):
        return with_peers(signed, alone)
    if len(bold) >= 2 and len(bold) * 3 >= len(alone):
        return bold
    return _without_labels(alone)


def _markdown(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Lines with Markdown's sign; one alone of the highest level is the paper's title, and no scheme."""
    found = []
    for at, line in enumerate(lines):
        match = None if at in skipped else _MARKDOWN.match(line.text)
        if match and line.plain:
            found.append(unnumbered(line.plain, line.start, line.end, at, len(match["hashes"])))
    return [] if [heading.level for heading in found] == [1] else found


def _decorated(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """«~ Poster ~», «== Poster ==»: lines between the same signs."""
    found = []
    for at, line in enumerate(lines):
        match = None if at in skipped else _DECORATED.match(line.text)
        below = next_line(lines, skipped, at + 1)
        if match and below and (has_prose_below(lines, skipped, at) or lists_posts(lines, below)):
            found.append(unnumbered(match["title"], line.start, line.end, at))
    return found if len(found) >= 2 else []


def _after_a_sign(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """«» Poster», «→ Veje»: lines after one sign, each right over prose, where no line of a list has it."""
    rows: dict[str, list[Heading]] = {}
    listed: set[str] = set()
    for at, line in enumerate(lines[:-1]):
        match = None if at in skipped else _SIGNED.match(line.text)
        if match is None:
            continue
        bare = Line(match["title"], line.start, line.end)
        if (
            may_stand_alone(bare)
            and not lines[at + 1].blank
            and not _SIGNED.match(lines[at + 1].text)
            and has_prose_below(lines, skipped, at)
        ):
            rows.setdefault(match["sign"], []).append(unnumbered(match["title"], line.start, line.end, at))
        else:
            listed.add(match["sign"])
    return next((row for sign, row in rows.items() if sign not in listed and len(row) >= _FEWEST_ALIKE), [])


def _without_labels(headings: list[Heading]) -> list[Heading]:
    """Leaves out what stands again and again inside the sections («Svar»), where others are their headings."""
    times = Counter(heading.title.casefold() for heading in headings)
    others = [heading for heading in headings if times[heading.title.casefold()] < _FEWEST_ALIKE]
    return others if len(others) >= 2 else headings


def _underlined(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Lines with a rule of signs under them; one or two are the paper's title, and no scheme."""
    found = []
    for at, line in enumerate(lines[:-1]):
        under = is_rule(lines[at + 1])
        if at in skipped or not under or not may_stand_alone(line) or "  " in line.plain:
            continue
        below = next_line(lines, skipped, at + 2)
        lists = below is not None and lists_posts(lines, below)
        says = lists or stands_over_rows(lines, at + 1) or has_prose_below(lines, skipped, at + 1)
        if opens_block(lines, at) and says:
            heading = unnumbered(line.plain, line.start, lines[at + 1].end, at)
            found.append(replace(heading, last=at + 1))
    return found if len(found) >= _FEWEST_ALIKE else []


def headings_before_a_colon(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """«Flere bænke:» on a line of its own above prose, and no «Partierne er enige om følgende:» over a list."""
    found = []
    for at, line in enumerate(lines[:-1]):
        if at in skipped or not line.plain.endswith(":") or not opens_block(lines, at):
            continue
        words = line.plain.rstrip(" :")
        below = next_line(lines, skipped, at + 1)
        if below is None or is_bullet(lines[below]) or not (names_a_list(words) or ASKS_OR_TELLS.match(words)):
            continue
        bare = replace(line, text=line.text.rstrip(" :"))
        opens = lines[at + 1].blank or OPENS.match(lines[below].plain)
        if opens and may_stand_alone(bare) and has_prose_below(lines, skipped, at):
            found.append(unnumbered(words, line.start, line.end, at))
    return found if len(found) >= _FEWEST_ALIKE else []


def named_items(lines: list[Line], skipped: frozenset[int]) -> list[list[Heading]]:
    """Rows of «Emne: …», «Sag: …», by their label, and no subject of a mail."""
    rows: dict[str, list[Heading]] = {}
    for at, line in enumerate(lines[:-1]):
        match = _NAMED_ITEM.match(line.text) if at not in skipped and opens_block(lines, at) else None
        if match and is_title(match["title"]) and not _OF_A_MAIL.match(lines[at + 1].plain):
            title = match["title"].strip(" *")
            rows.setdefault(match["label"].casefold(), []).append(unnumbered(title, line.start, line.end, at))
    return list(rows.values())


def _bold_lines(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    found = []
    for at, line in enumerate(lines):
        match = None if at in skipped else _BOLD_LINE.match(line.text)
        says = has_prose_below(lines, skipped, at) or stands_over_rows(lines, at)
        if match and is_title(match["title"]) and says:
            found.append(unnumbered(match["title"].strip(), line.start, line.end, at))
    return found


def _standing_alone(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    found: list[Heading] = []
    over_tables: list[Heading] = []
    spaced = is_spaced(lines)
    for at, line in enumerate(lines):
        if at in skipped or line.blank or not (opens_block(lines, at) or (not spaced and _is_over(lines[at - 1]))):
            continue
        if _is_signature(lines, at):
            continue
        alone = may_stand_alone(line)
        if alone and _stands_above(lines, skipped, at):
            found.append(unnumbered(line.plain, line.start, line.end, at))
        elif alone and (stands_over_table(lines, at) or (in_capitals(line.plain) and stands_over_rows(lines, at))):
            over_tables.append(unnumbered(line.plain, line.start, line.end, at))
        elif heading := _over_two_lines(lines, skipped, at):
            found.append(heading)
    if len(found) >= 2:
        found = sorted([*found, *_before_a_colon(lines, skipped, found)], key=lambda heading: heading.start)
    timed = [heading for heading in found if _TIME.fullmatch(heading.title)]
    found = found if len(timed) >= 2 else [heading for heading in found if heading not in timed]
    return sorted([*found, *_like_others(over_tables, found, lines)], key=lambda heading: heading.start)


def _before_a_colon(lines: list[Line], skipped: frozenset[int], others: list[Heading]) -> list[Heading]:
    """«Psykiatri: fra kø til behandling», alone as the others stand, and no label («Frist: snarest»)."""
    found = []
    taken = {heading.first for heading in others} | skipped
    for at in range(others[0].first + 1, len(lines) - 1):
        match = _TOLD_AFTER_COLON.match(lines[at].plain) if at not in taken else None
        apart = lines[at - 1].blank and lines[at + 1].blank and not is_bullet(lines[at])
        if match and apart and not TELLS_OF_SECTION.fullmatch(lines[at].plain) and not opened_by(lines[at].plain):
            rest = replace(lines[at], text=match["rest"].capitalize())
            if may_stand_alone(rest) and has_prose_below(lines, skipped, at):
                found.append(unnumbered(lines[at].plain, lines[at].start, lines[at].end, at))
    return found


def _like_others(over_tables: list[Heading], others: list[Heading], lines: list[Line]) -> list[Heading]:
    """Those over tables that stand as other headings do: right over what they name, or over more than initiatives.

    Otherwise they are captions. A paper may also be nothing but tables.
    """
    right_over = [heading for heading in over_tables if not lines[heading.last + 1].blank]
    apart = [heading for heading in over_tables if heading not in right_over]
    capitals = [heading for heading in over_tables if in_capitals(heading.title)]
    under_title = others[1:]
    voiced = sum(heading.title.isupper() for heading in under_title)
    if capitals and len(under_title) >= 2 and voiced * 4 >= len(under_title) * 3:
        return capitals
    if right_over and all(not lines[heading.last + 1].blank for heading in others):
        return right_over if others or len(right_over) >= 2 else []
    return apart if any(stands_over_initiatives(lines, heading.last) for heading in others) else []


def _over_two_lines(lines: list[Line], skipped: frozenset[int], at: int) -> Heading | None:
    """A title that goes on in the next line with a small letter, between blank lines."""
    block = lines[at : at + 3]
    if len(block) < 3 or block[1].blank or not block[2].blank or not block[1].plain[:1].islower():
        return None
    whole = Line(join_broken(block[0].plain, block[1].plain), block[0].start, block[1].end)
    if is_letterhead(block[1]) or not may_stand_alone(whole) or not has_prose_below(lines, skipped, at + 1):
        return None
    return replace(unnumbered(whole.plain, whole.start, whole.end, at), last=at + 1)


def _is_over(line: Line) -> bool:
    """Whether a heading may stand under the line with no blank one between: it ends a sentence, or the letterhead."""
    return ENDS_SENTENCE.search(line.plain) is not None or is_letterhead(line)


def _is_signature(lines: list[Line], at: int) -> bool:
    """Whether the line stands under «Venlig hilsen»."""
    above = next((line for line in reversed(lines[:at]) if not line.blank), None)
    return above is not None and is_greeting(above) and above.plain.lower().endswith(("hilsen", "hilsner"))


def may_stand_alone(line: Line) -> bool:
    words = line.plain
    if (
        not 3 <= len(words) <= _LONGEST_ALONE
        or words[-1] in ".,;:!"
        or "  " in words
        or not (words[0].isupper() or words[0] in "«\"“”'" or _TIME.fullmatch(words))
    ):
        return False
    if is_bullet(line) or is_table_row(line) or is_contents_entry(line) or is_page_mark(line):
        return False
    if is_greeting(line) or names_sender(line) or is_byline(line) or is_over_signatures(line):
        return False
    if tells_version(line) or ends_in_day(line) or in_columns(line):
        return False
    finished = ASKS_OR_TELLS.match(words) and _ENDS_IN_PRONOUN.search(words)
    if _NEVER_LAST.search(words) and not finished:
        return False
    if _NUMBERED_CAPTION.match(words) or _YEARS_OF_PAPER.fullmatch(words):
        return False
    if _VOICED.match(words) and opened_by(words) is None:
        return True
    return not LABELLED.search(words)


def _stands_above(lines: list[Line], skipped: frozenset[int], at: int) -> bool:
    """Whether prose or another heading follows, so that the line is not the first of a paragraph."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None:
        return False
    capitals = in_capitals(lines[at].plain)
    if is_bullet(below):
        return (capitals or names_a_list(lines[at].plain, below)) and not GOES_ON.match(below.plain)
    if (under := under_labels(lines, at)) > at + 1 and len(lines[at].plain) <= _LONGEST_OVER_LABELS:
        return lines[under].blank or bool(OPENS.match(lines[under].plain))
    if not below.blank:
        return stands_on(lines, at)
    following = next_line(lines, skipped, at + 1)
    if following is None:
        return stands_over_initiatives(lines, at)
    if has_prose_below(lines, skipped, at) or lists_posts(lines, following) or stands_over_initiatives(lines, at):
        return True
    return may_stand_alone(lines[following]) and has_prose_below(lines, skipped, following)
