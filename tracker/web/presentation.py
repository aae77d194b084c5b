"""How values are written on the pages: dates, kroner, states, and what every template can use."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request, url_for

from tracker import __version__, resources
from tracker.clock import local_date
from tracker.db.models import ReviewEvent
from tracker.domain.kinds import BASIS_WORDS, KIND_WORDS
from tracker.domain.links import LinkKind
from tracker.domain.meetings import cutoff_words, hour_words
from tracker.domain.outcomes import Outcome
from tracker.domain.publication import PublicState
from tracker.domain.review import tell, written_in
from tracker.domain.rhythms import rhythm_words
from tracker.domain.roles import Right
from tracker.domain.sections import heading_words, title_beside
from tracker.domain.status import Status
from tracker.domain.turns import rule_words
from tracker.domain.waits import awaited_words
from tracker.language import clock_words, count_of, day_of_year_words, day_words, list_of, money_words
from tracker.services.tasks.waits import late_words
from tracker.web import access, context, navigation
from tracker.web.public_list import passage_blocks
from tracker.web.public_selection import WORDS as PUBLIC_WORDS
from tracker.web.pulse import alarm, troubles
from tracker.web.translation import gettext as _
from tracker.web.words import FINDING_WORDS, MONEY_WORDS, REMINDER_WORDS
from tracker.web.written import danish, danish_within


def install(app: Flask) -> None:
    """Gives the templates their filters and names."""
    app.jinja_env.filters.update(
        date=date_filter,
        day_of_year=day_of_year_words,
        time=time_filter,
        day=lambda instant: day_words(local_date(instant, context.runtime().zone)),
        hour=hour_words,
        kroner=money_words,
        list_words=list_of,
        kind=lambda kind: _(KIND_WORDS[kind]),
        basis=lambda basis: _(BASIS_WORDS[basis]),
        finding=lambda kind: _(FINDING_WORDS[kind]),
        host=lambda address: urlsplit(address).hostname,
        money_type=lambda kind: _(MONEY_WORDS[kind]),
        pair=lambda name: (name, name),
        from_to=from_to,
        rhythm=rhythm_words,
        reminder_state=lambda state: _(REMINDER_WORDS[state]),
    )
    app.jinja_env.globals.update(
        program_version=__version__,
        awaited_words=awaited_words,
        can=access.can,
        may_change_some=access.may_change_some,
        cutoff_words=cutoff_words,
        Right=Right,
        LinkKind=LinkKind,
        Outcome=Outcome,
        Status=Status,
        days_words=days_words,
        late_words=late_words,
        kinds=lambda: [(kind.value, _(words)) for kind, words in KIND_WORDS.items()],
        place_words=place_words,
        heading_words=heading_words,
        title_beside=title_beside,
        rule_words=rule_words,
        day_words=day_words,
        static=static,
        public_words=PUBLIC_WORDS.__getitem__,
        PublicState=PublicState,
        passage_blocks=passage_blocks,
        site_address=site_address,
    )
    app.context_processor(_names)


def _names() -> dict[str, Any]:
    runtime = context.runtime()
    return {
        "visitor": context.visitor_or_none(),
        "menu": navigation.menu(),
        "demonstration": runtime.demonstration,
        "today": runtime.today(),
        "public_page": runtime.settings.public.enabled,
        "organisation": runtime.settings.accessibility.organisation,
        "service_name": runtime.settings.mail.sender_name,
        "alarm": _alarm(),
        "troubles": _troubles(),
    }


def _alarm() -> str | None:
    """What stands in red on every page while reminders do not leave: everybody relies on them."""
    if context.visitor_or_none() is None:
        return None
    stands_still, beat_at = alarm(context.runtime())
    if not stands_still:
        return None
    if beat_at is None:
        return _(
            "Der sendes ikke påmindelser: processen, der sender dem, har aldrig kørt. Sig det til administratoren."
        )
    said = _("Der sendes ikke påmindelser lige nu. Sidste livstegn var %(time)s. Sig det til administratoren.")
    return said % {"time": time_filter(beat_at)}


def _troubles() -> list[str]:
    """What needs a person, for those who can do something about it."""
    if not access.can(Right.ADMINISTER) or request.endpoint == "operation.show":
        return []
    return [each.words for each in troubles(context.runtime()) if each.code != "heartbeat"]


def static(name: str) -> str:
    """The address of a file that travels with the program; it changes with the file, so that browsers may keep it."""
    return url_for("static", filename=name, v=_fingerprint(name))


@cache
def _fingerprint(name: str) -> str:
    return hashlib.sha256((resources.STATIC / name).read_bytes()).hexdigest()[:10]


def site_address(path: str) -> str:
    """The whole address of a page of this site, as the configuration knows the site."""
    return context.runtime().settings.web.base_url.rstrip("/") + path


def date_filter(day: date | None, missing: str = "–") -> str:
    """«31. maj 2019», or `missing`."""
    return day_words(day) if day else missing


def time_filter(instant: datetime | None, missing: str = "–") -> str:
    """«31. maj 2019 kl. 14.05» in the municipality's zone, or `missing`."""
    if instant is None:
        return missing
    local = instant.astimezone(context.runtime().zone)
    hour = clock_words(local.hour, local.minute)
    return _("%(day)s kl. %(hour)s") % {"day": day_words(local.date()), "hour": hour}


def days_words(due: date, today: date) -> str:
    """How far away a date is: «i dag», «om 12 dage», «3 dage over»."""
    days = (due - today).days
    if days == 0:
        return _("i dag")
    if days < 0:
        return _("%(days)s over") % {"days": count_of(-days, "dag", "dage")}
    return _("om %(days)s") % {"days": count_of(days, "dag", "dage")}


def place_words(section: str) -> str:
    """Where in an agreement: «punkt 1.15», or the name of a part that has no number."""
    return _("punkt %(number)s") % {"number": section} if section[:1].isdigit() else danish(section) or section


def from_to(event: ReviewEvent) -> list[tuple[str, str | None, str]]:
    """What a decision changed, as readers are told it: the fact's name, what it was (if there was any), what it is."""
    was, now = (json.loads(stored) if stored else {} for stored in (event.before, event.after))
    before, written = tell(was), [*written_in(was), *written_in(now)]
    return [
        (name, danish_within(before[name], written) if name in before else None, danish_within(value, written))
        for name, value in tell(now).items()
    ]
