"""How words bound a time: before it, at the latest in it, during it, from it on, about it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from tracker.agreement.deadlines import limits
from tracker.agreement.deadlines.meanings import About, By, During, From, Labelled, NoTime
from tracker.agreement.deadlines.notation import Rule
from tracker.agreement.deadlines.times import (
    Coming,
    Named,
    Same,
    Several,
    SigningYear,
    Window,
    is_free,
)

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}

_LIMIT_NOUN: Final = re.compile(r"\w*(?:frist|fristen|deadline|deadlinen)")

_PLAN_NAME: Final = re.compile(r"\w*(?:vision|strategi|plan|politik|program|forlig|aftale)(?:en|et|men|met)?")


def categories(word: str) -> tuple[tuple[str, Any], ...]:
    """Words for a limit («ansøgningsfristen», «deadline»), and for what is named by its years («klimaplan»)."""
    if _LIMIT_NOUN.fullmatch(word):
        return (("limit-noun", word),)
    return (("plan-name", word),) if _PLAN_NAME.fullmatch(word) else ()


_AND_ON: Final = (
    "(ff|frem|fremefter|fremover|eller senere|og (frem|fremefter|fremover|fremad|videre|videre frem|frem i tid|"
    "i? årene (frem|fremover|efter|derefter)|i? (hvert af)? de? (følgende|efterfølgende|kommende) år))"
)
_SOON: Final = "(lige|umiddelbart|straks|snarest|kort|kort tid|senest|allersenest|helst|gerne|snarest muligt)"
_LATEST: Final = (
    "(senest|allersenest|senere end|ikke senere end|ikke efter|til og med|indtil|frem til|frem til og med|hen til)"
)
_LIMIT: Final = "(med|seneste|sidste)? <limit-noun> (er|:|fastsættes til|sættes til)?"
# «forvaltningens tilbagemelding til Klima- og Miljøudvalget»
_SOMETHING: Final = "<word> <word>? <word>? <word>? (<word> - og)? <word>? <word>?"
_IN: Final = (
    "(i|i løbet af|løbet af|under|hen over|henover|over|gennem|igennem|op gennem|allerede i|her i|til|"
    "frem gennem|inden for|indenfor|på|ved|pr .?|per|engang i|en gang i|inde i|hen i|hen på|"
    "planlagt til|forventeligt i|"
    "så tidligt som|første gang i|første gang|første gang på)"
)

_MOVED: Final = (
    "(udskydes|udskudt|udskyder|flyttes|flyttet|flytter|rykkes|rykket|udsættes|udsat|forskydes|forskudt|fremrykkes|"
    "ændres|ændret) (nu|dermed|derfor|igen|altså|således)?"
)


_SO_OFTEN: Final = "(to gange|tre gange|flere gange|adskillige gange|igen og igen)"
_ONCE_MORE: Final = (
    "(siden|sidenhen|senere|derefter|herefter|dernæst|igen|nu|så|efterfølgende|siden igen|senere igen|derefter igen)"
)
_SATURDAY: Final = 5


RULES: Final = (
    # «1.4» alone may be a section or a version, «1/4» a share: the words before must say that a day is meant
    Rule("a-time", "span", "<times>", lambda time: time),
    Rule("a-time", "span", "<from-to>", lambda time: time),
    Rule("a-time-or-short-date", "when", "<span>", lambda time: time),
    Rule("a-time-or-short-date", "when", "<slash-date>", lambda time: time),
    Rule("a-time-or-short-date", "limit", "<span>", lambda time: time),
    Rule("a-time-or-short-date", "limit", "<short-date>", lambda time: time),
    # before
    Rule(
        "before",
        "meaning",
        f"{_SOON}? (inden|før|forud for|forinden|op til|i god tid inden|i god tid før) <limit>",
        limits.ahead_of,
        2,
    ),
    Rule(
        "before-the-end",
        "meaning",
        f"{_SOON}? (inden|før|forud for|ved|med|pr .?|per|i god tid inden) <end>",
        By,
        3,
    ),
    Rule("end-alone", "meaning", "<end>", By, -8),
    Rule("before", "meaning", "(inden|før|forud for) <word>? <meeting> (den|d .)? <day>", limits.before_the_last, 4),
    Rule(
        "before-an-occasion",
        "meaning",
        "(inden|før) <word> <word> <word>? <word>? (den|d .)? <day>",
        limits.before_it_happens,
        3,
    ),
    Rule("before-an-event", "meaning", "(inden|før|forud for) <word> (den|d .) <day>", limits.before_event, 4),
    # «inden sæsonen begynder i maj»: on which day of May is not told
    Rule(
        "before-it-begins",
        "meaning",
        "(inden|før) <word> <word>? <word>? (begynder|starter|indledes|går i gang) (i|til) <when>",
        lambda *found: By(found[-1]),
        3,
    ),
    # «i weekenden» tells as often a habit as a day
    Rule(
        "before-the-weekend",
        "meaning",
        f"({_LATEST} :?)? (inden|før) (weekenden|den kommende weekend|denne weekend)",
        lambda *_: limits.ahead_of(Coming(_SATURDAY)),
    ),
    Rule("before-the-end", "meaning", f"{_LATEST} (inden|før|ved|med|pr .?|til|i|den)? <end>", By, 3),
    Rule("before", "meaning", f"{_LATEST} :? (inden|før) <limit>", limits.ahead_of, 2),
    # at the latest
    Rule(
        "at-the-latest",
        "meaning",
        f"{_LATEST} (:|er)? (i|på|til|pr .?|per|med|ved|om|i løbet af|under|til og med)? <limit>",
        limits.at_latest,
        1,
    ),
    Rule(
        "before",
        "meaning",
        "(frem til|hen til) <when>",
        lambda time: limits.ahead_of(time) if limits.is_holiday(time) else None,
        2,
    ),
    Rule(
        "before",
        "meaning",
        f"{_LATEST} til <when>",
        lambda time: limits.ahead_of(time) if limits.is_holiday(time) else None,
        2,
    ),
    Rule("at-the-latest", "meaning", f"{_LATEST} i år", lambda: By(Named("year", (), SigningYear(0))), 1),
    Rule(
        "at-the-latest", "meaning", f"{_LATEST} (med virkning|med effekt|med ikrafttræden) (fra|pr .?)? <when>", By, 5
    ),
    Rule("at-the-latest", "meaning", f"{_LATEST} (fra og med|fra) <when>", By, 5),
    Rule("at-the-latest", "meaning", "seneste <day>", By, 1),
    Rule(
        "at-the-latest-at-a-meeting",
        "meaning",
        f"{_LATEST} (på|ved|til)? <word>? <word>? <meeting> (i|den|til|primo)? <limit>",
        lambda *found: By(found[-1]),
        2,
    ),
    Rule("limit", "meaning", f"{_LIMIT} <limit>", lambda _, time: limits.at_latest(time), 1),
    Rule(
        "limit-for-something",
        "meaning",
        f"{_LIMIT} (for|til|på) {_SOMETHING} (er|:|fastsættes til|sættes til) <here> <limit>",
        lambda *found: Labelled(limits.at_latest(found[-1]), found[-2]),
        1,
    ),
    Rule(
        "limit-for-something",
        "meaning",
        f"{_LIMIT} (for|til|på) <word> <word>? <word>? <here> <day>",
        lambda *found: Labelled(By(found[-1]), found[-2]),
        1,
    ),
    # «Fristen for tilbud flyttes fra den 1. marts til den 1. juni»: the later day holds
    Rule(
        "limit-that-moves",
        "meaning",
        f"{_LIMIT} (for|til|på) <word> <word>? <word>? (flyttes|rykkes|udskydes|udsættes|forlænges|fremrykkes|ændres) "
        "fra <when> <here> til <limit>",
        lambda *found: Labelled(limits.at_latest(found[-1]), found[-2]),
        6,
    ),
    Rule("until", "meaning", "(til|hen til|udsættes til) <when>", limits.until, 1),
    Rule("until-the-end", "meaning", "(til|hen til|frem til|frem mod|indtil|til og med) <end>", By, 3),
    Rule("toward", "meaning", "(frem mod|hen mod|hen imod|mod|op mod|frem imod) <when>", limits.toward, 1),
    Rule(
        "at-the-latest-after",
        "meaning",
        "(i|i løbet af|inden for|indenfor) (<when>|år) og (dog)? senest (i|ved|med|den|inden)? (<end>|<when>)",
        lambda _, end, when: By(end or when),
        4,
    ),
    Rule(
        "running-out",
        "meaning",
        "med (udløb|ophør|afslutning) (den|i|pr .?|ved)? (<end>|<when>)",
        lambda a, b: By(a or b),
        3,
    ),
    Rule("when-the-term-ends", "meaning", "(når|inden) <term> (slutter|udløber|ender|er slut|er omme)", By, 5),
    # «når 2026 rinder ud»; what is done when a holiday ends is done after it
    Rule(
        "when-it-ends",
        "meaning",
        f"{_LATEST}? når <time> (rinder ud|ebber ud|går på hæld|slutter|ender|lakker mod enden|synger på sidste vers)",
        lambda time: None if limits.is_holiday(time) else By(time),
        5,
    ),
    # «2026 bliver året, hvor …»: what a year is said to bring is done in it
    Rule(
        "year-that-brings",
        "meaning",
        "<plain-year> (bliver|er|skal være|skal blive) (året|det år) ,? (hvor|da)",
        lambda year: During(Named("year", (), year)),
        3,
    ),
    Rule(
        "before-going-on-holiday",
        "meaning",
        "(inden|før) <word> (går|tager|holder) (på)? <when>",
        lambda _, when: By(when, before=True) if limits.is_holiday(when) else None,
        5,
    ),
    # during
    Rule("during", "meaning", f"{_IN} <span>", During),
    Rule(
        "throughout",
        "meaning",
        "(i løbet af|løbet af|hen over|henover|over|gennem|igennem) <span>",
        limits.throughout,
        1,
    ),
    Rule("during", "meaning", "(pr .?|per) <short-date>", During),
    Rule(  # «højst 14 dage pr. 1. oktober»: how much, and by which day
        "during",
        "meaning",
        "(højst|mindst|maks .?|maksimalt|under|over|nede på|oppe på) (kun|højst)? <duration> <here> (pr .?|per) <when>",
        lambda _, place, when: Labelled(During(when), place),
        5,
    ),
    Rule(
        "moved",
        "meaning",
        f"{_MOVED} fra <span> <here> til <span>",
        lambda _, place, to: Labelled(During(to), place),
        3,
    ),
    # «flyttet fra januar til april og siden til maj»: the last of them holds
    Rule(
        "moved",
        "meaning",
        f"{_MOVED} {_SO_OFTEN}? ,? først? (fra <span>)? til <span> ,? (og|men)? {_ONCE_MORE} "
        f"({_MOVED})? <here> til <when>",
        lambda *found: Labelled(During(found[-1]), found[-2]),
        4,
    ),
    # «Mødet i marts er flyttet fra den 26. til den 19. marts»: by its old time the meeting is named
    Rule(
        "moved",
        "meaning",
        f"(i|den)? <span> (er|bliver|blev|er blevet)? {_MOVED} (fra <span>|fra den <mday>)? <here> til <when>",
        lambda *found: Labelled(During(found[-1]), found[-2]),
        4,
    ),
    Rule(
        "during-this-year",
        "meaning",
        "(allerede|endnu|senere|først|sidst)? i år",
        lambda: During(Named("year", (), SigningYear(0))),
    ),
    Rule("during-last-year", "meaning", "i fjor", lambda: During(Named("year", (), SigningYear(-1)))),
    Rule("during-a-part", "meaning", "(i|ved|hen mod|mod|omkring|ved|fra|i løbet af) <part-end>", During, -1),
    Rule(
        "begun-and-ended",
        "meaning",
        "(påbegyndes|igangsættes|iværksættes|opstartes|startes|begynder|starter|startes op) (i|den|d .)? <when> "
        "og (forventes)? (afsluttet|afsluttes|færdiggøres|slutter|ophører|gennemføres|er afsluttet|sluttes) "
        "(i|med|ved|den|d .)? (<end>|<when>)",
        lambda first, end, when: During(Window(first, end or when)),
        3,
    ),
    Rule(
        "first-meeting-of-a-year",
        "meaning",
        "(på|ved|til) <word>? første (ordinære)? møde i <plain-year>",
        lambda _, year: During(Named("month", (1,), year)),
        2,
    ),
    Rule("meeting-alone", "meaning", "<month-meeting>", lambda month: During(Named("month", (month,))), -5),
    Rule("alone", "meaning", "<clear-date>", During, -5),
    Rule("year-in-brackets", "meaning", "\\( <plain-year> \\)", lambda year: During(Named("year", (), year))),
    Rule(
        "in-steps",
        "meaning",
        "i <number> (trin|etaper|faser|omgange|dele|runder|hold|tempi) (:|,|-)? (i)? <here> <times>",
        lambda _, place, times: (
            Labelled(During(replace(times, apart=True)), place) if isinstance(times, Several) else None
        ),
        3,
    ),
    Rule(
        "from-to", "meaning", "<slash-date> (-|til) <clear-date>", lambda first, last: During(Window(first, last)), -4
    ),
    Rule("alone", "meaning", "<times>", lambda time: During(time) if limits.says_enough_alone(time) else None, -5),
    Rule("from-to", "meaning", "(i|for|inden for)? <from-to>", During, 3),
    Rule("whole-phrase", "phrase", "<times>", During, -6),
    # about
    Rule("about", "meaning", "(omkring|omkr .|ca .?|cirka|circa|rundt om|omtrent|omkring den) <when>", About, 1),
    Rule("about", "meaning", "(omkring|omkr .|ca .?|cirka) <end>", About, 1),
    Rule(
        "about-the-turn-of-the-year",
        "meaning",
        "(omkring|rundt om) <turn>",
        lambda turn: During(Named("around-new-year", (), turn.year)) if turn.which == (12,) else None,
        3,
    ),
    # no time of an act
    Rule(
        "comparison",
        "meaning",
        "(som i|end i|ligesom i|i forhold til|ift .?|sammenlignet med|set i forhold til|på niveau med) <when>",
        lambda time: NoTime() if limits.is_bare_year(time) else None,
        9,
    ),
    Rule(  # «en måned senere end planlagt»
        "comparison", "meaning", "<duration> (senere|tidligere|før|efter|hurtigere) end", lambda _: NoTime(), 9
    ),
    Rule("document-of-a-day", "meaning", "af <day>", lambda day: None if is_free(day) else NoTime(), 0),
    Rule("since", "meaning", "(siden|lige siden|dateret) (den|i)? (<when>|<end>)", lambda *_: NoTime(), 9),
    Rule(
        "name-with-years",
        "meaning",
        "<plan-name> (for)? (årene|perioden)? <times>",
        lambda _, times: limits.name_with_years(times),
        9,
    ),
    # from
    Rule(
        "from",
        "meaning",
        "(med virkning|med effekt|gældende|virkning|med start|startende|med opstart|med ikrafttræden)? "
        f"(fra|fra og med|fra og med den|fra den|begyndende|pr .?) (og med)? <when> {_AND_ON}?",
        limits.open_from,
        -2,
    ),
    Rule("from", "meaning", "(fra|fra og med) (og med)? <when>", limits.onward, 1),
    Rule(  # «fra og med mødet i marts 2020»
        "from",
        "meaning",
        "fra og med (byrådets|kommunalbestyrelsens|regionsrådets|udvalgets|det|sit|første)? <meeting> (i|den)? <when>",
        lambda *found: From(found[-1]),
        4,
    ),
    Rule("from-same-day", "meaning", "(fra|fra og med|med virkning fra) samme (dag|dato)", lambda: From(Same(0))),
    Rule(
        "from",
        "meaning",
        "(med start|med opstart|startende|begyndende|med virkning|med effekt|med ikrafttræden) "
        "(i|den|pr .?|fra|fra og med)? <when>",
        limits.open_from,
        2,
    ),
    Rule(
        "from-on",
        "meaning",
        f"(i|fra|fra og med|pr .?)? (også i)? <when> {_AND_ON}",
        From,
        2,
    ),
    Rule(
        "not-before",
        "meaning",
        "(tidligst|ikke før|ikke tidligere end|allertidligst) (i gang|klar|klart|færdig|færdigt|færdige|på plads)? "
        "(i|den|fra|pr .?|til|efter|om)? <when>",
        From,
        3,
    ),
    Rule("after", "meaning", f"{_SOON}? (efter|oven på|på den anden side af) <when>", limits.following, 2),
    Rule(
        "after",
        "meaning",
        "(tidligst|først|ikke før) efter (<when>|<end>)",
        lambda a, end: limits.following(end or a),
        4,
    ),
    Rule("when-over", "meaning", "(når|efter at) <time> er (slut|forbi|omme|gået|ovre|overstået)", limits.following, 4),
    Rule("after-the-end", "meaning", f"{_SOON}? (efter) <end>", lambda time: From(time, after=True), 3),
    Rule("from-the-end", "meaning", "(fra|fra og med) <end>", From, 0),
    Rule(
        "after-new-year",
        "meaning",
        "(efter|på den anden side af|fra|fra og med) (nytår|årsskiftet) <year>",
        lambda year: From(Named("day", (1, 1), year)),
        4,
    ),
)
