"""A corrected agreement: what its text is to the one in force, and how its differences read in Danish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from tracker.agreement.comparison import Difference, Outcome, Pair
from tracker.domain.kinds import KIND_WORDS
from tracker.domain.sections import heading_words
from tracker.language import mark
from tracker.sayings import Kroner, Quote, Saying, listed, small


class Standing(StrEnum):
    """What a text that is not in force is to its agreement."""

    DRAFT = "draft"
    FORMER = "former"


OUTCOME_WORDS = {
    Outcome.CHANGED: mark("Ændret"),
    Outcome.NEW: mark("Nyt"),
    Outcome.GONE: mark("Væk"),
    Outcome.SAME: mark("Uændret"),
}

LIKE_ENOUGH = 0.5
"""From this share of common wording a text is taken for a corrected version of another."""

LIKE_ANOTHER_FILE = 0.9
"""From this share a text with the same promises is taken for another file of the same agreement."""

LIKE_ENOUGH_BY_NAME = 0.25
"""The same where both have the same title, municipality and day of signing."""


def tell_differences(pair: Pair) -> Iterator[Saying]:
    """What a promise says otherwise in the corrected agreement, a phrase each; its words stand beside each other."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        return
    if Difference.DATE in pair.differences:
        if (old.start, old.due) != (new.start, new.due):
            yield Saying(
                "frist %(new)s i stedet for %(old)s",
                new=_window(new.start, new.due),
                old=_window(old.start, old.due),
            )
        else:
            yield Saying("fristen gentages nu") if new.recurrence else Saying("fristen gentages ikke længere")
    if Difference.OWNER in pair.differences:
        yield Saying(
            "udvalg %(new)s i stedet for %(old)s", new=_committees(new.committees), old=_committees(old.committees)
        )
    if Difference.KIND in pair.differences:
        yield Saying("%(new)s i stedet for %(old)s", new=small(KIND_WORDS[new.kind]), old=small(KIND_WORDS[old.kind]))
    if Difference.MONEY in pair.differences:
        yield Saying("beløb %(new)s i stedet for %(old)s", new=_money(new.amounts), old=_money(old.amounts))
    if Difference.PLACE in pair.differences:
        yield Saying(
            "flyttet fra %(old)s til %(new)s",
            old=Quote(heading_words(old.section or "", old.section_title)),
            new=Quote(heading_words(new.section or "", new.section_title)),
        )
    if Difference.WORDS in pair.differences:
        yield Saying("ordene er ændret")


def _window(start: date | None, due: date | None) -> Saying | date:
    """«31. maj 2019», «1. september 2021 til 30. november 2021», «fra 1. maj 2019», «ingen»."""
    if due is None:
        return Saying("fra %(day)s", day=start) if start else Saying("ingen")
    return Saying("%(start)s til %(end)s", start=start, end=due) if start and start != due else due


def _committees(names: Sequence[str]) -> Saying:
    return listed(*map(Quote, names)) if names else Saying("intet")


def _money(amounts: tuple[tuple[int, int], ...]) -> Saying:
    told = [Saying("%(amount)s i %(year)s", amount=Kroner(kroner), year=year) for year, kroner in amounts]
    return listed(*told) if told else Saying("ingen")
