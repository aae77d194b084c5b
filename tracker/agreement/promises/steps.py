"""Steps and rows of labels, which need no verb: «Forløbet bliver som følger: …», «Handling: … Periode: …»."""

from __future__ import annotations

import re

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import clause_index
from tracker.agreement.acts.nouns import act_nouns
from tracker.agreement.acts.openers import Opener
from tracker.agreement.promises.nominal import is_verbless, names_post
from tracker.agreement.promises.readings import Read, timeless
from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.values import TaskKind

# «Forløbet bliver som følger: workshop i maj, udkast i juni»; told as done it is over: «Forløbet var sådan: …»
_COURSE_LABEL = re.compile(
    r"^\W*(?:(?:det|den) (?:videre )?)?(?:forløb|proces|tidsplan|plan|køreplan|rækkefølge|trin)"
    r"(?:et|sen|en|n|nene)?\s(?:er|bliver|ser)"
    r"(?:\s(?:nu|derfor|derefter))?(?:\s(?:som følger|følgende|sådan(?: her)?(?: ud)?|således(?: ud)?|denne))?:\s*$",
    re.IGNORECASE,
)
# «Det første skridt er en kortlægning af stierne i foråret»
_STEP_IS = re.compile(
    r"\W*(?:(?:og|men)\s)?(?:(?:det|den)\s)?(?:første|næste|andet|tredje|sidste)\s(?:skridt|trin|etape|fase|led|delmål|milepæl)"
    r"(?:\s(?:i|på|mod)\s[\w\s-]{2,40}?)?\s(?:er|bliver)\s+(?:(?:derfor|så|nu)\s)?(?P<step>(?:en|et|to|tre)\s)",
    re.IGNORECASE,
)
_MEETS = re.compile(
    r"(?:en|et|to|tre)\s(?:[\w-]+\s)?\w*(?:møder?|seminar(?:er)?|workshops?|temadag|besøg|studietur)\b", re.IGNORECASE
)
# «April 2020: Workshop»; not a figure of that month
_ON_SCHEDULE = re.compile(r"\s*[^\W\d_]")
_PAST_LABEL = re.compile(r"\b(?:var|blev|så)\b[^.:]{0,40}:\s*$")
_PIECE = re.compile(r",\s|\s(?:og|samt)\s")
_TIME_AND_STEP = 2  # clauses of a line of a schedule
_ACTIVITY = re.compile(
    r"\W*(?:handling|tiltag|aktivitet|indsats|initiativ|hvad|opgave)(?:\s\d{1,2})?:\s+(?=\w)", re.IGNORECASE
)


def tells_of_past_course(read: Read, index: int) -> bool:
    """Whether the label over clause `index` tells of what is over: «Forløbet var som følger: …»."""
    return bool(_PAST_LABEL.search(read.sentence.text[: read.clauses[index].start]))


def labelled_activity(read: Read) -> Act | None:
    """What a row of labels names as its activity: «Handling: Mentorer til unge», of which another label tells when."""
    match = _ACTIVITY.match(read.sentence.text)
    if match is None or not is_verbless(read.sentence.text[match.end() :]):
        return None
    index = clause_index(read.clauses, match.end())
    end = read.clauses[index].end
    return Act(TaskKind.IMPLEMENTATION, None, None, end, end, index, Standing.PROMISED)


def scheduled_step(read: Read, index: int) -> Act | None:
    """What a line of a schedule names beside its time: «April 2020: Workshop», «Uge 12: Besøg på skolerne»."""
    words = read.sentence.text
    if index != 1 or len(read.clauses) != _TIME_AND_STEP or read.sentence.form not in (Form.LINE, Form.PROSE):
        return None
    label, step = read.clauses
    body = words[step.start : step.end]
    only_a_time = not re.search(r"[^\W\d_]", timeless(read, label)) and words[: label.end].rstrip().endswith(":")
    if not only_a_time or not _ON_SCHEDULE.match(body) or not is_verbless(body) or names_post(body):
        return None
    named = next(act_nouns(body), None)
    kind = named[0] if named else TaskKind.IMPLEMENTATION
    return Act(kind, None, None, step.end, step.end, index, Standing.PROMISED)


def first_step(read: Read, index: int) -> Act | None:
    """What is told to be the first or the next step: «Næste skridt bliver en høring i marts»."""
    clause = read.clauses[index]
    told = _STEP_IS.match(read.sentence.text, clause.start, clause.end)
    if told is None or clause.opener not in (Opener.MAIN, Opener.COORDINATED):
        return None
    begin = told.start("step")
    named = next(act_nouns(read.sentence.text[begin : clause.end]), None)
    if named is None:
        meets = _MEETS.match(read.sentence.text, begin, clause.end)
        return Act(TaskKind.IMPLEMENTATION, None, None, begin, begin, index, Standing.PROMISED) if meets else None
    kind, first, last = named
    return Act(
        kind, None, None, begin + last, begin + last, index, Standing.PROMISED, noun=(begin + first, begin + last)
    )


def step_of_course(read: Read, index: int, start: int) -> Act | None:
    """The one of several steps, told side by side, that has its time at `start`: «workshop i maj, udkast i juni»."""
    clause, sentence = read.clauses[index], read.sentence.text
    if not _COURSE_LABEL.search(sentence[: clause.start]) or not is_verbless(sentence[clause.start : clause.end]):
        return None
    begin = max((piece.end() for piece in _PIECE.finditer(sentence, clause.start, start)), default=clause.start)
    for kind, first, last in act_nouns(sentence[begin:start]):
        span = (begin + first, begin + last)
        return Act(kind, None, None, span[1], span[1], index, Standing.PROMISED, noun=span)
    return Act(TaskKind.IMPLEMENTATION, None, None, start, start, index, Standing.PROMISED)
