"""Files that a command is given, as documents and as readings."""

from __future__ import annotations

import sys
from datetime import date

import click

from tracker.agreement.reader import read
from tracker.agreement.values import Reading
from tracker.cli.runtime import settings_in_use
from tracker.documents import Document, Progress, decode_document, read_document
from tracker.services.agreements.conventions import reading_conventions
from tracker.services.committees.register import reading_register

STANDARD_INPUT = "-"

_LONG = 100  # pages or parts; a shorter file is read before anyone looks


def load_document(file: str) -> Document:
    """The document in `file`, or on standard input for «-»; what was noticed about it goes to stderr."""
    limit = settings_in_use().imports.limit_megabytes * 1_000_000
    if file == STANDARD_INPUT:
        data = sys.stdin.buffer.read(limit + 1)
        document = decode_document(data, name="standard input", limit_bytes=limit, progress=_progress())
    else:
        document = read_document(file, limit_bytes=limit, progress=_progress())
    for note in document.notes:
        click.echo(f"Bemærk: {note}", err=True)
    return document


def _progress() -> Progress | None:
    """Shows on a terminal how far a long file is read; nothing where stderr goes elsewhere."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total >= _LONG:
            click.echo(f"\rLæser {done} af {total} …" + ("\n" if done == total else ""), err=True, nl=False)

    return show


def load_reading(document: Document, signed_on: date | None) -> Reading:
    """What `document` holds, by the conventions and the register of the settings.

    `signed_on`, where given, stands above the date that the document states.
    """
    settings = settings_in_use()
    return read(
        document.text,
        signed_on=signed_on,
        conventions=reading_conventions(settings.conventions),
        register=reading_register(settings.committees),
    )
