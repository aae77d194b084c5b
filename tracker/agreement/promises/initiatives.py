"""Tables of initiatives: each row promises one, often with who is responsible and a time limit in columns of their own.

A header tells the columns by its words. A time in the column of limits is that of the row's initiative; what stands
before it in the cell («Beslutning i november 2023, åbning i august 2024») says which part of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.agreement.acts.nouns import act_nouns
from tracker.agreement.acts.verbs import LEXICON
from tracker.agreement.naming.phrases import as_noun_phrase, capital, fitting, lowered, tidied
from tracker.agreement.owners.subjects import suggest
from tracker.agreement.promises.readings import Context
from tracker.agreement.structure.outline import Outline
from tracker.agreement.tables.columns import Cell, Layout, split_cells
from tracker.agreement.tables.initiative_tables import (
    InitiativeRow,
    Span,
    columns_of,
    columns_of_follow_up,
    deed_column,
    tells_when,
)
from tracker.agreement.tables.label_records import label_records
from tracker.agreement.tables.stacked_tables import loose_tables
from tracker.agreement.text.lines import Line, is_table_row, split_lines
from tracker.agreement.values import Basis, Commitment, Deadline, DeadlineKind, TaskKind

# What is done, given up, or waits for somebody else.
_NOTHING_DUE = re.compile(
    r"\b(?:udgået|udgår|opgivet|afsluttet|gennemført|udført|afventer|afhænger|annulleret|aflyst|droppet|nedlagt"
    r"|slettes|bortfaldet|bortfalder)\b",
    re.IGNORECASE,
)
# A remark that opens with this says it of the whole row: «Afsluttet i juni 2024», not «Høring afsluttet i juni»
_SETTLED = re.compile(
    r"(?:er )?(?:udgået|udgår|opgivet|afsluttet|gennemført|udført|annulleret|aflyst|droppet|nedlagt|bortfaldet"
    r"|bortfalder|færdig|indfriet|opfyldt|afsendt|afvist|slettes)\b(?! (?:første|delvis|i 1\.))",
    re.IGNORECASE,
)
# What is to be done is nothing: «Udført», «Ingen opfølgning», «Politiets svar afventes»
_NOTHING_TO_DO = re.compile(
    rf"\W*(?:{_SETTLED.pattern}(?: [\w.]+){{0,3}}|ingen\b.*|intet\b.*|.*\bafventes)\W*", re.IGNORECASE
)
_AT_MEETING = re.compile(r"\bmøde\w*\s*$")  # «Forelægges på mødet den 4. maj»
_CODE = re.compile(r"[\W\d]+\s|[A-ZÆØÅ]?\d[\w.-]*\s+")
# «Følgende veje får ny asfalt:», «Der renoveres tre legepladser:»; not what was done, or is told of others
_LEADS_IN = re.compile(
    r"^(?!.*\b(?:blev|blevet|var|har|havde|hidtil|tidligere|senest|fordel\w+ sig|oversigt over)\b)"
    r".*\b(?:får|skal|vil|[a-zæøå]{3,}(?:es|er))\b.*:\s*$",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\b(?:højst|mindst|under|over|pct|procent|CO2-neutral)\b|%", re.IGNORECASE)
_COUNTED = re.compile(r"\d")  # a target with a figure: «240», «55 pct.»
_NAME = re.compile(
    r"(?!(?:alle|begge|flere|samtlige|ingen|andre)\b)(?-i:[A-ZÆØÅ])\w+(?:(?:, | og |[ -]| & )[\w-]+){0,5}",
    re.IGNORECASE,
)
_LONGEST_NAME = 90
_CONFIDENCE = 0.85


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with the spans of its cells in the document, by role.

    `above`: the words right above its table. `deed`: what the head of its time limits says is done then.
    """

    line: Line
    cells: Mapping[str, tuple[Span, ...]]
    above: str = ""
    deed: str = ""

    def words(self, role: str) -> str:
        """The words of a cell; empty where the row has none."""
        own = self.line.text
        parts = (own[start - self.line.start : end - self.line.start] for start, end in self.cells.get(role, ()))
        return " ".join(part.strip(" \t|") for part in parts)


def with_initiatives(
    text: str, structure: Outline, times: Sequence[Deadline], told: Sequence[Commitment], context: Context
) -> Iterator[Commitment]:
    """What was `told`, and what rows of tables and records of labels promise, which say more than their lines alone."""
    rows = list(initiatives(text, structure, times, context))
    yield from rows
    settled = [row.cells for row in _rows(text) if _is_settled(row)]
    done = [span for cells in settled for span in (*cells["limit"], *cells.get("remark", ()))]
    for one in told:
        time = one.deadline
        if time and any(start < time.expression_end <= end for start, end in done):
            continue
        beside = [row.deadline for row in rows if row.start <= one.start < row.end]
        if not any(
            time is None or own is None or time.expression_start <= own.expression_start < time.expression_end
            for own in beside
        ):
            yield one


def initiatives(text: str, structure: Outline, times: Sequence[Deadline], context: Context) -> Iterator[Commitment]:
    """The commitments in tables of initiatives. `times`: in the order of the text."""
    ends = [time.expression_end for time in times]
    for row in _rows(text):
        section = structure.section_at(row.line.start)
        if _is_settled(row):
            continue
        told = [
            (first, time)
            for first, last in row.cells["limit"]
            for time in times[bisect_right(ends, first) : bisect_right(ends, last)]
            if time.due or time.start
        ]
        if not told and row.cells["limit"] != row.cells.get("remark"):
            yield _commitment(row, section, "", None, context)
        at = 0
        for first, time in told:
            if is_ahead(time, context.signed_on):
                begin = max(at, first)
                before = text[begin : max(begin, time.expression_start)]
                yield _commitment(row, section, before, time, context)
                at = time.expression_end


def limit_cells(text: str) -> list[tuple[Span, ...]]:
    """Where the cells stand that tell the time limit of a row, each by its lines."""
    return [row.cells["limit"] for row in _rows(text)]


def _is_settled(row: _Row) -> bool:
    """Whether the row says that it is done, given up or left to others."""
    return bool(
        _NOTHING_DUE.search(row.words("limit"))
        or _SETTLED.match(row.words("remark"))
        or _NOTHING_TO_DO.fullmatch(row.words("thing"))
    )


def is_ahead(time: Deadline, signed_on: date | None) -> bool:
    """Whether the time is not over when the document is signed."""
    last = time.due or time.start
    return signed_on is None or (last is not None and last >= signed_on)


def _rows(text: str) -> Iterator[_Row]:
    lines = split_lines(text)
    for row in (*_loose_rows(text, lines), *_separated_rows(lines), *_records(text, lines)):
        if "limit" in row.cells and re.search(r"[^\W\d_]{3}", row.words("thing")):
            yield row


def _loose_rows(text: str, lines: Sequence[Line]) -> Iterator[_Row]:
    for table in loose_tables(lines):
        above = next((line.text.strip() for line in reversed(lines[: table.header]) if not line.blank), "")
        yield from (replace(_row_of(text, lines, row), above=above) for row in table.rows)


def _records(text: str, lines: Sequence[Line]) -> Iterator[_Row]:
    return (_row_of(text, lines, row) for row in label_records(lines))


def _row_of(text: str, lines: Sequence[Line], row: InitiativeRow) -> _Row:
    first, last = lines[row.lines[0]].start, lines[row.lines[-1]].end
    return _Row(Line(text[first:last], first, last), row.cells)


def _separated_rows(lines: Sequence[Line]) -> Iterator[_Row]:
    columns: dict[str, int] = {}
    layout = Layout.FLAT
    led = False  # the words above lead in the rows below
    deed = ""
    for place, line in enumerate(lines):
        if not is_table_row(line):
            if not line.blank:
                columns, led = {}, bool(_LEADS_IN.search(line.text))
            continue
        own, cells = split_cells(line)
        words = [cell.text for cell in cells]
        header = columns_of(words, led=led) or columns_of_follow_up(words)
        led, deed = False, "" if header else deed
        opens = not header and (place == 0 or not is_table_row(lines[place - 1]))
        at = deed_column(words, _below(lines, place)) if opens else None
        if at is not None:
            header, deed = {"limit": at, "thing": 0}, words[at]
        if header:
            columns, layout = header, own
            continue
        if not columns or own is not layout or own not in (Layout.TABS, Layout.PIPES):
            columns = {}
            continue
        spans: dict[str, tuple[Span, ...]] = {}
        for role, column in columns.items():
            at = _beside_number(column, cells, columns) if role == "thing" else column
            if at < len(cells):
                begin = cells[at - 1].edge + 1 if at else 0
                spans[role] = ((line.start + begin, line.start + cells[at].edge),)
        row = _Row(line, spans, deed=deed)
        if not deed or tells_when(row.words("limit")):
            yield row


def _below(lines: Sequence[Line], header: int) -> list[list[str]]:
    """The words of the rows right under the one at `header`."""
    rows: list[list[str]] = []
    for line in lines[header + 1 :]:
        if not is_table_row(line):
            break
        cells = [cell.text for cell in split_cells(line)[1]]
        if any(re.search(r"\w", cell) for cell in cells):
            rows.append(cells)
    return rows


def _beside_number(column: int, cells: Sequence[Cell], columns: Mapping[str, int]) -> int:
    """«4 | Bump på Kirkevej | …» under «Indsats | Sted | …»: the column that says what the number before it counts."""
    counts = column + 1 < len(cells) and re.fullmatch(r"\W*\d{1,3}\W*", cells[column].text)
    return column + 1 if counts and column + 1 not in columns.values() else column


def _commitment(row: _Row, section: str, before: str, time: Deadline | None, context: Context) -> Commitment:
    thing, part = tidied(row.words("thing")), tidied(before) or row.deed
    target = tidied(row.words("target"))
    counted = _COUNTED.search(target) is not None
    kind = TaskKind.CHECKPOINT if counted else act_kind(part, thing, time)
    name = f"{row_name(thing, '')}: {target}" if counted else row_name(thing, part)
    named = _named(row, before, context)
    suggested = context.body or suggest(thing, context.names, context.register)
    owners = named or ((suggested,) if suggested else ())
    start = row.line.start + len(row.line.text) - len(row.line.text.lstrip())
    end = row.line.start + len(row.line.text.rstrip())
    return Commitment(
        section=section,
        task=_with_topic(name, row),
        kind=kind,
        committees=owners,
        committees_inferred=not named,
        deadline=_limit(time, kind, at_meeting=bool(_AT_MEETING.search(before))) if time else None,
        quote=row.line.text.strip(),
        start=start,
        end=end,
        confidence=_CONFIDENCE if time and named else _CONFIDENCE - 0.2,
    )


def _named(row: _Row, before: str, context: Context) -> tuple[str, ...]:
    """The committees that the row names: beside the time, in their own column, where it says what is to be done, or
    over the table."""
    for words in (before, row.words("committee"), row.words("owner"), row.words("thing"), row.above):
        mentions = context.names.mentions(words, context.body)
        if mentions:
            return tuple(dict.fromkeys(mention.name for mention in mentions))
    # In a column of committees their names need no «udvalg»: «Børn og Skole»
    called = [tidied(name) for name in re.split(r"[/;\n]", row.words("committee"))]
    return tuple(name for name in called if _NAME.fullmatch(name))


def _with_topic(name: str, row: _Row) -> str:
    """«Ledsageordning: ny standard til godkendelse»: the name after what another column says that it is about."""
    topic = tidied(_CODE.sub("", re.sub(r"\s*\([^()]*\)", "", row.words("topic")), count=1))
    whole = f"{topic}: {lowered(name)}"
    return capital(whole) if re.search(r"[^\W\d_]{3}", topic) and len(whole) <= _LONGEST_NAME else name


def row_name(thing: str, part: str) -> str:
    thing = re.sub(r"\s(?:er|skal være|bliver)\s", " ", as_noun_phrase(thing))
    name = f"{thing}: {lowered(part)}" if re.search(r"[^\W\d_]{4}", part) else thing
    return capital(fitting(name, _LONGEST_NAME) or thing[:_LONGEST_NAME])


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


def _limit(time: Deadline, kind: TaskKind, *, at_meeting: bool) -> Deadline:
    """A bare day in a column of time limits is the last day, and the work begins before it, but for a meeting's."""
    if time.start and time.start == time.due and not (time.recurrence or at_meeting):
        time = replace(time, start=None, kind=DeadlineKind.BY)
    return replace(time, basis=_basis(kind, time))


def _basis(kind: TaskKind, time: Deadline) -> Basis:
    return Basis.PERIOD if kind is TaskKind.IMPLEMENTATION and time.kind is not DeadlineKind.BY else Basis.EXPLICIT
