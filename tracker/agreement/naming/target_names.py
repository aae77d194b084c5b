"""Names of measurable targets: what is to rise or fall, and to which figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.agreement.naming import objects
from tracker.agreement.naming.phrases import before_verb, capital, fronted, is_sound, tidied
from tracker.agreement.naming.told import Told, own

# «25 pct. mindre energi»: how much less or more of what
_BY_SO_MUCH = re.compile(r"\s(?:mindre|færre|flere|mere|lavere)\s(?!end\b)[\w-]+")


def target_names(told: Told, target: tuple[int, int] | None) -> Iterator[str]:
    """Names of what is to be measured, the fullest first. `target`: the span of the figure in the sentence."""
    act, clause = told.act, told.clauses[told.act.clause]
    subject = objects.without_opening(told.words[clause.start : act.start])
    subject = subject or objects.resumed_subject(told.words, told.clauses, act)
    subject = before_verb(re.sub(r"\b(?:skal|bør|må|bedes)\b.*$", "", subject).strip() or _opening_subject(told))
    if act.state and not target:
        yield f"{own(subject, told)} {act.state}"
        return
    figure = _figure(told, target)
    repeats = bool(target) and told.sentence[target[0] : target[1]] in subject if target else False
    if act.verb and (noun := act.verb.noun) and act.verb.infinitive != "have":
        yield f"{noun} {own(subject, told)}{'' if repeats else figure}"
    else:
        yield f"{fronted(subject, told.known)}{_direction(told)}{figure}"


def _opening_subject(told: Told) -> str:
    first = told.clauses[0]
    own = told.clauses[told.act.clause]
    after = re.match(r"\W*(?:skal|bør|må)?\W*(?P<rest>.*)$", told.words[told.act.start : own.end], re.DOTALL)
    inverted = before_verb(tidied(objects.first_stretch(after["rest"]))) if after else ""
    opening = before_verb(objects.without_opening(told.words[first.start : first.end]))
    return opening if opening and is_sound(capital(fronted(opening, told.known))) else inverted


def _direction(told: Told) -> str:
    words = told.words[told.clauses[told.act.clause].start : told.clauses[told.act.clause].end]
    if re.search(r"\b(?:falde|ned)\b", words):
        return " ned"
    return " op" if re.search(r"\b(?:stige|op)\b", words) else ""


def _figure(told: Told, target: tuple[int, int] | None) -> str:
    if target is None:
        return ""
    sentence = told.sentence
    words = re.sub(r"\s(?:inden|i|om|ved|fra|senest|til|som|og)$", "", sentence[target[0] : target[1]])
    if re.match(r"(?:19|20)\d\d\s", words):
        return ""
    if change := _BY_SO_MUCH.match(sentence, target[1]):
        return f": {words}{change[0]}"
    lead = re.search(
        r"(?:\b(?:med|til|på|over|under|mindst|min\.|højst|maks\.|maksimalt|minimum|et|en)\s+)+$", sentence[: target[0]]
    )
    figure = (lead[0] if lead else "") + words
    if not re.match(r"(?:med|til|på|over|under)\b", figure):
        figure = f"{'med' if _direction(told) else 'på'} {figure}"
    return " " + (re.sub(r"^til (?=\d)", "på ", figure) if not (told.act.verb and told.act.verb.noun) else figure)
