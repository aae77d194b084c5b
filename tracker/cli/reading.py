"""Commands that read: an agreement, and an expression."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from tracker.agreement.deadlines import explain as explain_words
from tracker.agreement.output import deadlines_text, explained_data, reading_data, reading_text
from tracker.cli.documents import load_document, load_reading
from tracker.cli.help import DanishCommand
from tracker.cli.parameters import DAY
from tracker.cli.runtime import settings_in_use
from tracker.services.agreements.conventions import reading_conventions


@click.command(cls=DanishCommand)
@click.argument("file", metavar="FIL")
@click.option("--signed-on", type=DAY, metavar="DATO", help="Dagen, aftalen er underskrevet: 2018-10-08.")
@click.option("--json", "as_json", is_flag=True, help="Skriv alt, hvad der er læst, som JSON.")
@click.option("--text", "as_text", is_flag=True, help="Skriv dokumentets tekst, som placeringer tælles i.")
def read(file: str, signed_on: date | None, as_json: bool, as_text: bool) -> None:
    """Læs en aftale og vis, hvad den forpligter til."""
    if as_json and as_text:
        raise click.UsageError("Vælg enten --json eller --text.")
    document = load_document(file)
    if as_text:
        _write(document.text)
        return
    reading = load_reading(document, signed_on)
    _write(_as_json(reading_data(reading)) if as_json else reading_text(reading))


@click.command(cls=DanishCommand)
@click.argument("words", metavar="ORD")
@click.option("--signed-on", type=DAY, metavar="DATO", help="Dagen, aftalen er underskrevet: 2018-10-08.")
@click.option("--json", "as_json", is_flag=True, help="Skriv svaret som JSON.")
def explain(words: str, signed_on: date | None, as_json: bool) -> None:
    """Forklar, hvad et udtryk for tid betyder, og hvilke regler der læser det."""
    conventions = reading_conventions(settings_in_use().conventions)
    deadlines = explain_words(words, signed_on=signed_on, conventions=conventions)
    _write(_as_json(explained_data(deadlines)) if as_json else deadlines_text(deadlines))


def _as_json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _write(text: str) -> None:
    """Writes UTF-8 with `\\n` line ends, whatever the machine's own habits: offsets must hold in what comes out."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
