"""Reads a whole agreement: head, sections, commitments, money and what a person should look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tracker.agreement import deadlines
from tracker.agreement.deadlines import DEFAULT, Conventions
from tracker.agreement.findings import money_findings
from tracker.agreement.owners.register import NO_REGISTER, Register
from tracker.agreement.promises import commitments
from tracker.agreement.promises.alone import with_times_alone
from tracker.agreement.promises.marked import of_marked
from tracker.agreement.structure.heads.head import read_head
from tracker.agreement.structure.outline import outline
from tracker.agreement.tables.allocations import read_tables
from tracker.agreement.values import Commitment, Deadline, Finding, FindingKind, Head, Reading
from tracker.errors import ReadingError
from tracker.sayings import Saying


def read(
    text: str,
    *,
    signed_on: date | None = None,
    conventions: Conventions = DEFAULT,
    register: Register = NO_REGISTER,
) -> Reading:
    """What `text` holds. `signed_on`, where given, stands above the date that the text states.

    `conventions` say how the municipality reads expressions of time, `register` which committees it has.

    Raises ReadingError for a text with neither sections nor commitments.
    """
    head = read_head(text)
    if signed_on is not None:
        head = replace(head, signed_on=signed_on, signed_surely=True)
    structure = outline(text)
    tables = read_tables(text, structure.sections)
    said = _without(text, structure.noise)
    times = [
        replace(time, expression=text[time.expression_start : time.expression_end])
        for time in deadlines.find(
            said,
            signed_on=head.signed_on,
            conventions=conventions,
            title=head.title,
            parts=[part.start for part in structure.parts],
        )
    ]
    times = with_times_alone(text, times, signed_on=head.signed_on, conventions=conventions)
    found, unclear = commitments.find(
        text,
        structure,
        times,
        signed_on=head.signed_on,
        organisation=head.organisation,
        register=register.at(head.signed_on),
        allocations=tables.allocations,
    )
    findings = sorted([*money_findings(text, structure, tables), *unclear], key=lambda finding: finding.start)
    if not structure.sections and not found:
        raise ReadingError(
            "Teksten har hverken afsnit eller forpligtelser, som kan følges. "
            "Kontrollér, at filen er selve aftalen, og at dens tekst er kommet med."
        )
    return Reading(
        agreement=head,
        sections=structure.sections,
        commitments=found,
        allocations=tables.allocations,
        savings=tables.savings,
        findings=(*_on_signing(head), *findings),
    )


def _without(text: str, noise: Sequence[tuple[int, int]]) -> str:
    """`text`, of the same length, without the lines that pages put into a sentence: «inden ¶ Side 4 ¶ maj»."""
    pieces, done = [], 0
    for start, end in noise:
        if not text.endswith("\n\n", 0, start):
            continue  # «24.» goes on from the line above
        pieces += [text[done:start], " " * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def read_marked(
    text: str,
    start: int,
    end: int,
    *,
    signed_on: date | None,
    organisation: str | None = None,
    conventions: Conventions = DEFAULT,
    register: Register = NO_REGISTER,
) -> Commitment:
    """What the words `text[start:end]`, which a person marked as a commitment, seem to promise: a proposal to look at.

    Only the section around them is read, as `read` would read it.
    """
    structure = outline(text)
    part = next((one for one in structure.parts if one.start <= start < one.end), None)
    first, last = (part.start, max(part.end, end)) if part else (start, end)
    times = read_times(text, first, last, signed_on=signed_on, conventions=conventions)
    return of_marked(
        text, structure, times, start, end, signed_on=signed_on, organisation=organisation, register=register
    )


def read_times(
    text: str, start: int, end: int, *, signed_on: date | None, conventions: Conventions = DEFAULT
) -> list[Deadline]:
    """The times in `text[start:end]`, with offsets into `text`."""
    words = text[start:end]
    found = deadlines.find(words, signed_on=signed_on, conventions=conventions)
    return [
        replace(time, expression_start=time.expression_start + start, expression_end=time.expression_end + start)
        for time in with_times_alone(words, found, signed_on=signed_on, conventions=conventions)
    ]


def _on_signing(head: Head) -> Iterator[Finding]:
    if head.signed_on is None:
        message = Saying(
            "Dokumentet siger ikke, hvornår det er underskrevet. Frister, der regnes fra den dag, står uden dato: "
            "angiv dagen under «Udgaver», eller på kommandolinjen med --signed-on, for eksempel --signed-on 2018-10-08."
        )
        yield Finding(None, FindingKind.NO_SIGNING_DATE, message, 0, 0)
    elif not head.signed_surely:
        message = Saying(
            "Aftalens dato er læst som %(day)s, men teksten siger det ikke sikkert. Frister uden årstal "
            "regnes fra den dag: er det en anden, så angiv den under «Udgaver», eller på kommandolinjen med "
            "--signed-on.",
            day=head.signed_on,
        )
        yield Finding(None, FindingKind.NO_SIGNING_DATE, message, 0, 0)
