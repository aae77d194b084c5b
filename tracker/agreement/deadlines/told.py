"""Times that other words of the sentence tell: «inden vi skriver 2026», «den 3. juni og … den 24.»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from tracker.agreement.deadlines import limits
from tracker.agreement.deadlines.frequencies import QUARTERLY
from tracker.agreement.deadlines.meanings import By, During, Elsewhere, Meaning
from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import (
    Duration,
    Lasting,
    Named,
    Nth,
    Part,
    Portion,
    Rest,
    Same,
    Several,
    Shifted,
    Time,
    YearRef,
    in_year,
)
from tracker.agreement.deadlines.tokens import Kind, Token
from tracker.danish import MONTHS

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}

_WEEK: Final = Duration(days=7)
_HUNDRED_DAYS: Final = Duration(days=100)
_YEAR: Final = Duration(months=12)
_TERM_YEARS: Final = 4
# who does something by a day, of which another thing is to be done before
_WHO_ACTS: Final = re.compile(
    r"vi|man|de|kommunen|regionen|staten|regeringen|folketinget|administrationen|\w*(?:udvalget|rådet|bestyrelsen)"
    r"|\w*(?:forvaltning|direktion|ledelse|forening|klubb?|virksomhed|leverandør|entreprenør|rådgiver|udlejer|sælger|ejer)en"
    r"|\w*(?:selskab|direktorat|værk|ministeri|hold)et|(?:borg|naboe|beboe|elev|lejer|medarbejd|bruger)e?rne"
)
_ACTS: Final = re.compile(r"(?!(?:efter|under|eller)\b)\w{2,}er|går|får")
_TOLD_OF: Final = re.compile(r"\w{3,}(?:en|et|ne)|ind|ud|op|ned|over|af|fat|hul")
_COME_BACK: Final = re.compile(r"vi|alle|(?!der\b)\w{3,}(?:ne|et|en)")  # «børnene», «rådet»
_PLAN: Final = re.compile(
    r"\w*(?:plan|skema|program|sæson|turnus|årgang|budget|katalog|takstblad|kalender)(?:en|et|met|tet|nen|men|n)"
)


def categories(word: str) -> tuple[tuple[str, Any], ...]:
    """What is made anew for each time: «vagtplanen», «sæsonprogrammet»."""
    return (("edition", word),) if _PLAN.fullmatch(word) else ()


_DAYS: Final = 31
_BACK: Final = 24  # tokens before a bare day in which its month is told
_GO_ON: Final = frozenset({",", ";", ")", ":", "kl", "klokken", "i", "for", "hos", "på"})


def read_bare_day(tokens: Sequence[Token], position: int) -> Iterable[tuple[str, Any]]:
    """«… den 3. juni og for Byrådet den 24.»: a day whose month stands with the day before it in the sentence.

    Nothing where a noun follows («den 24. kommune»), nor of a day that the month has left behind.
    """
    token = tokens[position]
    if token.kind is not Kind.NUMBER or len(token.word) > 2 or not 1 <= int(token.word) <= _DAYS:
        return ()
    before, after = tokens[max(0, position - _BACK) : position], tokens[position + 1 : position + 4]
    if not before or before[-1].word != "den" or not after or after[0].word != ".":
        return ()
    joined = [one.word for one in after[1:2]] == ["og"] and after[-1].kind is Kind.WORD and len(after) > 2
    if not (after[0].stops or len(after) == 1 or after[1].word in _GO_ON or joined):
        return ()
    day = _day_before(before)
    return (("bare-day", int(token.word)),) if day is not None and day < int(token.word) else ()


def _day_before(tokens: Sequence[Token]) -> int | None:
    """The day of the last date that these tokens write in words, where no sentence ends after it."""
    for at in range(len(tokens) - 1, 1, -1):
        if tokens[at].stops:
            return None
        if tokens[at].word in MONTHS and tokens[at - 1].word == ".":
            return int(tokens[at - 2].word) if tokens[at - 2].kind is Kind.NUMBER else None
    return None


def _before_we_write(year: int) -> Meaning:
    return By(Named("year", (), year), before=True)


def _before_we_vote(year: YearRef) -> Meaning | None:
    """«inden vi går på valg i november 2025»: before the day of the election, in a year that has one."""
    told = isinstance(year, int) and year % _TERM_YEARS == 1
    return limits.ahead_of(Named("election", (), year)) if told else None


def _before_somebody_acts(who: str, does: str, what: str, day: Time) -> Meaning | None:
    """«før kommunen udbyder byggeriet den 1. februar»; not «inden mødet drøfter udvalget sagen den 1. februar»."""
    fits = _WHO_ACTS.fullmatch(who) and _ACTS.fullmatch(does) and _TOLD_OF.fullmatch(what)
    return limits.ahead_of(day) if fits else None


def _year_that_begins(school: Named | None, play: Named | None, begins: Time) -> Time | None:
    """«skoleåret, der begynder i august 2020»: a year from then on; a season of play is of that year."""
    if (
        not isinstance(begins, Named)
        or begins.shape not in {"month", "day", "season"}
        or not isinstance(begins.year, int)
    ):
        return None
    return Lasting(begins, _YEAR) if school else in_year(play, begins.year) if play else None


def _before_they_come_back(who: str, time: Time) -> Meaning | None:
    """«inden eleverne møder ind efter sommerferien»: before it is over."""
    holiday = isinstance(time, Named) and time.shape.endswith("-holiday")
    return By(time) if holiday and _COME_BACK.fullmatch(who) else None


def _is_season(time: Time) -> bool:
    match time:
        case Named(shape=shape):
            return shape == "season" or shape.endswith("-holiday")
        case Part(whole=whole):
            return _is_season(whole)
        case Several(items=items):
            return all(_is_season(item) for item in items)
        case _:
            return False


def _all_through(time: Time) -> Meaning | None:
    """«foråret og sommeren over» is one time, as long as they last."""
    if not _is_season(time):
        return None
    return During(Several(time.items, apart=False) if isinstance(time, Several) else time)


RULES: Final = (
    Rule("day-of-the-month-before", "day", "den <bare-day> .?", lambda day: Nth(Same(0), day)),
    Rule(
        "before-we-write",
        "meaning",
        "(inden|før) (vi|man|kalenderen) (skriver|når|når til|når frem til|går ind i|tager hul på|rammer|runder|viser|"
        "kommer til) (år|året)? <year>",
        _before_we_write,
        4,
    ),
    Rule(
        "when-we-write",
        "meaning",
        "når (vi|man|kalenderen) (skriver|går ind i|rammer|viser) (år|året)? <year>",
        lambda year: During(Named("year", (), year)),
        4,
    ),
    Rule(
        "before-we-vote",
        "meaning",
        "(inden|før) (vi|borgerne|vælgerne) (igen|næste gang)? (går|skal) (igen|næste gang)? (på|til) "
        "(valg|kommunalvalg|stemmeurnerne) (igen|næste gang|på ny)? (i november)? <of-year>",
        _before_we_vote,
        4,
    ),
    Rule(
        "before-we-vote",
        "meaning",
        "(inden|før) (vi|borgerne|vælgerne) (igen|næste gang)? (går|skal) (igen|næste gang)? (på|til) "
        "(valg|kommunalvalg|stemmeurnerne) (igen|næste gang|på ny)?",
        lambda: Elsewhere(),
        2,
    ),
    Rule(
        "before-so-long",
        "meaning",
        "(inden|før) der (går|er gået|er forløbet|er løbet) (mere end)? <duration>",
        lambda duration: Elsewhere(duration, over=True),
        4,
    ),
    Rule(
        "before-so-long",
        "meaning",
        "(inden|før) <duration> er (gået|forløbet|omme)",
        lambda duration: Elsewhere(duration, over=True),
        4,
    ),
    Rule(
        "before-so-long",
        "meaning",
        "(inden|før) der (går|er gået|er forløbet|er løbet) (mere end)? <duration> (fra|efter|siden) <when>",
        lambda duration, when: By(Shifted(when, duration, 1)),
        5,
    ),
    Rule(
        "before-so-long-from-an-event",
        "meaning",
        "(inden|før) der (går|er gået|er forløbet|er løbet) (mere end)? <duration> (fra|efter|siden|efter at) <word>",
        lambda *_: Elsewhere(),
        4,
    ),
    Rule(
        "before-somebody-acts",
        "meaning",
        "(inden|før) <word> <word> <word> (den|d .)? <day>",
        _before_somebody_acts,
        3,
    ),
    Rule(
        "before-they-come-back",
        "meaning",
        "(inden|før) <word> (er|begynder|starter|kommer|vender|møder) (igen|tilbage|ind)? (igen|i skole)? "
        "(efter|fra) <time>",
        _before_they_come_back,
        3,
    ),
    Rule(
        "week-that-begins",
        "time",
        "(den)? (uge|ugen) ,? (der|som) (begynder|starter|indledes|tager sin begyndelse) (med)? <day>",
        lambda day: Lasting(day, _WEEK),
    ),
    Rule("week-that-begins", "time", "(uge|ugen) (fra|fra og med) <day>", lambda day: Lasting(day, _WEEK)),
    Rule(
        "year-that-begins",
        "time",
        "(det|den)? (<over-new-year>|<season-of-play>) ,? (der|som) (begynder|starter|indledes|går i gang) "
        "(i|den|til|med|d .)? <time>",
        _year_that_begins,
    ),
    Rule("all-through", "meaning", "(hele)? <times> (over|igennem)", _all_through, 3),
    Rule("all-through", "adverbial", "<season> ud", lambda season: Rest(season)),
    # «de første hundrede dage»: by which a new council is measured
    Rule(
        "first-hundred-days",
        "time",
        "de første <duration> (af|i) (perioden|den nye periode|den kommende periode)",
        lambda duration: Portion(Named("term"), duration, last=False) if duration == _HUNDRED_DAYS else None,
    ),
    Rule(
        "month-of-every-quarter",
        "frequency",
        "hver (den|d .)? <mday>? (i)? kvartalets (første|anden|andet|tredje|midterste|sidste) måned",
        lambda _: QUARTERLY,
    ),
    Rule(
        "month-of-every-quarter",
        "frequency",
        "(hver? (den|d .) <mday>)? i? hvert kvartals (første|anden|tredje|midterste|sidste) måned",
        lambda _: QUARTERLY,
    ),
    Rule(
        "month-of-every-quarter",
        "frequency",
        "(hver? (den|d .) <mday>)? i (den)? (første|anden|tredje|midterste|sidste) måned (i|af) hvert kvartal",
        lambda _: QUARTERLY,
    ),
    Rule("from-an-edition", "meaning", "fra og med <edition> for <when>", lambda _, when: limits.open_from(when), 3),
)
