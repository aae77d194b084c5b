"""The stems of words, by which signs are named that are weighed (`weights`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tracker.lookup import stemmer

_WORD = re.compile(r"\w[\w-]*")


def stems(text: str) -> Sequence[str]:
    """The stems of the words of `text` in their order; «#» for whatever holds a figure."""
    return ["#" if any(sign.isdigit() for sign in word) else _stem(word) for word in _WORD.findall(text.casefold())]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    stem: str = stemmer().stemWord(word)
    return stem
