"""A second act at the time of the first: «Skolen åbner den 3. august; samtidig lukkes Vestskolen»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import Clause, clause_index
from tracker.agreement.promises.promised import OF_ITS_OWN, is_usable
from tracker.agreement.promises.readings import Context, Read
from tracker.agreement.promises.unlisted import of_no_verb_known
from tracker.agreement.values import Deadline, TaskKind

_AT_ONCE = re.compile(
    r"\W*(?:(?:og|men)\s)?(?:[a-zæøå]+(?:er|es|r|s)\s)?"
    r"(?:samtidig|samme dag|på samme tid|ved samme (?:lejlighed|anledning)|i samme (?:omgang|ombæring))\b"
    r"(?!\s+(?:med|vil|skal|bør|er|har))",
    re.IGNORECASE,
)
# What happens at one moment; «samtidig styrkes indsatsen» only adds what else is done
_AT_A_MOMENT = frozenset(
    re.findall(
        r"\w+",
        "åbne lukke nedlægge flytte indføre spærre ophøre stoppe afskaffe fjerne nedrive sænke hæve skifte indvie "
        "overtage sløjfe slukke tænde rive",
    )
)
_DONE_BY_BODIES = frozenset({TaskKind.DECISION, TaskKind.PRESENTATION})

Dated = tuple[Act, Deadline, int, int]


def acts_at_same_time(read: Read, dated: Sequence[Dated], context: Context) -> Iterator[Dated]:
    """The acts of clauses to which «samtidig» gives the time of the clause before. `dated`: those with one already."""
    for index, clause in enumerate(read.clauses[1:], start=1):
        if clause.opener not in OF_ITS_OWN or not _AT_ONCE.match(read.sentence.text, clause.start, clause.end):
            continue
        first = next((one for one in reversed(dated) if one[0].clause == index - 1), None)
        if first is None or first[1].recurrence or _has_time(read, index):
            continue
        act = _act_of(read, clause, index, context)
        if act is not None:
            yield act, *first[1:]


def _has_time(read: Read, index: int) -> bool:
    return any(clause_index(read.clauses, start) == index for _time, start, _end in read.times)


def _act_of(read: Read, clause: Clause, index: int, context: Context) -> Act | None:
    own = [act for act in read.acts if act.clause == index]
    if not own and (other := of_no_verb_known(read, index, clause.start, context, limit=False)) is not None:
        own = [other]
    return next(
        (
            act
            for act in own
            if act.standing is Standing.PROMISED
            and not act.modal
            and (act.kind in _DONE_BY_BODIES or (act.verb and act.verb.infinitive in _AT_A_MOMENT))
            and is_usable(read, act, index, context, moved=False)
        ),
        None,
    )
