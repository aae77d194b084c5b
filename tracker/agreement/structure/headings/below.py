"""What stands under a line that may be a heading: prose, a list, a table, or words that it only opens."""

from __future__ import annotations

import re

from tracker.agreement.acts.finite import is_verb
from tracker.agreement.structure.headings.numbered import UNFINISHED, opens_with_number
from tracker.agreement.tables.columns import read_header, split_cells
from tracker.agreement.tables.initiative_tables import columns_of
from tracker.agreement.text.lines import Line, in_columns, is_bullet, is_contents_entry, is_table_row
from tracker.danish import MONTH_WORDS

LABELLED = re.compile(r"^[\w/ .-]{2,25}:\s+\S|@|https?:")
_MOST_WORDS_OVER_A_LIST = 7
_FEWEST_WORDS_OF_A_SENTENCE = 4
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
_WHOLE_ITEM = re.compile(r"\W*[A-ZÆØÅ].*(?:[.!?]|[^\W\d_],? \w+)$")
# «Vi bygger til børnene», over «Vi opfører et børnehus.», and no «Vi vil», «Det er vi enige om»
_WE_DO = re.compile(r"\W*(?:Vi|Der|Partierne)\s[a-zæøå]+\s")
_SHORT, _FULL = 30, 70  # characters of a line that was not broken off, and of one that is
ENDS_OPEN = re.compile(
    r"\b(?:er|vil|skal|kan|har|bør|vi|at|følgende|enige|\w+er|om|til|for|med|på|i|af)$", re.IGNORECASE
)
_ADDED = re.compile(r",\s(?:også|selv|når|hvis|men|der|som|og)\b.*$", re.IGNORECASE)  # «Klima, også når det er dyrt»
GOES_ON = re.compile(r"\W*at\s")  # the first item of a list that goes on with the sentence over it
OPENS = re.compile(r"[»«\"„“”]?[A-ZÆØÅ]")  # a sentence, which may be somebody's words
_COUNTS = re.compile(
    r"\d{1,3}(?:\.\d{3})*\s(?!mio|mia|kr|pct|procent)[a-zæøå]{3,}\s[a-zæøå]+\s.{30}"
)  # «312 lygter er …»
# «Ansvarlig: Jobcenteret», «(Børneudvalget)», «Vejudvalget»
TELLS_OF_SECTION = re.compile(
    r"(?:ansvar\w*|frist|tidsplan|tidspunkt|tid|udvalg|ejer|status|økonomi|mål|formål|kontakt|tovholder|opfølgning|deltagere)"
    r"(?:\s\w+)?\s?:\s+\S.{0,60}|\([^()]{3,60}\)|(?-i:(?:[A-ZÆØÅ]\w*-?,?\s(?:og\s)?){0,3}[A-ZÆØÅ]?\w*udvalget)"
    r"|udvalget for\s[\w ,-]{3,60}",
    re.IGNORECASE,
)
MONTH_ALONE = re.compile(rf"(?:{MONTH_WORDS})(?:\s(?:19|20)\d\d)?", re.IGNORECASE)
# «Karen Holm, Jonas Bro (A) og Mette Lund»
_NAME = r"[A-ZÆØÅ][\w.-]*(?:\s[A-ZÆØÅ][\w.-]*){1,3}(?:\s?\([^()]{1,30}\))?"
_NAMES = re.compile(rf"{_NAME}(?:(?:,|\s?/|\s(?:og|samt)|,\sog)\s{_NAME})+\W*")
_CAPTION = re.compile(r"(?:tabel|oversigt|skema|figur|bilag|liste)\b", re.IGNORECASE)
ENDS_SENTENCE = re.compile(r"[.!?]$")
_FEWEST_COLUMNS = 3


def stands_on(lines: list[Line], at: int) -> bool:
    """Whether the words right under line `at` begin anew, so that it is a heading and no part of a sentence."""
    words, below = lines[at].plain, lines[at + 1]
    if _NAMES.fullmatch(below.plain) or (is_table_row(below) and in_columns(below)):
        return False
    apart = in_capitals(words) or MONTH_ALONE.fullmatch(words)
    if apart and not in_capitals(below.plain) and not is_table_row(below):
        return True
    # «Opgaver⏎Udvalget skal⏎- …»
    listed = at + 2 < len(lines) and is_bullet(lines[at + 2]) and not is_table_row(below)
    if listed and not in_capitals(below.plain) and names_a_list(words):
        return True
    # «Hvad der ikke er med»; a sentence breaks off only where its line is full: not «Velfærd tæt på» over a long line
    short = len(words) <= _SHORT and len(below.plain) >= _FULL
    finished = short or ASKS_OR_TELLS.match(words) or not UNFINISHED.search(words)
    opens = (OPENS.match(below.plain) or _COUNTS.match(below.plain)) and len(words) <= 60 and finished
    speaks = len(below.plain) >= 50 or ENDS_SENTENCE.search(below.plain) or _leads_to_a_list(lines, at + 1)
    return bool(opens) and bool(speaks)


def under_labels(lines: list[Line], at: int) -> int:
    """The first line under line `at` and the labels right under it: «Ansvarlig: …», «(Børneudvalget)»."""
    said = at + 1
    while said < len(lines) - 1 and TELLS_OF_SECTION.fullmatch(lines[said].plain):
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


def stands_over_rows(lines: list[Line], at: int) -> bool:
    """Whether line `at`, which is no caption, stands over any table, of money as well, or a list with leaders."""
    below = _first_under(lines, at)
    return _row_under(lines, at) is not None or (below is not None and is_contents_entry(below))


def _first_under(lines: list[Line], at: int) -> Line | None:
    """The first line under line `at` that is not blank."""
    return next((lines[place] for place in range(at + 1, len(lines)) if not lines[place].blank), None)


def _cells(line: Line) -> list[str]:
    return [cell.text for cell in split_cells(line)[1]]


def _row_under(lines: list[Line], at: int) -> int | None:
    """The place of the first line under `at`, where it is in columns and `at` is no caption."""
    below = next((place for place in range(at + 1, len(lines)) if not lines[place].blank), None)
    if below is None or _CAPTION.match(lines[at].plain):
        return None
    return below if is_table_row(lines[below]) or in_columns(lines[below]) else None


def lists_posts(lines: list[Line], at: int) -> bool:
    """Whether a list of labels begins in line `at`: «Borgmester: …», «1. viceborgmester: …»."""
    listed = [line for line in lines[at : at + 3] if not line.blank][:2]
    return len(listed) == 2 and all(LABELLED.search(line.plain) for line in listed)


def in_capitals(words: str) -> bool:
    """Whether the words are printed in capitals, and are more than an abbreviation."""
    return words.isupper() and re.search(r"[^\W\d]{4}", words) is not None


def names_a_list(words: str, first: Line | None = None) -> bool:
    """Whether a line right above a list names what the list is about, and is no sentence that goes on in it.

    What asks, or tells what comes, is a heading where the list's `first` item is a whole sentence.
    """
    if len(words.split()) > _MOST_WORDS_OVER_A_LIST:
        return False
    whole = first is not None and _WHOLE_ITEM.match(first.plain)
    words = _ADDED.sub("", words)
    slogan = first is not None and _WE_DO.match(first.plain) and not ENDS_OPEN.search(words)
    return not _BEGINS_A_SENTENCE.search(words) or bool(whole and (ASKS_OR_TELLS.match(words) or slogan))


def has_prose_below(lines: list[Line], skipped: frozenset[int], at: int) -> bool:
    following = next_line(lines, skipped, at + 1)
    if following is None:
        return False
    line = lines[following]
    words = line.text.strip()
    if is_table_row(line) or is_contents_entry(line) or words[0].islower():
        return False  # a small letter goes on with a sentence that a page parted
    if _NAMES.fullmatch(words):
        return False  # who signs
    if following + 1 < len(lines) and lines[following + 1].plain[:1].islower():
        words = f"{words} {lines[following + 1].plain}"  # a line that was broken early
    if len(words) >= 60 or len(words.split()) >= 8:
        return True
    if is_bullet(line) or opens_with_number(line) or _leads_to_a_list(lines, following):
        return True
    if len(words.split()) >= _FEWEST_WORDS_OF_A_SENTENCE and any(map(is_verb, re.findall(r"\w+", words))):
        return True  # a sentence that a page broke off: «Regionen vil halvere udledningen»
    under = next_line(lines, skipped, following + 1) if words.endswith(":") else None
    if under is not None and is_table_row(lines[under]):
        return True  # «Jobcentrets måltal:», and the table
    return words[-1] in ".:!?" and len(words.split()) >= 3


def _leads_to_a_list(lines: list[Line], at: int) -> bool:
    """Whether a sentence begins in line `at` that the items under it end: «Partierne er enige om,», «Vi vil:»."""
    words = lines[at].plain
    first = _first_under(lines, at)
    listed = first is not None and (is_bullet(first) or opens_with_number(first) or GOES_ON.match(first.plain))
    opens = words[-1] in ",:" and len(words.split()) >= _FEWEST_WORDS_OVER_A_LIST
    return opens and bool(listed) and _BEGINS_A_SENTENCE.search(words) is not None


def next_line(lines: list[Line], skipped: frozenset[int], start: int) -> int | None:
    return next(
        (
            at
            for at in range(start, len(lines))
            if not lines[at].blank and (at not in skipped or is_table_row(lines[at]))
        ),
        None,
    )
