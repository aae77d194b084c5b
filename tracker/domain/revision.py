"""A corrected agreement: what its text is to the one in force, and how its differences read in Danish."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from tracker.agreement.comparison import Difference, Outcome, Pair
from tracker.danish import date_words, kroner_words, list_words
from tracker.domain.kinds import KIND_WORDS


class Standing(StrEnum):
    """What a text that is not in force is to its agreement."""

    DRAFT = "draft"
    FORMER = "former"


OUTCOME_WORDS = {
    Outcome.CHANGED: "Ændret",
    Outcome.NEW: "Nyt",
    Outcome.GONE: "Væk",
    Outcome.SAME: "Uændret",
}

LIKE_ENOUGH = 0.5
"""From this share of common wording a text is taken for a corrected version of another."""

LIKE_ANOTHER_FILE = 0.9
"""From this share a text with the same promises is taken for another file of the same agreement."""

LIKE_ENOUGH_BY_NAME = 0.25
"""The same where both have the same title, municipality and day of signing."""


def tell_differences(pair: Pair) -> Iterator[str]:
    """What a promise says otherwise in the corrected agreement, a phrase each; its words stand beside each other."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        return
    if Difference.DATE in pair.differences:
        if (old.start, old.due) != (new.start, new.due):
            yield f"frist {window_words(new.start, new.due)} i stedet for {window_words(old.start, old.due)}"
        else:
            yield "fristen gentages nu" if new.recurrence else "fristen gentages ikke længere"
    if Difference.OWNER in pair.differences:
        yield f"udvalg {list_words(new.committees) or 'intet'} i stedet for {list_words(old.committees) or 'intet'}"
    if Difference.KIND in pair.differences:
        yield f"{KIND_WORDS[new.kind].lower()} i stedet for {KIND_WORDS[old.kind].lower()}"
    if Difference.MONEY in pair.differences:
        yield f"beløb {_money(new.amounts)} i stedet for {_money(old.amounts)}"
    if Difference.PLACE in pair.differences:
        yield f"flyttet fra {old.section} {old.section_title} til {new.section} {new.section_title}"
    if Difference.WORDS in pair.differences:
        yield "ordene er ændret"


def window_words(start: date | None, due: date | None) -> str:
    """«31. maj 2019», «1. september 2021 til 30. november 2021», «fra 1. maj 2019», «ingen»."""
    if due is None:
        return f"fra {date_words(start)}" if start else "ingen"
    return f"{date_words(start)} til {date_words(due)}" if start and start != due else date_words(due)


def _money(amounts: tuple[tuple[int, int], ...]) -> str:
    return list_words(f"{kroner_words(kroner)} i {year}" for year, kroner in amounts) or "ingen"
