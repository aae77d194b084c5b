"""Readings made by hand: a small agreement with known words, dates and money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tracker.agreement.values import (
    Allocation,
    AllocationType,
    Basis,
    Commitment,
    Deadline,
    DeadlineKind,
    Finding,
    FindingKind,
    Head,
    Reading,
    Saving,
    Section,
    TaskKind,
)

CULTURE = "Kultur- og Fritidsudvalget"
SCHOOLS = "Børne- og Skoleudvalget"
FINANCE = "Økonomiudvalget"
SIGNED_ON = date(2018, 10, 8)

TEXT = """Aftale om budget 2019

1.1 Idrætspolitik
Politikken er slidt og skal skrives forfra. En ny idrætspolitik forelægges udvalget inden sommeren 2019.
Klubberne høres undervejs.

1.2 Skolernes læsning
Indsatsen evalueres i efteråret 2021.
Forældrene inddrages mere.

Besparelser
KFU-01 Færre annoncer -100 -100 0
KFU-02 Flyttet til drift 0 0 0
"""


def span(quote: str, text: str = TEXT) -> tuple[int, int]:
    """Where `quote` stands in `text`."""
    start = text.index(quote)
    return start, start + len(quote)


def deadline(
    expression: str,
    *,
    start: date | None,
    due: date | None,
    kind: DeadlineKind = DeadlineKind.BY,
    basis: Basis = Basis.EXPLICIT,
    recurrence: str | None = None,
    text: str = TEXT,
) -> Deadline:
    """A deadline whose words stand in `text`."""
    where = span(expression, text)
    return Deadline(
        expression, start, due, kind, "test", f"«{expression}» som i prøven.", *where, basis, recurrence=recurrence
    )


def commitment(
    task: str,
    quote: str,
    *,
    section: str = "1.1",
    kind: TaskKind = TaskKind.PRESENTATION,
    committees: tuple[str, ...] = (CULTURE,),
    when: Deadline | None = None,
    text: str = TEXT,
) -> Commitment:
    """A commitment whose words stand in `text`."""
    start, end = span(quote, text)
    return Commitment(section, task, kind, committees, False, when, quote, start, end, 0.95)


def saving(code: str, title: str, amounts: Mapping[int, int], *, committee: str = CULTURE, text: str = TEXT) -> Saving:
    """A row of savings whose code stands in `text`."""
    return Saving(code, title, committee, amounts, None, *span(code, text))


POLICY = commitment(
    "Ny idrætspolitik forelægges Kultur- og Fritidsudvalget",
    "En ny idrætspolitik forelægges udvalget inden sommeren 2019.",
    when=deadline("inden sommeren 2019", start=None, due=date(2019, 5, 31)),
)
READING_EVALUATION = commitment(
    "Evaluering af læseindsatsen",
    "Indsatsen evalueres i efteråret 2021.",
    section="1.2",
    kind=TaskKind.EVALUATION,
    committees=(SCHOOLS, CULTURE),
    when=deadline("i efteråret 2021", start=date(2021, 9, 1), due=date(2021, 11, 30), kind=DeadlineKind.DURING),
)
PARENTS = commitment(
    "Større inddragelse af forældre",
    "Forældrene inddrages mere.",
    section="1.2",
    kind=TaskKind.IMPLEMENTATION,
    committees=(SCHOOLS,),
)
FEWER_ADVERTISEMENTS = saving("KFU-01", "Færre annoncer", {2019: -100_000, 2020: -100_000, 2021: 0})
NOTHING_SAVED = saving("KFU-02", "Flyttet til drift", {2019: 0, 2020: 0, 2021: 0})

READING = Reading(
    agreement=Head("Aftale om budget 2019", SIGNED_ON, "Prøve Kommune"),
    sections=(
        Section("1.1", "Idrætspolitik", None, *span(TEXT[TEXT.index("1.1") : TEXT.index("1.2")])),
        Section("1.2", "Skolernes læsning", None, *span(TEXT[TEXT.index("1.2") : TEXT.index("Besparelser")])),
    ),
    commitments=(POLICY, READING_EVALUATION, PARENTS),
    allocations=(
        Allocation(
            "1.1", "Idrætspolitik", AllocationType.OPERATION, {2019: 250_000, 2020: 150_000}, *span("1.1 Idrætspolitik")
        ),
        Allocation("1.9", "Legepladser", AllocationType.INVESTMENT, {2020: 900_000}, *span("Aftale")),
    ),
    savings=(FEWER_ADVERTISEMENTS, NOTHING_SAVED),
    findings=(Finding("1.2", FindingKind.NO_DEADLINE, "Løftet har ingen frist.", *span("Forældrene inddrages mere.")),),
)
