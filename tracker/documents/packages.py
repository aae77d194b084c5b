"""Packages (zip files): what is in one is looked at before anything of it is unpacked.

A package may be small and unpack to more than a machine holds, and its XML may define entities that grow without end.
Both are refused here, by what the package's own directory states (`zipfile` never unpacks more than that) and by a
search for document types, which Office files never have.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from tracker.errors import DocumentError
from tracker.language import gettext, mark

_MOST_EXPANSION = 4  # times the limit of the file itself
_MOST_RATIO = 200  # Word's own files stay far below 100 to 1
_SMALL = 2_000_000  # what is smaller than this when unpacked harms nobody, whatever its ratio
_MOST_PARTS = 5_000
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # Office writes no others
_DOCUMENT_TYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PACKAGES = (
    ("word/", mark("et dokument fra Word")),
    ("xl/", mark("et regneark fra Excel")),
    ("ppt/", mark("en præsentation fra PowerPoint")),
    ("content.xml", mark("et dokument fra LibreOffice")),
)


@dataclass(frozen=True, slots=True)
class Office:
    """A kind of package: where its parts lie, the program that writes it, what it is called, and what to save what is
    another kind as."""

    opening: str
    program: str
    noun: str
    wanted: str


WORD_FILE = Office("word/", "Word", mark("Word-dokument"), mark("Gem teksten som Word-dokument (.docx) eller PDF"))
EXCEL_FILE = Office("xl/", "Excel", mark("regneark"), mark("Gem tabellen som Excel-fil (.xlsx) eller CSV"))


def check_package(data: bytes, kind: Office, *, name: str, limit_bytes: int) -> None:
    """Raises DocumentError unless `data` is a package of `kind` that unpacks within bounds and has harmless XML."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_size(package, kind, name, limit_bytes)
            _check_kind(package, kind, name)
            for part in package.infolist():
                if _DOCUMENT_TYPE.search(_xml_of(package.read(part))):
                    raise DocumentError(
                        gettext(
                            "«%(name)s» indeholder XML, som %(program)s ikke skriver, og som kan skade. Åbn filen i "
                            "%(program)s, gem den på ny, og prøv igen."
                        )
                        % {"name": name, "program": kind.program}
                    )
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise damaged(name, kind) from error


def damaged(name: str, kind: Office = WORD_FILE) -> DocumentError:
    """The error for a file of `kind` that cannot be unpacked or parsed."""
    return DocumentError(
        gettext(
            "«%(name)s» er beskadiget og kan ikke læses som %(noun)s. Hent filen igen, eller åbn den "
            "i %(program)s, gem den på ny, og prøv igen."
        )
        % {"name": name, "noun": gettext(kind.noun), "program": kind.program}
    )


def _check_size(package: zipfile.ZipFile, kind: Office, name: str, limit_bytes: int) -> None:
    parts = package.infolist()
    expanded = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    bloated = expanded > _SMALL and expanded > _MOST_RATIO * max(packed, 1)
    if len(parts) > _MOST_PARTS or expanded > _MOST_EXPANSION * limit_bytes or bloated:
        raise DocumentError(
            gettext(
                "«%(name)s» fylder alt for meget, når den pakkes ud, og er ikke åbnet. Er det et rigtigt "
                "dokument, så gem det på ny uden billeder, eller del det."
            )
            % {"name": name}
        )
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise DocumentError(
            gettext("«%(name)s» er beskyttet med adgangskode. Gem en udgave uden, og prøv igen.") % {"name": name}
        )
    if any(part.compress_type not in _METHODS for part in parts):
        raise damaged(name, kind)


def _check_kind(package: zipfile.ZipFile, kind: Office, name: str) -> None:
    names = package.namelist()
    if any(part.startswith(kind.opening) for part in names):
        return
    for opening, words in _PACKAGES:
        if any(part.startswith(opening) for part in names):
            raise DocumentError(
                gettext("«%(name)s» er %(words)s. %(wanted)s, og prøv igen.")
                % {"name": name, "words": gettext(words), "wanted": gettext(kind.wanted)}
            )
    raise DocumentError(
        gettext("«%(name)s» er en pakket fil (zip) og ikke et dokument. Pak den ud, og vælg dokumentet i den.")
        % {"name": name}
    )


def _xml_of(part: bytes) -> bytes:
    """The bytes of a part of XML, with those of UTF-16 and UTF-32 taken out; nothing for pictures and the like."""
    plain = part.replace(b"\0", b"") if b"\0" in part[:8] else part
    opening = plain[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return plain if opening.startswith(b"<") else b""
