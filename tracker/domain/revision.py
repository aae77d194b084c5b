"""A corrected agreement: what its text is to the one in force, and how its differences read in Danish."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from tracker.agreement.comparison import Difference, Outcome, Pair
from tracker.domain.kinds import KIND_WORDS
from tracker.language import day_words, gettext, list_of, mark, money_words


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


def tell_differences(pair: Pair) -> Iterator[str]:
    """What a promise says otherwise in the corrected agreement, a phrase each; its words stand beside each other."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        return
    if Difference.DATE in pair.differences:
        if (old.start, old.due) != (new.start, new.due):
            yield gettext("frist %(new)s i stedet for %(old)s") % {
                "new": window_words(new.start, new.due),
                "old": window_words(old.start, old.due),
            }
        else:
            yield gettext("fristen gentages nu") if new.recurrence else gettext("fristen gentages ikke længere")
    if Difference.OWNER in pair.differences:
        yield gettext("udvalg %(new)s i stedet for %(old)s") % {
            "new": list_of(new.committees) or gettext("intet"),
            "old": list_of(old.committees) or gettext("intet"),
        }
    if Difference.KIND in pair.differences:
        yield gettext("%(new)s i stedet for %(old)s") % {
            "new": gettext(KIND_WORDS[new.kind]).lower(),
            "old": gettext(KIND_WORDS[old.kind]).lower(),
        }
    if Difference.MONEY in pair.differences:
        yield gettext("beløb %(new)s i stedet for %(old)s") % {
            "new": _money(new.amounts),
            "old": _money(old.amounts),
        }
    if Difference.PLACE in pair.differences:
        yield gettext("flyttet fra %(old)s til %(new)s") % {
            "old": f"{old.section} {old.section_title}",
            "new": f"{new.section} {new.section_title}",
        }
    if Difference.WORDS in pair.differences:
        yield gettext("ordene er ændret")


def window_words(start: date | None, due: date | None) -> str:
    """«31. maj 2019», «1. september 2021 til 30. november 2021», «fra 1. maj 2019», «ingen»."""
    if due is None:
        return gettext("fra %(day)s") % {"day": day_words(start)} if start else gettext("ingen")
    return (
        gettext("%(start)s til %(end)s") % {"start": day_words(start), "end": day_words(due)}
        if start and start != due
        else day_words(due)
    )


def _money(amounts: tuple[tuple[int, int], ...]) -> str:
    said = gettext("%(amount)s i %(year)s")
    return list_of(said % {"amount": money_words(kroner), "year": year} for year, kroner in amounts) or gettext("ingen")
