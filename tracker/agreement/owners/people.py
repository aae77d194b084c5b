"""Who was at a meeting, by the lines of its minutes that list them: «Til stede: Inger, Bo Riis (formand) og Tage»."""

from __future__ import annotations

import re

_FIRST_LINES = 2_500
_LISTS = re.compile(
    r"^[ \t*_]*(?:til\s?stede(?:\s(?:var|er))?|tilstede|deltagere|deltog|mødt(?:e|\svar)?|mødedeltagere"
    r"|afbud(?:\sfra)?|fraværende|ikke mødt|ref(?:erent|\.))\b[ \t*_]*:?[*_]*(?P<names>[^\n]+(?:\n[ \t]+[^\n:]+)*)",
    re.IGNORECASE | re.MULTILINE,
)
_NAME = re.compile(r"(?:^|,|;|\bog\b|\bsamt\b|:)\s*(?P<given>[A-ZÆØÅ][a-zæøåé]+(?:-[A-ZÆØÅ][a-zæøåé]+)?)(?=[\s,;.(]|$)")
_NO_NAME = re.compile(
    r"(?:Alle|Ingen|Fra|Fraværende|Afbud|Hele|Desuden|Kommunen|Kommunens|Byrådet|[A-ZÆØÅ]\w*(?:chefen|udvalget|forvaltningen))"
)


def people(text: str) -> tuple[str, ...]:
    """The given names of those whom the head of minutes lists as present or absent."""
    listed = [match["names"] for match in _LISTS.finditer(text, 0, _FIRST_LINES)]
    names = [match["given"] for line in listed for match in _NAME.finditer(line)]
    small = set(re.findall(r"(?<![^\W\d_])[a-zæøå]\w+", text))  # «Det», «Ældre»: no names where they stand small too
    return tuple(dict.fromkeys(one for one in names if not _NO_NAME.fullmatch(one) and one.casefold() not in small))
