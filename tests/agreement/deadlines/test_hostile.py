"""Whatever is put before it, the reader's work grows with the text and no faster: counted in steps, not in seconds."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from tests.agreement.deadlines.phrases import read_corpus
from tracker.agreement.deadlines import chains, find, grammar, passages
from tracker.agreement.deadlines.engine import Chart
from tracker.agreement.deadlines.grammar import GRAMMAR
from tracker.agreement.deadlines.tokens import tokenize
from tracker.agreement.text.spans import fold

_STEPS_A_TOKEN = 4000
_MEGABYTE = 1_000_000

_HOSTILE = {
    "years": "2019 og ",
    "list": "i 2019, ",
    "range": "2019 - ",
    "ends": "udgangen af ",
    "parts": "primo medio ultimo ",
    "days": "1. og 2. og ",
    "numbers": "1 2 3 4 ",
    "prepositions": "i løbet af inden for ",
    "slashes": "1/1/1/",
    "hyphens": "-",
    "quantities": "hver hvert en gang om ",
    "from": "fra 1. maj til ",
    "coming": "det kommende ",
    "each": "hvert af årene ",
    "all": "senest i foråret eller efteråret 2019 og ",
}


_FAMILIES = [module.__name__.rpartition(".")[2] for module in grammar.FAMILIES]


@cache
def _begun() -> dict[str, list[str]]:
    """For each family of rules, phrases of the corpus that fire its rules, each without its last word."""
    families = {id(rule): _FAMILIES[at] for at, module in enumerate(grammar.FAMILIES) for rule in module.RULES}
    found: dict[str, list[str]] = {name: [] for name in _FAMILIES}
    done: set[int] = set()
    for case in read_corpus():
        tokens = tokenize(fold(case.phrase).text)
        chart = Chart(GRAMMAR, tokens)
        chart.fill()
        for reading in (r for begun in chart.readings for readings in begun.values() for r in readings if r.rules):
            rule = GRAMMAR.rules[reading.order]
            if reading.order not in done and reading.end - reading.start > 1:
                done.add(reading.order)
                words = (token.word for token in tokens[reading.start : reading.end - 1])
                found[families[id(rule)]].append(" ".join(words))
    return found


def _text_of(family: str, size: int) -> str:
    """So many characters of phrases that a family begins to read and never ends, in an order that does not repeat."""
    order = random.Random(size)
    units = _begun()[family]
    pieces: list[str] = []
    length = 0
    while length < size:
        unit = order.choice(units)
        pieces.append(unit)
        length += len(unit) + 1
    return " ".join(pieces)


def _steps(text: str) -> tuple[int, int]:
    """The steps that reading a text takes, and its tokens."""
    tokens = tokenize(fold(text).text)
    chart = Chart(GRAMMAR, tokens)
    chart.fill()
    return chart.steps, len(tokens)


def _is_linear(shorter: str, longer: str) -> None:
    (once, few), (more, many) = _steps(shorter), _steps(longer)
    assert more / many <= 1.15 * once / few + 5
    assert more <= _STEPS_A_TOKEN * many


@pytest.mark.parametrize("unit", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_the_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    _is_linear(unit * 60, unit * 240)


@pytest.mark.parametrize("family", _FAMILIES)
def test_what_a_family_begins_to_read_and_never_ends_takes_work_in_proportion(family: str) -> None:
    assert len(_begun()[family]) >= 3
    _is_linear(_text_of(family, 2_500), _text_of(family, 10_000))


@pytest.mark.slow
@pytest.mark.parametrize("family", _FAMILIES)
def test_a_megabyte_of_what_a_family_begins_to_read_takes_work_in_proportion(
    family: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = tokens = 0

    class Counted(Chart):
        def fill(self) -> None:
            nonlocal steps, tokens
            super().fill()
            steps, tokens = steps + self.steps, tokens + len(self.tokens)

    monkeypatch.setattr(passages, "Chart", Counted)
    for _ in passages.readings(fold(_text_of(family, _MEGABYTE)).text):
        pass
    once, few = _steps(_text_of(family, 10_000))
    assert tokens > _MEGABYTE / 20
    assert steps / tokens <= 1.15 * once / few + 5


def _scanned(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many characters are looked through for the ends of sentences."""
    scanned = 0
    pattern: Any = chains._SENTENCE_ENDS

    class Counted:
        def finditer(self, source: str, begin: int, end: int) -> Iterator[re.Match[str]]:
            nonlocal scanned
            scanned += end - begin
            return pattern.finditer(source, begin, end)

    monkeypatch.setattr(chains, "_SENTENCE_ENDS", Counted())
    find(text, signed_on=date(2018, 10, 8))
    monkeypatch.setattr(chains, "_SENTENCE_ENDS", pattern)
    return scanned


@pytest.mark.parametrize("unit", ["frem til 2025 ", "i årene 2020-2023 ", "fra 2021 "])
def test_a_sentence_that_never_ends_is_not_looked_through_again_and_again(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    once, fourfold = (_scanned("I maj 2019 " + unit * times, monkeypatch) for times in (200, 800))
    assert fourfold <= 4.2 * once + 2_000
