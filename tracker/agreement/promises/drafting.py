"""The commitment that is made of an act: its name, kind, owner and deadline, and how sure it is."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import Clause
from tracker.agreement.acts.denied import no_more_than
from tracker.agreement.naming.phrases import with_time
from tracker.agreement.naming.task_names import purpose_name, task_name, words_about
from tracker.agreement.owners.ownership import Owners
from tracker.agreement.promises.funding import Funding
from tracker.agreement.promises.readings import Context, Read, SectionReads
from tracker.agreement.promises.repeats import Told
from tracker.agreement.promises.responsibility import owners_of
from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.tables.amounts import find_amounts
from tracker.agreement.values import Basis, Commitment, Deadline, DeadlineKind, TaskKind

_MEASURE = re.compile(
    r"\b(?:\d[\d.,]*)\s*(?:ud af \d[\d.]* [a-zæøå]{3,}|pct\.?|procent(?:point)?|%|mio\. kr\.?|mia\. kr\.?|kr\.?|kroner"
    r"|tons?|grader|(?!(?:ved|inden|senest|den|primo|medio|ultimo)\b)[a-zæøå]{3,})"
    r"|\b(?!(?:19|20)\d\d\b)\d[\d.,]*(?=\s(?:ved|inden|senest|i|den|primo|medio|ultimo)\s)",
    re.IGNORECASE,
)


_AND = re.compile(r"\b(?:og|samt)\s$")  # «40 ved årets udgang og 100 i 2025»: what follows is of another time


def told(
    section: SectionReads, read: Read, act: Act, timed: tuple[Deadline, int, int] | None, context: Context
) -> Told:
    """The commitment of `act`, with what it was made from. `timed`: its time with its span in the sentence."""
    about = words_about(read.sentence.text, read.clauses, act, _taken_out(read)) or section.title
    return Told(read, act, drafted(section, read, act, timed, context), about)


def drafted(
    section: SectionReads, read: Read, act: Act, timed: tuple[Deadline, int, int] | None, context: Context
) -> Commitment:
    """The commitment of `act`."""
    sentence = read.sentence
    time = timed[0] if timed else None
    kind = _kind(act, time)
    owner = owners_of(section, read, act.clause, context, timed[1] if timed else None, kind)
    target = (
        _target(sentence.text, read.clauses[act.clause], timed)
        if kind is TaskKind.CHECKPOINT and not act.state
        else None
    )
    name = task_name(
        sentence.text,
        read.clauses,
        replace(act, kind=kind),
        _taken_out(read),
        owner.names,
        _title(section, read),
        context.words,
        target,
    )
    if (
        kind is TaskKind.CHECKPOINT
        and time
        and time.due
        and (time.due.month, time.due.day) == (12, 31)
        and time.start is None
    ):
        name = with_time(name, f" ved udgangen af {time.due.year}")
    elif kind is TaskKind.CHECKPOINT and act.state and time:
        name = with_time(name, " ".join(["", *time.expression.split()]))
    deadline = replace(time, basis=_basis(kind, act, time)) if time else None
    return Commitment(
        section=section.name,
        task=name,
        kind=kind,
        committees=owner.names,
        committees_inferred=owner.inferred,
        deadline=deadline,
        quote=sentence.folded.source,
        start=sentence.start,
        end=sentence.end,
        confidence=_confidence(act, deadline, owner),
    )


def drafted_by_money(section: SectionReads, funding: Funding, context: Context) -> Commitment:
    """The activity that `funding` pays for, over its years."""
    read = funding.read
    act = next((act for act in read.acts if act.clause == funding.clause and _names_the_activity(act)), None)
    owner = owners_of(section, read, funding.clause, context)
    if act is not None and not funding.purpose:
        money = [(amount.start, len(read.sentence.text)) for amount in find_amounts(read.sentence.text)[:1]]
        name = task_name(
            read.sentence.text,
            read.clauses,
            act,
            [*_taken_out(read), *money],
            owner.names,
            section.title,
            context.words,
        )
    else:
        title = _title(section, read)
        name = purpose_name(funding.purpose, title, context.words) or section.name
    plain = bool(funding.purpose or section.title)
    return Commitment(
        section=section.name,
        task=name,
        kind=TaskKind.IMPLEMENTATION,
        committees=owner.names,
        committees_inferred=owner.inferred,
        deadline=funding.deadline,
        quote=read.sentence.folded.source,
        start=read.sentence.start,
        end=read.sentence.end,
        confidence=(0.8 if owner.names and not owner.inferred else 0.7) if plain else 0.6,
    )


def _kind(act: Act, time: Deadline | None) -> TaskKind:
    """Something that must be made by a day is a delivery; made in a period, it is an activity."""
    if act.kind is TaskKind.IMPLEMENTATION and act.verb and act.verb.produces and time and time.kind is DeadlineKind.BY:
        return TaskKind.DELIVERY
    return act.kind


def _basis(kind: TaskKind, act: Act, time: Deadline) -> Basis:
    if time.recurrence or (
        kind is TaskKind.REPORT
        and re.search(r"løb(?:et|ende)", time.expression)
        and time.start
        and time.start.year * 12 + 11 <= (time.due or time.start).year * 12 + (time.due or time.start).month
    ):
        return Basis.PERIOD
    if kind is TaskKind.IMPLEMENTATION and time.kind is not DeadlineKind.BY:
        return Basis.PERIOD
    return Basis.EXPLICIT


def _target(sentence: str, clause: Clause, timed: tuple[Deadline, int, int] | None) -> tuple[int, int] | None:
    """The figure that the time at hand is set for: the one just before it, else the next."""
    figures = [match.span() for match in _MEASURE.finditer(sentence)]
    if timed:
        figures = [span for span in figures if not (span[0] >= timed[1] and span[1] <= timed[2])]
        before = [
            span for span in figures if span[1] <= timed[1] and timed[1] - span[1] < 25 and span[0] >= clause.start
        ]
        if before:
            return before[-1]
        after = [span for span in figures if span[0] >= timed[2] and not _AND.search(sentence[: span[0]])]
        if after:
            return after[0]
    figures = [span for span in figures if span[0] >= clause.start]
    return figures[0] if figures else None


def _confidence(act: Act, deadline: Deadline | None, owner: Owners) -> float:
    """At least 0.9 only where the words, the act, the date and the owner are all plain."""
    value = 0.55 if act.verb is None or not act.verb.noun else 0.65
    if act.standing is Standing.PROMISED:
        value += 0.1
    if deadline and (deadline.due or deadline.start):
        value += 0.1 if re.search(r"\d{4}", deadline.expression) or deadline.basis is Basis.BUDGET_YEAR else 0.05
    else:
        value -= 0.2
    value += 0.1 if owner.in_sentence else 0.05 if owner.names and not owner.inferred else -0.05
    return round(min(0.97, value), 2)


def _title(section: SectionReads, read: Read) -> str:
    """What the sentence is about, by the label of its list item («• Svømmehallen: …»), else by its section."""
    if read.sentence.form is Form.ITEM:
        label = re.match(r"([^:.]{3,60}):\s", section.place_of(read)[0][0])
        if label:
            return label[1]
    return section.title


def _names_the_activity(act: Act) -> bool:
    """«Centrumgaden udvikles for 25 mio. kr. i 2020»: the act says what the money is for."""
    return act.verb is not None and not act.verb.money and not act.verb.light and act.standing is Standing.PROMISED


def _taken_out(read: Read) -> list[tuple[int, int]]:
    """The spans of times, committees and what is only denied, which a task's name does not repeat."""
    named = [(start, end) for _time, start, end in read.times] + [(one.start, one.end) for one in read.mentions]
    return named + no_more_than(read.sentence.text)
