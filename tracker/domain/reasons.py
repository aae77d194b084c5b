"""Why a task stands in a mail, in a sentence or two. The days are counted on the day that the mail is written."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tracker.domain.meetings import Actionable
from tracker.domain.status import Status
from tracker.domain.turns import ESCALATION, OPENS, QUARTER, SILENCE
from tracker.language import mark
from tracker.sayings import Hour, Saying, counted, joined


def why(
    due: date | None,
    actionable: Actionable,
    status: Status,
    rules: Collection[str],
    *,
    today: date,
    status_on: date | None = None,
) -> Saying:
    """The reason for reminding of a task with the last day `due`, by the turns of `rules`, on `today`.

    `status_on` is the day on which a status was last set.
    """
    kinds = {rule.partition("-")[0] for rule in rules}
    sentences = [_by_date(due, actionable, status, kinds, today)]
    if status_on is not None and SILENCE in kinds:
        sentences.append(Saying("Der er ikke meldt status %(ago)s.", ago=_for_days((today - status_on).days)))
    if (rung := _rung(rules)) > 1:
        sentences.append(Saying(_CLIMBED[rung]))
    return joined(*sentences)


_CLIMBED = {
    2: mark("Opgaven er sendt videre til sekretæren, fordi den stadig er åben."),
    3: mark("Opgaven er sendt videre til ledelsen, fordi den stadig er åben."),
    4: mark("Opgaven er sendt videre til administratoren, fordi den stadig er åben."),
}


def _by_date(due: date | None, actionable: Actionable, status: Status, kinds: Collection[str], today: date) -> Saying:
    if due is None:
        return Saying("Opgaven har ingen frist og er ikke afsluttet.")
    if due < today:
        late = Saying("Fristen blev overskredet %(ago)s, %(day)s.", ago=_ago((today - due).days), day=due)
        return joined(late, Saying("Sagen er færdig, men ikke forelagt.")) if status is Status.DONE else late
    if QUARTER in kinds:
        return Saying("Kvartalsvis opfølgning: opgaven løber til %(day)s.", day=due)
    if status is Status.DONE:
        return _ready(due, actionable, today)
    if OPENS in kinds:
        return Saying("Perioden er begyndt. Opgaven skal være løst senest %(day)s.", day=due)
    if actionable.cutoff is not None:
        return _cutoff_words(due, actionable.cutoff, actionable.cutoff_at, actionable.meeting or due, today)
    ahead = Saying("Fristen er %(ahead)s, %(day)s.", ahead=_ahead((due - today).days), day=due)
    return ahead if actionable.possible else joined(ahead, Saying("Udvalget har intet møde inden da."))


def _ready(due: date, actionable: Actionable, today: date) -> Saying:
    if actionable.meeting is not None and actionable.meeting >= today:
        return Saying("Sagen er færdig og skal forelægges på mødet %(day)s.", day=actionable.meeting)
    if actionable.meeting is not None:
        return Saying(
            "Sagen er færdig, men ikke meldt forelagt på mødet %(meeting)s, det sidste før fristen. Den skal "
            "forelægges senest %(day)s.",
            meeting=actionable.meeting,
            day=due,
        )
    return Saying("Sagen er færdig og skal forelægges senest %(day)s.", day=due)


def _cutoff_words(due: date, cutoff: date, at: str | None, meeting: date, today: date) -> Saying:
    if cutoff < today:
        return Saying(
            "For sent til dagsordenen: sagen skulle være færdig %(cutoff)s til mødet %(meeting)s. Fristen er %(due)s.",
            cutoff=cutoff,
            meeting=meeting,
            due=due,
        )
    return Saying(
        "Sagen skal være færdig til dagsordenen %(ahead)s, %(cutoff)s (møde %(meeting)s).",
        ahead=_ahead((cutoff - today).days),
        cutoff=Saying("%(day)s kl. %(hour)s", day=cutoff, hour=Hour(at)) if at else cutoff,
        meeting=meeting,
    )


def _ahead(days: int) -> Saying:
    if days < 2:
        return Saying("i morgen") if days else Saying("i dag")
    return counted("om %(num)s dag", "om %(num)s dage", days)


def _ago(days: int) -> Saying:
    return Saying("i går") if days == 1 else counted("for %(num)s dag siden", "for %(num)s dage siden", days)


def _for_days(days: int) -> Saying:
    return counted("i %(num)s dag", "i %(num)s dage", days)


def _rung(rules: Collection[str]) -> int:
    return max((int(rule.partition("-")[2]) for rule in rules if rule.startswith(f"{ESCALATION}-")), default=0)
