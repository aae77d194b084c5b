"""Lines that can be numbered headings: decimal numbers, single ones, letters, and items of minutes.

A candidate is judged by itself and by the line after it; which candidates are the document's headings is decided in
`tracker.agreement.structure.outline`, by how their numbers run and by the prose between them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.agreement.structure.headings.heading import Heading, is_spaced, is_title, opens_block
from tracker.agreement.structure.prose.item_heads import is_heading
from tracker.agreement.text.lines import Line, is_bullet, is_rule, join_broken, visible, wrapped_at

OPENING = r"^\s*[\"“”„»«]?(?P<hashes>#{1,6}\s+)?(?P<bold>\*\*|__)?\s*"
_AFTER_NUMBER = r"(?:\s?[.:)]{1,2})?(?:\*\*)?(?:\s*[-–—:]\s+|\s+(?:[./|]\s+)?|$)"
# What a number can be the number of: «Indsats 2: …», «Hensigtserklæring nr. 4 – …», «Spørgsmål 1 …»
_NOUN = (
    r"(?:Kapitel|Afsnit|Del|Artikel|Tema|Emne|Indsats(?:område)?|Initiativ|Tiltag|Handling|Opgave|(?:Del|Resultat)?mål"
    r"|Målsætning|Forslag|Anbefaling|Spørgsmål|Bemærkning|Pejlemærke|Princip|(?:Arbejds)?spor|Fase|Etape|Trin|Skridt"
    r"|Fokus(?:område)?|Projekt|Aktivitet|Budgetnote|Hensigtserklæring|Løfte|Aftalepunkt)"
)
_COUNTED = rf"(?:(?P<counts>{_NOUN})(?:\s+nr\.?)?\s+|(?P<paragraph>§)\s*)?"
DECIMAL = re.compile(
    rf"{OPENING}{_COUNTED}(?P<number>\d{{1,2}}(?:\.\d{{1,3}}){{1,3}}){_AFTER_NUMBER}(?P<title>.*)$", re.IGNORECASE
)
_SINGLE = re.compile(
    rf"{OPENING}{_COUNTED}\(?(?P<number>\d{{1,3}}){_AFTER_NUMBER}(?:\d{{1,3}}\.\s+)?(?P<title>.*)$",
    re.IGNORECASE,
)
# «Boligområde nr. 2 – …», «ØNSKE 3: …», «Strategisk mål 1: …»: any noun, where it is counted from the first on
_BY_ANY_NOUN = re.compile(
    rf"{OPENING}(?P<counts>(?!(?:Stk|Tabel|Figur|Bilag|Side|Uge|Kl|Model|Scenarie|Alternativ)\b)(?-i:[A-ZÆØÅ])[a-zæøå-]+\.?"
    r"(?:\s[a-zæøå-]+\.?){0,2}?)(?:\s+nr\.?)?\s+(?P<number>\d{1,2})(?:\*\*)?(?:(?:\s*[–—:|]|\s-)\s+|\s*$)(?P<title>.*)$",
    re.IGNORECASE,
)
# «Ad 1. …», «Ad punkt 3: …», «Ad dagsordenens punkt 3», «Vedr. spørgsmål 2 …», «Åben sag 3»
_POINT = r"(?:(?:åben|åbent|lukket)\s)?(?:(?:dagsordens|dagsordenens\s)?punkt|pkt|sag)\.?"
COUNTED_OR_POINT = rf"(?:(?P<counts>ad\s+(?:{_POINT})?|{_POINT}|{_NOUN})\s*(?:nr\.?\s*)?|(?P<paragraph>§)\s*)?"
_AD = re.compile(
    rf"{OPENING}(?P<counts>ad(?:\s+(?:{_POINT}|{_NOUN}))?|(?:til|vedr\.?|vedrørende|svar på|om)\s+(?:{_POINT}|{_NOUN}))"
    rf"\s*(?:nr\.?\s*)?(?P<number>\d{{1,3}}){_AFTER_NUMBER}(?P<title>.*)$",
    re.IGNORECASE,
)
# «Indsats: Flere bænke»: what is not counted, but called the same again and again; «Emne:», «Sag:» are `named_items`
_NAMED = re.compile(rf"{OPENING}(?P<number>)(?P<counts>(?!Emne\b){_NOUN}|område)\s*:\s+(?P<title>.*)$", re.IGNORECASE)
# «H1 Skolernes ferie», «S-02: Mere lys»
_CODED = re.compile(
    rf"{OPENING}(?P<number>(?P<counts>[A-ZÆØÅ]{{1,3}})[-.]?\d{{1,3}})[.:)]?(?:\*\*)?(?:\s*[-–—:])?\s+(?P<title>[^a-zæøå].*)$"
)
# «A. Poster», «Indsats B: Skole», «Spor C - Veje», «II – Økonomi», «a) Flere bænke»
_LETTER = re.compile(
    rf"{OPENING}(?P<counts>(?i:{_NOUN}|Bilag)\s+)?(?P<number>[A-ZÆØÅ]|[IVX]{{2,5}}|[a-z](?=\)))"
    r"(?:[.:)]|\s*[–—]|(?(counts)\s-|\s\s))(?:\*\*)?\s+(?P<title>[^a-zæøå].*)$"
)
# «Åben - Trafikplan», «(Åbent) Trafikplan»: that the public may listen is no part of a title
_OPENNESS = re.compile(r"^(?:\(åbent?\)|åbent?(?:\s(?:sag|punkt))?\s?[-–—:])\s+(?=\S)", re.IGNORECASE)
_ROMAN = {"I": 1, "V": 5, "X": 10}
# «Pkt. 42», «Punkt 3: Titel», «Sag: 14 Titel», «Sag 9/2021: Titel», and no «Punkt 1 og 2 tiltrådt»
_ITEM = re.compile(
    rf"{OPENING}(?:(?P<counts>{_POINT}(?:\s*nr\.?)?:?)|nr\.?)\s*(?P<number>\d{{1,4}}(?:/20\d\d|[a-z])?)\b\s*[.:–—-]*"
    r"(?:\*\*)?\s*(?!(?:og|samt|til|er|blev|udgår|udsat|sendes|tiltrådt|tiltrædes|godkendt|godkendes|afvist|ændres)\b)(?P<title>.*)$",
    re.IGNORECASE,
)
# «16.00-16.10 Velkomst», «kl. 9.15: Budgettet»
_TIMED = re.compile(
    rf"{OPENING}(?:kl\.?\s*)?(?P<number>(?:[6-9]|[01]\d|2[0-3])[.:][0-5][05])(?:\s*[-–—]\s*(?:kl\.?\s*)?\d{{1,2}}[.:]\d\d)?"
    r"[.:]?\s+(?P<title>(?-i:[^a-zæøå\d]).*)$",
    re.IGNORECASE,
)
_CASE_NUMBER = r"(?:j\.?\s?nr|journalnr|sagsn(?:umme)?r|sags-?\s?id)\b[.:]*\s*\S*\d\S*"
# Beside a number and no title: «(genoptaget fra 6. maj)», «J.nr. 05.01.12G01», «Sags-id: 21/4417»
_BESIDE = re.compile(rf"[–—-]?\s*(?:\([^()]*\)|{_CASE_NUMBER})", re.IGNORECASE)
# «Grusgrav ved Krat. J.nr. 09.00.05K08», «Trafikplan (sagsnr. 21/4417)»: the archive's number is no part of a title
_BEHIND = re.compile(rf"(?<=\w)[\s.,;:/|–—-]*\s\(?{_CASE_NUMBER}$", re.IGNORECASE)
UNFINISHED = re.compile(
    r"(?:[-–,/&]|\b(?:og|eller|samt|til|af|for|i|på|med|om|ved|hos|fra|som|mellem|den|det|de|en|et|vores|at|øge))$",
    re.IGNORECASE,
)
# «a. Flere bænke», «iv) Mere lys», «at hallen renoveres»: a list begins, though with a small letter
_BEGINS_A_LIST = re.compile(r"(?:\(?(?:[a-zæøå]|[ivx]{2,4})[.)]|at)\s+\S")
_FEWEST_IN_A_ROW = 3


def decimal_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Candidates such as «1.15. Titel», «1.15 Titel» and «3.01. Titel»."""
    return unless_times(_numbered(lines, skipped, DECIMAL), lines)


def unless_times(headings: list[Heading], lines: list[Line]) -> list[Heading]:
    """Those with decimal numbers, unless all are times of a day («9.30 Oplæg»)."""
    return [] if all(_TIMED.match(lines[heading.first].text) for heading in headings) else headings


def single_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Candidates such as «4. Titel» and «Kapitel 4: Titel»; items of lists in the text are among them."""
    return _numbered(lines, skipped, _SINGLE)


def rows_of_headings(lines: list[Line], skipped: frozenset[int]) -> list[list[Heading]]:
    """Headings that count anything else, where they run from the first on: «Ønske 1: …», «Ad punkt 1», «H1 Skole»."""
    rows = [_numbered(lines, skipped, pattern) for pattern in (_BY_ANY_NOUN, _AD, _NAMED)]
    counted = [row for found in rows for row in rows_of(stand_alone(found, lines))]
    coded = _coded(stand_alone(_numbered(lines, skipped, _CODED), lines))
    return [*counted, coded] if coded else counted


def rows_of(headings: list[Heading]) -> list[list[Heading]]:
    """The headings of each word, as far as they count from one on without a gap, or do not count at all."""
    rows: dict[str, list[Heading]] = {}
    for heading in headings:
        row = rows.setdefault(heading.counts, [])
        if heading.key in ((), (len(row) + 1,)):
            row.append(replace(heading, key=(len(row) + 1,)))
    return [row for row in rows.values() if len(row) >= _FEWEST_IN_A_ROW]


def _coded(headings: list[Heading]) -> list[Heading]:
    """«A1», «A2», «B1»: each letter's numbers run from the first on."""
    row: list[Heading] = []
    last: dict[str, int] = {}
    for heading in headings:
        if heading.key[0] == last.get(heading.counts, 0) + 1:
            last[heading.counts] = heading.key[0]
            row.append(replace(heading, key=(len(last), heading.key[0])))
    return row if len(row) >= _FEWEST_IN_A_ROW else []


def timed_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """«16.00-16.10 Velkomst»: the points of a programme; their time is no number."""
    found: list[Heading] = []
    for heading in stand_alone(_numbered(lines, skipped, _TIMED), lines):
        if not found or heading.key > found[-1].key:
            found.append(replace(heading, number="", counts="kl"))
    return found if len(found) >= _FEWEST_IN_A_ROW else []


def letter_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Headings numbered by letters («A. Poster») or Roman numbers («II. Økonomi»), where they run from the first on."""
    found = _numbered(lines, skipped, _LETTER)
    for key in (_place_in_alphabet, _roman, _place_among_small_letters):
        chain: list[Heading] = []
        for heading in found:
            if key(heading.number) == len(chain) + 1:
                chain.append(replace(heading, key=(len(chain) + 1,)))
        if len(chain) >= _FEWEST_IN_A_ROW:
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
    spaced = is_spaced(lines)
    return [
        heading
        for heading in headings
        if not heading.title[0].islower() and (heading.level or not spaced or opens_block(lines, heading.first))
    ]


def item_headings(lines: list[Line], skipped: frozenset[int]) -> list[Heading]:
    """Candidates such as «Pkt. 42», «Punkt 3: Titel» and «Sag nr. 5»."""
    return _numbered(lines, skipped, _ITEM)


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
    """The heading with its whole title, taken from the next line where the number stands without one."""
    title = visible(re.sub(r"\s*(?:\*\*|__|#+)\s*$", "", match["title"])).strip()
    start, last = lines[at].start, at
    if not title or _BESIDE.fullmatch(title):
        below = next((n for n in range(at + 1, min(at + 3, len(lines))) if not _parts(lines[n])), at)
        named = below != at and below not in skipped and is_title(lines[below].plain) and not is_bullet(lines[below])
        if not title and not named:
            return _without_title(match, lines[at], at)
        if named and not (title and is_heading(lines[below].text)):
            title, last = lines[below].plain, below
    if not is_title(title):
        return None
    while last + 1 < len(lines) and last - at < 3:
        continuation = _continuation(lines, skipped, title, last + 1, width)
        if continuation is None:
            return None if match["title"] else _without_title(match, lines[at], at)
        if not continuation:
            break
        title, last = join_broken(title, continuation), last + 1
    return heading_of(match, title, start, lines[last].end, at, last)


def _parts(line: Line) -> bool:
    """Whether the line holds no words: a blank one, or a rule."""
    return line.blank or is_rule(line)


def _without_title(match: re.Match[str], line: Line, at: int) -> Heading | None:
    """«Ad punkt 3» with its prose at once under it: what is counted is its title."""
    title = line.plain.rstrip(" .:–-")
    return heading_of(match, title, line.start, line.end, at, at) if _counts(match) else None


def heading_of(match: re.Match[str], title: str, start: int, end: int, first: int, last: int) -> Heading:
    """The heading whose number and counted word `match` has found."""
    key = tuple(int(part) for part in re.findall(r"\d+", match["number"]))
    level = len((match["hashes"] or "").strip())
    number = f"§ {match['number']}" if _counts(match) == "§" else match["number"]
    return Heading(
        number, key, _BEHIND.sub("", _OPENNESS.sub("", title)), start, end, first, last, level, _counts(match)
    )


def _counts(match: re.Match[str]) -> str:
    found = match.groupdict()
    return (found.get("counts") or found.get("paragraph") or "").strip().casefold()


def _continuation(lines: list[Line], skipped: frozenset[int], title: str, at: int, width: int | None) -> str | None:
    """The rest of a title that goes on in line `at`; empty where it does not, None where it is no title at all.

    Small letters go on, and so does a short line under one that was full, with `width` characters or nearly.
    """
    line = lines[at]
    words = line.plain
    if not words or at in skipped or is_bullet(line) or DECIMAL.match(line.text) or _SINGLE.match(line.text):
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
