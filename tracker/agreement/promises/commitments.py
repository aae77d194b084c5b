"""What an agreement promises: by whom, of what kind, by when.

`find` goes through the document section by section. In each sentence stand acts (`acts`) and times (`deadlines`);
`dating` gives each time to the act that it belongs to, or sets it aside as background. To that come what only the money
dates (`funding`) and what is promised without any date (`firmness`), less what is told twice (`repeats`). Names come
from `naming`, owners from `ownership`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from tracker.agreement.acts.openers import Opener
from tracker.agreement.naming.namesakes import told_apart
from tracker.agreement.owners.register import NO_REGISTER, Register
from tracker.agreement.promises.answers import dated_by_answers
from tracker.agreement.promises.background import tells_progress
from tracker.agreement.promises.clarity import clarity_findings
from tracker.agreement.promises.dating import dated_acts
from tracker.agreement.promises.drafting import drafted_by_money, told
from tracker.agreement.promises.firmness import is_firm
from tracker.agreement.promises.funding import Funding, fundings, says_only_money
from tracker.agreement.promises.initiatives import with_initiatives
from tracker.agreement.promises.labelled import dated_by_own_labels
from tracker.agreement.promises.lent_times import (
    dated_by_leads,
    with_acts_for_labels,
    with_items_for_leads,
)
from tracker.agreement.promises.month_plans import with_month_plans
from tracker.agreement.promises.nominal import wished_paper
from tracker.agreement.promises.readings import Context, Read, SectionReads, context_of, placed, sections_of
from tracker.agreement.promises.repeats import Told, without_echoes, without_repeats
from tracker.agreement.promises.second_opinion import judge_of, overlooked, weighed
from tracker.agreement.promises.told_times import is_stop_behind
from tracker.agreement.promises.year_wheel import with_year_wheels
from tracker.agreement.structure.outline import INTRODUCTION, Outline
from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.text.subjects import share_words
from tracker.agreement.values import Allocation, Basis, Commitment, Deadline, Finding, TaskKind

# «… til en rådgiver. Vedkommende ansættes i maj»
_WHO_IS_PAID = re.compile(r"(?:Vedkommende|Stillingen|Stillingerne|Han eller hun|Den pågældende)\b")
_EACH_YEAR = re.compile(r"\bhvert af årene\b")  # told, and not only seen in a table
_MANY_YEARS = 3
# «Referat af møde nr. 2 i skoleåret 2021/22», «Sundby Kommune – Aftale om skoler 2017-2020», «Byrådet, møde nr. 2 i …»
_PAPER = re.compile(
    r"(?:[\w. -]+(?:\s[–—-]|,)\s)?\W*\w*(?:referat|dagsorden|protokol|notat|aftale|politik|strategi|årshjul|møde"
    r"|(?:handle|arbejds|tids)plan)"
    r"\s(?:af|fra|for|om|til|i|nr\.?|møde)\s",
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
    context = context_of(text, structure, signed_on=signed_on, organisation=organisation, register=register)
    found: list[Commitment] = []
    findings: list[Finding] = []
    for section in sections_of(text, structure, times, context, allocations):
        own = told_apart(list(_section_commitments(section, context)))
        found += own
        findings += clarity_findings(
            section.name,
            own,
            [read.sentence for read in section.reads],
            [m for read in section.reads for m in placed(read)],
            context.names,
        )
    found = list(with_initiatives(text, structure, times, found, context))
    found = list(with_year_wheels(text, structure, found, context))
    found = list(with_month_plans(text, structure, times, found, context))
    found.sort(
        key=lambda commitment: (
            commitment.start,
            commitment.deadline is None,
            commitment.deadline.expression_start if commitment.deadline else 0,
        )
    )
    return tuple(found), tuple(sorted(findings, key=lambda finding: finding.start))


def _section_commitments(section: SectionReads, context: Context) -> Iterator[Commitment]:
    left_out = section.dismissed | {read.sentence.start for read in _titles(section)}
    left_out |= {read.sentence.start for read in section.reads if is_stop_behind(read, context.signed_on)}
    held = [read for read in section.reads if read.sentence.start not in left_out]
    found = [one for read in held for one in _dated(section, read, context)]
    found = list(with_items_for_leads(section, held, found, context))
    found += dated_by_leads(section, held, {one.read.sentence.start for one in found}, context)
    found = list(with_acts_for_labels(section, held, found, context))
    found += dated_by_own_labels(section, held, {one.read.sentence.start for one in found}, context)
    found += dated_by_answers(section, held, {one.read.sentence.start for one in found}, context)
    judge = judge_of(section, context)
    found = list(weighed(found, judge))
    found += overlooked(section, held, found, context, judge)
    found.sort(key=lambda one: one.commitment.start)
    dated = without_repeats(found)
    yield from (one.commitment for one in dated)
    funded = [drafted_by_money(section, funding, context) for funding in _own_fundings(section, dated, context)]
    yield from funded
    spoken = {one.read.sentence.start for one in found}
    silent = [read for read in held if read.sentence.start not in spoken]
    undated = [one for read in silent for one in _undated(section, read, context)]
    yield from (one.commitment for one in without_echoes(undated, dated, funded, section.title))


def _titles(section: SectionReads) -> Iterator[Read]:
    """The lines over the document's first sentence that say which paper it is."""
    for read in section.reads if section.name == INTRODUCTION else ():
        if read.sentence.form is Form.ITEM or read.sentence.text.endswith((".", "!", "?", ":")):
            break
        if _PAPER.match(read.sentence.text):
            yield read


def _dated(section: SectionReads, read: Read, context: Context) -> Iterator[Told]:
    paragraph, _at = section.place_of(read)
    for act, time, start, end in dated_acts(read, paragraph, context):
        yield told(section, read, act, (time, start, end), context)


def _undated(section: SectionReads, read: Read, context: Context) -> Iterator[Told]:
    """The firm promises of a sentence that has no date on any."""
    if tells_progress(*section.place_of(read)):
        return
    firm = [act for act in read.acts if is_firm(read, act, context)]
    papers = [paper for index in range(len(read.clauses)) if (paper := wished_paper(read, index))]
    for act in firm or papers[:1]:
        yield told(section, read, act, None, context)


def _own_fundings(section: SectionReads, dated: Sequence[Told], context: Context) -> Iterator[Funding]:
    """The section's money, without what only pays an activity that is dated as such."""
    periods = [
        one
        for one in dated
        if one.commitment.kind is TaskKind.IMPLEMENTATION and one.deadline and one.deadline.basis is Basis.PERIOD
    ]
    for funding in fundings(section.reads, section.table_years, context):
        named = section.title or not says_only_money(funding.read)
        if named and not any(_same_activity(funding, one) for one in periods):
            yield funding


def _goes_on_longer(funding: Funding, dated: Told) -> bool:
    """«3 mio. kr. i hvert af årene 2021-2024 til stier. Stien til Nordby anlægges i 2022»: one of many."""
    time = dated.commitment.deadline
    if time is None or time.start is None or time.due is None or time.start.year != time.due.year:
        return False
    return len(funding.years) >= _MANY_YEARS and bool(_EACH_YEAR.search(funding.read.sentence.text))


def _is_told_beside(funding: Funding, dated: Told) -> bool:
    """«Der afsættes 2 mio. kr. i 2021, som beboerne råder over, og afstemningen holdes den 3. maj»: one day of it."""
    time, clause = dated.commitment.deadline, dated.read.clauses[dated.act.clause]
    on_a_day = time is not None and time.start is not None and time.start == time.due
    later = dated.act.clause > funding.clause and clause.opener is Opener.COORDINATED
    return funding.read is dated.read and on_a_day and later


def _same_activity(funding: Funding, dated: Told) -> bool:
    if _is_told_beside(funding, dated):
        return False
    if funding.read is dated.read or not funding.purpose:
        return True
    follows = (
        dated.read.sentence.passage == funding.read.sentence.passage
        and dated.read.sentence.start >= funding.read.sentence.end
    )
    if follows and _WHO_IS_PAID.match(dated.read.sentence.text):
        return True
    return not _goes_on_longer(funding, dated) and share_words(funding.purpose, dated.about)
