"""A sheet that was taken in is taken back: all of it, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.services.sheets import round_trip
from tests.services.sheets.round_trip import LATER, NOW, World, task
from tracker.db.models import Occurrence, SheetImport
from tracker.domain.history import EventKind
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ForbiddenError, InputError
from tracker.services.sheets import undo as sheet_undo
from tracker.services.tasks import tasks


class TestUndo:
    def changed(self, world: World) -> SheetImport:
        world.session.add_all(
            Occurrence(task_id=world.bridge, number=year - 2018, due_on=date(year, 9, 1)) for year in (2019, 2020)
        )
        world.session.flush()
        content = round_trip.edited(
            round_trip.exported(world.session, NOW),
            {
                world.path: {
                    "Status": "I gang",
                    "Frist": "30-08-2019",
                    "Ansvarlig": "Bo Berg",
                    "Udvalg": "Økonomiudvalget",
                    "Statustekst": "Nyt.",
                    "Begrundelse": "Udbuddet.",
                },
                world.jobs: {"Status": "Færdig"},
                world.bridge: {"Status": "Færdig"},
            },
        )
        return round_trip.taken(world.session, content, world.anna, LATER)

    def standing(self, world: World) -> list[tuple[object, ...]]:
        return [
            (
                each.status,
                each.presented_on,
                each.due_on,
                each.responsible_id,
                [owner.committee_id for owner in each.owners],
                [(time.due_on, time.status) for time in each.occurrences],
            )
            for each in (task(world, task_id) for task_id in (world.path, world.jobs, world.bridge))
        ]

    def test_all_of_an_import_is_taken_back_and_the_history_keeps_it(self, world: World) -> None:
        before = self.standing(world)
        found = self.changed(world)
        assert task(world, world.bridge).due_on == date(2020, 9, 1)
        before[2] = (*before[2][:5], [(date(year, 9, 1), Status.NOT_STARTED) for year in (2019, 2020)])
        assert sheet_undo.undo(world.session, found, actor=world.anna, now=LATER) == 3
        assert self.standing(world) == before
        events = [event for event in task(world, world.path).events if event.kind is not EventKind.CREATED]
        assert len(events) == 4 + 4
        assert {event.comment for event in events[4:]} == {
            "Indlæsningen af regnearket «status.xlsx» er fortrudt.",
        }
        assert [(each.due_on, each.moved) for each in task(world, world.path).deadlines] == [
            (date(2019, 6, 30), False),
            (date(2019, 8, 30), True),
            (date(2019, 6, 30), False),
        ]

    def test_an_import_is_undone_once(self, world: World) -> None:
        found = self.changed(world)
        sheet_undo.undo(world.session, found, actor=world.anna, now=LATER)
        with pytest.raises(InputError, match="allerede fortrudt"):
            sheet_undo.undo(world.session, found, actor=world.anna, now=LATER)

    def test_nothing_is_undone_where_somebody_has_worked_on_since(self, world: World) -> None:
        found = self.changed(world)
        tasks.set_status(world.session, world.path, Status.WAITING, revision=None, actor=world.anna, now=LATER)
        stood = self.standing(world)
        with pytest.raises(InputError, match="«Forslag til cykelsti forelægges» er ændret siden indlæsningen"):
            sheet_undo.undo(world.session, found, actor=world.anna, now=LATER)
        assert self.standing(world) == stood

    def test_a_comment_since_stands_in_no_ones_way(self, world: World) -> None:
        found = self.changed(world)
        tasks.comment(world.session, world.path, "Tak.", actor=world.anna, now=LATER)
        assert sheet_undo.undo(world.session, found, actor=world.anna, now=LATER) == 3

    def test_who_may_not_change_the_tasks_may_not_undo(self, world: World) -> None:
        found = self.changed(world)
        rita = replace(world.anna, role=Role.SECRETARY, committees=frozenset({world.own}))
        with pytest.raises(ForbiddenError):
            sheet_undo.undo(world.session, found, actor=rita, now=LATER)

    def test_the_sheet_that_was_undone_can_be_sent_in_again(self, world: World) -> None:
        content = round_trip.edited(round_trip.exported(world.session, NOW), {world.path: {"Status": "I gang"}})
        found = round_trip.taken(world.session, content, world.anna, LATER)
        sheet_undo.undo(world.session, found, actor=world.anna, now=LATER)
        fresh = round_trip.edited(round_trip.exported(world.session, LATER), {world.path: {"Status": "I gang"}})
        assert len(round_trip.taken(world.session, fresh, world.anna, LATER).changes) == 1
