"""Sentences and list items of an agreement, each with its place in the text.

Papers come out of word processors and PDF files: lines are wrapped, pages break inside sentences, page numbers stand
between the halves, and lists carry one promise an item. A sentence here is what stands between two full stops, or what
one item holds; its offsets always give back exactly those characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import StrEnum

from tracker.agreement.lines import Line, is_contents_entry, is_page_mark, is_table_row
from tracker.agreement.spans import Folded, fold


class Form(StrEnum):
    """How a sentence stands on the page."""

    PROSE = "prose"
    ITEM = "item"  # in a list
    LINE = "line"  # a line of its own without a full stop: a label, a heading inside a section
    QUOTATION = "quotation"  # a passage quoted from another paper


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


# Abbreviations that a sentence may end with: before a capital they end it, before anything else they do not.
_MAY_END = frozenset(
    [
        "kr",
        "mv",
        "m.v",
        "osv",
        "m.fl",
        "pct",
        "o.l",
        "o.lign",
        "mio",
        "mia",
        "t.kr",
        "mdr",
        "etc",
        "ff",
        "st",
        "m.m",
        "afd",
        "årl",
        "pers",
        "stk",
        "enh",
    ]
)
_NEVER_END = frozenset(
    [
        "bl.a",
        "pr",
        "jf",
        "fx",
        "f.eks",
        "ca",
        "nr",
        "pkt",
        "dvs",
        "ifm",
        "i.f.m",
        "ift",
        "i.f.t",
        "ifht",
        "vedr",
        "inkl",
        "ekskl",
        "evt",
        "hhv",
        "henh",
        "pt",
        "p.t",
        "tlf",
        "kl",
        "d",
        "dr",
        "prof",
        "gl",
        "skt",
        "sct",
        "min",
        "max",
        "maks",
        "adm",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "okt",
        "nov",
        "dec",
        "resp",
        "rev",
        "ult",
        "prim",
        "kap",
        "art",
        "alm",
        "bem",
        "ang",
        "sml",
        "tidl",
        "cirk",
        "kvt",
        "eks",
        "udg",
        "sen",
        "litra",
        "bilag",
        "s",
        "p",
        "a",
        "b",
        "c",
        "bl",
        "cf",
        "hr",
        "fr",
        "chr",
        "th",
        "ndr",
        "sdr",
        "ndf",
        "jfr",
        "ad",
        "tilf",
        "mht",
        "m.h.t",
        "mhp",
        "m.h.p",
        "samt.l",
    ]
)
_FOLLOWS_ORDINAL = re.compile(
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|kvartal|halvår|tertial|"
    r"behandling|del|fase|etape|klasse|generation|viceborgmester|mandag|tirsdag|onsdag|torsdag|fredag)\b",
    re.IGNORECASE,
)
_ITEM_START = re.compile(r"[ \t>]*(?:[•▪‣●○◦\uf0b7*·–—-]|\d{1,2}[.)](?!\d)|[a-zæøå]\)|(?-i:at\s+\d\)))[ \t]+(?=\S)")
_SUB_ITEM_START = re.compile(r"[ \t>]+(?:o|§|–|-)[ \t]+(?=\S)")  # a bullet that is a letter where an item stands above
# «Marts 2020: …», «Ansvarlig: …»: a line that a label opens is none that goes on
_LABEL_START = re.compile(r"[ \t>]*(?:[A-ZÆØÅ]|\d{1,2}\.)[\wæøåÆØÅ/ .-]{2,30}:\s+(?=\S)")
# «Det indstilles,⏎at …,⏎at …»
_AT_LINE = re.compile(r"[ \t>]*(?=at\s\w)")
_BEFORE_AT_LINE = re.compile(r"(?:[,:;]|\b(?:og|samt))\s*$")
_BARE_BULLET = re.compile(r"[ \t>]*[•▪‣●○◦\uf0b7][ \t]*")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"“”»«')\]]*\s*$")
_ENDS_OPEN = re.compile(
    r"(?:[,-]|\b(?:og|eller|af|at|til|i|på|med|for|der|som|den|det|de|en|et|samt|fra|om|ved|er|skal|vil|kan|har|inden|"
    r"senest|mellem|herunder|bl\.a\.|efter|hos|under|over|både|hvor|hvordan|hvilke|ikke|blive|bliver|være))\s*$",
    re.IGNORECASE,
)
_OPENING_QUOTE = '"“”„»«'
_CLOSING_QUOTE = re.compile(r"[\"“”»«][.,]?\s*$")
_SENTENCE_END = re.compile(r"[.!?…]+[\"“”»«')\]]*(?=\s|$)|\n[ \t>]*(?=[•▪‣●○◦\uf0b7])")
_LONGEST_HEADING = 12  # words


@dataclass(slots=True)
class _Passage:
    start: int
    end: int
    form: Form
    indent: int = 0  # of an item: how far in its bullet stands


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t>"))


def sentences(text: str, start: int, end: int, noise: Set[int] = frozenset()) -> tuple[Sentence, ...]:
    """The sentences of `text[start:end]` in their order, without rows of tables. `noise`: where lines start that the
    pages put between the words (`Outline.noise`)."""
    result: list[Sentence] = []
    leads: list[tuple[int, str]] = []  # what opens the lists that are open: the indent of their items, and its words
    for number, passage in enumerate(_marked_quotations(text, _passages(text, start, end, noise))):
        is_item = passage.form is Form.ITEM
        leads = [(indent, words) for indent, words in leads if is_item and indent < passage.indent]
        lead = leads[-1][1] if leads else ""
        for first, last in _split(text, passage.start, passage.end):
            folded = fold(text[first:last])
            cased = _cased(folded)
            result.append(Sentence(first, last, passage.form, number, lead, cased, folded))
        opens = is_item or text[passage.start : passage.end].rstrip().endswith(":")
        if opens and result:
            leads.append((passage.indent if is_item else -1, result[-1].text))
    return tuple(result)


def cased(text: str) -> str:
    """`text` folded as for matching, but with its capitals."""
    return _cased(fold(text))


def _cased(folded: Folded) -> str:
    pairs = zip(folded.text, folded.offsets, strict=True)
    return "".join(written if (written := folded.source[at]).lower() == low else low for low, at in pairs)


def _passages(text: str, start: int, end: int, noise: Set[int]) -> Iterator[_Passage]:
    """Paragraphs, list items and lines of their own; halves that a page break parted are one."""
    current: _Passage | None = None
    gap = False
    lines = list(_lines(text, start, end))
    width = max((last - first for first, last in lines), default=0)
    for at, (first, last) in enumerate(lines):
        line = text[first:last]
        if not line.strip() or first in noise or is_page_mark(Line(line, first, last)):
            gap = True
            continue
        if is_table_row(Line(line, first, last)) or is_contents_entry(Line(line, first, last)):
            if current:
                yield current
            current, gap = None, True
            continue
        item = _ITEM_START.match(line) or _BARE_BULLET.match(line)
        if item is None and current and current.form is Form.ITEM:
            item = _SUB_ITEM_START.match(line)
        if item is None and current:
            item = _at_line(text[current.start : current.end], line)
        if current and not item and _continues(text, current, line, gap, width):
            current.end = last
        else:
            if current:
                yield current
            begin = first + item.end() if item else first
            current = _Passage(begin, last, Form.ITEM if item else Form.PROSE, _indent(line) if item else 0)
        gap = False
        following = next((text[f:e] for f, e in lines[at + 1 : at + 2]), "")
        if current.form is Form.PROSE and _stands_alone(text[current.start : current.end], following, width):
            current.form = Form.LINE
    if current:
        yield current


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield at, stop
        at = stop + 1


def _at_line(before: str, line: str) -> re.Match[str] | None:
    """The start of a line that is an item of a list of «at», after `before`."""
    item = _AT_LINE.match(line)
    opens = re.search(r"\b(?:indstill|anbefal|beslut|anmod|bad\b|beder|enige|godkend)[^.]*$", before.rsplit("\n", 1)[-1])
    goes_on = before.lstrip(" \t>").startswith("at ") or opens
    return item if goes_on and _BEFORE_AT_LINE.search(before) else None


def _continues(text: str, current: _Passage, line: str, gap: bool, width: int) -> bool:
    """Whether `line` goes on with the passage before it."""
    before = text[current.start : current.end]
    word = line.lstrip(" \t>")
    if _LABEL_START.match(line) and not _ENDS_OPEN.search(before):
        return False
    goes_on = word[:1].islower() or (bool(_ENDS_OPEN.search(before)) and not word.startswith(tuple(_OPENING_QUOTE)))
    if gap:
        return goes_on and not _ENDS_SENTENCE.search(before)
    if current.form is Form.LINE:
        return goes_on
    if current.form is Form.ITEM and _ENDS_SENTENCE.search(before) and line[:1] not in " \t":
        # After an item that is finished, a full new line at the margin is text again.
        return len(before.rsplit("\n", 1)[-1]) > 0.75 * width
    return True


def _stands_alone(passage: str, following: str, width: int) -> bool:
    """A line without a full stop that nothing goes on from: a heading inside a section, a label."""
    if "\n" in passage.strip() or _ENDS_SENTENCE.search(passage) or _ENDS_OPEN.search(passage):
        return False
    words = passage.split()
    if not following.strip():
        return len(words) <= _LONGEST_HEADING
    next_word = following.lstrip(" \t>")
    return len(words) <= 8 and next_word[:1].isupper() and len(passage) < 0.6 * width


def _marked_quotations(text: str, passages: Iterator[_Passage]) -> Iterator[_Passage]:
    """Marks what is quoted from another paper: paragraphs between an opening and a closing quotation mark."""
    inside, after_colon, length = False, False, 0
    for passage in passages:
        body = text[passage.start : passage.end].strip()
        opens = body[:1] in _OPENING_QUOTE and (after_colon or not _CLOSING_QUOTE.search(body[1:]))
        closes_at_once = opens and after_colon and bool(_CLOSING_QUOTE.search(body[1:]))
        if inside or (opens and (after_colon or not re.search(rf"[{_OPENING_QUOTE}]", body[1:]))):
            passage.form = Form.QUOTATION
            length += 1
            inside = not _CLOSING_QUOTE.search(body[1:]) and length < 12 and not closes_at_once
            if not inside:
                length = 0
        after_colon = body.endswith(":")
        yield passage


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one passage, as offsets without the white space around them."""
    at = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.start() < at or not _ends_here(text, match, end):
            continue
        yield from _trimmed(text, at, match.end() if match.group().strip() else match.start())
        at = match.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    body = text[start:end]
    bullet = _BARE_BULLET.match(body)
    start += bullet.end() if bullet else len(body) - len(body.lstrip())
    end -= len(body) - len(body.rstrip())
    if end > start and re.search(r"\w", text[start:end]):
        yield start, end


def _ends_here(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the mark at `match` ends a sentence, and is not part of an abbreviation, a date or a number."""
    if not match.group().strip() or match.group()[0] in "!?":
        return True
    following = text[match.end() : end].lstrip(" \t\r\n>\u00a0")
    following = following.lstrip(_OPENING_QUOTE + "(")
    if following and not (following[0].isupper() or following[0].isdigit() or following[0] in "•-–"):
        return False
    before = text[max(0, match.start() - 24) : match.start()]
    number = re.search(r"(?:^|[\s(])(\d{1,2})$", before)
    if number:
        begins_line = (
            not before[: number.start(1)].strip()
            or text[: match.start()].rfind("\n") == match.start() - len(number[1]) - 1
        )
        of_something = re.search(
            r"(?:\bden|\bd\.|\bnr\.|\bpkt\.|§|\bstk\.|\bsenest|\binden|\bpunkt|-)\s*\d{1,2}$", before
        )
        return not (begins_line or of_something or _FOLLOWS_ORDINAL.match(following))
    word = re.search(r"[\w.]+$", before)
    if word is None:
        return True
    abbreviation = word[0].casefold().strip(".")
    if abbreviation in _NEVER_END or (len(abbreviation) == 1 and abbreviation.isalpha() and word[0].isupper()):
        return not following
    if abbreviation in _MAY_END:
        return not following or not following[0].isdigit()
    return True
