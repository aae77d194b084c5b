"""Why a task stands in a mail, in one Danish sentence. The days are counted on the day that the mail is written."""

from __future__ import annotations

from datetime import date

from tracker.danish import count_words, date_words
from tracker.domain.meetings import Actionable, cutoff_words
from tracker.domain.policy import QUARTER
from tracker.domain.status import Status


def why(due: date, actionable: Actionable, status: Status, rule: str, *, today: date) -> str:
    """The reason for reminding of a task with the last day `due`, by the turn of `rule`, on `today`."""
    if due < today:
        unreported = " Sagen er færdig, men ikke forelagt." if status is Status.DONE else ""
        return f"Fristen blev overskredet {_ago((today - due).days)}, {date_words(due)}.{unreported}"
    if rule == QUARTER:
        return f"Kvartalsvis opfølgning: opgaven løber til {date_words(due)}."
    if status is Status.DONE:
        return f"Sagen er færdig og skal forelægges {_meeting_words(due, actionable, today)}."
    if actionable.cutoff is not None:
        return _cutoff_words(due, actionable.cutoff, actionable.cutoff_at, actionable.meeting or due, today)
    if not actionable.possible:
        return f"Fristen er {_ahead((due - today).days)}, {date_words(due)}. Udvalget har intet møde inden da."
    return f"Fristen er {_ahead((due - today).days)}, {date_words(due)}."


def _cutoff_words(due: date, cutoff: date, at: str | None, meeting: date, today: date) -> str:
    if cutoff < today:
        return (
            f"For sent til dagsordenen: sagen skulle være færdig {date_words(cutoff)} "
            f"til mødet {date_words(meeting)}. Fristen er {date_words(due)}."
        )
    return (
        f"Sagen skal være færdig til dagsordenen {_ahead((cutoff - today).days)}, {cutoff_words(cutoff, at)} "
        f"(møde {date_words(meeting)})."
    )


def _meeting_words(due: date, actionable: Actionable, today: date) -> str:
    if actionable.meeting is not None and actionable.meeting >= today:
        return f"på mødet {date_words(actionable.meeting)}"
    return f"senest {date_words(due)}"


def _ahead(days: int) -> str:
    return {0: "i dag", 1: "i morgen"}.get(days, f"om {count_words(days, 'dag', 'dage')}")


def _ago(days: int) -> str:
    return "i går" if days == 1 else f"for {count_words(days, 'dag', 'dage')} siden"
