"""The one way in for files: what a file is, is told by its content, and a file that cannot be read says why.

The text that comes out is the one that every offset counts in: line ends are `\\n`, characters are composed (NFC, since
some systems write «å» as two characters), and a page's end (form feed) has become a line end with its place remembered.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from tracker.documents.document import Document, Progress
from tracker.documents.isolation import parse_apart, tables_apart
from tracker.documents.parsing import has_structure, is_package
from tracker.documents.sheets import read_lines
from tracker.documents.tables import Table, TableRow
from tracker.errors import DocumentError
from tracker.language import gettext, mark

DEFAULT_LIMIT_BYTES = 20 * 1_000_000

_UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_RICH_TEXT = b"{\\rtf"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.01  # a stray control character is damage; more than one in a hundred is no text
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x85\u2028\u2029]")


# A line of a forwarded mail, and one that was blank before it was forwarded; Markdown's quotations have none
_QUOTE_SIGNS = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_BARE_QUOTE = re.compile(r"^>[ \t]*$", re.MULTILINE)
_FEWEST_BARE = 2


def read_document(
    path: Path | str, *, limit_bytes: int = DEFAULT_LIMIT_BYTES, progress: Progress | None = None
) -> Document:
    """Reads the file at `path`, and never more than `limit_bytes` (and one byte) of it.

    `progress` is called now and then with how much is done and how much there is, in pages of a PDF or parts of a Word
    document; a text is read at once and tells nothing.

    Raises DocumentError, with a Danish sentence, for a file that is missing, unreadable, too large, empty or no text.
    """
    path = path if isinstance(path, Path) else Path(path)
    return decode_document(_bytes_of(path, limit_bytes), name=path.name, limit_bytes=limit_bytes, progress=progress)


def read_tables(path: Path | str, *, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> Sequence[Table]:
    """The tables in the file at `path`. Raises as `read_document` and `decode_tables` do."""
    path = Path(path)
    return decode_tables(_bytes_of(path, limit_bytes), name=path.name, limit_bytes=limit_bytes)


def _bytes_of(path: Path, limit_bytes: int) -> bytes:
    try:
        kind = path.stat()
        if stat.S_ISDIR(kind.st_mode):
            raise DocumentError(gettext("«%(path)s» er en mappe. Angiv en fil i stedet.") % {"path": path})
        if stat.S_ISREG(kind.st_mode) and kind.st_size > limit_bytes:
            raise _too_large(path.name, limit_bytes)
        with path.open("rb") as file:
            return file.read(limit_bytes + 1)
    except FileNotFoundError:
        raise DocumentError(
            gettext("Filen «%(path)s» findes ikke. Kontrollér navn og mappe.") % {"path": path}
        ) from None
    except PermissionError:
        raise DocumentError(
            gettext("Filen «%(path)s» må ikke læses. Giv læseadgang til den, og prøv igen.") % {"path": path}
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else gettext("ugyldigt navn")
        raise DocumentError(
            gettext("Filen «%(path)s» kan ikke åbnes (%(reason)s).") % {"path": path, "reason": reason}
        ) from error


def decode_document(
    data: bytes, *, name: str, limit_bytes: int = DEFAULT_LIMIT_BYTES, progress: Progress | None = None
) -> Document:
    """Makes a document of the bytes of a file called `name`, for example an uploaded one.

    `progress` is called as for `read_document`. Raises DocumentError.
    """
    if len(data) > limit_bytes:
        raise _too_large(name, limit_bytes)
    _refuse_old_kinds(data, name)
    if has_structure(data):
        return parse_apart(data, name=name, limit_bytes=limit_bytes, progress=progress)
    neither = gettext("«%(name)s» er ikke en tekstfil, et Word-dokument, en PDF eller en webside. Vælg en anden fil.")
    text, notes = _decoded(data, name, neither % {"name": name})
    if not text.strip():
        raise DocumentError(gettext("Filen «%(name)s» er tom. Vælg en anden.") % {"name": name})
    text, pages = _in_pages(_unquoted(unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))))
    return Document(text, name, notes, pages)


def decode_tables(data: bytes, *, name: str, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> Sequence[Table]:
    """The tables in the bytes of a file called `name`: the sheets of a workbook (XLSX), or the one table of a CSV text.

    Raises DocumentError for a file that is neither, and `InputError` for a text whose rows cannot be told apart.
    """
    if len(data) > limit_bytes:
        raise _too_large(name, limit_bytes)
    advice = mark("Gem tabellen som Excel-fil (.xlsx) eller CSV, og prøv igen.")
    _refuse_old_kinds(data, name, advice)
    if is_package(data):
        return tables_apart(data, name=name, limit_bytes=limit_bytes)
    no_sheet = gettext("«%(name)s» er ikke et regneark. %(advice)s") % {"name": name, "advice": gettext(advice)}
    if has_structure(data):
        raise DocumentError(no_sheet)
    text, _notes = _decoded(data, name, no_sheet)
    return [Table("", [TableRow(line, cells) for line, cells in read_lines(unicodedata.normalize("NFC", text))])]


def _refuse_old_kinds(
    data: bytes, name: str, advice: str = mark("Gem det som Word-dokument (.docx) eller PDF, og prøv igen.")
) -> None:
    if data.startswith(_OLD_OFFICE):
        if _LOCKED_OFFICE in data:
            raise DocumentError(
                gettext("«%(name)s» er beskyttet med adgangskode. Gem en udgave uden, og prøv igen.") % {"name": name}
            )
        raise DocumentError(
            gettext("«%(name)s» er et ældre Office-dokument. %(advice)s") % {"name": name, "advice": gettext(advice)}
        )
    if data.startswith(_RICH_TEXT):
        raise DocumentError(
            gettext("«%(name)s» er et RTF-dokument. %(advice)s") % {"name": name, "advice": gettext(advice)}
        )


# Letters of UTF-8 that somebody before us read as Latin-1 or Windows-1252 and saved again: «Ã¥» for «å».
_LETTERS = {
    letter.encode("utf-8").decode(code): letter for code in ("latin-1", "windows-1252") for letter in "æøåÆØÅéÉüöä§«»"
}
_MISREAD = re.compile("|".join(map(re.escape, _LETTERS)))


def _decoded(data: bytes, name: str, otherwise: str) -> tuple[str, tuple[str, ...]]:
    """The text in `data`, with what there is to tell of it; for what is no text the error says `otherwise`."""
    notes: tuple[str, ...] = ()
    if data[:2] in _UTF16_MARKS and len(data) % 2 == 0:
        text = data[2:].decode(_UTF16_MARKS[data[:2]], errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = _single_byte(data)
            notes = (
                gettext("«%(name)s» er ikke i UTF-8 og er læst som Latin-1 (Windows-1252). Kontrollér æ, ø og å.")
                % {"name": name},
            )
    text, misread = _MISREAD.subn(lambda match: _LETTERS[match[0]], text)
    if misread:
        notes = (
            *notes,
            gettext("«%(name)s» har %(misread)s fejllæste tegn (f.eks. «Ã¥» for «å»), som er rettet.")
            % {"name": name, "misread": misread},
        )
    if "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise DocumentError(otherwise)
    return text, notes


def _single_byte(data: bytes) -> str:
    try:
        return data.decode("windows-1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _unquoted(text: str) -> str:
    """The text without the «>» that a mail puts before each line of what it forwards."""
    return _QUOTE_SIGNS.sub("", text) if len(_BARE_QUOTE.findall(text)) >= _FEWEST_BARE else text


def _in_pages(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with its form feeds as line ends, and where its pages begin."""
    pages = (
        [0, *(at + 1 for at, char in enumerate(text) if char == "\f" and at + 1 < len(text))] if "\f" in text else []
    )
    return text.replace("\f", "\n"), tuple(pages)


def _too_large(name: str, limit_bytes: int) -> DocumentError:
    megabytes = f"{limit_bytes / 1_000_000:.3g}".replace(".", ",")
    return DocumentError(
        gettext(
            "Filen «%(name)s» er for stor: grænsen er %(megabytes)s MB. Del filen, eller hæv import.limit_megabytes."
        )
        % {"name": name, "megabytes": megabytes}
    )
