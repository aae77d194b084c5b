"""Whether two phrases speak of one thing: by the longer words that they share, whatever their endings."""

from __future__ import annotations

import re
from functools import lru_cache

_CONTENT = re.compile(r"[^\W\d_]{5,}")


_SAYS_LITTLE_WORDS = """udvalget kommune kommunen kommunens kommunes parterne arbejdet indsats indsatsen forelægges
    fremlægges udarbejdelse gennemførelse etablering udvikling styrkelse forbedring mulighederne muligheder yderligere
    område området samarbejde samarbejdet udgangen inden efter mellem andre deres vores forskellige undersøgelse
    stillingtagen aftale"""


def share_words(first: str, second: str) -> bool:
    """Whether two phrases speak of one thing: a longer word in common, whatever its ending."""
    return bool(shared_words(first, second))


def shared_words(first: str, second: str) -> frozenset[str]:
    """The stems of the longer words that two phrases have in common, without words that say little."""
    return _stems(first) & _stems(second)


@lru_cache(maxsize=4096)
def _stems(phrase: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _CONTENT.findall(phrase.casefold())) - _SAYS_LITTLE


def _stem(word: str) -> str:
    if len(word) <= 6:
        return word
    stem = re.sub(r"(?:ernes|erne|enes|ene|ets|ens|ers|er|en|et|es|e|s)$", "", word)
    return stem[:-1] if stem[-1:] == stem[-2:-1] else stem  # oplægget, oplæg


_SAYS_LITTLE = frozenset(_stem(word) for word in _SAYS_LITTLE_WORDS.split())
