"""Columns with sentences of the program: the Danish text, and beside it the facts that it can be said by."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect, Text, TypeDecorator
from sqlalchemy.orm import validates

from tracker.sayings import Facts, Saying, facts_of


class FactsColumn(TypeDecorator[Facts]):
    """The facts of a sentence, as the text of their JSON, so that the database can join two sentences."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Facts | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Facts | None:
        return None if value is None else json.loads(value)


def keeps_facts(column: str) -> Callable[..., Any]:
    """Lets a model store the facts of what is written into `column` beside it, and none with what a person wrote.

    Rows that are written past the model use `stored`.
    """

    def keep(row: Any, name: str, text: str | None) -> str | None:
        setattr(row, f"{name}_facts", facts_of(text))
        return None if text is None else str(text)

    return validates(column)(keep)


def stored(column: str, text: str | None) -> dict[str, Any]:
    """The values of `column` and of its facts, for a row that is written past its model."""
    return {column: None if text is None else str(text), f"{column}_facts": facts_of(text)}


def told(row: Any, column: str) -> str | None:
    """What stands in `column` of a row: a `Saying`, where it is one and its facts are known."""
    text, facts = getattr(row, column), getattr(row, f"{column}_facts")
    return text if text is None or facts is None else Saying.of(facts, text)
