"""The head of a document: its title, the day it was signed, and the municipality."""

from __future__ import annotations

import re
from collections import Counter

from tracker.agreement.structure.heads.signing import day_of_signing
from tracker.agreement.structure.heads.titles import title_of
from tracker.agreement.text.lines import split_lines
from tracker.agreement.values import Head

_MUNICIPALITY = re.compile(r"(?<![\w-])([A-ZÆØÅ][\wæøåÆØÅ]+(?:-[A-ZÆØÅ][\wæøåÆØÅ]+)*) (?:Kommune|KOMMUNE)(?:s|S)?\b")
_REGION = re.compile(
    r"\b(?:Region ((?:[A-ZÆØÅ][\wæøå]+)(?: [A-ZÆØÅ][a-zæøå]+)?)"
    r"|REGION ((?!OG\b)[A-ZÆØÅ]{3,}(?: (?!OG\b)[A-ZÆØÅ]{3,})?))(?=\W|$)"
)
# «Konstitueringsaftale for Nørreby Byråd 2022-2025», where nothing calls the municipality so
_COUNCIL = re.compile(
    r"(?:\b(?:for|i|af|fra|FOR|I|AF)\s|^\s*)(?P<name>[A-ZÆØÅ][\wæøåÆØÅ-]+(?:\s[A-ZÆØÅ][\wæøåÆØÅ-]+)?)\s"
    r"(?:[Bb]yråds?|BYRÅDS?|[Kk]ommunalbestyrelses?|KOMMUNALBESTYRELSES?)\b",
    re.MULTILINE,
)
_TOP_CHARACTERS = 2_000
# «Region Midtland», alone on a line of the letterhead
_REGION_S_PAPER = re.compile(rf"^\W*{_REGION.pattern}\W*$", re.MULTILINE)
# «Aftale om budget 2023 for Region Midtland», in the line that names the paper
_TITLED_FOR_REGION = re.compile(
    rf"\s*(?=[^\n]*(?i:budget|aftale|forlig|referat|protokol|dagsorden))[^\n.]{{3,80}}?\s(?:for|i|af)\s{_REGION.pattern}[^\n.,]{{0,12}}$",
    re.MULTILINE,
)
_LETTERHEAD = 300  # characters in which a paper says whose it is
_NO_NAME = frozenset({"en", "hver", "denne", "vores", "den", "som", "i", "for", "anden", "din", "vor", "ny", "og"})
_OF_COUNCILS = frozenset(
    {"nyt", "et", "dagsorden", "referat", "møde", "det", "vort", "vores", "hvert", "samlet", "enigt"}
)


def read_head(text: str) -> Head:
    """Reads title, date of signing and organisation; each is None where the text does not tell it."""
    lines = split_lines(text)
    signed_on, surely = day_of_signing(text, lines)
    return Head(title_of(lines), signed_on, _organisation(text), surely)


def _organisation(text: str) -> str | None:
    """The municipality or region that is named most often; a region that alone is named in the letterhead."""
    counted = _municipalities(text)
    of_region = _REGION_S_PAPER.search(text, 0, _LETTERHEAD) or _TITLED_FOR_REGION.match(text)
    if not counted or (of_region and not _municipalities(text[:_LETTERHEAD])):
        regions = Counter(f"Region {(each[1] or each[2].title()).removesuffix('s')}" for each in _REGION.finditer(text))
        counted = regions or counted
    if counted:
        return counted.most_common(1)[0][0]
    councils = (match["name"] for match in _COUNCIL.finditer(text, 0, _TOP_CHARACTERS))
    named = next((name for name in councils if name.split()[0].casefold() not in _NO_NAME | _OF_COUNCILS), None)
    return f"{named.title() if named.isupper() else named} Kommune" if named else None


def _municipalities(text: str) -> Counter[str]:
    return Counter(
        f"{each[1].title() if each[1].isupper() else each[1]} Kommune"
        for each in _MUNICIPALITY.finditer(text)
        if each[1].casefold() not in _NO_NAME
    )
