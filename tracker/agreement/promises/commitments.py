"""What an agreement promises: by whom, of what kind, by when.

`find` goes through the document section by section. In each sentence stand acts (`acts`) and times (`deadlines`);
`dating` gives each time to the act that it belongs to, or sets it aside as background. To that come what only the money
dates (`funding`) and what is promised without any date (`firmness`), less what is told twice (`repeats`). Names come
from `naming`, owners from `ownership`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import date

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import Clause, clause_index
from tracker.agreement.naming.namesakes import told_apart
from tracker.agreement.naming.phrases import LONGEST, capital, fitting, with_time
from tracker.agreement.naming.task_names import purpose_name, task_name, words_about
from tracker.agreement.owners.committees import roll
from tracker.agreement.owners.ownership import Owners
from tracker.agreement.owners.register import NO_REGISTER, Register
from tracker.agreement.promises.alone import TIME_LABEL
from tracker.agreement.promises.asides import dates_nothing
from tracker.agreement.promises.background import tells_progress
from tracker.agreement.promises.clarity import clarity_findings
from tracker.agreement.promises.dating import act_without_time, dated_acts
from tracker.agreement.promises.firmness import is_firm
from tracker.agreement.promises.funding import Funding, fundings
from tracker.agreement.promises.initiatives import initiatives
from tracker.agreement.promises.nominal import wished_paper
from tracker.agreement.promises.readings import Context, Read, SectionReads, placed, sections_of
from tracker.agreement.promises.repeats import Told, without_echoes, without_repeats
from tracker.agreement.promises.responsibility import owners_of
from tracker.agreement.promises.year_wheel import with_year_wheels
from tracker.agreement.structure.outline import Outline
from tracker.agreement.structure.passages import Form
from tracker.agreement.structure.sentences import cased, cased_lines
from tracker.agreement.tables.amounts import find_amounts
from tracker.agreement.text.subjects import share_words
from tracker.agreement.values import Allocation, Basis, Commitment, Deadline, DeadlineKind, Finding, TaskKind

_ONLY_LABEL = re.compile(rf"\W*{TIME_LABEL}\s*:\s*", re.IGNORECASE)
_MEASURE = re.compile(
    r"\b(?:\d[\d.,]*)\s*(?:pct\.?|procent(?:point)?|%|mio\. kr\.?|mia\. kr\.?|kr\.?|kroner|tons?|grader|[a-zæøå]{3,})",
    re.IGNORECASE,
)


def find(
    text: str,
    structure: Outline,
    times: Sequence[Deadline],
    *,
    signed_on: date | None,
    organisation: str | None = None,
    register: Register = NO_REGISTER,
    allocations: Sequence[Allocation] = (),
) -> tuple[tuple[Commitment, ...], tuple[Finding, ...]]:
    """The commitments of `text` in order, and what is unclear about them.

    `times`: what `deadlines.find` read in the text. `organisation`: whose agreement it is, so that another's acts are
    told from its own. With an empty `register` committees are those that the text names.
    """
    names = roll(cased_lines(text), register)
    found: list[Commitment] = []
    findings: list[Finding] = []
    words = _words_of_no_name(text)
    context = Context(names, register, signed_on, organisation, structure.numbered, words)
    for section in sections_of(text, structure, times, names, register, allocations):
        own = told_apart(list(_section_commitments(section, context)))
        found += own
        findings += clarity_findings(
            section.name,
            own,
            [read.sentence for read in section.reads],
            [m for read in section.reads for m in placed(read)],
            names,
        )
    found += initiatives(text, structure, times, context)
    found = list(with_year_wheels(text, structure, found, context))
    found.sort(
        key=lambda commitment: (
            commitment.start,
            commitment.deadline is None,
            commitment.deadline.expression_start if commitment.deadline else 0,
        )
    )
    return tuple(found), tuple(sorted(findings, key=lambda finding: finding.start))


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
    names = roll(cased_lines(text), register)
    context = Context(names, register, signed_on, organisation, structure.numbered, _words_of_no_name(text))
    here = replace(structure, parts=tuple(part for part in structure.parts if part.start < end and start < part.end))
    for section in sections_of(text, here, times, names, register, ()):
        for read in section.reads:
            if read.sentence.start < end and start < read.sentence.end:
                return _marked(section, read, start, end, text, context)
    mentions = names.mentions(cased(text[start:end]))
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
        found = _commitment(section, read, act, time, context)
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


def _words_of_no_name(text: str) -> frozenset[str]:
    """What the text writes with a small letter, and definite nouns that it never writes large inside a sentence."""
    small = set(re.findall(r"(?<![^\W\d_])[a-zæøå]\w+", text))
    names = {word.casefold() for word in re.findall(r"(?<=[a-zæøå,] )[A-ZÆØÅ]\w+", text)}
    definite = {word.casefold() for word in re.findall(r"\b[A-ZÆØÅ][a-zæøå]{3,}(?:en|et|ne)\b", text)}
    return frozenset(small | (definite - names) | {"de", "den", "det", "en", "et", "der"})


def _section_commitments(section: SectionReads, context: Context) -> Iterator[Commitment]:
    held = [read for read in section.reads if read.sentence.start not in section.dismissed]
    told = [told for read in held for told in _dated(section, read, context)]
    told += _dated_by_leads(section, held, {one.read.sentence.start for one in told}, context)
    told += _dated_by_labels(section, held, {one.read.sentence.start for one in told}, context)
    told.sort(key=lambda one: one.commitment.start)
    dated = without_repeats(told)
    yield from (one.commitment for one in dated)
    funded = [_funded(section, funding, context) for funding in _own_fundings(section, dated, context)]
    yield from funded
    spoken = {one.read.sentence.start for one in told}
    silent = [read for read in held if read.sentence.start not in spoken]
    undated = [one for read in silent for one in _undated(section, read, context)]
    yield from (one.commitment for one in without_echoes(undated, dated, funded, section.title))


def _dated(section: SectionReads, read: Read, context: Context) -> Iterator[Told]:
    paragraph, _at = _place(section, read)
    for act, time, start, end in dated_acts(read, paragraph, context):
        made = _commitment(section, read, act, (time, start, end), context)
        yield Told(read, act, made, _about(section, read, act))


def _dated_by_leads(section: SectionReads, held: Sequence[Read], spoken: Set[int], context: Context) -> Iterator[Told]:
    """Items without a time under words that give one and promise nothing themselves: «Vejudvalget skal i 2020:»."""
    leads: dict[str, Read] = {}
    over: Read | None = None  # a line that says nothing but a time, and its list goes on: «Februar»
    for read in held:
        if read.sentence.form is not Form.ITEM:
            over = read if _says_only_a_time(read) else None
        lead = leads.get(read.sentence.lead) or over
        leads[read.sentence.text] = read
        if lead is None or lead is read or len(lead.times) != 1 or lead.sentence.start in spoken or lead.acts:
            continue
        if read.sentence.start in spoken or (read.times and lead is not over) or _says_only_who(read):
            continue
        if (one := _dated_from_outside(section, read, lead, context)) is not None:
            yield one


def _says_only_a_time(read: Read) -> bool:
    words = read.sentence.text
    return len(read.times) == 1 and not re.search(r"\w", words[: read.times[0][1]] + words[read.times[0][2] :])


def _says_only_who(read: Read) -> bool:
    """«Økonomiudvalget», in a list of the bodies that there are."""
    words = read.sentence.text
    for start, end in sorted(((one.start, one.end) for one in read.mentions), reverse=True):
        words = words[:start] + words[end:]
    return bool(read.mentions) and not re.search(r"\w{4,}", words)


def _dated_by_labels(section: SectionReads, held: Sequence[Read], spoken: Set[int], context: Context) -> Iterator[Told]:
    """What stands beside a time that only a label introduces: «Broen renoveres. Tidsplan: 2. kvartal 2020»."""
    for at, label in enumerate(held):
        if len(label.times) != 1 or label.sentence.start in spoken:
            continue
        [(_time, start, end)] = label.times
        words = label.sentence.text
        if not _ONLY_LABEL.fullmatch(words[:start]) or re.search(r"\w", words[end:]):
            continue
        beside = [*held[at + 1 : at + 2], *reversed(held[:at])]
        for read in beside:
            if read.times or read.sentence.start in spoken:
                break
            if (one := _dated_from_outside(section, read, label, context)) is not None:
                yield one
                break


def _dated_from_outside(section: SectionReads, read: Read, other: Read, context: Context) -> Told | None:
    """The first promise of `read`, which has no time, by the one time of `other`."""
    [(time, start, end)] = other.times
    act = act_without_time(read, context)
    if act is None or dates_nothing(other, time, start, end, _place(section, other)[0], context):
        return None
    after = len(read.sentence.text)
    return Told(read, act, _commitment(section, read, act, (time, after, after), context), _about(section, read, act))


def _place(section: SectionReads, read: Read) -> tuple[list[str], int]:
    """The sentences of the paragraph, and which of them `read` is."""
    paragraph = section.paragraph_of(read)
    return [one.sentence.text for one in paragraph], next(at for at, one in enumerate(paragraph) if one is read)


def _undated(section: SectionReads, read: Read, context: Context) -> Iterator[Told]:
    """The firm promises of a sentence that has no date on any."""
    if tells_progress(*_place(section, read)):
        return
    firm = [act for act in read.acts if is_firm(read, act, context)]
    papers = [paper for index in range(len(read.clauses)) if (paper := wished_paper(read, index))]
    for act in firm or papers[:1]:
        yield Told(read, act, _commitment(section, read, act, None, context), _about(section, read, act))


def _about(section: SectionReads, read: Read, act: Act) -> str:
    return words_about(read.sentence.text, read.clauses, act, _taken_out(read)) or section.title


def _own_fundings(section: SectionReads, dated: Sequence[Told], context: Context) -> Iterator[Funding]:
    """The section's money, without what only pays an activity that is dated as such."""
    periods = [
        told
        for told in dated
        if told.commitment.kind is TaskKind.IMPLEMENTATION and told.deadline and told.deadline.basis is Basis.PERIOD
    ]
    for funding in fundings(section.reads, section.table_years, context):
        if not any(_same_activity(funding, told) for told in periods):
            yield funding


def _same_activity(funding: Funding, told: Told) -> bool:
    if funding.read is told.read or not funding.purpose:
        return True
    return share_words(funding.purpose, told.about)


def _commitment(
    section: SectionReads, read: Read, act: Act, timed: tuple[Deadline, int, int] | None, context: Context
) -> Commitment:
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
        figures = [span for span in figures if not any(span[0] >= timed[1] and span[1] <= timed[2] for _ in (0,))]
        before = [
            span for span in figures if span[1] <= timed[1] and timed[1] - span[1] < 25 and span[0] >= clause.start
        ]
        if before:
            return before[-1]
        after = [span for span in figures if span[0] >= timed[2]]
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


def _funded(section: SectionReads, funding: Funding, context: Context) -> Commitment:
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


def _title(section: SectionReads, read: Read) -> str:
    """What the sentence is about, by the label of its list item («• Svømmehallen: …»), else by its section."""
    if read.sentence.form is Form.ITEM:
        label = re.match(r"([^:.]{3,60}):\s", _place(section, read)[0][0])
        if label:
            return label[1]
    return section.title


def _names_the_activity(act: Act) -> bool:
    """«Centrumgaden udvikles for 25 mio. kr. i 2020»: the act says what the money is for."""
    return act.verb is not None and not act.verb.money and not act.verb.light and act.standing is Standing.PROMISED


def _taken_out(read: Read) -> list[tuple[int, int]]:
    """The spans of times and committees, which a task's name does not repeat."""
    return [(start, end) for _time, start, end in read.times] + [(one.start, one.end) for one in read.mentions]
