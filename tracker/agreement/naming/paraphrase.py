"""A promise in its own words, without its time, as what is to be done: «Sætte farten ned til 40 km/t på Søvej».

The last resort of `naming`, where no noun says what is done. The verb stands in the infinitive; whoever a list does not
name in a column of its own stands before it («Alle dagtilbud: leve op til normeringerne»).
"""

from __future__ import annotations

import re
from collections.abc import Set

from tracker.agreement.acts.act import Act
from tracker.agreement.acts.clauses import Clause
from tracker.agreement.acts.verb import Inflection
from tracker.agreement.naming.inflection import is_common
from tracker.agreement.naming.phrases import CUT, LONGEST, fitting, lowered, tidied

_JOINS = re.compile(
    r"^(?:[\s,;:\x00]|(?:og|men|samt|at|så|derefter|herefter|desuden|samtidig|også|nu|derfor|\w+, idet)\b)+",
    re.IGNORECASE,
)
# A subject that points back, or that tells when and where before it tells what.
_UNFIT = re.compile(
    r"(?:det|den|de|der|her|dette|denne|disse|som|hvilket|sådan|han|hun|eller|før|herfra|lige så|hos|på|i|af|til|med"
    r"|ved|efter|under|over|om|for|fra|når|en)\b|.*\b(?:som|der|hvad|hvor\w*|er|har)\b",
    re.IGNORECASE,
)
_US = re.compile(
    r"(?:vi|kommunen|regionen|forvaltningen|administrationen|direktionen|udvalget|byrådet|kommunalbestyrelsen"
    r"|[\w-]*part(?:erne|ierne)|[A-ZÆØÅ]{2,4})(?![\w-])",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:skal|vil|bør)\b(?:\s(?:kunne|have|derfor))?", re.IGNORECASE)
_MEETING = re.compile(rf"{CUT}\s*(?:(?:sidste|første|næste|ordinære)\s)?møder?(?:t|ne)?\b")
_ENDS = re.compile(r"\s(?:allerede|(?:første|næste) gang|møde|der)$", re.IGNORECASE)
_INFINITIVE = re.compile(
    r"(?!(?:alle|begge|hele|nye|samme|disse|mange|egne)$)[a-zæøå]{2,}e|få|gå|stå|slå|nå|se|bo|ro|sy|tro|ske"
)
_FEWEST = 2  # words
_OPENS = re.compile(r"(?:hvor|her|der)(?:efter|under|over)", re.IGNORECASE)  # what looks like a verb, and is none
_LONGEST_SUBJECT = 50  # characters


def as_told(words: str, clause: Clause, act: Act, known: Set[str]) -> str:
    """What the clause of `act` says is to be done, or nothing where its words do not stand alone.

    `words`: the sentence with times and committees taken out; `known`: what the document writes with a small letter.
    """
    verb = _infinitive(words[act.start : act.end], act)
    if not verb:
        return ""
    before = _MODAL.sub(" ", _JOINS.sub("", words[clause.start : act.start]))
    who = tidied(before)
    done = re.split(rf"{CUT}\s*,", _MEETING.sub(CUT, words[act.end : clause.end]))[0]
    if not who:
        done, is_told = _without_subject(done)
        if not is_told:
            return ""
    elif _US.fullmatch(who):
        who = ""
    if who and (_UNFIT.match(who) or len(who) > _LONGEST_SUBJECT):
        return ""
    passive = act.inflection is Inflection.PASSIVE
    what = lowered(who) if is_common(who, known) else who
    said = tidied(_ENDS.sub("", tidied(f"{verb} {what} {done}" if passive else f"{verb} {done}")))
    said = fitting(f"{who}: {said}" if who and not passive else said, LONGEST)
    return said if len(said.split()) >= _FEWEST else ""


def _infinitive(written: str, act: Act) -> str:
    """The infinitive of a verb of no list, as it is written; empty where the form can be something else."""
    if act.verb is None or act.verb.noun or act.verb.light or act.verb.needs or act.state:
        return ""
    if act.inflection is Inflection.PRESENT and (not written.endswith("r") or _OPENS.fullmatch(written)):
        return ""
    if act.inflection not in (Inflection.PRESENT, Inflection.PASSIVE, Inflection.INFINITIVE):
        return ""
    verb = act.verb.infinitive.removesuffix("s").removeprefix("kunne ")
    return verb if _INFINITIVE.fullmatch(verb) else ""


def _without_subject(rest: str) -> tuple[str, bool]:
    """What follows a verb that comes first, without its subject, and whether it is told where that ends.

    «Den 1. maj slår klinikken dørene op» does not tell; «I maj besøger vi …» does.
    """
    if re.match(rf"\s*{CUT}", rest):
        return rest.lstrip(f" {CUT}"), True
    subject = _US.match(rest.lstrip())
    return (rest.lstrip()[subject.end() :], True) if subject else (rest, False)
