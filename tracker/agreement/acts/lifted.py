"""A charge or a demand that falls away: lifted by those who agree, where no grant or contract runs out."""

from __future__ import annotations

import re

# A charge or a demand that falls away is lifted: «Gebyret bortfalder», «halveres i 2023 og bortfalder helt i 2025»
_FALLS_AWAY = re.compile(r"\b(?P<verb>(?:bortfalder|falder væk)(?:\s(?:helt|dermed|derfor|nu|dog))?)\b")
_LIFTED = re.compile(
    r"\b(?:\w*(?:betaling|gebyr|takst|afgift|kontingent|krav|pligt|tømning|rengøring|kørsel|kørsl|servering|åbning|besøg|rabat)(?:en|et|erne|ene|er)?\b[^;:]{0,80}"
    r"|(?:halveres|nedsættes|sænkes|reduceres)\b.{0,80})\b(?:bortfalder|falder væk)\b",
    re.IGNORECASE,
)
_PAID_BY_OTHERS = re.compile(r"\b(?:statens?|\w*bevilling\w*|\w*pulje\w*|\w*tilskud\w*|lov\w*)\b", re.IGNORECASE)


def falls_away(before: str, body: str) -> re.Match[str] | None:
    """Where a clause with `body`, after the words `before`, tells that something is lifted, with its `verb`."""
    return _FALLS_AWAY.search(body) if lifts(f"{before}{body}") else None


def lifts(words: str) -> bool:
    """Whether the words tell of a charge or a demand that falls away, which is done and does not run out."""
    return bool(_LIFTED.search(words)) and not _PAID_BY_OTHERS.search(words)
