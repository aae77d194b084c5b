"""Records of labels: each line names what it holds, and one of them the time limit.

«Opgave: Nye skilte⏎Ansvarlig: Vej og Park⏎Frist: 1. maj 2020»; the value may also stand on the line below its label.
Only a record whose labels also name what is to be done is one; a limit under prose is read with the prose, and so is
what says a time of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.agreement.tables.initiative_tables import InitiativeRow, Span, columns_of, stands_over_column
from tracker.agreement.tables.stacked_tables import LIMIT
from tracker.agreement.text.lines import Line

_OPENS = r"[ \t>]*(?:[-•*–][ \t]+)?[*_]*(?P<label>[A-ZÆØÅ][\w /&-]{1,40}?)[*_]*"
_LABEL = re.compile(rf"{_OPENS}:[*_]*[ \t]*")
# Without a colon only words that stand over columns are a label: «Frist      1. maj 2020», «Frist»
_NAKED = re.compile(rf"{_OPENS}(?:[ \t]{{2,}}|\t|$)")
# A day after these words is also that of a letter or a meeting
_SURE = re.compile(
    r"\W*(?:(?:ny|aftalt|sidste|politisk|forventet) )?(?:tids|svar)?frist\W*$|\W*(?:deadline|hvornår|senest|leveres"
    r"|tids(?:plan|horisont)|færdig(?:gøres)?|afsluttes|gennemføres|skal være (?:klar|færdig))\W*$",
    re.IGNORECASE,
)
_LONGEST_LIMIT = 45  # characters; more is a sentence, and read as one


@dataclass(slots=True)
class _Record:
    """The labels of a record in their order, with the words and the spans of their values, and its lines."""

    labels: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    spans: list[list[Span]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def take(self, line: Line, begin: int) -> None:
        """Adds what stands in the line from `begin` on to the value of the last label."""
        words = line.text[begin:].strip()
        if words:
            self.words[-1] = f"{self.words[-1]} {words}".strip()
            self.spans[-1].append((line.start + begin, line.start + len(line.text.rstrip())))


def label_records(lines: Sequence[Line]) -> Iterator[InitiativeRow]:
    """The records of labels that tell what is to be done and when."""
    for record in _records(lines):
        roles = columns_of(record.labels)
        if not roles or not _SURE.match(record.labels[roles["limit"]]):
            continue
        limit, thing = record.words[roles["limit"]], record.words[roles["thing"]]
        if len(limit) <= _LONGEST_LIMIT and LIMIT.search(limit) and not (thing and LIMIT.search(thing)):
            cells = {role: tuple(record.spans[at]) for role, at in roles.items() if record.spans[at]}
            yield InitiativeRow(tuple(record.lines), cells)


def _records(lines: Sequence[Line]) -> Iterator[_Record]:
    record = _Record()
    openers = _openers(lines)
    for at, line in enumerate(lines):
        if line.blank:
            if columns_of(record.labels):  # else its lines are paragraphs
                yield record
                record = _Record()
            continue
        label = _label(line)
        waits = bool(record.labels) and not record.words[-1]
        if label is not None and not (waits and label.end() == len(line.text)):
            if label["label"] in record.labels or (label["label"] in openers and lines[at - 1].blank):
                yield record
                record = _Record()
            record.labels.append(label["label"])
            record.words.append("")
            record.spans.append([])
            record.take(line, label.end())
        elif record.labels and (waits or _goes_on(line, lines[at - 1])):
            record.take(line, len(line.text) - len(line.text.lstrip()))
        else:
            yield record
            record = _Record()
            continue
        record.lines.append(at)
    yield record


def _openers(lines: Sequence[Line]) -> frozenset[str]:
    """The labels that stand under an empty line again and again: each opens a record, the first one too."""
    labels = [label for above, line in pairwise(lines) if above.blank and (label := _label(line)) is not None]
    found = Counter(label["label"] for label in labels)
    return frozenset(label for label, count in found.items() if count > 1)


def _label(line: Line) -> re.Match[str] | None:
    naked = _NAKED.match(line.text)
    return _LABEL.match(line.text) or (naked if naked and stands_over_column(naked["label"]) else None)


def _goes_on(line: Line, above: Line) -> bool:
    """Whether a line without a label goes on with the value above it."""
    return not above.blank and (line.text.lstrip()[:1].islower() or line.text[:1] in " \t")
