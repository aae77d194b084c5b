"""A year's wheel: «Årshjul: Januar: status, marts: …», in a sentence or as lines under it.

What stands in it comes every year, unless the wheel or the line names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tracker.agreement.deadlines import explain
from tracker.agreement.naming.phrases import tidied
from tracker.agreement.owners.subjects import suggest
from tracker.agreement.promises.initiatives import act_kind, row_name
from tracker.agreement.promises.others import speaks_of_others
from tracker.agreement.promises.readings import Context
from tracker.agreement.structure.outline import Outline
from tracker.agreement.values import Basis, Commitment, Deadline
from tracker.danish import MONTH_WORDS

_MONTH: Final = r"(?:" + MONTH_WORDS + r"|[1-4]\.\s?kvartal|forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?)"
_WHEN: Final = rf"(?P<when>{_MONTH}(?:\s?(?:-|–|/|og)\s?{_MONTH})?(?:\s(?P<year>20\d\d))?)"
_OPENS: Final = re.compile(r"\bårshjul(?:et)?\b(?P<about>[^:.\n]{0,80})(?P<end>:|\n|\Z)", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b20\d\d\b")
_ENTRY: Final = re.compile(
    rf"(?P<entry>\b{_WHEN}\s?(?::|–|-)\s(?P<thing>[^.;:]{{3,200}}?))"
    rf"(?=,?\s(?:og\s)?{_MONTH}(?:\s20\d\d)?\s?(?::|–|-)\s|[.;]|\n\s*\n|\Z)",
    re.IGNORECASE,
)
_LINE: Final = re.compile(
    rf"[ \t]*(?:[•*–-]\s+)?(?P<entry>{_WHEN}[ \t]*(?::|–|-|\t|[ \t]{{2,}})[ \t]*"
    rf"(?P<thing>\S[^\n]{{2,300}}(?:\n[ \t]*(?!{_MONTH}\b)(?-i:[a-zæøå])[^\n]{{1,200}}){{0,3}}))(?:\n|\Z)",
    re.IGNORECASE,
)
_BLANK: Final = re.compile(r"(?:[ \t]*\n){1,2}")
_BETWEEN: Final = re.compile(r"[ \t,;.]*(?:og\s)?\n?")
_SENTENCE: Final = 200  # characters before the wheel in which its sentence begins
_CONFIDENCE: Final = 0.7


def with_year_wheels(
    text: str, structure: Outline, told: Sequence[Commitment], context: Context
) -> Iterator[Commitment]:
    """What was `told`, but for months in a year's wheel, and what the wheels promise.

    Lines that begin with a month and its year are read with the prose, which knows of what a decision moves.
    """
    wheels = {
        one.deadline.expression_start: one for one in _promised(text, structure, context) if one.deadline is not None
    }
    yield from (one for one in told if one.deadline is None or one.deadline.expression_start not in wheels)
    yield from wheels.values()


def _promised(text: str, structure: Outline, context: Context) -> Iterator[Commitment]:
    done = 0
    for opening in _OPENS.finditer(text):
        if opening.start() < done:
            continue
        line = re.split(r"\n|[.!?]\s", text[max(0, opening.start() - _SENTENCE) : opening.end()].rstrip())[-1]
        if speaks_of_others(line[: -len(opening[0].rstrip())], context.organisation):
            continue
        year = _YEAR.search(opening["about"])
        for entry in _entries(text, opening.end()):
            done = entry.end()
            if not (entry["year"] and entry.re is _LINE):
                yield from _commitments(entry, year and year[0], line, structure, context)


def _entries(text: str, at: int) -> Iterator[re.Match[str]]:
    """The entries that follow on the words that open a wheel at `at`."""
    if text[at - 1] == ":" and (first := _next_in_sentence(text, at)):
        entry: re.Match[str] | None = first
        while entry is not None:
            yield entry
            entry = _next_in_sentence(text, entry.end())
        return
    blank = _BLANK.match(text, at)
    line = _LINE.match(text, blank.end() if blank else at)
    while line is not None:
        yield line
        line = _LINE.match(text, line.end())


def _next_in_sentence(text: str, at: int) -> re.Match[str] | None:
    between = _BETWEEN.match(text, at)
    return _ENTRY.match(text, between.end() if between else at)


def _commitments(
    entry: re.Match[str], year: str | None, opening: str, structure: Outline, context: Context
) -> Iterator[Commitment]:
    thing = tidied(entry["thing"])
    when = entry["when"]
    words = f"i {when}" if entry["year"] else f"i {when} {year}" if year else f"hvert år i {when}"
    named = [one.name for one in context.names.mentions(thing) if not one.anaphoric] or [
        one.name for one in context.names.mentions(opening) if not one.anaphoric
    ]
    suggested = suggest(thing, context.names, context.register)
    for time in explain(words, signed_on=context.signed_on):
        yield Commitment(
            section=structure.section_at(entry.start("entry")),
            task=row_name(thing, ""),
            kind=act_kind("", thing, time),
            committees=tuple(dict.fromkeys(named)) or ((suggested,) if suggested else ()),
            committees_inferred=not named,
            deadline=_placed(time, entry),
            quote=entry["entry"],
            start=entry.start("entry"),
            end=entry.end("entry"),
            confidence=_CONFIDENCE,
        )


def _placed(time: Deadline, entry: re.Match[str]) -> Deadline:
    """The time as it stands in the text, which says «Januar» and means every January."""
    return replace(
        time,
        expression=entry["when"],
        expression_start=entry.start("when"),
        expression_end=entry.end("when"),
        basis=Basis.EXPLICIT if time.recurrence is None else Basis.PERIOD,
    )
