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
_SET_AGAINST = re.compile(r"\s*(?:den|det|de) (?:gamle|nuværende|hidtidige|eksisterende|tidligere|anden|andet|andre) ")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_DEFINITE = ("en", "et", "n", "t", "ne")
_FARTHEST = 1000  # characters over which a chain goes on, whatever stands between
_SENTENCE = 300  # characters before an expression in which its sentence begins
_REACH = 12  # characters before an expression in which money shows


class Chain:
    """Follows a passage from left to right and knows what an expression may take its year from."""

    def __init__(self, folded: Folded, context: Context) -> None:
        self._folded = folded
        self._context = context
        self._previous: Stretch | None = None
        self._begin = self._end = 0  # of the expression before, in the folded text

    def context_at(self, start: int) -> Context:
        """The context of an expression that begins at `start` in the folded text."""
        if self._previous is None or start - self._end > _FARTHEST:
            self._previous = None
            return self._context
        begin, end = self._folded.offsets[self._end - 1] + 1, self._folded.offsets[start]
        ends = _SENTENCE_ENDS.findall(self._folded.source, begin, end + 1)  # the capital that begins the next shows

        onward = bool(_ONWARD.search(self._folded.text, self._end, start))
        if len(ends) > int(onward or self._is_taken_up(start)):
            self._previous = None
            return self._context
        return replace(self._context, previous=self._previous, onward=onward or bool(ends))

    def _is_taken_up(self, start: int) -> bool:
        """Whether the sentence goes on about what the one before was about.

        It names the thing again as known («en ny vagtplan … . Vagtplanen evalueres»), or begins with what it is set
        against («Den gamle lukker»).
        """
        text = self._folded.text
        stop = max(text.rfind(mark, self._end, start) for mark in ".!?") + 1
        if _SET_AGAINST.match(text, stop):
            return True
        begin = max(text.rfind(mark, max(0, self._begin - _SENTENCE), self._begin) for mark in ".!?•") + 1
        named = set(_LONG_WORD.findall(text, begin, stop))
        again = (word for word in _LONG_WORD.findall(text, stop, start) if word not in named)
        return any(
            word.removesuffix(ending) in named for word in again for ending in _DEFINITE if word.endswith(ending)
        )

    def advance(self, meaning: Meaning, results: list[Outcome], start: int, end: int) -> None:
        """Take note of an expression that was read at `start` to `end`."""
        day = results[-1].due or results[-1].start
        before = self._folded.text[max(0, start - _REACH) : start]
        if day is None or not anchors_chain(meaning) or _MONEY_BEFORE.search(before):
            return
        self._previous = Stretch(results[-1].start or day, day)
        self._begin, self._end = start, end
