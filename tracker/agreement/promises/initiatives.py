"""Tables of initiatives: each row promises one, often with who is responsible and a time limit in columns of their own.

A header tells the columns by its words. A time in the column of limits is that of the row's initiative; what stands
before it in the cell («Beslutning i november 2023, åbning i august 2024») says which part of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.agreement.acts.verbs import LEXICON, act_nouns
from tracker.agreement.naming.phrases import as_noun_phrase, capital, fitting, lowered, tidied
from tracker.agreement.owners.ownership import suggest
from tracker.agreement.promises.readings import Context
from tracker.agreement.structure.outline import Outline
from tracker.agreement.tables.columns import Layout, split_cells
from tracker.agreement.tables.initiative_tables import Span, aligned_tables, columns_of
from tracker.agreement.text.lines import Line, is_table_row, split_lines
from tracker.agreement.values import Basis, Commitment, Deadline, DeadlineKind, TaskKind

# What is done, given up, or waits for somebody else.
_NOTHING_DUE = re.compile(
    r"\b(?:udgået|udgår|opgivet|afsluttet|gennemført|udført|afventer|afhænger|annulleret|droppet|nedlagt)\b",
    re.IGNORECASE,
)
# A remark that opens with this says it of the whole row: «Afsluttet i juni 2024», not «Høring afsluttet i juni»
_SETTLED = re.compile(
    r"(?:er )?(?:udgået|udgår|opgivet|afsluttet|gennemført|udført|annulleret|droppet|nedlagt|bortfaldet|bortfalder"
    r"|færdig|indfriet|opfyldt)\b(?! (?:første|delvis|i 1\.))",
    re.IGNORECASE,
)
# «Følgende veje får ny asfalt:», «Der renoveres tre legepladser:»; not what was done, or is told of others
_LEADS_IN = re.compile(
    r"^(?!.*\b(?:blev|blevet|var|har|havde|hidtil|tidligere|senest|fordel\w+ sig|oversigt over)\b)"
    r".*\b(?:får|skal|vil|[a-zæøå]{3,}(?:es|er))\b.*:\s*$",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\b(?:højst|mindst|under|over|pct|procent|CO2-neutral)\b|%", re.IGNORECASE)
_CONFIDENCE = 0.85


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with the spans of its cells in the document, by role."""

    line: Line
    cells: Mapping[str, tuple[Span, ...]]

    def words(self, role: str) -> str:
        """The words of a cell; empty where the row has none."""
        own = self.line.text
        parts = (own[start - self.line.start : end - self.line.start] for start, end in self.cells.get(role, ()))
        return " ".join(part.strip(" \t|") for part in parts)


def initiatives(text: str, structure: Outline, times: Sequence[Deadline], context: Context) -> Iterator[Commitment]:
    """The commitments in tables of initiatives. `times`: in the order of the text."""
    starts = [time.expression_start for time in times]
    for row in _rows(text):
        section = structure.section_at(row.line.start)
        if _NOTHING_DUE.search(row.words("limit")) or _SETTLED.match(row.words("remark")):
            continue
        told = [
            (first, time)
            for first, last in row.cells["limit"]
            for time in times[bisect_left(starts, first) : bisect_left(starts, last)]
            if time.due or time.start
        ]
        if not told:
            yield _commitment(row, section, "", None, context)
        at = 0
        for first, time in told:
            if _is_ahead(time, context.signed_on):
                yield _commitment(row, section, text[max(at, first) : time.expression_start], time, context)
                at = time.expression_end


def limit_cells(text: str) -> Iterator[tuple[int, int]]:
    """Where the cells stand that tell the time limit of a row."""
    return (span for row in _rows(text) for span in row.cells["limit"])


def _is_ahead(time: Deadline, signed_on: date | None) -> bool:
    last = time.due or time.start
    return signed_on is None or (last is not None and last >= signed_on)


def _rows(text: str) -> Iterator[_Row]:
    lines = split_lines(text)
    for row in (*_aligned_rows(text, lines), *_separated_rows(lines)):
        if "limit" in row.cells and re.search(r"[^\W\d_]{3}", row.words("thing")):
            yield row


def _aligned_rows(text: str, lines: Sequence[Line]) -> Iterator[_Row]:
    for table in aligned_tables(lines):
        for row in table.rows:
            first, last = lines[row.lines[0]].start, lines[row.lines[-1]].end
            yield _Row(Line(text[first:last], first, last), row.cells)


def _separated_rows(lines: Sequence[Line]) -> Iterator[_Row]:
    columns: dict[str, int] = {}
    layout = Layout.FLAT
    led = False  # the words above lead in the rows below
    for line in lines:
        if not is_table_row(line):
            if not line.blank:
                columns, led = {}, bool(_LEADS_IN.search(line.text))
            continue
        own, cells = split_cells(line)
        header = columns_of([cell.text for cell in cells], led=led)
        led = False
        if header:
            columns, layout = header, own
            continue
        if not columns or own is not layout or own not in (Layout.TABS, Layout.PIPES):
            columns = {}
            continue
        spans: dict[str, tuple[Span, ...]] = {}
        for role, at in columns.items():
            if at < len(cells):
                begin = cells[at - 1].edge + 1 if at else 0
                spans[role] = ((line.start + begin, line.start + cells[at].edge),)
        yield _Row(line, spans)


def _commitment(row: _Row, section: str, before: str, time: Deadline | None, context: Context) -> Commitment:
    thing, part = tidied(row.words("thing")), tidied(before)
    kind = act_kind(part, thing, time)
    named = [m.name for m in context.names.mentions(before) if not m.anaphoric] or [
        m.name for m in context.names.mentions(row.words("owner"))
    ]
    suggested = suggest(thing, context.names, context.register)
    owners = tuple(dict.fromkeys(named)) or ((suggested,) if suggested else ())
    start = row.line.start + len(row.line.text) - len(row.line.text.lstrip())
    end = row.line.start + len(row.line.text.rstrip())
    return Commitment(
        section=section,
        task=row_name(thing, part),
        kind=kind,
        committees=owners,
        committees_inferred=not named,
        deadline=_limit(time, kind) if time else None,
        quote=row.line.text.strip(),
        start=start,
        end=end,
        confidence=_CONFIDENCE if time and named else _CONFIDENCE - 0.2,
    )


def row_name(thing: str, part: str) -> str:
    thing = re.sub(r"\s(?:er|skal være|bliver)\s", " ", as_noun_phrase(thing))
    name = f"{thing}: {lowered(part)}" if re.search(r"[^\W\d_]{4}", part) else thing
    return capital(fitting(name, 90) or thing[:90])


def act_kind(part: str, thing: str, time: Deadline | None) -> TaskKind:
    for words in (part, thing):
        named = next(act_nouns(words), None)
        if named and named[0] is not TaskKind.IMPLEMENTATION:
            return named[0]
        for word in re.findall(r"\w+", words.casefold()):
            for verb, _form in LEXICON.get(word, ()):
                if not verb.needs and not verb.idle and not verb.money and verb.kind is not TaskKind.IMPLEMENTATION:
                    return verb.kind
    if _TARGET.search(thing):
        return TaskKind.CHECKPOINT
    return TaskKind.DELIVERY if time and time.kind is DeadlineKind.BY else TaskKind.IMPLEMENTATION


def _limit(time: Deadline, kind: TaskKind) -> Deadline:
    """A bare day in a column of time limits is the last day, and the work begins before it."""
    if time.start and time.start == time.due and not time.recurrence:
        time = replace(time, start=None, kind=DeadlineKind.BY)
    return replace(time, basis=_basis(kind, time))


def _basis(kind: TaskKind, time: Deadline) -> Basis:
    return Basis.PERIOD if kind is TaskKind.IMPLEMENTATION and time.kind is not DeadlineKind.BY else Basis.EXPLICIT
