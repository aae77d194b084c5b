"""Cut-off rules and routes: who sets them, what they move, and what the configuration may still change."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_committee, make_task
from tracker.agreement.values import TaskKind
from tracker.clock import COPENHAGEN
from tracker.db.models import Committee
from tracker.db.queries.parts.calendars import load_calendars, load_routes
from tracker.db.queries.tasks.rows import load_rows
from tracker.domain.roles import Role
from tracker.errors import ForbiddenError, InputError, NotFoundError, SettingsError
from tracker.services.actors import Actor
from tracker.services.committees.meeting_rules import set_cutoff, set_route, time_of_day
from tracker.services.committees.register import register_committees
from tracker.services.meetings.effects import effect_of
from tracker.settings import CommitteeSettings

TODAY = date(2019, 3, 1)
DECISION = TaskKind.DECISION


@pytest.fixture
def bodies(session: Session) -> tuple[Committee, Committee, Committee]:
    return (
        make_committee(session, "Skoleudvalget", meetings=[date(2019, 4, 2), date(2019, 5, 7)]),
        make_committee(session, "Økonomiudvalget", meetings=[date(2019, 4, 9), date(2019, 5, 14)]),
        make_committee(session, "Byrådet", meetings=[date(2019, 4, 29), date(2019, 5, 27)]),
    )


def explained(session: Session) -> list[str]:
    return [row.actionable.explanation for row in load_rows(session, today=TODAY)]


def test_a_rule_counts_at_once_with_its_hour(session: Session, bodies: tuple[Committee, ...]) -> None:
    make_task(session, due=date(2019, 5, 8), owners=[bodies[0]])
    set_cutoff(session, bodies[0].id, 5, "kl. 12", actor=ADMINISTRATION)
    assert explained(session) == [
        "Sidste møde i Skoleudvalget inden fristen er 7. maj 2019. "
        "Sagen skal være færdig senest 29. april 2019 kl. 12, 5 arbejdsdage før mødet."
    ]


def test_the_effect_of_a_rule_is_known_before_it_is_saved(session: Session, bodies: tuple[Committee, ...]) -> None:
    task = make_task(session, due=date(2019, 5, 8), owners=[bodies[0]])
    make_task(session, due=date(2019, 5, 20), owners=[bodies[1]])

    def change(writer: Session) -> object:
        return set_cutoff(writer, bodies[0].id, 2, None, actor=ADMINISTRATION)

    (moved,) = effect_of(session, change, today=TODAY, zone=COPENHAGEN, keep=False)
    assert (moved.before.id, moved.before.actionable.on, moved.after.actionable.on) == (
        task.id,
        date(2019, 4, 24),
        date(2019, 5, 3),
    )
    session.expire_all()
    assert (bodies[0].cutoff_days, bodies[0].rules_by_hand) == (8, False)


def test_decisions_go_the_way_that_was_set_and_other_kinds_do_not(
    session: Session, bodies: tuple[Committee, ...]
) -> None:
    schools, finance, council = bodies
    decision = make_task(session, due=date(2019, 5, 1), kind=DECISION, owners=[schools])
    report = make_task(session, due=date(2019, 5, 10), kind=TaskKind.REPORT, owners=[schools])
    set_route(session, schools.id, {DECISION}, [finance.id, council.id], actor=ADMINISTRATION)
    rows = {row.id: row.actionable for row in load_rows(session, today=TODAY)}
    assert [stop.committee for stop in rows[decision.id].stops] == ["Skoleudvalget", "Økonomiudvalget", "Byrådet"]
    assert [stop.committee for stop in rows[report.id].stops] == ["Skoleudvalget"]


def test_a_committee_that_stands_on_its_own_way_has_its_place_there(
    session: Session, bodies: tuple[Committee, ...]
) -> None:
    _schools, finance, council = bodies
    set_route(session, council.id, {DECISION}, [finance.id, council.id], actor=ADMINISTRATION)
    path = load_calendars(session).path(council.id, DECISION)
    assert [body.committee for body in path] == ["Økonomiudvalget", "Byrådet"]
    set_route(session, council.id, {DECISION}, [council.id], actor=ADMINISTRATION)
    assert load_routes(session) == {}
    assert [body.committee for body in load_calendars(session).path(council.id, DECISION)] == ["Byrådet"]
    assert load_calendars(session).path(None, DECISION) == ()


def test_a_route_is_replaced_kind_by_kind(session: Session, bodies: tuple[Committee, ...]) -> None:
    schools, finance, council = (each.id for each in bodies)
    set_route(session, schools, {DECISION, TaskKind.REPORT}, [finance, council], actor=ADMINISTRATION)
    set_route(session, schools, {TaskKind.REPORT}, [council], actor=ADMINISTRATION)
    assert load_routes(session) == {(schools, DECISION): (finance, council), (schools, TaskKind.REPORT): (council,)}
    set_route(session, schools, {DECISION}, [], actor=ADMINISTRATION)
    assert load_routes(session) == {(schools, TaskKind.REPORT): (council,)}


def test_what_is_no_rule_is_refused(session: Session, bodies: tuple[Committee, ...]) -> None:
    schools, finance, _council = (each.id for each in bodies)
    for days in (-1, 61):
        with pytest.raises(InputError, match="fra 0 til 60"):
            set_cutoff(session, schools, days, None, actor=ADMINISTRATION)
    with pytest.raises(InputError, match="klokkeslæt"):
        set_cutoff(session, schools, 8, "25:00", actor=ADMINISTRATION)
    with pytest.raises(InputError, match="mindst én slags"):
        set_route(session, schools, set(), [finance], actor=ADMINISTRATION)
    with pytest.raises(InputError, match="forelægges"):
        set_route(session, schools, {TaskKind.DELIVERY}, [finance], actor=ADMINISTRATION)
    with pytest.raises(InputError, match="kun stå én gang"):
        set_route(session, schools, {DECISION}, [finance, finance], actor=ADMINISTRATION)
    with pytest.raises(NotFoundError):
        set_route(session, schools, {DECISION}, [4711], actor=ADMINISTRATION)
    with pytest.raises(NotFoundError):
        set_cutoff(session, 4711, 8, None, actor=ADMINISTRATION)


def test_a_secretary_sets_the_rules_of_her_own_committee_alone(session: Session, bodies: tuple[Committee, ...]) -> None:
    schools, finance, _council = (each.id for each in bodies)
    secretary = Actor(None, "Rita Lund", Role.SECRETARY, frozenset({schools}))
    set_cutoff(session, schools, 5, None, actor=secretary)
    set_route(session, schools, {DECISION}, [finance], actor=secretary)
    with pytest.raises(ForbiddenError, match="møder"):
        set_cutoff(session, finance, 5, None, actor=secretary)
    with pytest.raises(ForbiddenError):
        set_route(session, finance, {DECISION}, [schools], actor=secretary)
    with pytest.raises(ForbiddenError):
        set_cutoff(session, schools, 5, None, actor=Actor(None, "Lars Beck", Role.MANAGEMENT))


REGISTER = (
    CommitteeSettings(name="Skoleudvalget", cutoff_days=6, cutoff_at="12:00", route=("Byrådet",)),
    CommitteeSettings(name="Byrådet"),
)


def test_the_configuration_gives_rules_and_routes_until_somebody_changes_them(session: Session) -> None:
    register_committees(session, REGISTER)
    schools, council = session.query(Committee).order_by(Committee.id).all()
    assert (schools.cutoff_days, schools.cutoff_at) == (6, "12:00")
    assert load_routes(session) == {(schools.id, DECISION): (council.id,)}
    other = (CommitteeSettings(name="Skoleudvalget", cutoff_days=7), CommitteeSettings(name="Byrådet"))
    register_committees(session, other)
    assert (schools.cutoff_days, load_routes(session)) == (7, {})
    set_cutoff(session, schools.id, 3, None, actor=ADMINISTRATION)
    register_committees(session, REGISTER)
    assert (schools.cutoff_days, schools.cutoff_at, load_routes(session)) == (3, None, {})


def test_a_configured_route_over_an_unknown_body_is_refused(session: Session) -> None:
    with pytest.raises(SettingsError, match="Ruten for Skoleudvalget nævner «Havnerådet»"):
        register_committees(session, [CommitteeSettings(name="Skoleudvalget", route=("Havnerådet",))])


@pytest.mark.parametrize(
    ("typed", "time"), [("12", "12:00"), ("9.30", "09:30"), ("kl. 16:30", "16:30"), ("0", "00:00")]
)
def test_an_hour_is_understood_as_people_write_it(typed: str, time: str) -> None:
    assert time_of_day(typed) == time
