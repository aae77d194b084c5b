"""A year that is not written is that of the time before it in the same chain of acts."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.agreement.deadlines.almanac import Stretch
from tracker.agreement.deadlines.meanings import Meaning, Outcome, anchors_chain
from tracker.agreement.deadlines.placing import Context
from tracker.agreement.spans import Folded

# A full stop before a capital, or a blank line. «mio. kr.» and «1. behandling» go on in small letters.
_SENTENCE_ENDS = re.compile(r"[.!?][»\"”)]*\s+(?=[A-ZÆØÅ•])|\n[ \t]*\n|[•\u2022]")
_ONWARD = re.compile(r"\b(?:igen|derefter|herefter|dernæst|efterfølgende|derpå)\b")
_MONEY_BEFORE = re.compile(r"(?:kr|kroner|mio|mia|t\.kr|pct|%)\.?\s*(?:(?:årligt|om året|pr\. år)\s*)?\Z")
_REACH = 12  # characters before an expression in which money shows


class Chain:
    """Follows a passage from left to right and knows what an expression may take its year from."""

    def __init__(self, folded: Folded, context: Context) -> None:
        self._folded = folded
        self._context = context
        self._previous: Stretch | None = None
        self._end = 0  # of the expression before, in the folded text

    def context_at(self, start: int) -> Context:
        """The context of an expression that begins at `start` in the folded text."""
        if self._previous is None:
            return self._context
        begin, end = self._folded.offsets[self._end - 1] + 1, self._folded.offsets[start]
        ends = _SENTENCE_ENDS.findall(self._folded.source, begin, end + 1)  # the capital that begins the next shows

        onward = bool(_ONWARD.search(self._folded.text, self._end, start))
        if len(ends) > int(onward):
            self._previous = None
            return self._context
        return replace(self._context, previous=self._previous, onward=onward)

    def advance(self, meaning: Meaning, results: list[Outcome], start: int, end: int) -> None:
        """Take note of an expression that was read at `start` to `end`."""
        day = results[-1].due or results[-1].start
        before = self._folded.text[max(0, start - _REACH) : start]
        if day is None or not anchors_chain(meaning) or _MONEY_BEFORE.search(before):
            return
        self._previous = Stretch(results[-1].start or day, day)
        self._end = end
