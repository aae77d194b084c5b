"""What the words that a person marked seem to promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.agreement.acts.clauses import clause_index
from tracker.agreement.naming.phrases import LONGEST, capital, fitting
from tracker.agreement.owners.register import NO_REGISTER, Register
from tracker.agreement.promises.drafting import drafted
from tracker.agreement.promises.readings import Context, Read, SectionReads, context_of, sections_of
from tracker.agreement.promises.responsibility import owners_of
from tracker.agreement.structure.outline import Outline
from tracker.agreement.structure.prose.sentences import cased
from tracker.agreement.values import Commitment, Deadline, TaskKind


def of_marked(
    text: str,
    structure: Outline,
    times: Sequence[Deadline],
    start: int,
    end: int,
    *,
    signed_on: date | None,
    organisation: str | None = None,
    register: Register = NO_REGISTER,
) -> Commitment:
    """What `text[start:end]`, which a person marked as a commitment, seems to promise.

    Whether it is one is not asked. `times`: what was read in the section at least. Where no act is found the words
    themselves are the name.
    """
    context = context_of(text, structure, signed_on=signed_on, organisation=organisation, register=register)
    here = replace(structure, parts=tuple(part for part in structure.parts if part.start < end and start < part.end))
    for section in sections_of(text, here, times, context, ()):
        for read in section.reads:
            if read.sentence.start < end and start < read.sentence.end:
                return _marked(section, read, start, end, text, context)
    mentions = context.names.mentions(cased(text[start:end]))
    return Commitment(
        section=structure.section_at(start),
        task=_own_words(text[start:end]),
        kind=TaskKind.IMPLEMENTATION,
        committees=tuple(dict.fromkeys(mention.name for mention in mentions)),
        committees_inferred=False,
        deadline=next((time for time in times if start <= time.expression_start < end), None),
        quote=text[start:end],
        start=start,
        end=end,
        confidence=1.0,
    )


def _marked(section: SectionReads, read: Read, start: int, end: int, text: str, context: Context) -> Commitment:
    """The first act in the marked words, else of the sentence; with a time that was marked, else that of its clause."""

    def is_inside(first: int) -> bool:
        return start <= read.sentence.offset(first) < end

    act = next(iter(sorted(read.acts, key=lambda act: (not is_inside(act.start), not act.future, act.start))), None)
    timed = sorted(
        read.times,
        key=lambda time: (
            not is_inside(time[1]),
            act is None or clause_index(read.clauses, time[1]) != act.clause,
            time[1],
        ),
    )
    time = timed[0] if timed else None
    if act is not None:
        found = drafted(section, read, act, time, context)
    else:
        owner = owners_of(section, read, 0, context)
        found = Commitment(
            section=section.name,
            task=_own_words(text[start:end]),
            kind=TaskKind.IMPLEMENTATION,
            committees=owner.names,
            committees_inferred=owner.inferred,
            deadline=time[0] if time else None,
            quote="",
            start=start,
            end=end,
            confidence=1.0,
        )
    return replace(found, quote=text[start:end], start=start, end=end, confidence=1.0)


def _own_words(words: str) -> str:
    plain = " ".join(words.split()).rstrip(".,;: ")
    return capital(fitting(plain, LONGEST) or plain[:LONGEST])
