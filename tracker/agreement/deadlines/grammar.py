"""The grammar as a whole: the rules and words of every family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from tracker.agreement.deadlines import (
    bounds,
    budgets,
    dates,
    each_year,
    holidays,
    parts,
    periods,
    rates,
    recurring,
    relative,
    seasons,
    sequences,
    told,
    vague,
)
from tracker.agreement.deadlines.engine import Grammar
from tracker.agreement.deadlines.tokens import Kind, Token

FAMILIES: Final = (
    dates,
    each_year,
    seasons,
    holidays,
    periods,
    parts,
    sequences,
    bounds,
    budgets,
    relative,
    vague,
    recurring,
    rates,
    told,
)


def _merged() -> dict[str, list[tuple[str, Any]]]:
    words: dict[str, list[tuple[str, Any]]] = {}
    for family in FAMILIES:
        for word, meanings in family.WORDS.items():
            words.setdefault(word, []).extend(meanings)
    return words


@cache
def _by_ending(word: str) -> tuple[tuple[str, Any], ...]:
    return (
        *bounds.categories(word),
        *budgets.categories(word),
        *relative.categories(word),
        *rates.categories(word),
        *told.categories(word),
    )


def _read_word(tokens: Sequence[Token], position: int) -> Iterable[tuple[str, Any]]:
    token = tokens[position]
    return _by_ending(token.word) if token.kind is Kind.WORD else ()


GRAMMAR: Final = Grammar(
    rules=tuple(rule for family in FAMILIES for rule in family.RULES),
    words=_merged(),
    readers=(dates.read_figures, told.read_bare_day, _read_word),
)
