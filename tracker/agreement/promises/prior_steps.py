"""What is told as done when what is promised comes, and is itself still ahead: «…, efter at den i maj er afprøvet»."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import clause_index, masked
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.standing import NOT
from tracker.agreement.promises import others
from tracker.agreement.promises.readings import Context, Read
from tracker.agreement.promises.to_come import begins_after, is_limit
from tracker.agreement.values import Deadline, TaskKind

_AFTER_THAT = re.compile(r"(?:først\s|straks\s)?efter,?\sat\s", re.IGNORECASE)
_WILL_BE = re.compile(r"\b(?:har|er|bliver|får|have|være)\b")
_WAS = re.compile(r"\b(?:var|havde|blev|fik|allerede|tidligere|oprindelig\w*)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?!(?:det|et|intet|noget|meget|andet)\b)[a-zæøå]+(?:et|t|lt|dt)\b")


def step_before(read: Read, time: Deadline, start: int, end: int, context: Context) -> Act | None:
    """What the clause of the time at `start` tells as done by then, before what the sentence promises for later."""
    index = clause_index(read.clauses, start)
    clause = read.clauses[index]
    sentence = read.sentence.text
    opens = _AFTER_THAT.match(sentence, clause.start, clause.end)
    if opens is None or not _lies_between(read, index, time, sentence[start:end], context.signed_on):
        return None
    plain = masked(sentence, [one[1:] for one in read.times])
    words = plain[opens.end() : clause.end]
    if not _WILL_BE.search(words) or _WAS.search(words) or NOT.search(words):
        return None
    own = next((act for act in read.acts if act.clause == index), None) or _unknown(
        plain, index, opens.end(), clause.end
    )
    if own is None or own.negated or others.speaks_of_others(words, context.organisation):
        return None
    step = replace(own, standing=Standing.PROMISED)
    theirs = others.of_others(plain, replace(clause, start=opens.end()), step, context.organisation)
    return None if theirs else step


def _lies_between(read: Read, index: int, time: Deadline, words: str, signed_on: date | None) -> bool:
    """Whether the time comes after the signing, and before the one of what the clause hangs on."""
    first = read.clauses[index].governor if index else 1
    if first < 0 or first >= len(read.clauses) or read.clauses[first].opener is Opener.CONDITION:
        return False
    later = [one for one, begins, _end in read.times if clause_index(read.clauses, begins) == first]
    last = max((day for one in later if (day := one.due or one.start)), default=None)
    by_then = is_limit(time, words) and signed_on is not None and time.due is not None and time.due > signed_on
    ahead = begins_after(time, signed_on) or by_then
    return bool(ahead and last and time.due and time.due <= last)


def _unknown(plain: str, index: int, start: int, end: int) -> Act | None:
    """What is done by a verb that no list has: the participle after «har» or «er»."""
    carries = _WILL_BE.search(plain, start, end)
    done = _DONE.search(plain, carries.end(), end) if carries else None
    if done is None:
        return None
    return Act(TaskKind.IMPLEMENTATION, None, None, *done.span(), index, Standing.PROMISED, state=done[0])
