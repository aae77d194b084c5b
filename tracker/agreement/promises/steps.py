"""Steps and rows of labels, which need no verb: «Forløbet bliver som følger: …», «Handling: … Periode: …»."""

from __future__ import annotations

import re

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import clause_index
from tracker.agreement.acts.verbs import act_nouns
from tracker.agreement.promises.nominal import is_verbless
from tracker.agreement.promises.readings import Read
from tracker.agreement.values import TaskKind

# «Forløbet bliver som følger: workshop i maj, udkast i juni»; told as done it is over: «Forløbet var sådan: …»
_COURSE_LABEL = re.compile(
    r"^\W*(?:(?:det|den) (?:videre )?)?(?:forløb|proces|tidsplan|plan|køreplan|rækkefølge|trin)"
    r"(?:et|sen|en|n|nene)?\s(?:er|bliver|ser)"
    r"(?:\s(?:nu|derfor|derefter))?(?:\s(?:som følger|følgende|sådan(?: her)?(?: ud)?|således(?: ud)?|denne))?:\s*$",
    re.IGNORECASE,
)
_PAST_LABEL = re.compile(r"\b(?:var|blev|så)\b[^.:]{0,40}:\s*$")
_PIECE = re.compile(r",\s|\s(?:og|samt)\s")
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
