"""Occasions in the making of a budget: whatever the preposition, the material must be ready when it begins."""

from __future__ import annotations

import re
from typing import Any, Final

from tracker.agreement.deadlines import limits
from tracker.agreement.deadlines.meanings import By, During, From, NoTime
from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import Named, Part, SigningYear, Time, Window, YearRef

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}

_PROCESS: Final = re.compile(
    r"budget(?:ter)?(?:års)?(?:proces|forhandling|lægning|arbejde|behandling|drøftelse|procedure|fase|runde|"
    r"tilrettelæggelse|prioritering|planlægning)(?:s?en|er|r|erne|rne|t|n|s)?"
)
_NAME: Final = re.compile(
    r"budget(?:tet|ter|terne|aftale|aftalen|forlig|forliget|forslag|forslaget|oplæg|oplægget|året)?"
)
_ADOPTION: Final = re.compile(r"budgetvedtagelsen?|budgettets")


_READINGS: Final = {
    "førstebehandling": 1,
    "førstebehandlingen": 1,
    "andenbehandling": 2,
    "andenbehandlingen": 2,
}


def categories(word: str) -> tuple[tuple[str, Any], ...]:
    """What a word that begins with «budget» stands for."""
    if word in _READINGS:
        return (("reading-word", _READINGS[word]),)
    if not word.startswith("budget"):
        return ()
    if word == "budgettets":
        return (("budget-genitive", None),)
    if _ADOPTION.fullmatch(word):
        return (("adoption", None),)
    if _PROCESS.fullmatch(word):
        return (("process", None),)
    return (("budget-name", None),) if _NAME.fullmatch(word) else ()


def _budget(year: YearRef) -> Named:
    return Named("budget", (), year)


def _reading(number: int, year: YearRef) -> Named | None:
    return Named("reading", (number,), year) if number in {1, 2} else None


def _held_in(time: Time) -> Named | None:
    """Negotiations held in a year make the budget of the next."""
    match time:
        case Named(year=int(year)) | Part(whole=Named(year=int(year))):
            return _budget(year + 1)
        case Named(year=SigningYear(offset=offset)):
            return _budget(SigningYear(offset + 1))
        case Window(last=Named(year=int(year))):
            return _budget(year)
        case Named(year=None, shape="season" | "month" | "quarter" | "half"):
            return _budget(None)
        case _:
            return None


_OCCASION: Final = (
    "(til|til brug for|til brug i|i forbindelse med|ifm .?|i fm .?|i f . m .?|i forb . med|ifbm .?|i fbm .?|"
    "forbindelse med|som grundlag for|danner grundlag for|danne grundlag for|ligge til grund for|"
    "ligger til grund for|forud for|inden|før|senest inden|"
    "frem mod|frem til|op til|ved|som led i|som en del af|som del af|i relation til|i tilknytning til|"
    "med henblik på|mhp .?|indgår i|indgå i|indgår til|inddrages i|inddrages ved|indarbejdes i|medtages i|"
    "medtages ved|tages med i|tages op i|tages op ved|tages op til|tages op under|i god tid inden|i god tid før|"
    "i god tid til|klar til|senest til|senest ved|senest i forbindelse med|senest under|oversendes til|"
    "henvises til|ind i|drøftes ved|drøftes i|behandles i|hen mod|mod|som et led i)"
)
_FOR: Final = "(for|til|frem mod|vedr .?|vedrørende|om|af)?"

RULES: Final = (
    Rule(
        "budget-of-a-year",
        "named-budget",
        f"(det|den)? <budget-name> {_FOR} <plain-year> ((-|/|til) (<year>|<two-digits>))?",
        lambda _, year, *__: _budget(_next_if_relative(year)),
    ),
    Rule("budget-of-a-year", "named-budget", "<year> - (budgettet|budget)", _budget),
    Rule(
        "coming-budget",
        "named-budget",
        "(det|de|den)? (kommende|næste|førstkommende|nye) (<budget-name>)",
        lambda _: _budget(None),
    ),
    Rule(
        "process-of-a-year",
        "dated-process",
        f"<process> {_FOR} (budget|budgettet|budgetåret|året|årene)? <plain-year> ((-|/|til) (<year>|<two-digits>))?",
        lambda _, year, *__: _budget(_next_if_relative(year)),
    ),
    Rule(
        "work-on-a-budget",
        "any-process",
        "(forhandlingerne|forhandlinger|drøftelserne|drøftelsen|behandlingen|udarbejdelsen|tilrettelæggelsen|"
        "planlægningen|forberedelsen|forberedelserne|arbejdet|prioriteringen|fremlæggelsen|processen) "
        "(om|af|med|for|omkring|til|vedr .?|vedrørende) <named-budget>",
        lambda budget: budget,
    ),
    Rule("process-of-a-year", "dated-process", "<year> - <process>", lambda year, _: _budget(year)),
    Rule(  # «budget 2021-forhandlingerne»
        "process-of-a-year",
        "dated-process",
        "<budget-name> <year> - (forhandlingerne|forhandlinger|forhandlingen|drøftelserne|drøftelser|processen|"
        "proces|arbejdet|behandlingen|lægningen)",
        lambda _, year: _budget(year),
    ),
    Rule(
        "process-held-in",
        "dated-process",
        "<process> (i|i løbet af|hen over|i foråret og|til|her i) <time>",
        lambda _, time: _held_in(time),
    ),
    Rule(
        "process-held-in",
        "dated-process",
        "(det|de)? (kommende|næste) års (<process>|<budget-name>)",
        lambda *_: _budget(SigningYear(2)),
    ),
    Rule("process-held-in", "dated-process", "(indeværende|dette|årets) (års)? (<process>)", lambda _: _budget(None)),
    Rule(
        "coming-process",
        "dated-process",
        "(den|det|de)? (kommende|næste|førstkommende|forestående) <process>",
        lambda _: _budget(None),
    ),
    Rule("last-budget", "past-budget", "sidste års (<process>|<budget-name>)", lambda *_: _budget(SigningYear(0))),
    Rule("process", "any-process", "<process>", lambda _: _budget(None)),
    Rule("process", "any-process", "<dated-process>", lambda time: time),
    Rule("process", "budget-occasion", "<any-process>", lambda time: time),
    Rule("process", "budget-occasion", "<named-budget>", lambda time: time),
    Rule("process", "budget-occasion", "<past-budget>", lambda time: time),
    Rule("budget-by-name", "meaning", "<budget-name> for? <year> (-|/) (<year>|<two-digits>)", lambda *_: NoTime(), -6),
    # readings
    Rule(
        "reading-with-its-day",
        "meaning",
        "til? (den|det)? <ordinal> - ? (behandling|behandlingen) (i|den|på mødet i|på mødet den) <time>",
        lambda _, time: During(time),
        6,
    ),
    Rule(
        "reading",
        "reading",
        f"(den|det)? <ordinal> - ? (behandling|behandlingen) (af)? (<budget-name>|<process>)? {_FOR} <plain-year>?",
        lambda number, _, __, year: _reading(number, year),
    ),
    Rule(
        "reading-word",
        "reading",
        f"<reading-word> (af)? (<budget-name>)? {_FOR} <plain-year>?",
        lambda number, _, year: _reading(number, year),
    ),
    Rule(
        "reading",
        "reading",
        "<budget-genitive> <ordinal> behandling <plain-year>?",
        lambda _, number, year: _reading(number, year),
    ),
    Rule(
        "reading",
        "reading",
        "<budget-genitive> <reading-word> <plain-year>?",
        lambda _, number, year: _reading(number, year),
    ),
    Rule(
        "adoption",
        "reading",
        f"(<adoption>|<budget-genitive> (vedtagelse|endelige vedtagelse)) {_FOR} (budget)? <plain-year>?",
        lambda _, __, year: _reading(2, year),
    ),
    Rule(
        "adoption",
        "reading",
        f"(vedtagelsen|den endelige vedtagelse) af (<budget-name>) {_FOR} <plain-year>?",
        lambda _, year: _reading(2, year),
    ),
    # meanings
    Rule("budget-occasion", "meaning", f"{_OCCASION} <budget-occasion>", By, 4),
    Rule(
        "budget-occasion",
        "meaning",
        "(inden|før|forud for) <budget-occasion> (går i gang|begynder|starter|indledes|tager fat)",
        By,
        5,
    ),
    Rule(
        "when-the-budget-is-made",
        "meaning",
        "når (<word>)? (forhandler|lægger|drøfter|behandler) (vi)? <named-budget>",
        lambda _, budget: By(budget),
        5,
    ),
    Rule(
        "when-the-budget-is-made",
        "meaning",
        "når <named-budget> (skal)? (forhandles|lægges|drøftes|behandles)",
        By,
        5,
    ),
    Rule("budget-occasion", "meaning", "<dated-process>", By, 0),
    Rule("budget-reading", "meaning", f"{_OCCASION} <reading>", By, 4),
    Rule("budget-reading", "meaning", "senest <reading>", By, 4),
    # «inden 2. behandlingen af budget 2023 den 11. oktober»: the day that is told, not the convention's
    Rule(
        "before-a-reading",
        "meaning",
        "(inden|før|forud for) <reading> (den|d .) <day>",
        lambda _, day: limits.ahead_of(day),
        5,
    ),
    Rule(
        "from-a-budget",
        "meaning",
        "(fra|fra og med) (og med)? <named-budget> (og frem|og fremefter)?",
        lambda budget: From(Named("year", (), budget.year)),
        5,
    ),
    Rule("budget-occasion", "meaning", "(i|på|under|i løbet af) <any-process>", By, 4),
    Rule(
        "coming-budget",
        "meaning",
        "i (det|de) (kommende|næste|førstkommende|nye) <budget-name>",
        lambda _: By(_budget(None)),
        4,
    ),
    Rule(
        "after-the-budget",
        "meaning",
        "(efter|umiddelbart efter|lige efter) <reading>",
        lambda reading: From(reading, after=True),
        5,
    ),
    Rule(
        "after-the-budget",
        "meaning",
        "(efter) <dated-process>",
        lambda budget: From(Named("reading", (2,), budget.year), after=True),
        5,
    ),
)


def _next_if_relative(year: YearRef) -> YearRef:
    """«budgettet for næste år» is the next to be made: the one for the year after signing may be adopted already."""
    return year if isinstance(year, int) else None
