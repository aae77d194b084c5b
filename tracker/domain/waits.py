"""What a task may expect that waits for another, and how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.language import gettext, ngettext


def comes_too_late(awaited_due: date | None, waiting_due: date | None) -> bool:
    """Whether an awaited task is due only after the one that waits for it is."""
    return awaited_due is not None and waiting_due is not None and awaited_due > waiting_due


def awaited_words(titles: Sequence[str]) -> str:
    """«Venter på «Høring» og 2 mere»: the first of the tasks that one waits for, and how many more there are."""
    said = gettext("Venter på «%(title)s»") % {"title": titles[0]}
    more = len(titles) - 1
    return said + (" " + ngettext("og %(num)s mere", "og %(num)s mere", more) % {"num": more} if more else "")
