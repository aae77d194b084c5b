"""Answers that say no more than when: «Spørgsmål: Hvornår åbner hallen? Svar: I august 2021.»"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import clause_index
from tracker.agreement.acts.standing import NOT
from tracker.agreement.naming.phrases import LONGEST, capital, fitting
from tracker.agreement.promises import others
from tracker.agreement.promises.asides import dates_nothing
from tracker.agreement.promises.drafting import told
from tracker.agreement.promises.readings import Context, Read, SectionReads
from tracker.agreement.promises.repeats import Told
from tracker.agreement.values import TaskKind

# «Svar: Ja, senest i maj.»
_ANSWERS = re.compile(
    r"\W*(?:svar\W+)?(?:(?:ja|jo)\W+)?(?:det (?:sker|bliver|har vi (?:lovet|aftalt|besluttet))\s)?", re.IGNORECASE
)
# «I 2021, har vi aftalt», «… lover parterne»: who says so
_SAID_BY_US = re.compile(
    r"\W*(?:(?:har|er) vi (?:aftalt|lovet|besluttet|vedtaget|enige om)|(?:lover|svarer|forventer) "
    r"(?:vi|forvaltningen|administrationen|parterne|partierne)|er (?:aftalt|besluttet|målet|planen))?\W*",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:.*?:\s+)?\W*(?:(?:og|men)\s)?(?:hvornår\s)?(?P<verb>[^\W\d_]+(?:r|s|l))\s(?P<rest>[^?]+)\?\W*",
    re.IGNORECASE | re.DOTALL,
)
# What has been, what ends or goes by itself, and what the calendar brings
_NO_TASK = re.compile(
    r"\b(?:blev|var|havde|har|kom|fik|udløber|ophører|slutter|stopper|bortfalder|fylder|koster|stiger|falder|gælder|betyder"
    r"|\w*valg(?:et)?|\w*ferie(?:n)?)\b",
    re.IGNORECASE,
)
# «Hvornår får Østerby en ny børnehave?», «Kommer der flere pladser?»: the thing, without who gets it
_THING = re.compile(r"\b(?:en|et|flere|nye?|nyt|bedre)\s.*", re.DOTALL)
_THERE = re.compile(r"der\s", re.IGNORECASE)


def dated_by_answers(section: SectionReads, held: Sequence[Read], spoken: Set[int], context: Context) -> Iterator[Told]:
    """What a question asks for, by the time that the answer after it is."""
    for asked, answer in pairwise(held):
        if len(answer.times) != 1 or {asked.sentence.start, answer.sentence.start} & spoken:
            continue
        [(time, start, end)] = answer.times
        act = _asked_for(asked, context)
        if act is None or not _says_only_when(answer, start, end):
            continue
        if not dates_nothing(answer, time, start, end, section.place_of(answer)[0], context):
            after = len(asked.sentence.text)
            one = told(section, asked, act, (time, after, after), context)
            yield one if act.verb is not None else replace(one, commitment=replace(one.commitment, task=_name(asked)))


def _says_only_when(answer: Read, start: int, end: int) -> bool:
    words = answer.sentence.text
    return bool(_ANSWERS.fullmatch(words, 0, start)) and bool(_SAID_BY_US.fullmatch(words, end))


def _name(asked: Read) -> str:
    """The task of a question whose verb no list has, by the thing that it asks after."""
    match = _ASKED.fullmatch(asked.sentence.text)
    words = _THERE.sub("", match["rest"], count=1) if match else ""
    thing = _THING.search(words) if match and match["verb"].casefold() == "får" else None
    return capital(fitting(thing[0] if thing else words, LONGEST))


def _asked_for(asked: Read, context: Context) -> Act | None:
    """What the question asks after, if that is the municipality's own and still to come."""
    question = asked.sentence.text
    match = _ASKED.fullmatch(question)
    if match is None or asked.times or _NO_TASK.search(question) or NOT.search(question):
        return None
    if others.speaks_of_others(match["rest"], context.organisation):
        return None
    at = match.start("verb")
    listed = next((act for act in asked.acts if act.start >= at), None)
    index = clause_index(asked.clauses, at)
    return listed or Act(TaskKind.IMPLEMENTATION, None, None, at, match.end("verb"), index, Standing.PROMISED)
