"""The rules by which a committee's cases must be finished, and the ways that they go.

A rule counts from the next page and the next mail: the days are computed from it whenever they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from tracker.agreement.values import TaskKind
from tracker.db.models import Committee, CommitteeWord, RouteStep
from tracker.db.queries.parts.calendars import load_routes
from tracker.domain.committees import WordKind
from tracker.domain.roles import Right
from tracker.domain.status import REPORTED_KINDS
from tracker.errors import InputError, NotFoundError, SettingsError
from tracker.language import gettext
from tracker.services.actors import Actor, require
from tracker.settings import CommitteeSettings

MOST_CUTOFF_DAYS = 60
LONGEST_ROUTE = 5
_TIME_OF_DAY = re.compile(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?", re.ASCII)


def set_cutoff(session: Session, committee_id: int, days: int, at: str | None, *, actor: Actor) -> Committee:
    """Sets how many working days before a meeting a case must be finished, and at which local time («12:00») if any."""
    committee = _committee(session, committee_id, actor)
    if not 0 <= days <= MOST_CUTOFF_DAYS:
        raise InputError(
            gettext("Skriv et helt antal arbejdsdage fra 0 til %(most_cutoff_days)s.")
            % {"most_cutoff_days": MOST_CUTOFF_DAYS},
            "cutoff_days",
        )
    committee.cutoff_days, committee.cutoff_at = days, time_of_day(at) if at else None
    committee.rules_by_hand = True
    session.flush()
    return committee


def set_route(
    session: Session, committee_id: int, kinds: Collection[TaskKind], bodies: Sequence[int], *, actor: Actor
) -> Committee:
    """Sends the cases of `kinds` through the committees `bodies` after the committee itself; by none, it alone decides.

    Where the committee is one of `bodies`, its place there is its place on the way.
    """
    committee = _committee(session, committee_id, actor)
    if not kinds:
        raise InputError(gettext("Vælg mindst én slags sag."), "kinds")
    if not set(kinds) <= REPORTED_KINDS:
        raise InputError(gettext("Kun sager, der forelægges, har en rute."), "kinds")
    if len(set(bodies)) < len(bodies):
        raise InputError(gettext("Hvert udvalg kan kun stå én gang på ruten."), "body_2")
    if len(bodies) > LONGEST_ROUTE:
        raise InputError(
            gettext("En rute har højst %(longest_route)s led.") % {"longest_route": LONGEST_ROUTE}, "body_1"
        )
    if len(session.scalars(select(Committee.id).where(Committee.id.in_(bodies))).all()) < len(bodies):
        raise NotFoundError(gettext("Udvalget findes ikke."))
    session.execute(delete(RouteStep).where(RouteStep.committee_id == committee_id, RouteStep.kind.in_(list(kinds))))
    if list(bodies) != [committee_id]:
        _add_route(session, committee_id, kinds, bodies)
    committee.rules_by_hand = True
    session.flush()
    return committee


def apply_configured_rules(session: Session, register: Iterable[CommitteeSettings]) -> None:
    """Gives the committees of `register`, all of which stand in the database, the rules that the configuration has for
    them. Those whose rules somebody has changed keep what was chosen."""
    session.flush()
    former = select(CommitteeWord.words, Committee).join(Committee).where(CommitteeWord.kind == WordKind.FORMER_NAME)
    known = {row.words: row.Committee for row in session.execute(former)}  # the configuration may name one as it was
    known |= {committee.name: committee for committee in session.scalars(select(Committee))}
    for entry in register:
        committee = known[entry.name]
        if committee.rules_by_hand:
            continue
        if entry.cutoff_days is not None:
            committee.cutoff_days = entry.cutoff_days
        if entry.cutoff_at is not None:
            committee.cutoff_at = time_of_day(entry.cutoff_at)
        missing = [name for name in entry.route if name not in known]
        if missing:
            raise SettingsError(
                gettext("Ruten for %(name)s nævner «%(missing)s», som ikke er et af udvalgene i listen.")
                % {"name": entry.name, "missing": missing[0]}
            )
        bodies = [known[name].id for name in entry.route]
        _configure_route(session, committee.id, [TaskKind(kind) for kind in entry.route_kinds], bodies)
    session.flush()


def send_through(session: Session, body_id: int, instead_id: int) -> None:
    """Sends what goes through one committee through another instead."""
    taken = {(step.committee_id, step.kind) for step in session.scalars(_steps_through(instead_id))}
    for step in session.scalars(_steps_through(body_id)).all():
        if (step.committee_id, step.kind) in taken:
            session.delete(step)
        else:
            step.body_id = instead_id
    session.flush()


def _steps_through(body_id: int) -> Select[RouteStep]:
    return select(RouteStep).where(RouteStep.body_id == body_id)


def time_of_day(typed: str) -> str:
    """«12», «12.30» or «12:30» as «12:30»; raises `InputError`."""
    found = _TIME_OF_DAY.fullmatch(typed.strip().removeprefix("kl.").strip())
    if found is None:
        raise InputError(
            gettext("«%(typed)s» er ikke et klokkeslæt. Skriv det som 12:00.") % {"typed": typed}, "cutoff_at"
        )
    return f"{int(found[1]):02}:{found[2] or '00'}"


def _configure_route(session: Session, committee_id: int, kinds: Sequence[TaskKind], bodies: Sequence[int]) -> None:
    wanted = dict.fromkeys(((committee_id, kind) for kind in kinds), tuple(bodies)) if bodies else {}
    standing = {key: route for key, route in load_routes(session).items() if key[0] == committee_id}
    if standing == wanted:
        return
    session.execute(delete(RouteStep).where(RouteStep.committee_id == committee_id))
    _add_route(session, committee_id, kinds, bodies)


def _add_route(session: Session, committee_id: int, kinds: Iterable[TaskKind], bodies: Sequence[int]) -> None:
    session.add_all(
        RouteStep(committee_id=committee_id, kind=kind, position=position, body_id=body)
        for kind in kinds
        for position, body in enumerate(bodies)
    )


def _committee(session: Session, committee_id: int, actor: Actor) -> Committee:
    committee = session.get(Committee, committee_id)
    if committee is None:
        raise NotFoundError(gettext("Udvalget findes ikke."))
    require(actor, Right.MEETINGS, [committee_id])
    return committee
