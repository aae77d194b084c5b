"""Web pages saved as HTML or as one file (MHTML): the main text, without menus and what else surrounds it.

What a page hides until it is folded out is read: a deadline may stand there. Headings, lists and tables keep their
form; a page has no pages in print.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tracker.documents.blocks import Block, Kind, clean, compose
from tracker.documents.rows import row_blocks
from tracker.errors import DocumentError
from tracker.language import gettext

_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_OPENING = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|main|article|section|div|h1|p|table|ul)\b", re.IGNORECASE
)
_ONE_FILE = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_LOOKED_AT = 4_096
_SURROUNDINGS = frozenset(
    {"script", "style", "noscript", "template", "head", "nav", "footer", "aside", "iframe", "svg", "object", "canvas"}
    | {"audio", "video", "select", "input", "textarea", "datalist", "dialog", "del", "s", "strike"}
)
_SURROUNDING_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"})
_COOKIES = re.compile(r"cookie|consent", re.IGNORECASE)
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "button",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
    }
    | {"kbd", "label", "mark", "q", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_BOLD = ("b", "strong")
_MAIN_SHARE = 0.4  # of the letters: an article with less is not the page's main text


def is_html(data: bytes) -> bool:
    """Whether `data` is a web page, or a mail-like file with one."""
    start = data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf")
    plain = start.replace(b"\0", b"").lstrip(b"\xff\xfe")
    return bool(_OPENING.match(_COMMENT.sub(b"", plain).lstrip())) or (
        plain[:1].isalpha() and bool(_ONE_FILE.search(plain))
    )


def read_html(data: bytes, *, name: str) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    """The text of a web page; it has neither pages nor notes. Raises DocumentError where no text is left."""
    try:
        root = _tree(_decoded(data))
        blocks = _Page().read(_main(root)) if root is not None else []
    except (etree.LxmlError, RecursionError, ValueError) as error:
        raise DocumentError(
            gettext(
                "«%(name)s» kan ikke læses som webside. Åbn siden i en browser, kopiér teksten til en "
                "tekstfil eller et Word-dokument, og prøv igen."
            )
            % {"name": name}
        ) from error
    text, pages = compose(blocks)
    if not text.strip():
        raise DocumentError(
            gettext(
                "«%(name)s» er en webside uden tekst; den henter måske teksten, når den vises. Kopiér "
                "teksten fra browseren til en tekstfil eller et Word-dokument, og prøv igen."
            )
            % {"name": name}
        )
    return text, pages, ()


def _tree(page: str) -> Any | None:
    """The elements of a page; None for a page without any. Raises ValueError where the parser left text out."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )  # the worker bounds memory and time; the parser's own bounds would cut the page short without a word
    root = etree.fromstring(page.encode(), parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ValueError("nested too far down")
    return root


def _decoded(data: bytes) -> str:
    """The page as text, by its mark, its own word on the charset, or as old Danish pages are written."""
    if data[:1].isalpha() and _ONE_FILE.search(data[:_LOOKED_AT]):
        message = email.message_from_bytes(data, policy=email.policy.default)
        part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        if part is None:
            return ""
        content = part.get_payload(decode=True)
        return _in_charset(content if isinstance(content, bytes) else b"", part.get_content_charset())
    told = _CHARSET.search(data[:_LOOKED_AT])
    return _in_charset(data, told[1].decode() if told else None)


def _in_charset(data: bytes, charset: str | None) -> str:
    marked = next((code for mark, code in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")) if data[:2] == mark), None)
    for code in (marked, "utf-8-sig", charset, "windows-1252"):
        try:
            return data.decode(code) if code else data.decode("ascii")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def _main(root: Any) -> Any:
    """The element with the page's main text: as the page marks it, else its one article, else all of it."""
    marked = root.xpath("//main | //*[@role='main']")
    articles = root.xpath("//article")
    body = root.find("body")
    whole = root if body is None else body
    letters = len("".join(whole.itertext()))
    for candidates in (marked, articles):
        if len(candidates) == 1 and len("".join(candidates[0].itertext())) >= _MAIN_SHARE * letters:
            return candidates[0]
    return marked[0] if len(marked) == 1 and len("".join(marked[0].itertext())) > 500 else whole


class _Page:
    """Walks a page and collects its blocks; words wait until the block that they belong to ends."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._words: list[tuple[str, bool]] = []  # with whether they are bold
        self._kind = Kind.PARAGRAPH
        self._level = 0
        self._label = ""
        self._tables = 0

    def read(self, root: Any) -> list[Block]:
        """The blocks of the page. A heading of the first rank that stands alone is the title."""
        self._inside(root, bold=False)
        self._end()
        first = [block for block in self._blocks if block.kind is Kind.HEADING and block.level == 1]
        if len(first) == 1:
            at = self._blocks.index(first[0])
            self._blocks[at] = Block(first[0].text, Kind.TITLE)
            for number, block in enumerate(self._blocks):
                if block.kind is Kind.HEADING:
                    self._blocks[number] = Block(block.text, Kind.HEADING, block.level - 1)
        return self._blocks

    def _inside(self, element: Any, *, bold: bool) -> None:
        self._say(element.text, bold, element.tag == "pre")
        for inner in element:
            if isinstance(inner.tag, str):
                self._element(inner, bold)
            self._say(inner.tail, bold, element.tag == "pre")

    def _element(self, element: Any, bold: bool) -> None:
        tag = element.tag
        if tag in _SURROUNDINGS or _surrounds(element):
            return
        if tag == "br":
            self._words.append(("\n", True))
        elif tag == "sup" and re.fullmatch(r"\[?\d{1,3}\]?|\*", "".join(element.itertext()).strip()):
            self._note_mark("".join(element.itertext()).strip())
        elif tag in _INLINE:
            self._inside(element, bold=bold or tag in _BOLD)
        elif tag == "table":
            self._table(element)
        elif tag in ("ul", "ol", "menu"):
            self._list(element)
        elif re.fullmatch(r"h[1-6]", tag):
            self._block(element, Kind.HEADING, int(tag[1]))
        else:
            self._block(element, Kind.PARAGRAPH)

    def _block(self, element: Any, kind: Kind, level: int = 0) -> None:
        """A block with what it holds; a paragraph inside an item goes on with the item that has no words yet."""
        if self._label and not self._has_words():
            self._inside(element, bold=False)
            return
        self._end()
        self._kind, self._level = kind, level
        self._inside(element, bold=False)
        self._end()

    def _list(self, element: Any) -> None:
        self._end()
        number = _integer(element.get("start"), 1)
        for item in element:
            if item.tag != "li":
                if isinstance(item.tag, str):
                    self._element(item, bold=False)
                continue
            number = _integer(item.get("value"), number)
            self._kind = Kind.ITEM
            self._label = f"{_numbered(number, element.get('type'))} " if element.tag == "ol" else "• "
            self._inside(item, bold=False)
            self._end()
            number += 1

    def _table(self, table: Any) -> None:
        self._end()
        self._tables += 1
        number = self._tables
        held: dict[int, int] = {}  # columns that a cell above reaches down into, and for how many rows yet
        for row in _rows(table):
            if row.tag == "caption":
                self._block(row, Kind.PARAGRAPH)
                continue
            cells: list[tuple[int, list[Block]]] = []
            column = 0
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                while held.get(column):
                    cells.append((1, []))
                    column += 1
                span = max(1, min(_integer(cell.get("colspan"), 1), 100))
                down = max(1, min(_integer(cell.get("rowspan"), 1), 1_000))
                held.update({at: down for at in range(column, column + span) if down > 1})
                cells.append((span, self._cell(cell)))
                column += span
            held = {at: rows - 1 for at, rows in held.items() if rows > 1}
            self._blocks += row_blocks(cells, number) if cells else []

    def _cell(self, cell: Any) -> list[Block]:
        outer, self._blocks = self._blocks, []
        self._inside(cell, bold=False)
        self._end()
        inner, self._blocks = self._blocks, outer
        return inner

    def _say(self, words: str | None, bold: bool, as_it_stands: bool) -> None:
        if words:
            plain = clean(words)
            self._words.append((plain if as_it_stands else re.sub(r"\s+", " ", plain), bold or not plain.strip()))

    def _note_mark(self, mark: str) -> None:
        """A raised figure points to a note, unless it makes an area of a length."""
        before = self._words[-1][0] if self._words else ""
        if re.search(r"\d\s?[kcm]?m$", before):
            self._words.append((mark, True))

    def _has_words(self) -> bool:
        return any(words.strip() for words, _ in self._words)

    def _end(self) -> None:
        """Ends the block at hand, if it has words."""
        text = re.sub(r" *\n *", "\n", re.sub(r"[ \t]+", " ", "".join(words for words, _ in self._words))).strip()
        if text:
            bold = self._kind is Kind.PARAGRAPH and all(bold for _, bold in self._words)
            label = "" if self._kind is not Kind.ITEM or text.startswith("•") else self._label
            self._blocks.append(Block(label + text, Kind.BOLD if bold else self._kind, self._level))
        self._words, self._kind, self._level, self._label = [], Kind.PARAGRAPH, 0, ""


def _surrounds(element: Any) -> bool:
    """Whether an element is around the text: a page's header, a menu by its role, or a word on cookies."""
    if element.tag == "button":  # in a heading it folds the text under it in and out, and is the heading
        return next(element.iterancestors("h1", "h2", "h3", "h4", "h5", "h6", "summary"), None) is None
    if element.get("role") in _SURROUNDING_ROLES:
        return True
    if element.tag == "header" and next(element.iterancestors("main", "article"), None) is None:
        return not element.xpath(".//h1")
    return bool(_COOKIES.search(f"{element.get('id') or ''} {element.get('class') or ''}")) and element.tag == "div"


def _rows(table: Any) -> Iterator[Any]:
    for inner in table:
        if inner.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in inner if row.tag == "tr")
        elif inner.tag in ("tr", "caption"):
            yield inner


def _numbered(number: int, form: str | None) -> str:
    return f"{chr(ord(form) + (number - 1) % 26)}." if form in ("a", "A") and number > 0 else f"{number}."


def _integer(words: str | None, usual: int) -> int:
    return int(words) if words and re.fullmatch(r"-?\d{1,6}", words.strip()) else usual
