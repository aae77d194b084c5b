"""How firmly a verb promises: by its form, its modal, what governs its clause, and the clause's place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.agreement.acts.act import Standing
from tracker.agreement.acts.clauses import TIME, Clause
from tracker.agreement.acts.finite import is_verb
from tracker.agreement.acts.governing import (
    AIM_LABEL,
    EXPECTING,
    WE_WILL_LABEL,
    governed_standing,
    is_expected,
    is_hoped_for,
    is_told_history,
    mood_before,
)
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.verb import Inflection

WORD = re.compile(r"[^\W\d_][\w-]*")
"""A word; hyphens stand inside."""
NOT = re.compile(r"\b(?:ikke|aldrig|undlade[rs]?|ingen)\b", re.IGNORECASE)
"""Words that deny."""

# «Udvalget bad forvaltningen undersøge, om …, og vende tilbage i maj», «Udvalget bedes drøfte …, og …»
_ASKED_ONE = r"[\w-]*(?:forvaltningen|administrationen|direktionen|sekretariatet|udvalget|borgmesteren)"
_ASKED = re.compile(
    rf"\b(?:bad|beder|bedes)\s(?:om\s)?{_ASKED_ONE}\s(?!om at\b)[a-zæøå]+e\b|{_ASKED_ONE}\sbedes\s[a-zæøå]+e\b",
    re.IGNORECASE,
)
# «I oktober bedes Teknikudvalget behandle analysen»
_BID = re.compile(r"\bbedes\b(?:\s+(?!om\b|at\b)[\w-]+,?){0,6}\s*$")
# «Skolen skal rumme 500 elever og kunne tages i brug i maj»: what it shall be able to as well
_SHALL_ALSO = re.compile(r"\b(?:skal|bør)\b(?!\sikke\b)[^.,;:]*\s(?:og|samt)\s(?:skal\s)?kunne\s(?:\w+\s)?$")
_PROMISING_MODALS = frozenset({"skal", "vil", "bør", "må", "skal,", "ønskes"})
_POSSIBLE = frozenset({"kan", "kunne"})
_PAST_MODALS = frozenset({"skulle", "ville", "måtte", "burde"})
# «Rådet skal være valgt inden nytår og have holdt sit første møde i marts»
_AND_HAVE = re.compile(r"(?:og|samt)\s(?:have|være)\s", re.IGNORECASE)
_MUST = re.compile(r"\b(?:skal|vil|bør)\b(?!\s(?:ikke|gerne)\b)", re.IGNORECASE)
# «Udvalget skal i god tid inden da, og i hvert fald før maj, have taget stilling»: however far the two are apart
_MUST_HAVE = re.compile(r"\b(?:skal|bør)\b(?!\s(?:ikke|gerne)\b)(?:[^.;:]|(?<=\d)\.)*?(?<!\bat)\shave\s", re.IGNORECASE)
_PERFECT = frozenset({"er", "var", "har", "havde", "blev", "været", "have"})
_BECOMING = frozenset({"bliver", "blive", "få", "får"})
_AT = re.compile(r"(?:(?:og|samt|men|herunder|end)\s)?at\b", re.IGNORECASE)
_SO = re.compile(r"så\s(?!at\b|vidt\b|snart\b|længe\b)", re.IGNORECASE)
_HAPPENED = re.compile(
    r"\b(?:var|blev|kom|gav|bød|trak|gik|fik|mødte|meldte|sagde|havde|manglede|(?:er|har)\s(?:\w+\s){0,3}?(?:blevet|trukket|sagt|meldt|fået|forsinket)"
    r"|[a-zæøå]{3,}(?:[^aeiouyæøå]|er)ede)\b"
)
# «Behovet er stort, så der oprettes to klasser i august»: a state, and no act that the rest is the purpose of
_CALLS_FOR_IT = re.compile(
    r"\ber\s(?:[\w-]+\s){0,2}?(?:afgørende|vigtigt?|vigtige|nødvendigt?|nødvendige|stort?|store|lang(?:e|t)?|fyldt|fuldt?|slidte?"
    r"|nedslidte?|utæt(?:te)?|gam(?:mel|melt|le)|farligt?|farlige|for\s[a-zæøå]+)\W*$",
    re.IGNORECASE,
)
# «Byrådet kan forventeligt vedtage planen i maj»
_CAN_AS_PLANNED = re.compile(
    r"\bkan\s(?:[\w-]+\s){0,3}?(?:forventeligt|efter (?:tids)?planen|planmæssigt)\s", re.IGNORECASE
)
# «Jorden købes i maj, hvorefter stien kan anlægges i juni»: the next step of a plan, unless it only may be taken
_CAN_AFTERWARDS = re.compile(
    r"(?:og\s)?hvorefter\s(?!(?:[\w-]+\s){1,4}kan\s[^.;:]*?(?:ikke|opsiges?|forlænges?|søges?)\b)[^.;:]*?\bkan\b",
    re.IGNORECASE,
)
# «30. juni 2020: udvalget er nedlagt»: what is so on the day before the colon
_DAY_BEFORE = re.compile(rf"\W*{TIME}[{TIME}\s]*:\s")
# «Den model, som skolerne prøver af i maj, købes i juni»: what is tried first is done then
_SOMEBODY_DOES = re.compile(r"som\s(?!\w+(?:er|ør|år|es)\b)\w")
_PASSIVE_FIRST = re.compile(r"(?!findes\b|kaldes\b|synes\b)[a-zæøå]{2,}(?:(?<!n)e|å)s\b")
# «skal så vidt muligt være færdig i maj»: what is to be done by then, as far as can be seen
_FAR_AS_CAN_BE = r"så vidt muligt(?!(?:(?<=skal så vidt muligt)|(?<=bør så vidt muligt))\s(?:være|blive|have)\b)"
_SOFT = re.compile(rf"\b(?:evt\.|eventuelt|muligvis|måske|overveje[rs]?|{_FAR_AS_CAN_BE}|på sigt)(?!\w)", re.IGNORECASE)


def standing_of(
    sentence: str,
    plain: str,
    clauses: Sequence[Clause],
    index: int,
    match: re.Match[str],
    inflection: Inflection,
    *,
    item: bool,
) -> tuple[Standing | None, bool]:
    """How firmly the form at `match` promises; None where it is no verb there. And whether a modal carries it.

    `plain`: the sentence with its times masked.
    """
    clause = clauses[index]
    body = plain[clause.start : clause.end].casefold()
    before = WORD.findall(body[: match.start()])
    near = before[-9:]
    if inflection is Inflection.PRETERITE:
        return Standing.HISTORY, False
    if inflection is Inflection.INFINITIVE:
        return _infinitive(sentence, plain, clauses, index, match, near, item=item)
    if inflection is Inflection.PARTICIPLE:
        if _DAY_BEFORE.match(plain) and near[-1:] == ["er"]:
            return Standing.PROMISED, False
        return _participle(sentence, clauses, index, near)
    if near and (near[-1] == "at" or near[-2:] == ["at", "kunne"]):
        return _infinitive(sentence, plain, clauses, index, match, near, item=item)
    if set(near) & _PAST_MODALS:
        return Standing.HISTORY, True
    required = "kunne" in near[-6:] and bool(set(near) & {"skal", "bør"})  # «bør kunne tages i brug»
    required = required or bool(_SHALL_ALSO.search(plain[: clause.start + match.start()]))
    if (
        inflection is Inflection.PASSIVE
        and set(near[-6:]) & _POSSIBLE
        and not required
        and not _is_counted_on(sentence, clause)
    ):
        return Standing.OPTION, True
    modal = bool(set(near) & _PROMISING_MODALS)
    return content_standing(sentence, clauses, index), modal


def _is_counted_on(sentence: str, clause: Clause) -> bool:
    """«Det forventes, at planen kan vedtages i maj»: what can be then is what is to be."""
    if _CAN_AS_PLANNED.search(sentence, clause.start, clause.end) or _CAN_AFTERWARDS.match(sentence, clause.start):
        return True
    before = sentence[: clause.start]
    return clause.opener is Opener.CONTENT and (is_expected(before) or is_hoped_for(before))


def _infinitive(
    sentence: str,
    plain: str,
    clauses: Sequence[Clause],
    index: int,
    match: re.Match[str],
    near: list[str],
    *,
    item: bool,
) -> tuple[Standing | None, bool]:
    clause = clauses[index]
    body = plain[clause.start : clause.end].casefold()
    if not near:
        return (Standing.PROMISED if item or WE_WILL_LABEL.match(sentence[: clause.start]) else None), False
    at = body.rfind("at ", 0, match.start())
    while at > 0 and body[at - 1].isalnum():
        at = body.rfind("at ", 0, at)
    modal = max(
        (body.rfind(f"{word} ", 0, match.start()) for word in (*_PROMISING_MODALS, *_POSSIBLE, *_PAST_MODALS)),
        default=-1,
    )
    modals = [word for word in near if word in _PROMISING_MODALS | _POSSIBLE | _PAST_MODALS]
    expected = bool(re.search(r"\bat kunne $", body[: match.start()]))  # «forventer at kunne behandle»
    if modals and modal > at and not expected:
        required = modals[-2:-1] and modals[-2] in _PROMISING_MODALS and modals[-1] == "kunne"  # «skal kunne vælge»
        if modals[-1] in _POSSIBLE and not required and not _is_counted_on(sentence, clause):
            return Standing.OPTION, True
        if modals[-1] in _PAST_MODALS:
            return Standing.HISTORY, True
        return content_standing(sentence, clauses, index), True
    if at < 0:
        goes_on = re.match(r"(?:og|samt)\s", body) and _ASKED.search(sentence[: clause.start])
        bid = _BID.search(body[: match.start()])
        return (Standing.PROMISED if goes_on or bid else None), False
    if len(body[at : match.start()].split()) > 12:
        return None, False
    if item and at == 0 and index == 0:
        return Standing.PROMISED, False
    return mood_before(sentence, plain, clause.start + at, clauses, index), False


def _participle(sentence: str, clauses: Sequence[Clause], index: int, near: list[str]) -> tuple[Standing | None, bool]:
    words = set(near)
    if words & EXPECTING:
        return content_standing(sentence, clauses, index), True
    modal = words & _PROMISING_MODALS
    if modal and words & {"være", "blive", "have", "få"}:
        return content_standing(sentence, clauses, index), True
    if words & {"kan", "kunne"} and words & {"være", "blive"}:
        return Standing.OPTION, True
    if words & _PERFECT:
        clause = clauses[index]
        if "have" in words and _MUST_HAVE.search(sentence, clause.start, clause.end):
            return content_standing(sentence, clauses, index), True
        goes_on = index and _AND_HAVE.match(sentence, clause.start)
        if goes_on and _MUST.search(sentence, clauses[index - 1].start, clause.start):
            return content_standing(sentence, clauses, index), True
        before = sentence[: clause.start]
        aimed = clause.opener is Opener.CONTENT and is_expected(before)
        if words & {"er", "har"} and (aimed or AIM_LABEL.search(before)):
            return Standing.PROMISED, False  # «en forudsætning, at ordningen er indført fra …» is still to come
        return Standing.HISTORY, False
    if words & _BECOMING:
        return content_standing(sentence, clauses, index), False
    return None, False


def content_standing(sentence: str, clauses: Sequence[Clause], index: int) -> Standing:
    """What the clause's place in the sentence makes of its verb."""
    clause = clauses[index]
    if _SOFT.search(sentence[clause.start : clause.end]):
        return Standing.OPTION
    match clause.opener:
        case Opener.CONDITION | Opener.QUESTION | Opener.REASON:
            return Standing.DESCRIBED
        case Opener.RESULT:
            # «For at skabe tryghed etableres …»: what opens the sentence is followed by its main verb
            return Standing.PROMISED if index == 0 or _is_outcome(sentence, clauses, index) else Standing.PURPOSE
        case Opener.CONTENT:
            return governed_standing(sentence, clauses, _begun(sentence, clauses, index))
        case Opener.RELATIVE if index > 0:
            if is_told_history(sentence[_own_part(clauses, clause) : clause.start]):
                return Standing.HISTORY
            return Standing.PURPOSE if _is_aside(sentence, clauses, index) else Standing.PROMISED
        case Opener.PARALLEL | Opener.COORDINATED if clause.governor >= 0 and index > 0:
            return content_standing(sentence, clauses, clause.governor)
        case _:
            return Standing.PROMISED


def _begun(sentence: str, clauses: Sequence[Clause], index: int) -> Clause:
    """Where the clause of «at» began that goes on after one put into it: «enige om, at hallen, der …, åbner i maj»."""
    clause = clauses[index]
    if _AT.match(sentence, clause.start):
        return clause
    first = (one for one in reversed(clauses[:index]) if (one.opener, one.governor) == (clause.opener, clause.governor))
    return next((one for one in first if _AT.match(sentence, one.start)), clause)


def _own_part(clauses: Sequence[Clause], clause: Clause) -> int:
    """Where the part of the sentence begins that `clause` hangs on: «… i 2019, og i maj fremlægges en ny, som …»."""
    above = clause.governor
    while above >= 0 and clauses[above].opener is not Opener.COORDINATED:
        above = clauses[above].governor
    return clauses[above].start if above >= 0 else 0


def _is_outcome(sentence: str, clauses: Sequence[Clause], index: int) -> bool:
    """«Tilladelsen kom først i august, så arbejdet udføres i maj»: what comes of what has been, or is, is to be."""
    clause = clauses[index]
    if clause.governor < 0 or clauses[clause.governor].opener not in (Opener.MAIN, Opener.COORDINATED):
        return False
    led = sentence[clauses[clause.governor].start : clauses[clause.governor].end]
    return bool(_SO.match(sentence, clause.start) and (_HAPPENED.search(led) or _CALLS_FOR_IT.search(led)))


def _is_aside(sentence: str, clauses: Sequence[Clause], index: int) -> bool:
    """Whether the relative clause stands in a sentence that only describes: «Lederen, der ansættes i …, passer …»."""
    if (
        index != 1
        or index + 1 >= len(clauses)
        or any(is_verb(word) for word in WORD.findall(sentence[: clauses[index].start]))
    ):
        return False
    rest = sentence[clauses[index + 1].start :]
    if _SOMEBODY_DOES.match(sentence, clauses[index].start) and _PASSIVE_FIRST.match(rest):
        return False
    return not re.search(r"\b(?:skal|vil|forelægges|fremlægges|danner|indgår|[a-zæøå]{4,}(?:eres|ettes|ages))\b", rest)
