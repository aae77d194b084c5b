"""Which words stand where, kept by the database: FTS5 on SQLite, a `tsvector` on PostgreSQL.

Both are given the same terms (`tracker.lookup`) and told to take them as they are, so that both find the same. They are
no tables of the models: each database has its own form for them, which a migration makes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, Select, bindparam, cast, column, delete, insert, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from tracker.lookup import Asked, Query

_WEIGHTS = "ABCD"


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The words of one kind of thing, by `fields`, the weightiest first (at most four); an id names the thing."""

    name: str
    fields: tuple[str, ...]

    def write(self, session: Session, found: Mapping[int, Sequence[Sequence[str]]]) -> None:
        """Puts the terms of things, field by field, in the place of what stood there."""
        if not found:
            return
        self.forget(session, list(found))
        if session.get_bind().dialect.name == "sqlite":
            index = table(self.name, column("rowid"), *map(column, self.fields))
            session.execute(
                insert(index),
                [
                    {"rowid": key, **{name: " ".join(each) for name, each in zip(self.fields, terms, strict=True)}}
                    for key, terms in found.items()
                ],
            )
        else:
            index = table(self.name, column("id"), column("words", TSVECTOR))
            session.execute(insert(index), [{"id": key, "words": _vector(terms)} for key, terms in found.items()])

    def forget(self, session: Session, ids: Sequence[int] | Select[int]) -> None:
        """Takes things out."""
        key = column("rowid" if session.get_bind().dialect.name == "sqlite" else "id", Integer)
        session.execute(delete(table(self.name, key)).where(key.in_(ids)))

    def matching(self, session: Session, query: Query, fields: Sequence[str] = ()) -> Select[int]:
        """The ids of what meets `query` in all, or in some `fields` together."""
        if session.get_bind().dialect.name == "sqlite":
            return self._sqlite(query, fields)
        return self._postgresql(query, fields)

    def _sqlite(self, query: Query, fields: Sequence[str]) -> Select[int]:
        asked = _joined(query, " AND ", " OR ", _phrase)
        wanted = f"{{{' '.join(fields)}}} : ({asked})" if fields else asked
        index = table(self.name, column("rowid"))
        found: ColumnElement[bool] = column(self.name).op("MATCH")(bindparam(None, wanted))
        return select(index.c.rowid).where(found)

    def _postgresql(self, query: Query, fields: Sequence[str]) -> Select[int]:
        weights = "".join(_WEIGHTS[self.fields.index(name)] for name in fields)
        wanted = _joined(query, " & ", " | ", lambda term, unfinished: _lexeme(term, unfinished, weights))
        index = table(self.name, column("id"), column("words"))
        return select(index.c.id).where(index.c.words.op("@@")(cast(bindparam(None, wanted), TSQUERY)))


TASK_WORDS = WordIndex("task_words", ("title", "passage", "people", "comments"))
"""Number and title; section and words of the agreement; committees and the person responsible; what people wrote."""

PASSAGE_WORDS = WordIndex("passage_words", ("words",))
WORD_INDEXES = (TASK_WORDS, PASSAGE_WORDS)


def _joined(query: Query, every: str, either: str, write: Callable[[str, bool], str]) -> str:
    def one(asked: Asked) -> str:
        ways = [write(term, False) for term in asked.terms]
        ways += [write(asked.prefix, True)] if asked.prefix else []
        return f"({either.join(ways)})"

    def part(ways: Sequence[Sequence[Asked]]) -> str:
        return f"({either.join('(' + every.join(map(one, way)) + ')' for way in ways)})"

    return every.join(map(part, query.parts))


def _phrase(term: str, unfinished: bool) -> str:
    return f'"{term}"*' if unfinished else f'"{term}"'


def _lexeme(term: str, unfinished: bool, weights: str) -> str:
    marks = ("*" if unfinished else "") + weights
    return f"'{term}'" + (f":{marks}" if marks else "")


def _vector(fields: Sequence[Sequence[str]]) -> str:
    """Each term with the weights of its fields; a place carries one weight, so each field is a place."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for place, terms in enumerate(fields):
        for term in terms:
            places[term].append(f"{place + 1}{_WEIGHTS[place]}")
    return " ".join(f"'{term}':{','.join(found)}" for term, found in places.items())
