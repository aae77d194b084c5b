"""The units of an administration that a text names: «Center for Børn og Unge (CBU)», «CTM» by its key."""

from __future__ import annotations

import re

_KIND = r"(?i:center|centret|forvaltning(?:en)?|afdeling(?:en)?|sekretariat(?:et)?|stab(?:en)?|enhed(?:en)?)"
_WORD = r"[A-ZÆØÅ](?![A-ZÆØÅ])[\w-]*"  # no abbreviation: the next line of a key may follow
_NAMED = rf"{_KIND} for {_WORD}(?:(?:,| og|, og)? {_WORD})*"
_IN_KEY = re.compile(rf"(?<![\w-])(?P<short>[A-ZÆØÅ]{{2,5}})\s*[:=–-]\s*{_NAMED}")
_AFTER = re.compile(rf"{_NAMED}\s*\((?P<short>[A-ZÆØÅ]{{2,5}})\)")


def units(text: str) -> re.Pattern[str]:
    """What finds the units of the administration that `text` names, by their names and its abbreviations of them."""
    short = {match["short"] for pattern in (_IN_KEY, _AFTER) for match in pattern.finditer(text)}
    return re.compile(rf"(?<![\w-])(?:{'|'.join([_NAMED, *sorted(short, key=len, reverse=True)])})(?![\w-])")
