"""What stands at the head and the foot of a paper and is no heading of a section.

A letter, a note and a piece of news open with who sent it, to whom and when, and then with their own title; a letter
goes on with a greeting. None of these is a section, though all stand alone on a line.
"""

from __future__ import annotations

import re
from itertools import dropwhile, islice, pairwise

from tracker.agreement.structure.headings.heading import Heading
from tracker.agreement.structure.heads.titles import names_document, tells_subject, title_lines
from tracker.agreement.structure.heads.written_days import DAY
from tracker.agreement.structure.prose.tail import is_prose
from tracker.agreement.text.lines import Line, in_columns, is_rule

_NAMES_DAY = re.compile(DAY, re.IGNORECASE)
# «Nørreby Rådhus, d. 3/9-2019», «Underskrevet på kroen den 22.11.2017 kl. 23.40»
_ENDS_IN_DAY = re.compile(rf"{DAY}(?:,?\s(?:kl\.?|klokken)\s[\d.: –-]+)?\W*$", re.IGNORECASE)
_ONLY_DAY = re.compile(rf"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag\s)?(?:den\s|d\.\s)?{DAY}\W*", re.IGNORECASE)
# «Nørreby Kommune», «NØRREBY KOMMUNE – Teknik og Miljø», «Region Nord»
_SENDER = re.compile(
    r"(?!(?i:en|et|én|den|vores|hele|hel|mere|for|i|fra|som|til|vi)\s)(?:(?:[A-ZÆØÅ][\w-]*\s){1,2}(?:Kommune|KOMMUNE)|(?:Region|REGION)\s[A-ZÆØÅ][\w-]*|[A-ZÆØÅ][\w-]*\sRådhus)(?:\s?[-–,:/|·].*)?"
)
# «NOTAT», «Pressemeddelelse», «Bilag 2», and what tells about the paper before a colon («J.nr.: …», «Til: …»)
_KIND = re.compile(
    r"(?:\w*notat|pressemeddelelse|nyhed(?:er|sbrev)?|brev|\w*referat|\w*dagsorden|\w*protokol(?:udskrift)?|udkast"
    r"|bilag(?:\s\w{1,3})?)",
    re.IGNORECASE,
)
# «Opfølgningsliste – Kulturudvalget», «Oversigt over løfter», «Tids- og handleplan»
_LISTS = re.compile(
    r"(?:\w*(?:liste|oversigt|status|plan|forlig|aftale|program)|(?:[\w-]+\sog\s)?(?:handl\w*|tids|aktivitets|udmøntnings|indsats)plan|årshjul|status|opsamling"
    r"|redegørelse)\b",
    re.IGNORECASE,
)
_ABOUT_THE_PAPER = re.compile(
    r"(?:til|fra|cc|att|emne|dato|sendt|sag(?:s)?(?:nr|id|snr|sbehandler)?|sags-id|j\.\s?nr|journalnr|dok(?:ument)?\.?\s?(?:nr)?"
    r"|ref|vedr(?:ørende)?|offentliggjort|udsendt|opdateret|ajourført|version|udarbejdet\saf)\b\.?:?\s",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"(?:senest\s|sidst\s)?(?:løbetid|aftaleperiode|gyldighed(?:speriode)?|version|udgave|opdateret|ajourført|revideret|udsendt|offentliggjort"
    r"|publiceret|redigeret|udskrevet)\b(?=.*\d)(?!.*[.]$)",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\s[|·/>»]\s")  # «Nørreby Kommune · Torvet 4 · 8000 Nørreby»
# «Af Anna Holm, kommunikation»
_BYLINE = re.compile(
    r"(?:Af|Tekst:?|Foto:?|Skrevet af)\s[A-ZÆØÅ][\w.-]+\s[A-ZÆØÅ][\w.-]+(?:\s[A-ZÆØÅ][\w.-]+)?(?:,\s.{2,60})?"
    # «Mellem Venstre, Det Konservative Folkeparti og Bylisten»: who agrees
    r"|(?:(?:Aftalt|Indgået)\sm|M)ellem\s[A-ZÆØÅ][^,.:]{1,60}(?:,\s[A-ZÆØÅ][^,.:]{1,60})+\s(?:og|samt)\s[A-ZÆØÅ][^,.:]{1,60}"
)
_GREETING = re.compile(r"(?:kære|hej|goddag|godmorgen)\b|(?:[\w-]+\s){0,3}(?:hilsen|hilsner)\b", re.IGNORECASE)
_MOST_WORDS_OF_A_GREETING = 9


def is_greeting(line: Line) -> bool:
    """Whether the line greets, as a letter does at its beginning («Kære udvalg») or its end («Venlig hilsen»)."""
    words = line.plain
    return bool(_GREETING.match(words)) and len(words.split()) <= _MOST_WORDS_OF_A_GREETING


def names_sender(line: Line) -> bool:
    """Whether the line says no more than whose paper it is: «Nørreby Kommune», «NØRREBY KOMMUNE – Vej og Park»."""
    return _SENDER.fullmatch(line.plain) is not None


def is_byline(line: Line) -> bool:
    """Whether the line says who wrote a piece of news or who agrees: «Af Anna Holm, kommunikation»."""
    return _BYLINE.fullmatch(line.plain) is not None


def ends_in_day(line: Line) -> bool:
    """Whether the line ends in a day, as one does that tells where and when a paper was signed or a meeting held."""
    return _ENDS_IN_DAY.search(line.plain) is not None


def is_letterhead(line: Line) -> bool:
    """Whether the line tells about the paper, as the lines around its title do."""
    words = line.plain.strip("*_ ")
    if is_rule(line) or names_sender(line) or is_byline(line) or _KIND.fullmatch(words):
        return True
    if words.endswith((".", ":")) and is_prose(line):
        return False
    told = _ABOUT_THE_PAPER.match(words) or _PARTED.search(words) or _NAMES_DAY.search(words)
    return bool(told) or in_columns(line)


def versions_told(lines: list[Line], end: int) -> frozenset[int]:
    """The places of lines of the head, above line `end`, that tell for how long the paper runs and which one it is.

    Their days are no limits: «Løbetid  2024-2029», «Version 2 – opdateres før hvert møde».
    """
    prose = next((at for at, line in enumerate(lines[:end]) if _speaks(line)), end)
    return frozenset(at for at in range(min(prose, end)) if tells_version(lines[at]))


def tells_version(line: Line) -> bool:
    """Whether the line tells which version the paper is, or for how long it runs."""
    return _VERSION.match(line.plain) is not None


def without_title(headings: list[Heading], lines: list[Line]) -> list[Heading]:
    """Leaves out the paper's own title, which is above its sections, and the name that stands over the title."""
    title = title_lines(lines)
    if title is not None and headings:
        over = title[0]
        while over > 0 and _may_be_over(lines[over - 1]):
            over -= 1
        if over <= headings[0].first or not any(map(_speaks, lines[: title[0]])):
            called = " ".join(line.plain.casefold() for line in lines[title[0] : title[1] + 1])
            last = _last_of_title(lines, title[1])
            headings = [heading for heading in headings if not over <= heading.first <= last]
            return list(dropwhile(lambda heading: _is_called(heading.title.casefold(), called), headings))
    headings = list(dropwhile(lambda heading: _KIND.fullmatch(heading.title) or _is_path(heading), headings))
    return headings[1:] if headings and _is_own_title(headings, lines) else headings


def _last_of_title(lines: list[Line], at: int) -> int:
    """Where the title that ends in line `at` goes on: a motto alone between it and the paper's day belongs to it."""
    under = list(islice((place for place in range(at + 1, len(lines)) if not lines[place].blank), 2))
    if len(under) < 2 or _speaks(lines[under[0]]) or is_letterhead(lines[under[0]]):
        return at
    return under[0] if _ONLY_DAY.fullmatch(lines[under[1]].plain) else at


def _is_path(heading: Heading) -> bool:
    """Whether the first line is the path of a web page: «Politik / Nyt fra byrådssalen»."""
    return heading.first == 0 and _PARTED.search(heading.title) is not None


def _is_called(words: str, title: str) -> bool:
    """Whether a line only says again what the title does: «Budgetaftale 2025», under «Nørreby – Budgetaftale 2025»."""
    return " " in words and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", title) is not None


def _may_be_over(line: Line) -> bool:
    return is_letterhead(line) or not (is_prose(line) or line.text.rstrip().endswith("."))


def _speaks(line: Line) -> bool:
    return is_prose(line) and not is_letterhead(line)


def _is_own_title(headings: list[Heading], lines: list[Line]) -> bool:
    """Whether the first heading is the title of all: only the letterhead is above it, and it is told by that or alone.

    In a paper without any letterhead the first heading may be a section's.
    """
    first = headings[0]
    above = [
        line
        for before, line in pairwise([Line("", 0, 0), *lines[: first.first]])
        if not line.blank and (not names_sender(before) or _LISTS.match(line.plain))  # under it stands an office's name
    ]
    below = next((line for line in lines[first.last + 1 :] if not line.blank), None)
    framed = first.first > 0 or len(headings) == 1 or (below is not None and is_letterhead(below))
    return (
        framed
        and all(map(is_letterhead, above))
        and not any(names_document(line) or tells_subject(line) for line in above)
    )
