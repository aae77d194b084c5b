"""Word documents (DOCX): paragraphs, headings, lists with their numbers, tables, text boxes and notes become text.

What is printed in the body is read. Headers, footers, comments, hidden text and the contents list are left out; of
tracked changes the insertions are read and the deletions left out, as if all were accepted. Pages begin where Word
last saw them begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml
from lxml import etree

from tracker.documents.blocks import PAGE_BREAK, Block, Kind, clean, compose
from tracker.documents.document import Progress
from tracker.documents.markup import WORD, attribute, child, children, content, integer, named, switched_on
from tracker.documents.numbering import BULLET, Numbering
from tracker.documents.packages import WORD_FILE, check_package, damaged
from tracker.documents.rows import row_blocks
from tracker.documents.styles import Style, Styles
from tracker.errors import DocumentError
from tracker.language import gettext

_STEP = 200  # elements of the body between two words on the progress
_SYMBOLS = {"F0B7": BULLET, "F0A7": BULLET, "F0D8": BULLET, "F076": BULLET, "F02D": "-", "F0E0": "→"}
_LEFT_OUT_NOTES = ("separator", "continuationSeparator", "continuationNotice")
_CHANGES = ("ins", "del", "moveFrom", "moveTo")


def read_docx(
    data: bytes, *, name: str, limit_bytes: int, progress: Progress | None = None
) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    """The text of a Word document, the offsets at which its pages begin, and Danish notes on how it was read.

    `progress` is called with the parts of the body read and their number. Raises DocumentError for a file that is
    damaged, no Word document, or larger unpacked than a document is.
    """
    check_package(data, WORD_FILE, name=name, limit_bytes=limit_bytes)
    try:
        part = docx.Document(BytesIO(data)).part
        body = _Body(part)
        blocks = body.read(part.element.body, progress)
    except (KeyError, ValueError, AttributeError, TypeError, AssertionError, RecursionError, etree.LxmlError) as error:
        raise damaged(name) from error  # python-docx meets a broken package with any of these
    text, pages = compose(blocks)
    if not text.strip():
        raise DocumentError(
            gettext(
                "«%(name)s» har ingen tekst, kun billeder eller tomme sider. Er aftalen skannet ind, så "
                "lad et program genkende teksten (OCR), og gem den på ny."
            )
            % {"name": name}
        )
    return text, pages, _notes(part.element.body, name)


def _notes(body: Any, name: str) -> tuple[str, ...]:
    if not any(True for _ in body.iter(*(WORD + change for change in _CHANGES))):
        return ()
    return (
        gettext("«%(name)s» har sporede ændringer: indsat tekst er læst med, slettet tekst er udeladt.")
        % {"name": name},
    )


def _related(part: Any, kind: str) -> Any | None:
    """The root of the part that stands in relation `kind` to `part`, or None."""
    try:
        other = part.part_related_by(kind)
    except KeyError:
        return None
    return parse_xml(other.blob)


class _Body:
    """Reads the body of one document; lists, fields and breaks go on from paragraph to paragraph."""

    def __init__(self, part: Any) -> None:
        self._styles = Styles(part.styles.element)
        self._numbering = Numbering(_related(part, RELATIONSHIP_TYPE.NUMBERING), self._styles.numbering_styles())
        self._notes = {
            **{("footnoteReference", key): note for key, note in _notes_of(part, RELATIONSHIP_TYPE.FOOTNOTES)},
            **{("endnoteReference", key): note for key, note in _notes_of(part, RELATIONSHIP_TYPE.ENDNOTES)},
        }
        self._in_instruction: list[bool] = []  # one for each open field: whether its instruction is being passed
        self._beside: list[Any] = []  # text boxes and notes that the paragraph at hand refers to
        self._unended = ""  # the words of a paragraph whose end is deleted
        self._page_breaks = _page_breaks(part)
        self._tables = 0

    def read(self, body: Any, progress: Progress | None) -> list[Block]:
        """All blocks of the body."""
        blocks: list[Block] = []
        total = len(body)
        for done, element in enumerate(body):
            blocks += self._blocks_of(element)
            if progress and done % _STEP == 0:
                progress(done, total)
        if progress:
            progress(total, total)
        return blocks

    def _blocks_of(self, element: Any) -> list[Block]:
        kind = named(element)
        if kind == "p":
            return self._paragraph(element)
        if kind == "tbl":
            self._tables += 1
            table = self._tables
            return [block for row in children(element, "tr") for block in self._row(row, table)]
        blocks = [block for inner in _opened(element) for block in self._blocks_of(inner)]
        return [Block(PAGE_BREAK * _breaks(blocks))] if kind == "sdt" and _is_contents(element) else blocks

    def _inside(self, container: Any) -> list[Block]:
        return [block for element in container for block in self._blocks_of(element)]

    def _paragraph(self, element: Any) -> list[Block]:
        properties = child(element, "pPr")
        beside, self._beside = self._beside, []
        words = self._unended + clean("".join(self._words(element)))
        aside, self._beside = self._beside, beside
        self._unended = ""
        if child(child(properties, "rPr"), "del") is not None:
            self._unended = words
            return self._aside(aside)
        style = self._styles.of(attribute(child(properties, "pStyle"), "val"))
        number = self._number(properties, style)
        return [self._block(element, properties, style, number, words), *self._aside(aside)]

    def _aside(self, elements: list[Any]) -> list[Block]:
        """Text boxes and notes, after the paragraph that refers to them; pages are told by the body alone."""
        blocks = [block for element in elements for block in self._inside(element)]
        return [Block(block.text.replace(PAGE_BREAK, ""), block.kind, block.level) for block in blocks]

    def _block(self, element: Any, properties: Any | None, style: Style, number: str, words: str) -> Block:
        if style.contents:
            return Block(PAGE_BREAK * words.count(PAGE_BREAK))
        if not words.strip():
            return Block(words)
        breaks = words[: len(words) - len(words.lstrip(PAGE_BREAK))]
        printed = breaks + f"{number} {words[len(breaks) :].strip()}" if number else words
        own = integer(child(properties, "outlineLvl"))
        outline = style.outline if own is None else own + 1 if own < 9 else None
        if outline is not None and number != BULLET:
            return Block(printed, Kind.HEADING, outline)
        if style.title:
            return Block(printed, Kind.TITLE)
        if number:
            return Block(printed, Kind.ITEM)
        if re.match(r"\s*•", words):
            return Block(words, Kind.ITEM)
        return Block(words, Kind.BOLD if self._all_bold(element, style) else Kind.PARAGRAPH)

    def _number(self, properties: Any | None, style: Style) -> str:
        own = child(properties, "numPr")
        list_id = integer(child(own, "numId"))
        level = integer(child(own, "ilvl"))
        if list_id is None:
            list_id = style.list_id
            if list_id is not None and level is None:
                level = style.list_level
            if list_id is not None and level is None:
                name = attribute(child(properties, "pStyle"), "val") or ""
                level = self._numbering.level_of_style(list_id, name)
        return self._numbering.next(list_id, level or 0) if list_id else ""

    def _all_bold(self, element: Any, style: Style) -> bool:
        runs = [
            run for run in element.iter(f"{WORD}r") if any((text.text or "").strip() for text in run.iter(f"{WORD}t"))
        ]
        return bool(runs) and all(
            style.bold if (bold := switched_on(child(run, "rPr"), "b")) is None else bold for run in runs
        )

    def _row(self, row: Any, table: int) -> list[Block]:
        properties = child(row, "trPr")
        if child(properties, "del") is not None:
            return []
        cells = [cell for cell in children(row, "tc") if child(child(cell, "tcPr"), "cellDel") is None]
        read = [[] if _goes_on(cell) else self._inside(cell) for cell in cells]
        spans = [integer(child(child(cell, "tcPr"), "gridSpan")) or 1 for cell in cells]
        before = integer(child(properties, "gridBefore")) or 0
        return row_blocks(list(zip(spans, read, strict=True)), table, before=before)

    def _words(self, element: Any) -> Iterator[str]:
        """The words of a paragraph, hyperlink or field; text boxes and notes are set aside."""
        for inner in content(element):
            kind = named(inner)
            if kind == "r":
                if not switched_on(child(inner, "rPr"), "vanish"):
                    yield from self._run(inner)
            elif kind in ("hyperlink", "fldSimple", "dir", "bdo"):
                yield from self._words(inner)
            elif kind not in ("pPr", "del", "moveFrom"):
                yield from _formula(inner)

    def _run(self, run: Any) -> Iterator[str]:
        for inner in content(run):
            kind = named(inner)
            if kind == "fldChar":
                self._field(attribute(inner, "fldCharType"))
            elif kind in ("drawing", "pict", "object"):
                self._set_aside_boxes(inner)
            elif (kind, attribute(inner, "id") or "") in self._notes:
                self._beside.append(self._notes[kind, attribute(inner, "id") or ""])
            elif kind == "ruby":
                yield "".join(text.text or "" for base in children(inner, "rubyBase") for text in base.iter(f"{WORD}t"))
            elif not any(self._in_instruction):
                yield self._sign(inner, kind)

    def _sign(self, element: Any, kind: str) -> str:
        if kind == "t":
            return str(element.text or "").replace("\n", " ").replace("\t", " ")
        if kind in ("tab", "ptab"):
            return "\t"
        if kind == "br":
            page = attribute(element, "type") == "page"
            return ("\n" + PAGE_BREAK if self._page_breaks == "br" else "\n") if page else "\n"
        if kind == "lastRenderedPageBreak":
            return PAGE_BREAK if self._page_breaks == kind else ""
        if kind == "sym":
            return _SYMBOLS.get((attribute(element, "char") or "").upper(), "")
        return {"cr": "\n", "noBreakHyphen": "-"}.get(kind, "")

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._in_instruction.append(True)
        elif kind == "separate" and self._in_instruction:
            self._in_instruction[-1] = False
        elif kind == "end" and self._in_instruction:
            self._in_instruction.pop()

    def _set_aside_boxes(self, drawing: Any) -> None:
        """The outermost text boxes of a drawing; of a drawing's alternatives the first is the one that counts."""
        for inner in drawing:
            if named(inner) == "txbxContent":
                self._beside.append(inner)
            else:
                self._set_aside_boxes(inner)


def _opened(element: Any) -> Iterator[Any]:
    """What stands in an element of the body that prints nothing itself; nothing for one that is no such wrapper."""
    if named(element) in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
        yield from element
    elif not named(element) and isinstance(element.tag, str) and element.tag.endswith("}AlternateContent"):
        yield from element[0] if len(element) else ()


def _is_contents(control: Any) -> bool:
    gallery = child(child(child(control, "sdtPr"), "docPartObj"), "docPartGallery")
    return attribute(gallery, "val") == "Table of Contents"


def _breaks(blocks: list[Block]) -> int:
    return sum(block.text.count(PAGE_BREAK) for block in blocks)


def _page_breaks(part: Any) -> str:
    """Which mark tells where pages begin: where Word last saw them, else the breaks that the author set, if these are
    all there are by the page count in the document's properties; a wrong page number is worse than none."""
    body = part.element.body
    if next(body.iter(f"{WORD}lastRenderedPageBreak"), None) is not None:
        return "lastRenderedPageBreak"
    breaks = sum(attribute(mark, "type") == "page" for mark in body.iter(f"{WORD}br"))
    properties = _related(part.package, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    pages = properties.find("{*}Pages") if properties is not None else None
    return "br" if breaks and pages is not None and (pages.text or "").strip() == str(breaks + 1) else ""


def _notes_of(part: Any, kind: str) -> Iterator[tuple[str, Any]]:
    """The notes of a document by their ids, without the lines that only part notes from the text."""
    root = _related(part, kind)
    for note in root if root is not None else ():
        if named(note) in ("footnote", "endnote") and attribute(note, "type") not in _LEFT_OUT_NOTES:
            yield attribute(note, "id") or "", note


def _goes_on(cell: Any) -> bool:
    """Whether the cell only goes on with the one above it."""
    merged = child(child(cell, "tcPr"), "vMerge")
    return merged is not None and attribute(merged, "val") != "restart"


def _formula(element: Any) -> Iterator[str]:
    """The signs of a formula, which Word writes in a language of its own."""
    if isinstance(element.tag, str) and element.tag.endswith(("}oMath", "}oMathPara")):
        yield "".join(text.text or "" for text in element.iter("{*}t"))
