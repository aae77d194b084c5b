"""Lines that can be numbered headings: decimal numbers, single ones, letters, and items of minutes.

A candidate is judged by itself and by the line after it; which candidates are the document's headings is decided in
`tracker.agreement.structure.outline`, by how their numbers run and by the prose between them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.agreement.structure.headings import UNIT, Heading, is_title
from tracker.agreement.text.lines import Line, is_bullet, join_broken, visible, wrapped_at

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
UNFINISHED = re.compile(
    r"(?:[-–,/&]|\b(?:og|eller|samt|til|af|for|i|på|med|om|ved|hos|fra|som|mellem|den|det|de|en|et|vores|at|øge))$",
    re.IGNORECASE,
)
_FEWEST_LETTERS = 3


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


def opens_with_number(line: Line) -> bool:
    """Whether a number opens the line, as a heading's or as an item's of a list."""
    return _SINGLE.match(line.text) is not None


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
        if match and match["title"] and not UNIT.match(match["title"]) and match["title"][:1].isupper():
            title = re.split(r"(?<=[^\W\d])[.:!?](?:\s|$)", match["title"])[0]
            if len(title) > 80:
                title = title[:80].rsplit(" ", 1)[0] + " …"
            number_end = line.start + match.end("number")
            found.append(_heading(match, title.strip(" *"), line.start, number_end, at, at - 1))
    return found


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
        if last == at or last in skipped or not is_title(lines[last].plain) or is_bullet(lines[last]):
            return None
        title = lines[last].plain
    if not is_title(title):
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


def _continuation(lines: list[Line], skipped: frozenset[int], title: str, at: int, width: int | None) -> str | None:
    """The rest of a title that goes on in line `at`; empty where it does not, None where it is no title at all.

    Small letters go on, and so does a short line under one that was full, with `width` characters or nearly.
    """
    line = lines[at]
    words = line.plain
    if not words or at in skipped or is_bullet(line) or _DECIMAL.match(line.text) or _SINGLE.match(line.text):
        return ""
    runs_on = words[0].islower() or bool(UNFINISHED.search(title))
    alone = at + 1 >= len(lines) or lines[at + 1].blank
    full = len(lines[at - 1].text) + 1 + len(words.split()[0]) > width if width else len(title) >= 70
    if not runs_on and not (full and len(words) <= 50 and alone):
        return ""
    if len(words) > 100 or words[-1] in ".:;," or not (alone or lines[at + 1].plain[0].isupper()):
        return None if words[0].islower() else ""
    return words
