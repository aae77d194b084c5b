"""The town hall's own closing days: what they do to working days and cut-offs, at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_committee, make_task
from tracker.clock import COPENHAGEN
from tracker.db.models import ClosingDay
from tracker.db.queries.committees.closing_days import list_closing_days
from tracker.db.queries.parts.calendars import load_working_days
from tracker.documents.closing_days import ClosingDayLine
from tracker.domain.policy import Policy
from tracker.domain.roles import Role
from tracker.domain.workdays import CUSTOMARY
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.actors import Actor
from tracker.services.meetings.closing_days import LONGEST_SPAN, add_closing_day, add_closing_days, remove_closing_day
from tracker.services.meetings.effects import effect_of
from tracker.services.reminders.policies import current

ADMINISTRATOR = Actor(None, "Ada Friis", Role.ADMINISTRATOR)
TODAY = date(2019, 5, 1)


def close(session: Session, first: date, last: date | None = None, *, every_year: bool = False) -> ClosingDay | None:
    return add_closing_day(
        session, name="Lukket", first_on=first, last_on=last, every_year=every_year, actor=ADMINISTRATOR
    )


def test_a_new_installation_keeps_the_customary_days_closed(session: Session) -> None:
    found = list_closing_days(session, today=TODAY)
    assert [each.name for each in found.yearly] == [each.name for each in CUSTOMARY]
    assert found.missing == []
    assert not load_working_days(session).includes(date(2024, 6, 5))


def test_a_town_hall_that_works_on_grundlovsdag_takes_it_away(session: Session) -> None:
    day = session.scalars(select(ClosingDay).where(ClosingDay.name == "Grundlovsdag")).one()
    remove_closing_day(session, day.id, actor=ADMINISTRATOR)
    assert load_working_days(session).includes(date(2024, 6, 5))
    assert [each.name for each in list_closing_days(session, today=TODAY).missing] == ["Grundlovsdag"]


def test_a_span_closes_each_of_its_days(session: Session) -> None:
    close(session, date(2019, 10, 14), date(2019, 10, 18))
    days = load_working_days(session)
    assert days.before(date(2019, 10, 21), 1) == date(2019, 10, 11)
    assert days.includes(date(2020, 10, 15))


def test_a_day_of_every_year_closes_it_in_all_of_them(session: Session) -> None:
    close(session, date(2019, 12, 30), every_year=True)
    assert not load_working_days(session).includes(date(2024, 12, 30))


def test_the_same_day_is_added_once(session: Session) -> None:
    assert close(session, date(2019, 10, 14)) is not None
    assert close(session, date(2019, 10, 14)) is None
    assert close(session, date(2031, 6, 5), every_year=True) is None  # Grundlovsdag, whatever the year
    lines = [
        ClosingDayLine(2, "Ferie", date(2019, 10, 14), date(2019, 10, 14)),
        ClosingDayLine(3, "Ferie", date(2019, 10, 15), date(2019, 10, 16)),
    ]
    assert add_closing_days(session, lines, actor=ADMINISTRATOR) == (1, 1)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": " "}, "Skriv, hvad der er lukket"),
        ({"name": "x" * 201}, "højst have 200 tegn"),
        ({"last_on": date(2019, 10, 13)}, "ligger før den første"),
        ({"last_on": date(2019, 10, 15), "every_year": True}, "én dag"),
        ({"last_on": date(2019, 10, 14) + timedelta(LONGEST_SPAN)}, "Højst 62 dage"),
    ],
)
def test_what_cannot_be_a_closing_day_is_refused(values: dict[str, object], words: str, session: Session) -> None:
    given = {"name": "Lukket", "first_on": date(2019, 10, 14), "last_on": None, "actor": ADMINISTRATOR} | values
    with pytest.raises(InputError, match=words):
        add_closing_day(session, **given)  # type: ignore[arg-type]


def test_a_table_with_a_wrong_line_names_it(session: Session) -> None:
    lines = [ClosingDayLine(7, "Ferie", date(2019, 10, 14), date(2019, 10, 1))]
    with pytest.raises(InputError, match="Linje 7: Den sidste dag ligger før"):
        add_closing_days(session, lines, actor=ADMINISTRATOR)


def test_only_an_administrator_closes_the_town_hall(session: Session) -> None:
    with pytest.raises(ForbiddenError):
        add_closing_day(session, name="Fri", first_on=TODAY, last_on=None, actor=ADMINISTRATION)
    with pytest.raises(ForbiddenError):
        remove_closing_day(session, 1, actor=ADMINISTRATION)
    with pytest.raises(NotFoundError):
        remove_closing_day(session, 4711, actor=ADMINISTRATOR)


def test_a_closing_day_moves_the_cut_offs_that_it_lies_before(session: Session) -> None:
    culture = make_committee(session, "Kulturudvalget", meetings=[date(2019, 6, 11)])
    moved = make_task(session, due=date(2019, 6, 30), owners=[culture])
    make_task(session, due=None, owners=[culture])

    def change(writer: Session) -> object:
        return close(writer, date(2019, 6, 6))

    tried = effect_of(session, change, today=TODAY, zone=COPENHAGEN, keep=False)
    assert [(each.before.id, each.before.actionable.on, each.after.actionable.on) for each in tried] == [
        (moved.id, date(2019, 5, 27), date(2019, 5, 24))
    ]
    assert load_working_days(session).includes(date(2019, 6, 6))
    assert effect_of(session, change, today=TODAY, zone=COPENHAGEN, keep=True) == tried
    assert not load_working_days(session).includes(date(2019, 6, 6))


def test_no_mail_leaves_on_a_closing_day(session: Session) -> None:
    morning = datetime(2019, 5, 20, 9, tzinfo=COPENHAGEN)
    assert current(session, Policy()).is_sending(morning, COPENHAGEN)
    close(session, morning.date())
    assert not current(session, Policy()).is_sending(morning, COPENHAGEN)
    assert morning > NOW
