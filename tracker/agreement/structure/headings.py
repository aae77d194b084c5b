"""Lines that can be headings: numbered ones, items of minutes, and titles without a number.

A candidate is judged by itself and by the line after it; which candidates are the document's headings is decided in
`tracker.agreement.structure.outline`, by how their numbers run and by the prose between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tracker.agreement.tables.columns import split_cells
from tracker.agreement.tables.initiative_tables import columns_of
from tracker.agreement.text.lines import (
    Line,
    is_bullet,
    is_contents_entry,
    is_page_mark,
    is_table_row,
    join_broken,
    visible,
    wrapped_at,
)

_OPENING = r"^\s*(?P<hashes>#{1,6}\s+)?(?P<bold>\*\*|__)?\s*"
_AFTER_NUMBER = r"[.:)]?(?:\*\*)?(?:\s*[-–—:]\s+|\s+|$)"
# What a number can be the number of: «Indsats 2: …», «Hensigtserklæring nr. 4 – …», «§ 3. …»
_COUNTED = (
    r"(?:(?:(?:Kapitel|Afsnit|Tema|Indsats(?:område)?|Initiativ|Tiltag|(?:Del)?mål|Målsætning|Forslag|Pejlemærke|Spor"
    r"|Fokus(?:område)?|Projekt|Aktivitet|Budgetnote|Hensigtserklæring|Løfte|Aftalepunkt)(?:\s+nr\.?)?\s+|§\s*))?"
)
_DECIMAL = re.compile(
    rf"{_OPENING}{_COUNTED}(?P<number>\d{{1,2}}(?:\.\d{{1,3}}){{1,3}}){_AFTER_NUMBER}(?P<title>.*)$", re.IGNORECASE
)
_SINGLE = re.compile(
    rf"{_OPENING}{_COUNTED}\(?(?P<number>\d{{1,3}}){_AFTER_NUMBER}(?:\d{{1,3}}\.\s+)?(?P<title>.*)$",
    re.IGNORECASE,
)
# «A. Poster», «Tema B: Skole», «II. Økonomi», «a) Flere bænke»
_LETTER = re.compile(
    rf"{_OPENING}(?:(?:Kapitel|Afsnit|Tema|Del|Bilag)\s+)?(?P<number>[A-ZÆØÅ]|[IVX]{{2,5}}|[a-z](?=\)))[.:)](?:\*\*)?\s+(?P<title>[^a-zæøå].*)$"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_ITEM = re.compile(
    rf"{_OPENING}(?:(?:dagsordens)?punkt|pkt\.?|sag(?:\s*nr\.?)?|nr\.?)\s*(?P<number>\d{{1,4}}[a-z]?)\b"
    r"\s*[.:–—-]*(?:\*\*)?\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"^(?P<hashes>#{1,6})\s+\S")
_BOLD_LINE = re.compile(r"^\s*(?:\*\*|__)(?P<title>[^*_].*?)(?:\*\*|__)\s*$")
_BOLD_LABEL = re.compile(r"^\s*\*\*(?P<title>[^*]{3,80}?)[.:]?\*\*[.:]?\s+(?=\S)")
_UNIT = re.compile(
    r"(?:mio|mia|mill|kr|t\.?\s?kr|pct|procent|promille|%|km|m2|m²|kl|timer?|minutter|år)\b", re.IGNORECASE
)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?(?:\s+\d{4})?\W*$", re.IGNORECASE)
_LABELLED = re.compile(r"^[\w/ .-]{2,25}:\s+\S|@|https?:")
_UNFINISHED = re.compile(
    r"(?:[-–,/&]|\b(?:og|eller|samt|til|af|for|i|på|med|om|ved|hos|fra|som|mellem|den|det|de|en|et|vores|at|øge))$",
    re.IGNORECASE,
)
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
_FEWEST_LETTERS = 3
_UNDERLINE = re.compile(r"^\s*(?:-{3,}|={3,}|_{3,}|~{3,})\s*$")
_FEWEST_ALIKE = 3
_LONGEST_TITLE = 170
_LONGEST_ALONE = 110  # a title without a number must be told from a sentence


@dataclass(frozen=True, slots=True)
class Heading:
    """A line, or two or three, that can be a heading.

    `number` is as printed, without its last dot; `key` its value for comparing. Both are empty where there is none.
    `first` and `last` are indexes of lines; where prose follows on the same line, `last` is the line before. `level`
    counts Markdown's signs (0: none).
    """

    number: str
    key: tuple[int, ...]
    title: str
    start: int
    end: int
    first: int
    last: int
    level: int = 0


def decimal_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Candidates such as «1.15. Titel», «1.15 Titel» and «3.01. Titel»."""
    return _numbered(lines, skipped, _DECIMAL)


def single_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Candidates such as «4. Titel» and «Kapitel 4: Titel»; items of lists in the text are among them."""
    return _numbered(lines, skipped, _SINGLE)


def letter_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Headings numbered by letters («A. Poster») or Roman numbers («II. Økonomi»), where they run from the first on."""
    found = _numbered(lines, skipped, _LETTER)
    for key in (_place_in_alphabet, _roman, _place_among_small_letters):
        chain: list[Heading] = []
        for heading in found:
            if key(heading.number) == len(chain) + 1:
                chain.append(replace(heading, key=(len(chain) + 1,)))
        if len(chain) >= _FEWEST_LETTERS:
            return chain
    return []


def _place_in_alphabet(letter: str) -> int:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ".find(letter) + 1 if len(letter) == 1 else 0


def _place_among_small_letters(letter: str) -> int:
    return _place_in_alphabet(letter.upper()) if letter.islower() else 0


def _roman(number: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in number]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def stand_alone(headings: list[Heading], lines: list[Line]) -> list[Heading]:
    """Those that open with a capital under a blank line, as a heading does and an item of a list does not.

    In a text without blank lines nothing can be told from them.
    """
    spaced = sum(line.blank for line in lines) * 20 > len(lines)
    return [
        heading
        for heading in headings
        if not heading.title[0].islower()
        and (heading.level or heading.first == 0 or lines[heading.first - 1].blank or not spaced)
    ]


def item_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Candidates such as «Pkt. 42», «Punkt 3: Titel» and «Sag nr. 5»."""
    return _numbered(lines, skipped, _ITEM)


def numbered_paragraphs(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Candidates where the number opens a paragraph («2.4 Parterne ønsker, at …»); its first words name it."""
    found = []
    for at, line in enumerate(lines):
        match = None if at in skipped else _DECIMAL.match(line.text)
        if match and match["title"] and not _UNIT.match(match["title"]) and match["title"][:1].isupper():
            title = re.split(r"(?<=[^\W\d])[.:!?](?:\s|$)", match["title"])[0]
            if len(title) > 80:
                title = title[:80].rsplit(" ", 1)[0] + " …"
            number_end = line.start + match.end("number")
            found.append(_heading(match, title.strip(" *"), line.start, number_end, at, at - 1))
    return found


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


def _numbered(lines: list[Line], skipped: frozenset[int], pattern: re.Pattern[str]) -> list[Heading]:
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
    """The heading with its whole title, taken from the next line where the number stands alone."""
    title = visible(re.sub(r"\s*(?:\*\*|__|#+)\s*$", "", match["title"])).strip()
    start, last = lines[at].start, at
    if not title:
        last = next((n for n in range(at + 1, min(at + 3, len(lines))) if not lines[n].blank), at)
        if last == at or last in skipped or not _is_title(lines[last].plain) or is_bullet(lines[last]):
            return None
        title = lines[last].plain
    if not _is_title(title):
        return None
    while last + 1 < len(lines) and last - at < 3:
        continuation = _continuation(lines, skipped, title, last + 1, width)
        if continuation is None:
            return None
        if not continuation:
            break
        title, last = join_broken(title, continuation), last + 1
    return _heading(match, title, start, lines[last].end, at, last)


def _heading(match: re.Match[str], title: str, start: int, end: int, first: int, last: int) -> Heading:
    key = tuple(int(part) for part in re.findall(r"\d+", match["number"]))
    return Heading(match["number"], key, title, start, end, first, last, len((match["hashes"] or "").strip()))


def _is_title(title: str) -> bool:
    if not title or len(title) > _LONGEST_TITLE or title[-1] in ";," or "\t" in title or title.startswith("|"):
        return False
    if not re.search(r"[^\W\d]", title) or _UNIT.match(title) or _MONTH.match(title) or "   " in title:
        return False
    return not (_SENTENCE.search(title) and title[-1] == "." and len(title.split()) > 4)


def _continuation(lines: list[Line], skipped: frozenset[int], title: str, at: int, width: int | None) -> str | None:
    """The rest of a title that goes on in line `at`; empty where it does not, None where it is no title at all.

    Small letters go on, and so does a short line under one that was full, with `width` characters or nearly.
    """
    line = lines[at]
    words = line.plain
    if not words or at in skipped or is_bullet(line) or _DECIMAL.match(line.text) or _SINGLE.match(line.text):
        return ""
    runs_on = words[0].islower() or bool(_UNFINISHED.search(title))
    alone = at + 1 >= len(lines) or lines[at + 1].blank
    full = len(lines[at - 1].text) + 1 + len(words.split()[0]) > width if width else len(title) >= 70
    if not runs_on and not (full and len(words) <= 50 and alone):
        return ""
    if len(words) > 100 or words[-1] in ".:;," or not (alone or lines[at + 1].plain[0].isupper()):
        return None if words[0].islower() else ""
    return words


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
        under = _UNDERLINE.match(lines[at + 1].text)
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
        if match and _is_title(match["title"]) and _has_prose_below(lines, skipped, at):
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
    if _NEVER_LAST.search(words) or _YEARS_OF_PAPER.fullmatch(words):
        return False
    return not _LABELLED.search(words) and re.search(r"\d{1,2}\. \w+ \d{4}$", words) is None


def _stands_above(lines: list[Line], skipped: frozenset[int], at: int) -> bool:
    """Whether prose or another heading follows, so that the line is not the first of a paragraph."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None:
        return False
    if is_bullet(below):
        return _names_a_list(lines[at].plain) and not _GOES_ON.match(below.plain)
    if not below.blank:
        opens = _OPENS.match(below.plain) and len(lines[at].plain) <= 60 and not _UNFINISHED.search(lines[at].plain)
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
    return is_bullet(line) or _SINGLE.match(line.text) is not None or (words[-1] in ".:!?" and len(words.split()) >= 3)


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
