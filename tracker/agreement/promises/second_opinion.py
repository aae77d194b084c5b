"""A second opinion on each time: what the words around it are likely to mean (`likelihood`).

The rules read what somebody thought of; papers say more. So what the rules found leaves again where all its signs speak
against a promise, and where the rules are silent, a time gets an act if its signs clearly speak for one: more clearly
where the rules take it for what others do, for what stands aside, is a choice or hangs on something else. What is
denied, done or asked is never made a promise. What is found so is not sure: a person looks at it before it becomes a
task.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import clause_index
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.presumed import finite_verb
from tracker.agreement.acts.verb import Inflection, Verb
from tracker.agreement.deadlines.past import is_past
from tracker.agreement.promises import others
from tracker.agreement.promises.asides import dates_nothing
from tracker.agreement.promises.dating import is_no_time_of_ours, with_subject
from tracker.agreement.promises.drafting import told
from tracker.agreement.promises.likelihood.signs import signs_of
from tracker.agreement.promises.likelihood.weights import likelihood
from tracker.agreement.promises.others_doings import is_by_others
from tracker.agreement.promises.promised import is_usable
from tracker.agreement.promises.readings import Context, Read, SectionReads, timeless
from tracker.agreement.promises.repeats import Told
from tracker.agreement.promises.told_times import is_told_closer
from tracker.agreement.values import Deadline, TaskKind

LIKELY = 0.65
"""Above this a time that the rules say nothing of is one that something is promised by; `QUITE_LIKELY` where who does
it, by a verb of no list, is not known to be of the municipality; `VERY_LIKELY` where the rules know the time for
another's, or for none that dates anything, or where no verb tells what is done."""
QUITE_LIKELY = 0.9
VERY_LIKELY = 0.95
UNLIKELY = 0.16
"""Below this a time that the rules gave to an act is none; `VERY_UNLIKELY` where they were sure of it."""
VERY_UNLIKELY = 0.05
_SURE = 0.85  # the rules' own confidence
_DOUBTFUL = 0.5
UNSURE = 0.6
"""The confidence of what signs alone speak for, and the most that what they speak against has."""
_HANGS = frozenset({Opener.CONDITION, Opener.QUESTION, Opener.RESULT})
_TOLD_ELSEWHERE = frozenset({Standing.PROMISED, Standing.OPTION})
_TOLD = re.compile(r"\s(?:oplyste|meddelte|orienterede om),\sat\s")
_ASKS_OR_LEADS = ("?", ":")
# «Skolerne har allerede inden ferien afprøvet den», «er allerede indført»; not «er allerede den 1. maj»
_ALREADY = re.compile(
    r"\b(?:har|havde)\s(?:[\w-]+\s){0,2}allerede\b|\ber\sallerede\s[a-zæøå]{3,}(?:t|ede|ne)\b", re.IGNORECASE
)
_NO_LATER = re.compile(r"\b(?:ikke|ej)\s(?:senere|længere)\send\b", re.IGNORECASE)  # a limit, which denies nothing
_DENIES = re.compile(r"\s(?:[\w-]+\s){0,2}?(?:ikke|aldrig|ej)\b(?!\s(?:kun|bare|blot|alene|mindst)\b)", re.IGNORECASE)
_COULD = frozenset({"kan", "kunne"})
_OUGHT = frozenset({"må", "bør"})

Judge = Callable[[Read, Deadline, int, int], float]


def judge_of(section: SectionReads, context: Context) -> Judge:
    """What tells how likely something is promised by a time of the section."""

    def judged(read: Read, time: Deadline, start: int, end: int) -> float:
        return likelihood(signs_of(read, time, start, end, section.name, context))

    return judged


def weighed(found: Iterable[Told], judge: Judge) -> Iterator[Told]:
    """What the rules found, without what is unlikely; what is doubtful is not sure any more."""
    for one in found:
        placed, confidence = _place(one), one.commitment.confidence
        likely = judge(one.read, *placed) if placed and not placed[0].recurrence else 1.0
        if likely >= _DOUBTFUL:
            yield one
        elif likely >= (VERY_UNLIKELY if confidence >= _SURE else UNLIKELY) or _is_told_by_ours(one.read):
            yield _unsure(one)


def _is_told_by_ours(read: Read) -> bool:
    """«Center for Trafik oplyste, at broen genåbner den 3. maj»: told in the past by a unit that knows."""
    return any(start == 0 and _TOLD.match(read.sentence.text, end) for start, end in read.units)


def overlooked(
    section: SectionReads, held: Sequence[Read], found: Sequence[Told], context: Context, judge: Judge
) -> Iterator[Told]:
    """What is likely promised by times that the rules say nothing of, in clauses that they found nothing in."""
    spoken = {(one.read.sentence.start, one.act.clause) for one in found}
    taken = {one.deadline.expression_start for one in found if one.deadline}
    for read in held:
        paragraph, _at = section.place_of(read)
        for time, start, end in read.times:
            place = (read.sentence.start, clause_index(read.clauses, start))
            given = time.expression_start in taken or place in spoken
            if given or not (time.due or time.start) or _is_no_promise(read, start):
                continue
            act = _act_at(read, start)
            if act is None:
                continue
            known = _is_known(read, time, start, end, paragraph, context)
            ours = _may_be_ours(read, act, context)
            if known and not ours:
                continue
            least = VERY_LIKELY if known or _is_verbless(act) else LIKELY if ours else QUITE_LIKELY
            if judge(read, time, start, end) > least:
                yield _unsure(told(section, read, act, (time, start, end), context))


def _is_no_promise(read: Read, start: int) -> bool:
    """Whether what the time at `start` is of is denied, done or asked, whatever its signs say."""
    index = clause_index(read.clauses, start)
    clause = read.clauses[index]
    said = _NO_LATER.sub("", read.sentence.text[clause.start : clause.end])
    return (
        any(act.negated for act in read.acts if act.clause == index)
        or bool(_ALREADY.search(said))
        or _is_denied(said)
        or read.sentence.text.endswith(_ASKS_OR_LEADS)
    )


def _is_denied(said: str) -> bool:
    """Whether the verb that carries a clause is denied: «Klokkerne spiller ikke i maj»."""
    verb = finite_verb(said)
    return verb is not None and _DENIES.match(said, verb[2]) is not None


def _is_known(read: Read, time: Deadline, start: int, end: int, paragraph: Sequence[str], context: Context) -> bool:
    """Whether the rules know what the time at `start` is: nothing of ours, or told elsewhere."""
    index = clause_index(read.clauses, start)
    clause = read.clauses[index]
    return (
        clause.opener in _HANGS
        or any(act.standing in _TOLD_ELSEWHERE for act in read.acts if act.clause == index)
        or dates_nothing(read, time, start, end, paragraph, context)
        or _is_over(read, time, start, end, context)
        or is_told_closer(read, time, start, end)
        or is_no_time_of_ours(read, index, start, end)
        or is_by_others(read.sentence.text[clause.start : clause.end], context.organisation)
        or others.speaks_of_others(with_subject(read, index), context.organisation)
    )


def _is_over(read: Read, time: Deadline, start: int, end: int, context: Context) -> bool:
    """Whether the rules of times without a year take it for one that has been: «Skiltene er malet i august»."""
    day = time.due or time.start
    return day is not None and is_past(read.sentence.text.casefold(), start, end, day, context.signed_on)


def _may_be_ours(read: Read, act: Act, context: Context) -> bool:
    """Whether nobody else is known to do what a verb of no list tells."""
    known = _is_verbless(act) or any(one.clause == act.clause for one in read.acts)
    return known or is_usable(read, act, act.clause, context, moved=False)


def _is_verbless(act: Act) -> bool:
    return act.verb is None and act.noun is None and not act.state


def _unsure(one: Told) -> Told:
    return replace(one, commitment=replace(one.commitment, confidence=min(one.commitment.confidence, UNSURE)))


def _place(one: Told) -> tuple[Deadline, int, int] | None:
    """The time of a commitment as it stands in its own sentence; None where the words gave it from elsewhere."""
    if one.deadline is None:
        return None
    return next(
        (placed for placed in one.read.times if placed[0].expression_start == one.deadline.expression_start), None
    )


def _act_at(read: Read, start: int) -> Act | None:
    """The act that the time at `start` is of: the nearest of its clause, else the verb that carries the clause, else
    whatever is told without one («Kontrakten skal forbi to udvalg: Teknisk Udvalg 1. oktober»); none that only could
    be."""
    index = clause_index(read.clauses, start)
    own = [act for act in read.acts if act.clause == index]
    if own:
        return replace(min(own, key=lambda act: abs(act.start - start)), standing=Standing.PROMISED)
    begin = read.clauses[index].start
    verb = finite_verb(timeless(read, read.clauses[index]))
    if verb is None or verb[0] in _OUGHT:
        return Act(TaskKind.IMPLEMENTATION, None, None, start, start, index, Standing.PROMISED)
    word, first, last = verb
    if word in _COULD:
        return None
    form = Inflection.PASSIVE if word.endswith("s") else Inflection.PRESENT
    carried = Verb(word.removesuffix("r"), TaskKind.IMPLEMENTATION, "")
    return Act(TaskKind.IMPLEMENTATION, carried, form, begin + first, begin + last, index, Standing.PROMISED)
