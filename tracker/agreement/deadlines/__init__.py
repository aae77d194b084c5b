"""Danish expressions of time and what they mean.

`find` reads a passage and `explain` a phrase. What a time is a time for, and whether anybody is committed to it, is
for the reader of commitments to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from tracker.agreement.deadlines import explanations
from tracker.agreement.deadlines.chains import Chain
from tracker.agreement.deadlines.conventions import DEFAULT, Conventions, Summer
from tracker.agreement.deadlines.engine import Reading
from tracker.agreement.deadlines.outcomes import Outcome, outcomes
from tracker.agreement.deadlines.passages import readings
from tracker.agreement.deadlines.placing import Context
from tracker.agreement.text.spans import Folded, fold
from tracker.agreement.values import Deadline, DeadlineKind
from tracker.danish import MONTH_WORDS

__all__ = ["DEFAULT", "Conventions", "Summer", "explain", "find", "not_before"]

# «i maj. Næste år …»; not «1. Maj», «ult. Maj»
_STOP = re.compile(
    r"(?<=[^\W\d_]{3})(?<!\bult)(?<!\bprim)(?<!\bkvt)\.(?=[»\"”)]?\s+[«»\"“(]?[A-ZÆØÅ])"
    # «for Byrådet den 24. Planen …», «… den 24.» at the end of a paragraph; not «den 24. Maj»
    rf"|(?:(?<=\bden\s\d)|(?<=\bden\s\d\d))\.(?=\s*\Z|\s*\n[ \t]*\n|\s+(?!(?i:{MONTH_WORDS})\b)[A-ZÆØÅ])"
)
_YEARS_IN_TITLE = re.compile(r"\b(20\d\d)\s*[-–/]\s*(?:20)?(\d\d)\b")


def find(
    text: str,
    *,
    signed_on: date | None,
    conventions: Conventions = DEFAULT,
    title: str | None = None,
    parts: Iterable[int] = (),
) -> list[Deadline]:
    """Every expression of time in `text`, in order and without overlap, with offsets into `text`.

    An expression that names several points gives several deadlines. Times without a year are read from the time
    before in the same sentence, else from `signed_on`; without a date of signing they have no dates. `title` is the
    document's, which may name the term that it is for. `parts` are the offsets at which a heading has ended: «De første
    hundrede dage ¶ Inden den 10. april …» is no expression.
    """
    folded = fold(text)
    chain = Chain(folded, Context(signed_on, conventions, _term_named(title, conventions)))
    found: list[Deadline] = []
    for reading, start, end in readings(folded.text, _stops(folded, parts)):
        context = chain.context_at(reading.value, start, end)
        results = outcomes(reading.value, context)
        span = folded.span(start, end)
        found.extend(_deadline(reading, result, context, text, span) for result in results)
        if results:
            chain.advance(reading.value, results, start, end)
    return found


def _stops(folded: Folded, parts: Iterable[int]) -> frozenset[int]:
    """Where full stops that end a sentence stand in the folded text, which no longer shows the capital after them, and
    the last letters before `parts`."""
    closing = [match.start() for match in _STOP.finditer(folded.source)]
    headings = [_last_letter_before(part, folded.source) for part in parts]
    return frozenset(folded.position(at) for at in (*closing, *headings) if at >= 0)


def _last_letter_before(part: int, source: str) -> int:
    at = part - 1
    while at >= 0 and source[at].isspace():
        at -= 1
    return at


def explain(words: str, *, signed_on: date | None, conventions: Conventions = DEFAULT) -> list[Deadline]:
    """What a phrase means; nothing for words without any time."""
    return find(words, signed_on=signed_on, conventions=conventions)


def not_before(limit: Deadline) -> Deadline:
    """What may begin when `limit`, a time before another, is over: «ikke … før den 1. marts»."""
    if limit.due is None or limit.recurrence:
        return limit
    first = limit.start or limit.due + timedelta(days=1)
    told = explanations.from_day(first)
    return replace(limit, kind=DeadlineKind.FROM, start=first, due=None, rule="not-before", explanation=told)


def _deadline(reading: Reading, result: Outcome, context: Context, text: str, span: tuple[int, int]) -> Deadline:
    return Deadline(
        expression=text[span[0] : span[1]],
        start=result.start,
        due=result.due,
        kind=result.kind,
        rule=reading.rules[-1],
        explanation=explanations.explain(reading.value, result, context),
        expression_start=span[0],
        expression_end=span[1],
        recurrence=result.recurrence,
        rules=reading.rules,
        until=result.until,
    )


def _term_named(title: str | None, conventions: Conventions) -> int | None:
    """The first year of the council's term that a title names («Konstitueringsaftale 2022-2025»)."""
    for match in _YEARS_IN_TITLE.finditer(title or ""):
        first, last = int(match[1]), 2000 + int(match[2])
        whole = last == first + conventions.term_years - 1
        if whole and (first - conventions.term_began) % conventions.term_years == 0:
            return first
    return None
