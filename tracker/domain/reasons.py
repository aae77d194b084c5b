"""Why a task stands in a mail, in a sentence or two. The days are counted on the day that the mail is written."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tracker.domain.meetings import Actionable, hour_words
from tracker.domain.status import Status
from tracker.domain.turns import ESCALATION, OPENS, QUARTER, SILENCE
from tracker.language import day_words, gettext, mark, ngettext
from tracker.language import gettext as _


def why(
    due: date | None,
    actionable: Actionable,
    status: Status,
    rules: Collection[str],
    *,
    today: date,
    status_on: date | None = None,
) -> str:
    """The reason for reminding of a task with the last day `due`, by the turns of `rules`, on `today`.

    `status_on` is the day on which a status was last set.
    """
    kinds = {rule.partition("-")[0] for rule in rules}
    sentences = [_by_date(due, actionable, status, kinds, today)]
    if status_on is not None and SILENCE in kinds:
        said = _("Der er ikke meldt status %(ago)s.")
        sentences.append(said % {"ago": _for_days((today - status_on).days)})
    if (rung := _rung(rules)) > 1:
        sentences.append(gettext(_CLIMBED[rung]))
    return " ".join(sentences)


_CLIMBED = {
    2: mark("Opgaven er sendt videre til sekretæren, fordi den stadig er åben."),
    3: mark("Opgaven er sendt videre til ledelsen, fordi den stadig er åben."),
    4: mark("Opgaven er sendt videre til administratoren, fordi den stadig er åben."),
}


def _by_date(due: date | None, actionable: Actionable, status: Status, kinds: Collection[str], today: date) -> str:
    if due is None:
        return _("Opgaven har ingen frist og er ikke afsluttet.")
    if due < today:
        said = _("Fristen blev overskredet %(ago)s, %(day)s.")
        words = said % {"ago": _ago((today - due).days), "day": day_words(due)}
        return words + (" " + _("Sagen er færdig, men ikke forelagt.") if status is Status.DONE else "")
    if QUARTER in kinds:
        return _("Kvartalsvis opfølgning: opgaven løber til %(day)s.") % {"day": day_words(due)}
    if status is Status.DONE:
        return _ready(due, actionable, today)
    if OPENS in kinds:
        return _("Perioden er begyndt. Opgaven skal være løst senest %(day)s.") % {"day": day_words(due)}
    if actionable.cutoff is not None:
        return _cutoff_words(due, actionable.cutoff, actionable.cutoff_at, actionable.meeting or due, today)
    said = _("Fristen er %(ahead)s, %(day)s.") % {"ahead": _ahead((due - today).days), "day": day_words(due)}
    return said if actionable.possible else said + " " + _("Udvalget har intet møde inden da.")


def _ready(due: date, actionable: Actionable, today: date) -> str:
    if actionable.meeting is not None and actionable.meeting >= today:
        said = _("Sagen er færdig og skal forelægges på mødet %(day)s.")
        return said % {"day": day_words(actionable.meeting)}
    if actionable.meeting is not None:
        said = _(
            "Sagen er færdig, men ikke meldt forelagt på mødet %(meeting)s, det sidste før fristen. Den skal "
            "forelægges senest %(day)s."
        )
        return said % {"meeting": day_words(actionable.meeting), "day": day_words(due)}
    return _("Sagen er færdig og skal forelægges senest %(day)s.") % {"day": day_words(due)}


def _cutoff_words(due: date, cutoff: date, at: str | None, meeting: date, today: date) -> str:
    if cutoff < today:
        said = _(
            "For sent til dagsordenen: sagen skulle være færdig %(cutoff)s til mødet %(meeting)s. Fristen er %(due)s."
        )
        return said % {"cutoff": day_words(cutoff), "meeting": day_words(meeting), "due": day_words(due)}
    said = _("Sagen skal være færdig til dagsordenen %(ahead)s, %(cutoff)s (møde %(meeting)s).")
    ahead = _ahead((cutoff - today).days)
    return said % {"ahead": ahead, "cutoff": _at(cutoff, at), "meeting": day_words(meeting)}


def _at(day: date, at: str | None) -> str:
    return _("%(day)s kl. %(hour)s") % {"day": day_words(day), "hour": hour_words(at)} if at else day_words(day)


def _ahead(days: int) -> str:
    if days < 2:
        return _("i morgen") if days else _("i dag")
    return ngettext("om %(num)s dag", "om %(num)s dage", days) % {"num": days}


def _ago(days: int) -> str:
    return (
        _("i går") if days == 1 else ngettext("for %(num)s dag siden", "for %(num)s dage siden", days) % {"num": days}
    )


def _for_days(days: int) -> str:
    return ngettext("i %(num)s dag", "i %(num)s dage", days) % {"num": days}


def _rung(rules: Collection[str]) -> int:
    return max((int(rule.partition("-")[2]) for rule in rules if rule.startswith(f"{ESCALATION}-")), default=0)
