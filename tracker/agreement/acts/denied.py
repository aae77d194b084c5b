"""What «ikke» denies: the act, or no more than a time («ikke i maj, men i juni», «ikke … før maj», «ikke længere»)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.agreement.acts.finite import is_verb

_WORD = re.compile(r"[^\W\d_][\w-]*")
# «ikke i maj», «ikke på mødet i maj»: what is denied is the time that follows
_NO = re.compile(r"\bikke(?=(?:\s(?!at\b|kun\b|alene\b|blot\b|bare\b)[\w-]+){0,5}\s$)", re.IGNORECASE)
# «ikke før jul, men den 20. januar»: the denial within the words of the time
_NOT_BEFORE_THAT = re.compile(r"(?:ikke|aldrig)\s(?:før|inden)\s", re.IGNORECASE)
_BUT = re.compile(r"[^.;:]{0,60}?\smen\s(?:(?!at\b)[\w-]+\s){0,4}$", re.IGNORECASE)
# «indvies i maj og altså ikke i januar», «og ikke, som tidligere meldt ud, i januar»
_AND_NOT = re.compile(
    r"(?:,|\s[-–]|\b(?:og|men))\s(?:(?:altså|dermed|således|så|derfor|dog)\s)?(?P<no>ikke)\b"
    r"(?:,?\s(?:som|sådan som|allerede|længere|først)\s[^.;]{0,40})?,?\s$",
    re.IGNORECASE,
)
_REST = re.compile(r"[^.,;:()]*")
_BEFORE = re.compile(r"før(?:end)?\s", re.IGNORECASE)
_NO_BEFORE = re.compile(r"\bikke\b(?=[^.,;:()]*$)", re.IGNORECASE)
# What may not be sooner is to be then; what is only left alone till then («Skatten røres ikke før 2024») is not.
_WILL_BE = re.compile(
    r"(?<![\w-])(?!.*\b(?:opsige\w*|genforhandle\w*|ændre\w*|udtræde\w*|forlade\w*)\b)"
    r"(?:kan|må|skal|bør|(?:på)?begynde\w*|start\w+|åbne\w*|indføres|iværksættes|igangsættes|sættes (?:ikke )?i"
    r"|går (?:ikke )?i gang|tages (?:ikke )?i brug|træffes|behandles|forelægges|besluttes|sælges|flytter)\b[^.;:]*$",
    re.IGNORECASE,
)
# «Børnene kan først flytte ind den 1. februar», «Først i maj kan stien åbne»; not what people then find or may ask for
_CAN_FIRST = re.compile(r"\bkan\b[^.,;:]*\b(?:først|tidligst)\b[^.,;:]*$", re.IGNORECASE)
_FIRST = re.compile(r"\bførst\s(?:$|(?=den|i|efter|fra))", re.IGNORECASE)
_CAN_THEN = re.compile(r"\s+kan\b[^.,;:]*")
_FOUND_THEN = re.compile(
    r"\b(?:se|ses|mærke[s]?|forvente[s]?|få|søge[s]?|ansøge[s]?|klage[s]?|måle[s]?|opgøre[s]?|vide[s]?)\b"
)
_AT_EARLIEST = re.compile(r"\btidligst\s(?:(?!og\b|men\b|eller\b|senest\b)[\w-]+\s){1,4}$", re.IGNORECASE)
_NO_BEFORE_IN = re.compile(r"\bikke\b[^.,;:()]*\sfør(?:end)?\s$", re.IGNORECASE)
# From when on something is over: «Fra 2021 må bilerne ikke længere køre på diesel», «sendes der ikke længere breve»
_FROM = re.compile(r"(?:(?:med virkning |gældende )?fra|pr\.?|efter|allerede fra)\s", re.IGNORECASE)
_FORBIDDEN = re.compile(r"\bmå\b[^.,;:()]*?\b(?P<no>ikke længere)\b", re.IGNORECASE)
# «Der må ikke sprøjtes fra maj», «Der købes ikke dieselbiler efter 2021»: what the municipality itself stops doing then
_STOPS = (
    r"(?:ind)?(?:købes|anskaffes|leases|bygges|opføres|opsættes|bruges|anvendes|benyttes|sprøjtes|gødes|ryges|serveres|parkeres"
    r"|køres|fyres|brændes|udstykkes|ansættes|udsendes|trykkes)"
)
_MAY_NOT = re.compile(
    rf"\b(?P<may>må|kan)\s(?:der\s)?(?:(?!ikke\b)[\w-]+\s){{0,4}}?(?P<no>ikke)\s(?:[\w-]+\s){{0,3}}?{_STOPS}\b",
    re.IGNORECASE,
)
_DOES_NOT = re.compile(
    rf"\b(?:der\s{_STOPS}|{_STOPS}(?:\sder)?(?=\singen\b)|{_STOPS}\sder)\s(?P<no>ikke|ingen)\b", re.IGNORECASE
)
_NO_LONGER = re.compile(r"\b(?P<no>ikke længere)\b", re.IGNORECASE)
# «har ikke lovet andet end at rykke»: all but what follows is denied
_NO_MORE_THAN = re.compile(
    r"\b(?P<no>ikke|ingenting|intet)\b[^.,;:]{0,60}?\s"
    r"(?P<than>(?:(?:til|om)\s)?(?:andet|mere|noget andet),?\send)(?=\s(?:at|en|et)\b)"
    r"(?!\s(?:en|et)\s(?:halv\w*|hel\w*|kvart\w*|minut|time|dag|døgn|uge|måned|år|kilometer|meter)\b)",
    re.IGNORECASE,
)
# «Vi er enige om ikke at lukke skoler i 2021»: what is left undone is promised as much
_LEFT_UNDONE = re.compile(
    r"\b(?:enige om|enedes om|aftalt|aftaler|lover|garanterer|(?:forpligter|binder) (?:sig|os|hinanden)(?: til)?)\s"
    r"(?P<no>ikke)\sat\s(?=[^.,;:()]*$)",
    re.IGNORECASE,
)
_SEGMENT_START = re.compile(r"[.;:()]|,\s(?:og|men|at|der|som)\s")
_DOES = re.compile(r"\b(?:skal|vil|tilladt|muligt|[a-zæøå]{3,}(?<!n)es)\b")


def affirmed(sentence: str, times: Sequence[tuple[int, int]]) -> str:
    """`sentence`, of the same length, without the words that deny a time of it, or all but the act, and not the act.

    `times`: the spans of its times.
    """
    characters = list(sentence)
    for no_more in _NO_MORE_THAN.finditer(sentence):
        for group, instead in (("no", "også"), ("than", "")):
            first, last = no_more.span(group)
            characters[first:last] = instead.ljust(last - first)[: last - first]
    for start, end in times:
        for (first, last), instead in _denials(sentence, times, start, end):
            characters[first:last] = instead.ljust(last - first)
    return "".join(characters)


def _denials(
    sentence: str, times: Sequence[tuple[int, int]], start: int, end: int
) -> Iterator[tuple[tuple[int, int], str]]:
    """Where words stand that deny only the time at `start`, or only what was so before it, and what to put instead."""
    if is_denied(sentence, times, start, end):
        yield from ((no.span(), "") for no in _NO.finditer(sentence[:start]))
    elif and_not := _AND_NOT.search(sentence[:start]):
        yield and_not.span("no"), ""
    elif is_not_before(sentence, start):
        yield from ((no.span(), "") for no in _NO_BEFORE.finditer(sentence[:start]))
    elif left := _LEFT_UNDONE.search(sentence[:start]):
        yield left.span("no"), "også"
    elif _FROM.match(sentence, start):
        first, last = _segment(sentence, start, end)
        forbidden = _FORBIDDEN.search(sentence, first, last)
        over = forbidden or (_DOES.search(sentence, first, last) and _NO_LONGER.search(sentence, first, last))
        if over:
            yield over.span("no"), "skal" if forbidden else ""  # what is forbidden from then on is ordered
        elif may_not := _MAY_NOT.search(sentence, first, last):
            yield from ((may_not.span("may"), ""), (may_not.span("no"), "skal"))
        elif does_not := _DOES_NOT.search(sentence, first, last):
            yield does_not.span("no"), ""


def _segment(sentence: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the words around the time at `start` go without a mark that parts clauses."""
    begin = max((mark.end() for mark in _SEGMENT_START.finditer(sentence, 0, start)), default=0)
    rest = _REST.match(sentence, end)
    return begin, rest.end() if rest else len(sentence)


def no_longer_done(words: str) -> str:
    """What the words of a clause tell is not done, after the word that denies it: «sprøjtes på kommunens jord»."""
    over = _NO_LONGER.search(words) or _MAY_NOT.search(words) or _DOES_NOT.search(words)
    rest = _REST.match(words, over.end("no")) if over else None
    return rest[0] if rest else ""


def left_undone(words: str) -> str:
    """What the words of a clause tell is agreed not to be done: «røre ved skatten» of «enige om ikke at røre …»."""
    left = _LEFT_UNDONE.search(words.rstrip(" .,;:"))
    rest = _REST.match(words, left.end()) if left else None
    return rest[0] if rest else ""


def no_more_than(sentence: str) -> list[tuple[int, int]]:
    """Where words stand that deny all but the act that follows them: «ikke lovet andet end»."""
    return [match.span() for match in _NO_MORE_THAN.finditer(sentence)]


def is_denied(sentence: str, times: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the time at `start` is the one that does not hold: «ikke i 2020, men i 2021»."""
    if not (_NO.search(sentence[:start]) or _NOT_BEFORE_THAT.match(sentence, start)):
        return False
    for begins, ends in times:
        if begins >= end and _BUT.fullmatch(sentence, end, begins):
            rest = _REST.match(sentence, ends)
            return not any(is_verb(word) for word in _WORD.findall(rest[0] if rest else ""))
    return False


def is_not_before(sentence: str, start: int) -> bool:
    """Whether the time at `start` is the day before the first on which it may be: «må ikke åbne før den 1. maj»."""
    before = sentence[:start]
    no = _NO_BEFORE.search(before) if _BEFORE.match(sentence, start) else _NO_BEFORE_IN.search(before)
    return no is not None and bool(_WILL_BE.search(before))


def is_earliest(sentence: str, start: int) -> bool:
    """Whether the time at `start` is the first at which something may begin: «kan tidligst begynde den 1. maj»."""
    return _AT_EARLIEST.search(sentence, 0, start) is not None


def can_first_then(sentence: str, start: int, end: int) -> bool:
    """Whether the time at `start` is the first at which something can be, and so will: «kan først flytte ind i maj»."""
    before = _CAN_FIRST.search(sentence[:start])
    opens = _FIRST.search(sentence[:start]) or _FIRST.match(sentence, start)
    after = _CAN_THEN.match(sentence, end) if opens else None
    told = before or after
    return told is not None and bool(_WILL_BE.search(told[0])) and not _FOUND_THEN.search(told[0])
