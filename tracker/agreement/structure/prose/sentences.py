"""Sentences and list items of an agreement, each with its place in the text.

Papers come out of word processors and PDF files: lines are wrapped, pages break inside sentences, page numbers stand
between the halves, and lists carry one promise an item. A sentence here is what stands between two full stops, or what
one item holds; its offsets always give back exactly those characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import zip_longest

from tracker.agreement.structure.prose.passages import Form, Passage, marked_quotations, passages
from tracker.agreement.text.spans import Folded, fold
from tracker.agreement.text.stops import split

# «Vejudvalget får til opgave⏎• at …»: no mark ends the words over the list
_UNFINISHED = re.compile(r"\w\Z")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or one of a list item.

    `start`, `end`: offsets into the document. `text`: folded but with its capitals. `lead`: the sentence that opens the
    list that the item stands in («Vi er enige om at:»), else empty. `passage`: counts paragraphs and list items.
    """

    start: int
    end: int
    form: Form
    passage: int
    lead: str
    text: str
    folded: Folded

    def position(self, offset: int) -> int:
        """Where the document's `offset` stands in `text`."""
        return self.folded.position(offset - self.start)

    def offset(self, position: int) -> int:
        """Where `position` of `text` stands in the document."""
        return self.start + self.folded.offsets[position] if position < len(self.text) else self.end


def sentences(
    text: str, start: int, end: int, noise: Set[int] = frozenset(), cells: Sequence[tuple[int, int]] = ()
) -> tuple[Sentence, ...]:
    """The sentences of `text[start:end]` in their order, without rows of tables. `noise`: where lines start that the
    pages put between the words (`Outline.noise`); `cells`: those of tables that are read as prose (`Outline.cells`)."""
    result: list[Sentence] = []
    leads: list[tuple[int, str]] = []  # what opens the lists that are open: the indent of their items, and its words
    unsaid = sorted(noise)
    found = marked_quotations(text, passages(text, start, end, noise, cells))
    for number, (passage, following) in enumerate(zip_longest(found, found[1:])):
        is_item = passage.form is Form.ITEM
        leads = [(indent, words) for indent, words in leads if is_item and indent < passage.indent]
        lead = leads[-1][1] if leads else ""
        for first, last in split(text, passage.start, passage.end):
            folded = _without_noise(text, first, last, unsaid)
            cased = _cased(folded)
            result.append(Sentence(first, last, passage.form, number, lead, cased, folded))
        opens = is_item or _opens_list(text, passage, following)
        if opens and result:
            leads.append((passage.indent if is_item else -1, result[-1].text))
    return tuple(result)


def _without_noise(text: str, start: int, end: int, noise: Sequence[int]) -> Folded:
    """`text[start:end]` folded, without the lines that the end of a page put into it; `noise`: where those start."""
    inside = [at for at in noise[bisect_left(noise, start) : bisect_left(noise, end)] if text[at - 2 : at] == "\n\n"]
    if not inside:
        return fold(text[start:end])
    pieces, done = [], start
    for first in inside:
        last = text.find("\n", first, end)
        last = end if last < 0 else last
        pieces += [text[done:first], " " * (last - first)]
        done = last
    return replace(fold("".join([*pieces, text[done:end]])), source=text[start:end])


def _opens_list(text: str, passage: Passage, following: Passage | None) -> bool:
    """Whether the list that follows goes on from the words of `passage`, after a colon or without one."""
    words = text[passage.start : passage.end].rstrip()
    if words.endswith(":"):
        return True
    goes_on = following is not None and following.form is Form.ITEM and text[following.start].islower()
    return goes_on and passage.form is Form.PROSE and bool(_UNFINISHED.search(words))


def cased(text: str) -> str:
    """`text` folded as for matching, but with its capitals."""
    return _cased(fold(text))


# Where a line ends what it says: the next one is empty, or begins anew
_LINE_ENDS = re.compile(r"(?<![,\s-])(?<! og)(?<! &)(?<! for)[ \t]*\n(?=[ \t]*\n|[ \t]*[^a-zæøå\s])")


def cased_lines(text: str) -> str:
    """As `cased`, with a line's end left where the next line is no continuation of it by its looks."""
    return "\n".join(cased(line) for line in _LINE_ENDS.split(text))


def _cased(folded: Folded) -> str:
    pairs = zip(folded.text, folded.offsets, strict=True)
    return "".join(written if (written := folded.source[at]).lower() == low else low for low, at in pairs)
