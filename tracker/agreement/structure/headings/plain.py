"""Lines that can be headings without a number: Markdown's, underlined ones, lines in bold, lines that stand alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from tracker.agreement.structure.headings.heading import Heading, is_spaced, is_title, opens_block, unnumbered
from tracker.agreement.structure.headings.letterhead import (
    ends_in_day,
    is_byline,
    is_greeting,
    is_letterhead,
    names_sender,
    tells_version,
)
from tracker.agreement.structure.headings.numbered import UNFINISHED, opens_with_number
from tracker.agreement.structure.prose.tail import is_over_signatures
from tracker.agreement.tables.columns import read_header, split_cells
from tracker.agreement.tables.initiative_tables import columns_of
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
from tracker.danish import MONTHS

_MARKDOWN = re.compile(r"^(?P<hashes>#{1,6})\s+\S")
_DECORATED = re.compile(r"^\s*(?P<sign>[~=*+•·:–—-]{1,5})\s+(?P<title>[^\W\d].{1,80}?)\s+(?P=sign)\s*$")
_BOLD_LINE = re.compile(r"^\s*(?P<sign>[*_]{1,3})(?P<title>[^*_\s].*?)(?P=sign)\s*$")  # or in italics
_LABELLED = re.compile(r"^[\w/ .-]{2,25}:\s+\S|@|https?:")
_MOST_WORDS_OVER_A_LIST = 7
_FEWEST_WORDS_OVER_A_LIST = 2
# «Konkret betyder det», «Partierne er enige om følgende»: the list goes on with the sentence
_BEGINS_A_SENTENCE = re.compile(
    r"\b(?:er|var|skal|vil|har|kan|bør|bliver|betyder|ønsker|aftaler|beslutter|omfatter|får|følgende|derfor|vi|der|som)\b",
    re.IGNORECASE,
)
# «Hvad betyder det for dig?», «Det vil vi nå», «Sådan kommer vi videre»
ASKS_OR_TELLS = re.compile(
    r"(?:hvad|hvor\w*|hvem|hvilke\w*|sådan)\b[^,]*$|(?:det|her)\s(?:vil|skal|kan|gør|har|er)\s(?:vi|du|I|der)\b[^,]*$|[^.]+\?$",
    re.IGNORECASE,
)
# «Emne: Bænke i parken», «Sag: …»: a label that each item opens with
_NAMED_ITEM = re.compile(
    r"\s*(?:\*\*)?(?P<label>emne|sag|(?:dagsordens)?punkt|sagens\s(?:titel|navn)|overskrift|vedr\.?|vedrørende)\s*:(?:\*\*)?"
    r"\s*(?P<title>[^\s\d].*)",
    re.IGNORECASE,
)
_OF_A_MAIL = re.compile(r"(?:fra|til|sendt|cc)\s?:", re.IGNORECASE)
_WHOLE_ITEM = re.compile(r"\W*[A-ZÆØÅ].*(?:[.!?]|[^\W\d_],? \w+)$")
_GOES_ON = re.compile(r"\W*at\s")  # the first item of a list that goes on with the sentence over it
_OPENS = re.compile(r"[»«\"„“”]?[A-ZÆØÅ]")  # a sentence, which may be somebody's words
_NEVER_LAST = re.compile(r"(?:[-–,/&]|\b(?:og|eller|samt|som|mellem|den|det|de|en|et|vores|at))$", re.IGNORECASE)
_YEARS_OF_PAPER = re.compile(
    r"(?:\w*perioden?|budget)\s(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d", re.IGNORECASE
)  # a subtitle
_TIME = re.compile(r"[1-4]\.\s(?:kvartal|kvt\.?|halvår)(?:\s(?:19|20)\d\d)?|(?:19|20)\d\d", re.IGNORECASE)  # of a plan
# «Ansvarlig: Jobcenteret», «(Børneudvalget)», «Vejudvalget»
_TELLS_OF_SECTION = re.compile(
    r"(?:ansvar\w*|frist|tidsplan|tidspunkt|tid|udvalg|ejer|status|økonomi|mål|formål|kontakt|tovholder|opfølgning|deltagere)"
    r"(?:\s\w+)?\s?:\s+\S.{0,60}|\([^()]{3,60}\)|(?-i:(?:[A-ZÆØÅ]\w*-?,?\s(?:og\s)?){0,3}[A-ZÆØÅ]?\w*udvalget)"
    r"|udvalget for\s[\w ,-]{3,60}",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"(?:{'|'.join(MONTHS)})(?:\s(?:19|20)\d\d)?", re.IGNORECASE)
_CAPTION = re.compile(r"(?:tabel|oversigt|skema|figur|bilag|liste)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]$")
_FEWEST_ALIKE = 3
_LONGEST_OVER_LABELS = 60
_FEWEST_COLUMNS = 3
_LONGEST_ALONE = 110  # a title without a number must be told from a sentence


def plain_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Headings without numbers: Markdown's, else underlined or decorated ones, lines in bold, lines that stand alone.

    A few lines in bold are no scheme where many stand alone.
    """
    if marked := _markdown(lines, skipped) or _underlined(lines, skipped) or _decorated(lines, skipped):
        return marked
    bold, alone = _bold_lines(lines, skipped), _standing_alone(lines, skipped)
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
        below = _next_line(lines, skipped, at + 1)
        if match and below and (_has_prose_below(lines, skipped, at) or _lists_posts(lines, below)):
            found.append(unnumbered(match["title"], line.start, line.end, at))
    return found if len(found) >= 2 else []


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
        if at in skipped or not under or not _may_stand_alone(line) or "  " in line.plain:
            continue
        below = _next_line(lines, skipped, at + 2)
        says = _has_prose_below(lines, skipped, at + 1) or (below is not None and _lists_posts(lines, below))
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
        below = _next_line(lines, skipped, at + 1)
        if below is None or is_bullet(lines[below]) or not (_names_a_list(words) or ASKS_OR_TELLS.match(words)):
            continue
        bare = replace(line, text=line.text.rstrip(" :"))
        opens = lines[at + 1].blank or _OPENS.match(lines[below].plain)
        if opens and _may_stand_alone(bare) and _has_prose_below(lines, skipped, at):
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
        if match and is_title(match["title"]) and _has_prose_below(lines, skipped, at):
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
        alone = _may_stand_alone(line)
        if alone and _stands_above(lines, skipped, at):
            found.append(unnumbered(line.plain, line.start, line.end, at))
        elif alone and stands_over_table(lines, at):
            over_tables.append(unnumbered(line.plain, line.start, line.end, at))
        elif heading := _over_two_lines(lines, skipped, at):
            found.append(heading)
    timed = [heading for heading in found if _TIME.fullmatch(heading.title)]
    found = found if len(timed) >= 2 else [heading for heading in found if heading not in timed]
    return sorted([*found, *_like_others(over_tables, found, lines)], key=lambda heading: heading.start)


def _like_others(over_tables: list[Heading], others: list[Heading], lines: list[Line]) -> list[Heading]:
    """Those over tables that stand as other headings do: right over what they name, or over more than initiatives.

    Otherwise they are captions. A paper may also be nothing but tables.
    """
    right_over = [heading for heading in over_tables if not lines[heading.last + 1].blank]
    apart = [heading for heading in over_tables if heading not in right_over]
    if right_over and all(not lines[heading.last + 1].blank for heading in others):
        return right_over if others or len(right_over) >= 2 else []
    return apart if any(stands_over_initiatives(lines, heading.last) for heading in others) else []


def _over_two_lines(lines: list[Line], skipped: frozenset[int], at: int) -> Heading | None:
    """A title that goes on in the next line with a small letter, between blank lines."""
    block = lines[at : at + 3]
    if len(block) < 3 or block[1].blank or not block[2].blank or not block[1].plain[:1].islower():
        return None
    whole = Line(join_broken(block[0].plain, block[1].plain), block[0].start, block[1].end)
    if not _may_stand_alone(whole) or not _has_prose_below(lines, skipped, at + 1):
        return None
    return replace(unnumbered(whole.plain, whole.start, whole.end, at), last=at + 1)


def _is_over(line: Line) -> bool:
    """Whether a heading may stand under the line with no blank one between: it ends a sentence, or the letterhead."""
    return _SENTENCE.search(line.plain) is not None or is_letterhead(line)


def _is_signature(lines: list[Line], at: int) -> bool:
    """Whether the line stands under «Venlig hilsen»."""
    above = next((line for line in reversed(lines[:at]) if not line.blank), None)
    return above is not None and is_greeting(above) and above.plain.lower().endswith(("hilsen", "hilsner"))


def _may_stand_alone(line: Line) -> bool:
    words = line.plain
    if (
        not 3 <= len(words) <= _LONGEST_ALONE
        or words[-1] in ".,;:!"
        or not (words[0].isupper() or words[0] in "«\"“”'" or _TIME.fullmatch(words))
    ):
        return False
    if is_bullet(line) or is_table_row(line) or is_contents_entry(line) or is_page_mark(line):
        return False
    if is_greeting(line) or names_sender(line) or is_byline(line) or is_over_signatures(line):
        return False
    if tells_version(line) or ends_in_day(line) or in_columns(line):
        return False
    if _NEVER_LAST.search(words) or _YEARS_OF_PAPER.fullmatch(words):
        return False
    return not _LABELLED.search(words)


def _stands_above(lines: list[Line], skipped: frozenset[int], at: int) -> bool:
    """Whether prose or another heading follows, so that the line is not the first of a paragraph."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None:
        return False
    capitals = _in_capitals(lines[at].plain)
    if is_bullet(below):
        return (capitals or _names_a_list(lines[at].plain, below)) and not _GOES_ON.match(below.plain)
    if (under := _under_labels(lines, at)) > at + 1 and len(lines[at].plain) <= _LONGEST_OVER_LABELS:
        return lines[under].blank or bool(_OPENS.match(lines[under].plain))
    if not below.blank:
        return _stands_on(lines, at)
    following = _next_line(lines, skipped, at + 1)
    if following is None:
        return stands_over_initiatives(lines, at)
    if _has_prose_below(lines, skipped, at) or _lists_posts(lines, following) or stands_over_initiatives(lines, at):
        return True
    return _may_stand_alone(lines[following]) and _has_prose_below(lines, skipped, following)


def _stands_on(lines: list[Line], at: int) -> bool:
    """Whether the words right under line `at` begin anew, so that it is a heading and no part of a sentence."""
    words, below = lines[at].plain, lines[at + 1]
    apart = _in_capitals(words) or _MONTH.fullmatch(words)
    if apart and not _in_capitals(below.plain) and not is_table_row(below):
        return True
    # «Opgaver⏎Udvalget skal⏎- …»
    listed = at + 2 < len(lines) and is_bullet(lines[at + 2]) and not is_table_row(below)
    if listed and not _in_capitals(below.plain) and _names_a_list(words):
        return True
    opens = _OPENS.match(below.plain) and len(words) <= 60 and not UNFINISHED.search(words)
    speaks = len(below.plain) >= 50 or _SENTENCE.search(below.plain) or _leads_to_a_list(lines, at + 1)
    return bool(opens) and bool(speaks)


def _under_labels(lines: list[Line], at: int) -> int:
    """The first line under line `at` and the labels right under it: «Ansvarlig: …», «(Børneudvalget)»."""
    said = at + 1
    while said < len(lines) - 1 and _TELLS_OF_SECTION.fullmatch(lines[said].plain):
        said += 1
    return said


def stands_over_initiatives(lines: list[Line], at: int) -> bool:
    """Whether nothing but blank lines stands between line `at`, which is no caption, and a table of initiatives."""
    below = _row_under(lines, at)
    return below is not None and below > at + 1 and bool(columns_of(_cells(lines[below])))


def stands_over_table(lines: list[Line], at: int) -> bool:
    """Whether line `at`, which is no caption, stands over a table: right over initiatives, or apart over any matters.

    A table of money, with years over its columns, is named by its caption.
    """
    below = _row_under(lines, at)
    if below is None:
        return False
    words = _cells(lines[below])
    any_matters = len(words) >= _FEWEST_COLUMNS and read_header(lines[below]) is None
    return bool(columns_of(words)) or (below > at + 1 and any_matters)


def _cells(line: Line) -> list[str]:
    return [cell.text for cell in split_cells(line)[1]]


def _row_under(lines: list[Line], at: int) -> int | None:
    """The place of the first line under `at`, where it is in columns and `at` is no caption."""
    below = next((place for place in range(at + 1, len(lines)) if not lines[place].blank), None)
    if below is None or _CAPTION.match(lines[at].plain):
        return None
    return below if is_table_row(lines[below]) or in_columns(lines[below]) else None


def _lists_posts(lines: list[Line], at: int) -> bool:
    """Whether a list of labels begins in line `at`: «Borgmester: …», «1. viceborgmester: …»."""
    listed = lines[at : at + 2]
    return len(listed) == 2 and all(_LABELLED.search(line.plain) for line in listed)


def _in_capitals(words: str) -> bool:
    """Whether the words are printed in capitals, and are more than an abbreviation."""
    return words.isupper() and re.search(r"[^\W\d]{4}", words) is not None


def _names_a_list(words: str, first: Line | None = None) -> bool:
    """Whether a line right above a list names what the list is about, and is no sentence that goes on in it.

    What asks, or tells what comes, is a heading where the list's `first` item is a whole sentence.
    """
    if len(words.split()) > _MOST_WORDS_OVER_A_LIST:
        return False
    whole = first is not None and _WHOLE_ITEM.match(first.plain)
    return not _BEGINS_A_SENTENCE.search(words) or bool(whole and ASKS_OR_TELLS.match(words))


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
    if is_bullet(line) or opens_with_number(line) or _leads_to_a_list(lines, following):
        return True
    return words[-1] in ".:!?" and len(words.split()) >= 3


def _leads_to_a_list(lines: list[Line], at: int) -> bool:
    """Whether a sentence begins in line `at` that the items under it end: «Partierne er enige om,», «Vi vil:»."""
    words = lines[at].plain
    first = next((line for line in lines[at + 1 :] if not line.blank), None)
    listed = first is not None and (is_bullet(first) or opens_with_number(first) or _GOES_ON.match(first.plain))
    opens = words[-1] in ",:" and len(words.split()) >= _FEWEST_WORDS_OVER_A_LIST
    return opens and bool(listed) and _BEGINS_A_SENTENCE.search(words) is not None


def _next_line(lines: list[Line], skipped: frozenset[int], start: int) -> int | None:
    return next(
        (
            at
            for at in range(start, len(lines))
            if not lines[at].blank and (at not in skipped or is_table_row(lines[at]))
        ),
        None,
    )
