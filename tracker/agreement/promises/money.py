"""Amounts that money is given with, told from the size of a thing and from what something costs."""

from __future__ import annotations

import re

from tracker.agreement.acts.effects import sets_price
from tracker.agreement.tables.amounts import find_amounts

_TELLS_SIZE = re.compile(
    r"\b(?:på|med)\s(?:(?:mindst|højst|op til|ca\.|omkring|over|under|(?:mere|mindre) end)\s)*$", re.IGNORECASE
)
# «sættes op fra 200 til 300 kr.»: what something costs, and nothing given
_PRICED = re.compile(
    r"\b\w*(?:pris|takst|gebyr|kontingent)(?:en|et)?\b[^,;:]{0,40}\b(?:fast)?sættes\s(?:til\s)?$"
    r"|\b(?:sættes|sætte|sætter)\b[^,;:]{0,60}?\b(?:op|ned)\b(?:\s(?:fra|til|med|på)\b[^,;:]{0,20})?\s$"
)
# «Partierne anviser yderligere 8 mio. kr.»: money that somebody is still to find
_FINDS = re.compile(r"\b(?:anviser|finder|peger\s+på|udpeger)\b")


def finds_money(words: str) -> bool:
    """Whether the words tell that somebody finds money or points out where it is to come from."""
    return bool(_FINDS.search(words))


def is_of_money(words: str) -> bool:
    """Whether an amount is what the words are about, and not the size of a thing: «Puljen på 2 mio. kr. slås op», or
    its price: «sættes op til 40 kr.»."""
    if sets_price(words):
        return False
    return any(
        not (_TELLS_SIZE.search(words[: amount.start]) or _PRICED.search(words[: amount.start]))
        for amount in find_amounts(words)
    )
