"""The paragraphs of a text: what stands between blank lines and the edges of pages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection

PARAGRAPH_END = re.compile(r"\n[ \t\f]*\n|\f")


def paragraphs(text: str, edges: Collection[int] = ()) -> list[tuple[int, int]]:
    """Where each paragraph begins and ends, without the space around it; none goes over one of `edges`."""
    ends = {match.end() for match in PARAGRAPH_END.finditer(text)}
    places = sorted({0, len(text), *ends, *(edge for edge in edges if 0 < edge < len(text))})
    found = []
    for start, end in itertools.pairwise(places):
        words = text[start:end]
        if words.strip():
            found.append((start + len(words) - len(words.lstrip()), start + len(words.rstrip())))
    return found
