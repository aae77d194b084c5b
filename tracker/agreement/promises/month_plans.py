"""Plans by month: months that stand alone as headings, each over a list of what is on the agenda then.

An item there needs no verb and no time: «Lokalplan 88» under «Februar» is taken up in February. One that says its own
day before a colon («8. februar: Lokalplan 88») has that; what else tells a time of its own is read with the prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracker.agreement.naming.phrases import tidied
from tracker.agreement.owners.subjects import suggest
from tracker.agreement.promises.alone import BARE_ITEM, BULLET, is_month_heading, month_headings
from tracker.agreement.promises.initiatives import act_kind, is_ahead, row_name
from tracker.agreement.promises.nominal import is_verbless
from tracker.agreement.promises.others import speaks_of_others
from tracker.agreement.promises.readings import Context
from tracker.agreement.structure.outline import Outline
from tracker.agreement.values import Basis, Commitment, Deadline

_ITEM: Final = re.compile(rf"{BULLET}(?:\*[ \t]+)?(?P<item>\S[^\n]*(?:\n[ \t]+[a-zæøå(][^\n]*)*)(?:\n|\Z)")
_BARE: Final = re.compile(rf"(?=(?P<item>\S[^\n]*)){BARE_ITEM}")
_BLANK: Final = re.compile(r"[ \t]*\n")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
# What is not on the agenda after all
_TAKEN_OFF: Final = re.compile(
    r"\b(?:aflyst|udgår|udgået|flyttet|udsat|udskudt|intet|ingen|ikke|afsluttet|sommerferie|pause)\b", re.IGNORECASE
)
_IS_DONE: Final = re.compile(r"\b[a-zæøå]{3,}es\b")  # «Strategien revideres»
_LETTERS: Final = re.compile(r"[^\W\d_]{4}")
_CONFIDENCE: Final = 0.7


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item at `start` to `end`: what is to be done, and when. `is_labelled`: its own words begin with the time."""

    start: int
    end: int
    thing: str
    time: Deadline
    is_labelled: bool = False


def with_month_plans(
    text: str,
    structure: Outline,
    times: Sequence[Deadline],
    told: Sequence[Commitment],
    context: Context,
) -> Iterator[Commitment]:
    """What was `told`, but for items of plans by month that the prose says less of, and what these promise."""
    named = {(one.start, one.deadline.expression_start) for one in told if one.deadline is not None}
    entries = [
        entry
        for entry in _entries(text, structure, times, context)
        if entry.is_labelled or (entry.start, entry.time.expression_start) not in named
    ]
    spans = [(entry.start, entry.end) for entry in entries]
    own = {entry.time.expression_start for entry in entries}
    for one in told:
        within = any(start <= one.start < end for start, end in spans)
        if not within or (one.deadline is not None and one.deadline.expression_start not in own):
            yield one
    yield from (_commitment(entry, text, structure, context) for entry in entries)


def _entries(text: str, structure: Outline, times: Sequence[Deadline], context: Context) -> Iterator[_Entry]:
    for heading in month_headings(text):
        over = next((time for time in times if heading.start() <= time.expression_start < heading.end("time")), None)
        if over is None or not is_ahead(over, context.signed_on):
            continue
        section = structure.section_at(heading.end())
        for item in _items(text, heading.end()):
            if structure.section_at(item.start()) != section:
                break  # «4. Indsatser» is the next heading
            within = [time for time in times if item.start("item") <= time.expression_start < item.end("item")]
            entry = _entry(text, item, over, within)
            if entry is not None and _is_on_agenda(entry, context):
                yield entry


def _items(text: str, at: int) -> Iterator[re.Match[str]]:
    """The items of the list at `at`; bare ones end with an empty line, and with the next month."""
    form = _ITEM if _ITEM.match(text, at) else _BARE
    while (item := form.match(text, at)) and not (form is _BARE and is_month_heading(text, at)):
        yield item
        blank = _BLANK.match(text, item.end()) if form is _ITEM else None
        at = blank.end() if blank else item.end()


def _entry(text: str, item: re.Match[str], over: Deadline, within: Sequence[Deadline]) -> _Entry | None:
    start, end = item.span("item")
    first = within[0] if within else None
    label = first and re.match(r"[ \t]*:[ \t]+(?:\*[ \t]+)?", text[first.expression_end : end])
    if first is not None and label and first.expression_start == start:
        return _Entry(start, end, tidied(text[first.expression_end + label.end() : end]), first, is_labelled=True)
    outside = _BRACKETS.sub(lambda found: " " * len(found[0]), item["item"])
    is_said = any(outside[time.expression_start - start : time.expression_end - start].strip() for time in within)
    alone = any(
        not _LETTERS.search(found[0].replace(time.expression, ""))
        for found in _BRACKETS.finditer(item["item"])
        for time in within
    )
    return None if is_said or alone else _Entry(start, end, tidied(outside), over)


def _is_on_agenda(entry: _Entry, context: Context) -> bool:
    thing = entry.thing
    if not _LETTERS.search(thing) or _TAKEN_OFF.search(thing) or not is_ahead(entry.time, context.signed_on):
        return False
    return bool(is_verbless(thing) or _IS_DONE.search(thing)) and not speaks_of_others(thing, context.organisation)


def _commitment(entry: _Entry, text: str, structure: Outline, context: Context) -> Commitment:
    named = [mention.name for mention in context.names.mentions(entry.thing, context.body)]
    named = list(dict.fromkeys(named)) or ([context.body] if context.body else [])
    suggested = suggest(entry.thing, context.names, context.register)
    return Commitment(
        section=structure.section_at(entry.start),
        task=row_name(entry.thing, ""),
        kind=act_kind("", entry.thing, entry.time),
        committees=tuple(named) or ((suggested,) if suggested else ()),
        committees_inferred=not named,
        deadline=replace(entry.time, basis=Basis.EXPLICIT),
        quote=text[entry.start : entry.end],
        start=entry.start,
        end=entry.end,
        confidence=_CONFIDENCE,
    )
