"""Holds a reading against a reference that people made of the same text, and expressions against a list of theirs.

The reference («gold») is a dict with `dated` (what must be found; `strength` tells the basis, entries that are
`secondary` or `borderline` may be found or not), `not_deadlines` (words that must not become deadlines), `sections`,
`allocations` in 1.000 kr., `savings` in mio. kr., `discrepancies`, and `document_kind` («budgetaftale», «referat»).

A list of expressions is a table with tabs between its columns `expression`, `signed_on`, `start`, `due` and `kind`; a
day that is not fixed is left empty, and `\\n` in an expression stands for a line break.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.agreement.deadlines import find
from tracker.agreement.structure.outline import INTRODUCTION
from tracker.agreement.values import Basis, Commitment, FindingKind, Reading
from tracker.errors import InputError

Entry = Mapping[str, Any]

_THOUSAND = 1_000
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of how many."""

    hit: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        """The share that was hit; 1.0 where there was nothing to hit."""
        return self.hit / self.of if self.of else 1.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hit + other.hit, self.of + other.of)

    def __str__(self) -> str:
        return f"{self.hit} af {self.of}"


@dataclass(frozen=True)
class Evaluation:
    """How well a reading meets its reference. `missed`, `extra` and `wrong` name every fault in words."""

    recall: Mapping[Basis, Tally]
    precision: Tally
    windows: Tally
    committees: Tally
    sections: Tally
    allocations: Tally
    savings: Tally
    discrepancies: Tally
    traps: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    wrong: tuple[str, ...] = field(default=())

    def __add__(self, other: Evaluation) -> Evaluation:
        """The two as if they were one document's."""
        return Evaluation(
            {basis: self.recall[basis] + other.recall[basis] for basis in Basis},
            self.precision + other.precision,
            self.windows + other.windows,
            self.committees + other.committees,
            self.sections + other.sections,
            self.allocations + other.allocations,
            self.savings + other.savings,
            self.discrepancies + other.discrepancies,
            self.traps + other.traps,
            self.missed + other.missed,
            self.extra + other.extra,
            self.wrong + other.wrong,
        )

    def rows(self) -> Iterator[tuple[str, str]]:
        """Names and figures of a table, in Danish."""
        names = {Basis.EXPLICIT: "udtrykkelige frister", Basis.PERIOD: "perioder", Basis.BUDGET_YEAR: "budgetår"}
        for basis, name in names.items():
            yield f"Fundet, {name}", str(self.recall[basis])
        precision = f"{self.precision.share:.3f}".replace(".", ",")
        yield "Rigtige af de fundne", f"{self.precision} ({precision})"
        yield "Rigtig start", str(self.windows)
        yield "Rigtigt udvalg, hvor det er nævnt", str(self.committees)
        yield "Afsnit med titel", str(self.sections)
        yield "Bevillinger", str(self.allocations)
        yield "Besparelser", str(self.savings)
        yield "Tekst mod tabel", str(self.discrepancies)
        yield "Fælder", str(len(self.traps))


def evaluate_reading(reading: Reading, gold: Mapping[str, Any]) -> Evaluation:
    """Compares `reading` with the reference `gold`."""
    entries: Sequence[Entry] = gold["dated"]
    found = [c for c in reading.commitments if c.deadline and (c.deadline.due or c.deadline.start)]
    pairs = _pair(entries, found)
    matched = set(pairs.values())
    extra = [commitment for at, commitment in enumerate(found) if at not in matched]
    named = [(entries[g], found[p]) for g, p in pairs.items() if not entries[g].get("inferred")]
    owners = [(entry, commitment) for entry, commitment in named if not _same_owners(entry, commitment)]
    sections, titles = _sections(reading, gold)
    allocations = _money(
        {(row.section, row.type.value): row.amounts for row in reading.allocations},
        {(row["section"], row["type"]): _kroner(row, _THOUSAND) for row in gold.get("allocations", ())},
    )
    savings = _money(
        {row.code: row.amounts for row in reading.savings},
        {row["code"]: _kroner(row, _MILLION) for row in gold.get("savings", ())},
    )
    discrepancies = _discrepancies(reading, gold)
    return Evaluation(
        recall={basis: _recall(basis, entries, pairs) for basis in Basis},
        precision=Tally(len(pairs), len(found)),
        windows=Tally(sum(_same_start(entries[g], found[p]) for g, p in pairs.items()), len(pairs)),
        committees=Tally(len(named) - len(owners), len(named)),
        sections=sections,
        allocations=allocations[0],
        savings=savings[0],
        discrepancies=discrepancies[0],
        traps=tuple(_in_short(commitment) for commitment in extra if _is_trap(commitment, gold)),
        missed=tuple(_entry_in_short(e) for at, e in enumerate(entries) if at not in pairs and _is_wanted(e)),
        extra=tuple(_in_short(commitment) for commitment in extra),
        wrong=(
            *(
                f"{e['section']}: {', '.join(c.committees) or 'intet udvalg'}, ikke {', '.join(e['committees'])}"
                for e, c in owners
            ),
            *(
                f"{entries[g]['section']}: «{entries[g]['phrase']}» begynder {_start(found[p])}"
                for g, p in pairs.items()
                if not _same_start(entries[g], found[p])
            ),
            *titles,
            *allocations[1],
            *savings[1],
            *discrepancies[1],
        ),
    )


def evaluate_expressions(table: str) -> tuple[Tally, tuple[str, ...]]:
    """How many expressions of a list mean exactly what it says, and in words which do not.

    `InputError` names the line that is no row of such a list.
    """
    wrong = []
    total = 0
    for line, row in enumerate(csv.DictReader(table.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE), 2):
        try:
            words, kind = row["expression"].replace("\\n", "\n"), row["kind"]
            signed_on, start, due = (_day(row[column]) for column in ("signed_on", "start", "due"))
        except (AttributeError, KeyError, TypeError, ValueError):
            raise InputError(
                f"Linje {line} er ingen række i en liste over udtryk: den skal have kolonnerne expression, signed_on, "
                "start, due og kind med tabulator imellem og datoer som 2018-10-08."
            ) from None
        total += 1
        got = [(deadline.start, deadline.due, deadline.kind.value) for deadline in find(words, signed_on=signed_on)]
        if got != [(start, due, kind)]:
            read = "; ".join(f"{first or '–'} til {last or '–'}, {what}" for first, last, what in got) or "intet"
            wrong.append(f"«{' '.join(words.split())}»: {read}, ikke {start or '–'} til {due or '–'}, {kind}")
    return Tally(total - len(wrong), total), tuple(wrong)


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _pair(entries: Sequence[Entry], found: Sequence[Commitment]) -> dict[int, int]:
    """The largest pairing of entries with commitments of the same section and due date, the likest first.

    Entries that must be found choose before those that may be; an earlier choice moves on where it has another.
    """
    choices = {
        g: sorted(
            (p for p, commitment in enumerate(found) if _may_match(entry, commitment)),
            key=lambda p: (-_likeness(entry, found[p]), p),
        )
        for g, entry in enumerate(entries)
    }
    owner: dict[int, int] = {}

    def place(g: int, tried: set[int]) -> bool:
        for p in choices[g]:
            if p in tried:
                continue
            tried.add(p)
            if p not in owner or place(owner[p], tried):
                owner[p] = g
                return True
        return False

    order = sorted(
        choices,
        key=lambda g: (
            not _is_wanted(entries[g]),
            -max((_likeness(entries[g], found[p]) for p in choices[g]), default=0),
        ),
    )
    for g in order:
        place(g, set())
    return {g: p for p, g in owner.items()}


def _may_match(entry: Entry, commitment: Commitment) -> bool:
    deadline = commitment.deadline
    if deadline is None or _section(entry["section"]) != _section(commitment.section):
        return False
    due = None if deadline.due is None else deadline.due.isoformat()
    accepted = {entry["window_end"], *(window[1] for window in entry.get("also_accept_windows") or ())}
    return due in accepted or (due is None and bool(entry.get("open_ended")))


def _likeness(entry: Entry, commitment: Commitment) -> float:
    expression = _folded(commitment.deadline.expression if commitment.deadline else "")
    phrase, quote, sentence = _folded(entry["phrase"]), _folded(commitment.quote), _folded(entry["sentence"])
    same_words = 4.0 * (expression == phrase) + 2.0 * (expression in phrase or phrase in expression)
    same_place = 4.0 * (quote in sentence or sentence in quote)
    return same_words + same_place + 1.0 * (commitment.kind.value == entry.get("kind"))


def _is_wanted(entry: Entry) -> bool:
    return not entry.get("secondary") and not entry.get("borderline")


def _recall(basis: Basis, entries: Sequence[Entry], pairs: Mapping[int, int]) -> Tally:
    wanted = [at for at, entry in enumerate(entries) if _is_wanted(entry) and entry["strength"] == basis.value]
    return Tally(sum(at in pairs for at in wanted), len(wanted))


def _start(commitment: Commitment) -> str | None:
    day = commitment.deadline.start if commitment.deadline else None
    return None if day is None else day.isoformat()


def _same_start(entry: Entry, commitment: Commitment) -> bool:
    accepted = {entry["window_start"], *(window[0] for window in entry.get("also_accept_windows") or ())}
    if entry["window_start"] == entry["window_end"]:
        accepted.add(None)  # a single day may also be read as «by» that day
    return _start(commitment) in accepted


def _same_owners(entry: Entry, commitment: Commitment) -> bool:
    owners = frozenset(_folded(name) for name in commitment.committees)
    accepted = [entry["committees"], *([name] for name in entry.get("committees_alt") or ())]
    return any(owners == frozenset(_folded(name) for name in names) for names in accepted)


def _is_trap(commitment: Commitment, gold: Mapping[str, Any]) -> bool:
    expression = _folded(commitment.deadline.expression if commitment.deadline else "")
    return bool(expression) and any(
        _section(trap["section"]) == _section(commitment.section)
        and (expression in _folded(trap["phrase"]) or _folded(trap["phrase"]) in expression)
        for trap in gold.get("not_deadlines", ())
    )


def _sections(reading: Reading, gold: Mapping[str, Any]) -> tuple[Tally, list[str]]:
    wanted = {
        s["number"]: _folded(s["title"]) for s in gold.get("sections", ()) if s.get("level", "section") == "section"
    }
    found = {section.number: _folded(section.title) for section in reading.sections}
    wrong = [
        f"afsnit {number}: «{found.get(number)}», ikke «{title}»"
        for number, title in wanted.items()
        if found.get(number) != title
    ]
    return Tally(len(wanted) - len(wrong), len(wanted)), [*wrong, *_not_wanted("afsnit", found, wanted)]


def _money(found: Mapping[Any, Mapping[int, int]], wanted: Mapping[Any, Mapping[int, int]]) -> tuple[Tally, list[str]]:
    have = {key: {year: kroner for year, kroner in amounts.items() if kroner} for key, amounts in found.items()}
    wrong = [
        f"{_key(key)}: {have.get(key)}, ikke {amounts}" for key, amounts in wanted.items() if have.get(key) != amounts
    ]
    return Tally(len(wanted) - len(wrong), len(wanted)), [*wrong, *_not_wanted("række", have, wanted)]


def _not_wanted(what: str, found: Iterable[Any], wanted: Mapping[Any, Any]) -> list[str]:
    return [f"{what} {_key(key)} står ikke i facit" for key in found if key not in wanted] if wanted else []


def _kroner(row: Entry, unit: int) -> dict[int, int]:
    amounts = {int(year): int(Decimal(str(value)) * unit) for year, value in row["amounts"].items()}
    return {year: kroner for year, kroner in amounts.items() if kroner}


def _discrepancies(reading: Reading, gold: Mapping[str, Any]) -> tuple[Tally, list[str]]:
    wanted = {_section(row["section"]) for row in gold.get("discrepancies", ()) if row.get("type") == "text_vs_table"}
    told = {_section(f.section or "") for f in reading.findings if f.kind is FindingKind.TEXT_VS_TABLE}
    wrong = [f"tekst mod tabel i {section} er ikke fundet" for section in sorted(wanted - told)]
    wrong += [f"tekst mod tabel i {section} står ikke i facit" for section in sorted(told - wanted)]
    return Tally(len(wanted & told), len(wanted)), wrong


def _section(name: str) -> str:
    return _folded(name) or _folded(INTRODUCTION)


def _folded(words: str) -> str:
    return re.sub(r"\s+", " ", words.casefold()).strip(" .,:;")


def _key(key: Any) -> str:
    return " ".join(key) if isinstance(key, tuple) else str(key)


def _in_short(commitment: Commitment) -> str:
    deadline = commitment.deadline
    if deadline is None:
        return f"{commitment.section} {commitment.task}"
    expression = " ".join(deadline.expression.split())
    return f"{commitment.section} {deadline.due or deadline.start} «{expression}» {commitment.task}"


def _entry_in_short(entry: Entry) -> str:
    return f"{entry['section']} {entry['window_end']} «{entry['phrase']}» {entry['task']}"
