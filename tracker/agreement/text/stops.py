"""Where sentences end: full stops that end one, and those of abbreviations, dates and numbers that do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.danish import MONTH_WORDS

# Abbreviations that a sentence may end with: before a capital they end it, before anything else they do not.
_MAY_END = frozenset(
    [
        "kr",
        "mv",
        "m.v",
        "osv",
        "m.fl",
        "pct",
        "o.l",
        "o.lign",
        "mio",
        "mia",
        "t.kr",
        "mdr",
        "etc",
        "ff",
        "st",
        "m.m",
        "afd",
        "årl",
        "pers",
        "stk",
        "enh",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "okt",
        "nov",
        "dec",
    ]
)
_NEVER_END = frozenset(
    [
        "bl.a",
        "pr",
        "jf",
        "fx",
        "f.eks",
        "ca",
        "nr",
        "pkt",
        "dvs",
        "ifm",
        "i.f.m",
        "ift",
        "i.f.t",
        "ifht",
        "vedr",
        "inkl",
        "ekskl",
        "evt",
        "hhv",
        "henh",
        "pt",
        "p.t",
        "tlf",
        "kl",
        "d",
        "dr",
        "prof",
        "gl",
        "skt",
        "sct",
        "min",
        "max",
        "maks",
        "adm",
        "resp",
        "rev",
        "ult",
        "prim",
        "kap",
        "art",
        "alm",
        "bem",
        "ang",
        "sml",
        "tidl",
        "cirk",
        "kvt",
        "eks",
        "udg",
        "sen",
        "litra",
        "bilag",
        "s",
        "p",
        "a",
        "b",
        "c",
        "bl",
        "cf",
        "hr",
        "fr",
        "chr",
        "th",
        "ndr",
        "sdr",
        "ndf",
        "jfr",
        "ad",
        "tilf",
        "mht",
        "m.h.t",
        "mhp",
        "m.h.p",
        "samt.l",
    ]
)
_FOLLOWS_ORDINAL = re.compile(
    r"(?:" + MONTH_WORDS + r"|kvartal|halvår|tertial|"
    r"behandling|del|fase|etape|klasse|generation|viceborgmester|mandag|tirsdag|onsdag|torsdag|fredag)\b",
    re.IGNORECASE,
)
# «… den 4. november og i Byrådet den 25. Planen …»: a day whose month stands before it
_BARE_DAY = re.compile(rf"\b\d{{1,2}}\.\s(?:{MONTH_WORDS})\b[^.!?;:]*\bden\s\d{{1,2}}\Z", re.IGNORECASE)
_FAR = 120
_SENTENCE_END = re.compile(r"[.!?…]+[\"“”»«')\]]*(?=\s|$)|\n[ \t>]*(?=[•▪‣●○◦\uf0b7])")
_BARE_BULLET = re.compile(r"[ \t>]*[•▪‣●○◦\uf0b7][ \t]*")
AIM_LABEL_STOP = re.compile(r"(?:mål(?:sætning)?|delmål|succeskriterium)(?:\s(?:\d{1,2}|[A-ZÆØÅ]))?\.", re.IGNORECASE)
"""A label of an aim that a full stop ends: «Målsætning 2. Ventetiden er …»."""
_OPENING_MARKS = '"“”„»«('


def split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one passage, as offsets without the white space around them."""
    at = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.start() < at or not _ends_here(text, match, end) or AIM_LABEL_STOP.fullmatch(text, at, match.end()):
            continue
        yield from _trimmed(text, at, match.end() if match.group().strip() else match.start())
        at = match.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    body = text[start:end]
    bullet = _BARE_BULLET.match(body)
    start += bullet.end() if bullet else len(body) - len(body.lstrip())
    end -= len(body) - len(body.rstrip())
    if end > start and re.search(r"\w", text[start:end]):
        yield start, end


def _ends_here(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the mark at `match` ends a sentence, and is not part of an abbreviation, a date or a number."""
    if not match.group().strip() or match.group()[0] in "!?":
        return True
    following = text[match.end() : end].lstrip(" \t\r\n>\u00a0")
    following = following.lstrip(_OPENING_MARKS)
    if following and not (following[0].isupper() or following[0].isdigit() or following[0] in "•-–"):
        return False
    before = text[max(0, match.start() - 24) : match.start()]
    number = re.search(r"(?:^|[\s(])(\d{1,2})$", before)
    if number:
        begins_line = (
            not before[: number.start(1)].strip()
            or text[: match.start()].rfind("\n") == match.start() - len(number[1]) - 1
        )
        of_something = re.search(
            r"(?:\bden|\bd\.|\bnr\.|\bpkt\.|§|\bstk\.|\bsenest|\binden|\bpunkt|-)\s*\d{1,2}$", before
        )
        day_alone = _BARE_DAY.search(text, max(0, match.start() - _FAR), match.start())
        return not (begins_line or (of_something and not day_alone) or _FOLLOWS_ORDINAL.match(following))
    word = re.search(r"[\w.]+$", before)
    if word is None:
        return True
    abbreviation = word[0].casefold().strip(".")
    if abbreviation in _NEVER_END or (len(abbreviation) == 1 and abbreviation.isalpha() and word[0].isupper()):
        return not following
    if abbreviation in _MAY_END:
        goes_on = following[:1] in tuple("-–") and "\n" not in text[match.end() : match.end() + 2]
        return not following or not (following[0].isdigit() or goes_on)
    return True
