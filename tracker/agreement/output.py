"""A reading as data, in the shape of the contract, and as Danish text for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from tracker.agreement.values import AllocationType, Commitment, Deadline, Finding, Reading, Saving
from tracker.danish import count_words, date_words, short_kroner_words

_LONGEST_QUOTE = 200


def reading_data(reading: Reading) -> dict[str, Any]:
    """The reading as `tracker read --json` prints it: dates in ISO form, amounts in kroner by year."""
    return {
        "agreement": {
            "title": reading.agreement.title,
            "signed_on": _iso(reading.agreement.signed_on),
            "organisation": reading.agreement.organisation,
        },
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "chapter": section.chapter,
                "start": section.start,
                "end": section.end,
            }
            for section in reading.sections
        ],
        "commitments": [_commitment_data(commitment) for commitment in reading.commitments],
        "allocations": [
            {
                "section": row.section,
                "title": row.title,
                "type": row.type.value,
                "amounts": _by_year(row.amounts),
            }
            for row in reading.allocations
        ],
        "savings": [
            {
                "code": row.code,
                "title": row.title,
                "committee": row.committee,
                "amounts": _by_year(row.amounts),
                "investment": row.investment,
            }
            for row in reading.savings
        ],
        "findings": [
            {
                "section": finding.section,
                "kind": finding.kind.value,
                "message": finding.message,
                "start": finding.start,
                "end": finding.end,
            }
            for finding in reading.findings
        ],
    }


def deadline_data(deadline: Deadline) -> dict[str, Any]:
    """A deadline as it stands in a commitment of the contract."""
    return {
        "expression": deadline.expression,
        "start": _iso(deadline.start),
        "due": _iso(deadline.due),
        "kind": deadline.kind.value,
        "basis": deadline.basis.value,
        "recurrence": deadline.recurrence,
        "rule": deadline.rule,
        "explanation": deadline.explanation,
        "expression_start": deadline.expression_start,
        "expression_end": deadline.expression_end,
    }


def explained_data(deadlines: Iterable[Deadline]) -> dict[str, Any]:
    """Deadlines as `tracker explain --json` prints them, with every rule that fired."""
    shown = ("expression", "start", "due", "kind", "recurrence", "rule")
    return {
        "deadlines": [
            {
                **{name: value for name, value in deadline_data(deadline).items() if name in shown},
                "rules": list(deadline.rules),
                "explanation": deadline.explanation,
            }
            for deadline in deadlines
        ]
    }


def reading_text(reading: Reading) -> str:
    """The reading as a person reads it: the head, the commitments by section, the money, the findings."""
    parts = [_head(reading), _commitments(reading), _money(reading), _findings(reading.findings)]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def deadlines_text(deadlines: Iterable[Deadline]) -> str:
    """What expressions mean, one paragraph each."""
    paragraphs = []
    for deadline in deadlines:
        lines = [f"«{' '.join(deadline.expression.split())}»", f"  {_when(deadline)}", f"  {deadline.explanation}"]
        lines.append(f"  Regler: {', '.join(deadline.rules or (deadline.rule,))}")
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraphs) + "\n" if paragraphs else "Ordene nævner ingen tid.\n"


def _commitment_data(commitment: Commitment) -> dict[str, Any]:
    return {
        "section": commitment.section,
        "task": commitment.task,
        "kind": commitment.kind.value,
        "committees": list(commitment.committees),
        "committees_inferred": commitment.committees_inferred,
        "deadline": None if commitment.deadline is None else deadline_data(commitment.deadline),
        "quote": commitment.quote,
        "start": commitment.start,
        "end": commitment.end,
        "confidence": round(commitment.confidence, 2),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _by_year(amounts: Mapping[int, int]) -> dict[str, int]:
    return {str(year): amounts[year] for year in sorted(amounts)}


def _head(reading: Reading) -> list[str]:
    head = reading.agreement
    signed = "ukendt" if head.signed_on is None else date_words(head.signed_on)
    dated = [c for c in reading.commitments if c.deadline and (c.deadline.start or c.deadline.due)]
    return [
        head.title or "Uden titel",
        f"  Kommune: {head.organisation or 'ukendt'}",
        f"  Underskrevet: {signed}",
        f"  {count_words(len(reading.sections), 'afsnit', 'afsnit')}, "
        f"{count_words(len(reading.commitments), 'forpligtelse', 'forpligtelser')}, heraf {len(dated)} med dato",
    ]


def _commitments(reading: Reading) -> list[str]:
    titles = {section.number: section.title for section in reading.sections}
    by_section: dict[str, list[Commitment]] = defaultdict(list)
    for commitment in reading.commitments:
        by_section[commitment.section].append(commitment)
    lines = ["Forpligtelser"] if by_section else []
    for section, commitments in by_section.items():
        title = titles.get(section, "")
        lines.append(f"  {section} {title}".rstrip() if title != section else f"  {section}")
        for commitment in commitments:
            lines.extend(f"    {line}" for line in _commitment(commitment))
    return lines


def _commitment(commitment: Commitment) -> Iterator[str]:
    yield f"- {commitment.task}"
    owners = ", ".join(commitment.committees) or "intet udvalg"
    inferred = " (foreslået)" if commitment.committees_inferred and commitment.committees else ""
    when = "uden frist" if commitment.deadline is None else _when(commitment.deadline)
    yield f"  {when} · {owners}{inferred} · sikkerhed {round(commitment.confidence * 100)} %"
    yield f"  «{_shortened(commitment.quote)}»"


def _when(deadline: Deadline) -> str:
    start, due = deadline.start, deadline.due
    again = "gentages, " if deadline.recurrence else ""
    if start is not None and due is not None:
        return again + (date_words(due) if start == due else f"{date_words(start)} til {date_words(due)}")
    if due is not None:
        return f"{again}senest {date_words(due)}"
    if start is not None:
        return f"{again}fra {date_words(start)}"
    return f"{again}ingen dato i ordene"


def _money(reading: Reading) -> list[str]:
    lines = []
    for kind in AllocationType:
        rows = [row.amounts for row in reading.allocations if row.type is kind]
        if rows:
            count = count_words(len(rows), "række", "rækker")
            lines.append(f"  {kind.value.capitalize()}, {count}: {_totals(rows)}")
    if reading.savings:
        count = count_words(len(reading.savings), "række", "rækker")
        lines.append(f"  Besparelser, {count}: {_totals(row.amounts for row in reading.savings)}")
        lines.extend(f"    {committee}: {_totals(rows)}" for committee, rows in _by_committee(reading.savings).items())
    return ["Penge", *lines] if lines else []


def _by_committee(savings: Iterable[Saving]) -> dict[str, list[Mapping[int, int]]]:
    grouped: dict[str, list[Mapping[int, int]]] = defaultdict(list)
    for row in savings:
        grouped[row.committee or "intet udvalg"].append(row.amounts)
    return grouped


def _totals(rows: Iterable[Mapping[int, int]]) -> str:
    totals: dict[int, int] = defaultdict(int)
    for amounts in rows:
        for year, kroner in amounts.items():
            totals[year] += kroner
    return ", ".join(f"{year}: {short_kroner_words(totals[year])}" for year in sorted(totals))


def _findings(findings: tuple[Finding, ...]) -> list[str]:
    lines = [f"  {f'{finding.section}: ' if finding.section else ''}{finding.message}" for finding in findings]
    return ["Se efter", *lines] if lines else []


def _shortened(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
