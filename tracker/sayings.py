"""Sentences that the program stores: in Danish, and beside that the facts by which they are said in another language.

A `Saying` is a Danish text like any other, so it is passed on, compared and stored as one. It knows the text of the
catalogue that it was made from and what was filled in, and says itself in the language of whoever reads it. What is
joined to it by `+` or an f-string is plain Danish again: nothing false is said, it is only not translated.

The facts are JSON. A value is a number, a word that is the same in every language (a name, what a mail server said), or
one of these: `{"day": "2019-05-31"}`, `{"yearly": "2000-05-31"}` (without its year), `{"hour": "12:00"}`,
`{"month": 5}`, `{"kroner": 5000}`, `{"quote": "…"}` (what a person or an agreement has written, which is Danish),
`{"parts": […]}` (said one after the other), `{"list": […]}` («a, b og c»), or another sentence,
`{"text": "…", "values": {…}}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Self

from tracker.language import (
    DANISH,
    LANGUAGES,
    clock_words,
    day_of_year_words,
    day_words,
    gettext,
    list_of,
    money_words,
    month_words,
    ngettext,
    short_money_words,
    speaking,
    spoken,
)

Facts = Mapping[str, Any]


class Quote(str):
    """What a person or an agreement has written: it stands in a sentence, and is Danish in every language."""

    __slots__ = ()


class Hour(str):
    """A time of day, «12:00»."""

    __slots__ = ()


class YearDay(date):
    """A day of every year; its own year says nothing."""

    __slots__ = ()


class Month(int):
    """A month of the year, from 1."""

    __slots__ = ()


class Kroner(int):
    """An amount of money."""

    __slots__ = ()


class ShortKroner(Kroner):
    """An amount of money, written shortly: «2,5 mio. kr.»."""

    __slots__ = ()


Value = str | int | date
"""What can be filled in; a `Saying`, a `Quote` and an `Hour` are texts, a `Month` and `Kroner` are numbers."""


class Saying(str):
    """A Danish text that can be said in another language; `text` is the key of its translation."""

    __slots__ = ("facts",)

    facts: Facts

    def __new__(cls, text: str, /, **values: Value) -> Self:
        facts = {"text": text}
        return cls.of({**facts, "values": {name: _fact(each) for name, each in values.items()}} if values else facts)

    @classmethod
    def of(cls, facts: Facts, danish: str | None = None) -> Self:
        """The sentence that `facts` say; `danish` is how it was stored, where it was."""
        if danish is None:
            with speaking(DANISH):
                danish = _say(facts)
        made = str.__new__(cls, danish)
        made.facts = facts
        return made

    def said(self) -> str:
        """The sentence in the language that is spoken; in Danish as it was stored."""
        return str(self) if spoken() == DANISH else _say(self.facts)

    @property
    def quotes(self) -> tuple[str, ...]:
        """What stands in it as a person or an agreement has written it."""
        return tuple(_quotes(self.facts))


def counted(one: str, several: str, number: int) -> Saying:
    """«1 dag», «3 dage»: `one` or `several` by `number`, which stands in them as `%(num)s`."""
    return Saying.of({"text": one, "several": several, "values": {"num": number}})


def small(text: str) -> Saying:
    """A text of the catalogue with a small first letter, as it stands within a sentence."""
    return Saying.of({"text": text, "small": True})


def joined(*parts: str, by: str = " ") -> Saying:
    """Sentences and words one after the other, with `by` between them."""
    if len(parts) == 1 and isinstance(parts[0], Saying):
        return parts[0]
    facts = {"parts": [_fact(part) for part in parts]}
    return Saying.of(facts if by == " " else {**facts, "by": by})


def listed(*parts: Value) -> Saying:
    """«a, b og c»."""
    return Saying.of({"list": [_fact(part) for part in parts]})


def capital(sentence: Saying) -> Saying:
    """A sentence with a capital first letter."""
    return Saying.of({**sentence.facts, "capital": True})


def said(text: str) -> str:
    """A stored text in the language that is spoken, so far as it can be said in it."""
    return text.said() if isinstance(text, Saying) else text


def in_every_language(text: str) -> set[str]:
    """All the ways in which a stored text may have been read."""
    if not isinstance(text, Saying):
        return {text}
    found = {str(text)}
    for language in LANGUAGES:
        with speaking(language):
            found.add(text.said())
    return found


def by_people(text: str | None) -> tuple[str, ...]:
    """What in a stored text a person or an agreement has written."""
    return text.quotes if isinstance(text, Saying) else (text,) if text else ()


def quoted(text: str) -> str:
    """What was stored as somebody's words, as it stands in a sentence: his own, or said by the program itself."""
    return text if isinstance(text, Saying) else Quote(text)


def facts_of(text: str | None) -> Facts | None:
    """The facts of a text that is about to be stored; none for what a person wrote."""
    return text.facts if isinstance(text, Saying) else None


def _fact(value: Value) -> Any:
    match value:
        case Saying():
            return value.facts
        case Quote():
            return {"quote": str(value)}
        case Hour():
            return {"hour": str(value)}
        case Month():
            return {"month": int(value)}
        case ShortKroner():
            return {"kroner": int(value), "short": True}
        case Kroner():
            return {"kroner": int(value)}
        case YearDay():
            return {"yearly": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case _:
            return value


def _say(fact: Any) -> str:
    match fact:
        case {"day": day}:
            return day_words(date.fromisoformat(day))
        case {"yearly": day}:
            return day_of_year_words(date.fromisoformat(day))
        case {"hour": at}:
            hour, minute = at.split(":")
            return clock_words(int(hour), int(minute), short=True)
        case {"month": month}:
            return month_words(month)
        case {"kroner": kroner}:
            return short_money_words(kroner) if fact.get("short") else money_words(kroner)
        case {"quote": words}:
            return str(words)
        case {"list": parts}:
            return list_of(map(_say, parts))
        case {"parts": parts}:
            return _begun(str(fact.get("by", " ")).join(map(_say, parts)), fact)
        case {"text": text}:
            return _filled(text, fact)
        case _:
            return str(fact)


def _filled(text: str, fact: Facts) -> str:
    values = fact.get("values", {})
    words = ngettext(text, fact["several"], values["num"]) if "several" in fact else gettext(text)
    if fact.get("small"):
        words = words.lower()
    return _begun(words % {name: _say(value) for name, value in values.items()} if values else words, fact)


def _begun(words: str, fact: Facts) -> str:
    return words[:1].upper() + words[1:] if fact.get("capital") else words


def _quotes(fact: Any) -> Iterator[str]:
    match fact:
        case {"quote": words}:
            yield words
        case {"parts": parts} | {"list": parts}:
            for part in parts:
                yield from _quotes(part)
        case {"values": values}:
            for value in values.values():
                yield from _quotes(value)
