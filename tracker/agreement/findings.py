"""Findings on the money: prose and table that disagree, and money without a row or without a section.

An amount of the prose agrees with the table within the exactness that it was written with: 4,7 mio. kr. is
4.711.000 kr., and 5,3 mio. kr. is not 5.364.000 kr. A section's amounts may stand in the table of operation, in that
of investments, or be shared between them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.agreement.structure.outline import Outline
from tracker.agreement.tables.allocations import Tables
from tracker.agreement.tables.amounts import Amount, MoneyRun, find_runs
from tracker.agreement.text.spans import fold
from tracker.agreement.values import Allocation, AllocationType, Finding, FindingKind
from tracker.sayings import Quote, Saying, ShortKroner, joined, listed

_FUNDS = re.compile(
    r"\b(?:afsæt\w*|afsat\w*|prioriter\w*|reserver\w*|invester\w*|finansier\w*|tilfør\w*|bevil[gl]\w*|disponer\w*"
    r"|tildel\w*|øremærk\w*|sæt\w* .*\baf\b|stilles? .*til rådighed|spares?|besparelse på)\b",
    re.IGNORECASE,
)
_SAVES = re.compile(r"\b(?:spares?|besparelse på)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:blev|er tidligere|har tidligere|var)\b(?:\W+\w+){0,5}?\W+(?:afsat|bevil[lg]\w*|tilført|reserveret)",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(?:heraf|deraf|hvoraf|herunder|ud af|af (?:pengene|midlerne|beløbet|dem|disse)|svarende til)\b[^.]{0,40}$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"[.!?](?:\s+)(?=[A-ZÆØÅ«\"“•])|\n\s*\n\s*(?=[A-ZÆØÅ•])")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÆØÅ«\"“•]|\s*$)|\n\s*\n")
_REACH = 600  # characters in which a sentence's verb is sought
_TABLE_GRAIN = 500  # half of 1.000 kr., the unit that most tables are rounded to


@dataclass(frozen=True, slots=True)
class _Gift:
    """Amounts that one list in the prose names; a saving is negative.

    `funds`: the sentence gives money, in so many words. `part`: the amounts are a part of others («heraf»).
    """

    amounts: tuple[Amount, ...]
    start: int
    end: int
    funds: bool
    part: bool


def money_findings(text: str, structure: Outline, tables: Tables) -> tuple[Finding, ...]:
    """All findings on money, in the order of the text."""
    findings = [*_unplaced(structure, tables), *_sections_against_rows(text, structure, tables)]
    return tuple(sorted(findings, key=lambda finding: finding.start))


def _unplaced(structure: Outline, tables: Tables) -> Iterator[Finding]:
    names = {section.number for section in structure.sections}
    for allocation in tables.allocations:
        if names and allocation.section not in names:
            message = Saying(
                "Tabellen giver penge til %(section)s «%(title)s», som ikke er et afsnit i teksten.",
                section=Quote(allocation.section),
                title=Quote(allocation.title),
            )
            yield Finding(None, FindingKind.UNPLACED_MONEY, message, allocation.start, allocation.end)
    for row in tables.unplaced:
        message = Saying(
            "Rækken «%(title)s» i en tabel kan ikke knyttes til et afsnit eller et år.", title=Quote(row.title)
        )
        yield Finding(None, FindingKind.UNPLACED_MONEY, message, row.start, row.end)


def _sections_against_rows(text: str, structure: Outline, tables: Tables) -> Iterator[Finding]:
    if not tables.allocations:
        return
    rows: dict[str, list[Allocation]] = defaultdict(list)
    for row in tables.allocations:
        rows[row.section].append(row)
    span = sorted({year for row in tables.allocations for year in row.amounts})
    for section, gifts in _gifts_by_section(text, structure, span[0] if span else 0).items():
        tellings = _tellings(gifts)
        start, end = min(gift.start for gift in gifts), max(gift.end for gift in gifts)
        own = rows.get(section, [])
        if tellings and not own:
            message = Saying(
                "Afsnittet nævner %(amounts)s, men ingen tabel har en række til det.", amounts=_listed(tellings[0])
            )
            yield Finding(section, FindingKind.NO_TABLE_ROW, message, start, end)
        elif tellings and (differing := _difference(tellings, own, span)):
            yield Finding(section, FindingKind.TEXT_VS_TABLE, differing, start, end)


def _gifts_by_section(text: str, structure: Outline, first_year: int) -> dict[str, list[_Gift]]:
    names = {section.number for section in structure.sections}
    found: dict[str, list[_Gift]] = defaultdict(list)
    for run in find_runs(text[: structure.tail]):
        section = structure.section_at(run.start)
        gift = _gift(text, run, first_year)
        if section in names and gift.amounts:
            found[section].append(gift)
    return found


def _gift(text: str, run: MoneyRun, first_year: int) -> _Gift:
    starts = [match.end() for match in _SENTENCE_START.finditer(text, max(0, run.start - _REACH), run.start)]
    end = _SENTENCE_END.search(text, run.end - 1, run.end + _REACH)
    sentence_start = starts[-1] if starts else max(0, run.start - _REACH)
    before = fold(text[sentence_start : run.start]).text
    sentence = fold(text[sentence_start : end.start() if end else run.end + _REACH]).text
    amounts = [amount for amount in run.amounts if not _is_over(amount, first_year)]
    if _SAVES.search(sentence):
        amounts = [replace(amount, kroner=-abs(amount.kroner)) for amount in amounts]
    funds = bool(_FUNDS.search(sentence)) and not (_PAST.search(sentence) and not run.years)
    return _Gift(tuple(amounts), run.start, run.end, funds, part=bool(_PART_OF.search(before)))


def _is_over(amount: Amount, first_year: int) -> bool:
    return bool(amount.years) and amount.years[-1] < first_year and not amount.open_ended


def _tellings(gifts: Sequence[_Gift]) -> list[tuple[Amount, ...]]:
    """What the prose may be taken to give the section, the likeliest first; empty where it gives nothing.

    Amounts with years count whatever their verb, since nobody writes a year on money that is not given; amounts
    without count only where the sentence gives them, and only where no amount has years. An amount said twice may
    be one.
    """
    whole = [gift for gift in gifts if not gift.part] or list(gifts)
    dated = [(gift.funds, tuple(a for a in gift.amounts if a.years)) for gift in whole]
    given = tuple(amount for funds, amounts in dated if funds for amount in amounts)
    every = tuple(amount for _, amounts in dated for amount in amounts)
    if not every:
        given = tuple(amount for gift in whole if gift.funds for amount in gift.amounts)
    likely = [told for told in dict.fromkeys((given, every)) if told]
    once = [tuple({(amount.kroner, amount.years): amount for amount in told}.values()) for told in likely]
    return list(dict.fromkeys([*likely, *once]))


def _difference(tellings: Sequence[Sequence[Amount]], rows: Sequence[Allocation], span: Sequence[int]) -> str | None:
    """What disagrees, in words; None where the prose agrees with one type of rows or with both together."""
    kinds = [[row for row in rows if row.type is kind] for kind in AllocationType]
    tables = [_by_year(own) for own in (rows, *kinds) if own]
    differences = [_years_that_differ(told, table, span) for told in tellings for table in tables]
    if not all(differences):
        return None
    return _in_words(differences[0])


def _by_year(rows: Iterable[Allocation]) -> dict[int, int]:
    total: dict[int, int] = defaultdict(int)
    for row in rows:
        for year, kroner in row.amounts.items():
            total[year] += kroner
    return dict(total)


def _years_that_differ(
    amounts: Sequence[Amount], table: Mapping[int, int], span: Sequence[int]
) -> dict[int | None, tuple[int, int]]:
    """Years with what the prose and the table say; the key None stands for the sum over the years."""
    if all(not amount.years and not amount.yearly for amount in amounts) or any(amount.total for amount in amounts):
        told, tolerance = sum(a.kroner for a in amounts), max(_TABLE_GRAIN, sum(a.tolerance for a in amounts))
        likely = [sum(table.values()), *(table.values() if not any(a.total for a in amounts) else ())]
        fits = any(abs(told - value) <= tolerance for value in likely)
        return {} if fits else {None: (told, sum(table.values()))}
    differing: dict[int | None, tuple[int, int]] = {}
    for year in span:
        own = [a for a in amounts if _applies(a, year, table)]
        told, written = sum(a.kroner for a in own), table.get(year, 0)
        if abs(told - written) > max(_TABLE_GRAIN, sum(a.tolerance for a in own)):
            differing[year] = (told, written)
    return differing


def _applies(amount: Amount, year: int, table: Mapping[int, int]) -> bool:
    named = amount.applies_to(year)
    return bool(table.get(year)) if named is None else named


def _in_words(differing: Mapping[int | None, tuple[int, int]]) -> Saying:
    told = [_told(year, text, table) for year, (text, table) in differing.items()]
    return Saying("Tekst og tabel er uenige: teksten siger %(told)s", told=joined(*told, by="; "))  # «kr.» ends it


def _told(year: int | None, text: int, table: int) -> Saying:
    amounts = {"text": ShortKroner(text), "table": ShortKroner(table)}
    if year is None:
        return Saying("%(text)s i alt, tabellen %(table)s", **amounts)
    return Saying("%(text)s i %(year)s, tabellen %(table)s", year=year, **amounts)


def _listed(amounts: Sequence[Amount]) -> Saying:
    return listed(*(ShortKroner(kroner) for kroner in dict.fromkeys(amount.kroner for amount in amounts)))
