"""A sheet that comes back after somebody else has changed a task: nothing is overwritten that nobody has chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.services.sheets import round_trip
from tests.services.sheets.round_trip import LATER, NOW, World, happenings, task
from tracker.db.models import SheetImport
from tracker.domain.status import Status
from tracker.services.sheets import imports
from tracker.services.sheets import undo as sheet_undo
from tracker.services.sheets.plan import Fate, Settlement
from tracker.services.tasks import tasks


def contested(world: World) -> bytes:
    """A sheet that changes the status and the date of a task whose status somebody else has changed since."""
    wanted = {"Status": "Færdig", "Frist": "30-08-2019", "Begrundelse": "Høring.", "Statustekst": "Ros fra borgerne."}
    content = round_trip.edited(round_trip.exported(world.session, NOW), {world.path: wanted})
    tasks.set_status(world.session, world.path, Status.WAITING, revision=None, actor=world.anna, now=LATER)
    return content


def settle(world: World, content: bytes, from_sheet: dict[str, bool], task_id: int | None = None) -> SheetImport:
    """Takes a sheet in, with the conflict of a task settled so."""
    task_id = task_id or world.path
    number = round_trip.looked_at(world.session, content, world.anna, LATER)
    plan = imports.preview(world.session, number, actor=world.anna, now=LATER)
    seen = round_trip.row_of(plan, task_id).last_change
    assert seen is not None
    chosen = {task_id: Settlement(seen, from_sheet)}
    return imports.take_in(world.session, number, settlements=chosen, actor=world.anna, now=LATER)


class TestTwoAtOnce:
    def test_what_somebody_else_changed_since_is_shown_and_not_overwritten(self, world: World) -> None:
        content = round_trip.edited(round_trip.exported(world.session, NOW), {world.path: {"Status": "Færdig"}})
        tasks.set_status(
            world.session,
            world.path,
            Status.WAITING,
            revision=None,
            actor=replace(world.anna, name="Rita Lund"),
            now=LATER,
        )
        row = round_trip.row_of(round_trip.preview(world.session, content, world.anna, LATER), world.path)
        assert row.fate is Fate.CONFLICT
        assert row.message is not None
        assert row.message.startswith("Rita Lund har ændret opgaven 15. maj 2019, efter at regnearket blev hentet.")
        assert [(each.before, each.after) for each in row.changes] == [("Afventer", "Færdig")]
        left = round_trip.taken(world.session, content, world.anna, LATER)
        assert task(world, world.path).status is Status.WAITING
        assert [(line["task_id"], line["fate"]) for line in left.lines] == [(world.path, "conflict")]

    def test_columns_of_a_conflict_are_told_as_they_stood_stand_and_are_asked(self, world: World) -> None:
        plan = round_trip.preview(world.session, contested(world), world.anna, LATER)
        assert [
            (each.field, each.stood, each.stands, each.asked, each.is_contested)
            for each in round_trip.row_of(plan, world.path).rivals
        ] == [
            ("status", "Ikke startet", "Afventer", "Færdig", True),
            ("due", "30. juni 2019", "30. juni 2019", "30. august 2019", False),
        ]

    @pytest.mark.parametrize(
        ("from_sheet", "status", "due"),
        [
            ({"status": True, "due": True}, Status.DONE, date(2019, 8, 30)),
            ({"status": False, "due": True}, Status.WAITING, date(2019, 8, 30)),
            ({"status": True, "due": False}, Status.DONE, date(2019, 6, 30)),
            ({"status": False, "due": False}, Status.WAITING, date(2019, 6, 30)),
        ],
    )
    def test_a_conflict_is_settled_column_by_column_and_nothing_of_it_is_left_over(
        self, from_sheet: dict[str, bool], status: Status, due: date, world: World
    ) -> None:
        taken = settle(world, contested(world), from_sheet)
        found = task(world, world.path)
        assert (found.status, found.due_on, found.deadlines[0].due_on) == (status, due, date(2019, 6, 30))
        assert found.events[-1].comment == "Ros fra borgerne."  # what overwrites nothing comes along
        assert taken.lines == []
        if from_sheet["due"]:
            sheet_undo.undo(world.session, taken, actor=world.anna, now=LATER)
            assert task(world, world.path).due_on == date(2019, 6, 30)

    def test_a_conflict_with_a_column_that_nobody_chose_stays_one(self, world: World) -> None:
        taken = settle(world, contested(world), {"due": True})
        assert task(world, world.path).due_on == date(2019, 6, 30)
        assert [line["fate"] for line in taken.lines] == ["conflict"]

    def test_what_changes_once_more_after_somebody_chose_is_a_conflict_again(self, world: World) -> None:
        content = contested(world)
        number = round_trip.looked_at(world.session, content, world.anna, LATER)
        plan = imports.preview(world.session, number, actor=world.anna, now=LATER)
        seen = round_trip.row_of(plan, world.path).last_change
        assert seen is not None
        tasks.set_responsible(world.session, world.path, world.bo, revision=None, actor=world.anna, now=LATER)
        chosen = {world.path: Settlement(seen, {"status": True, "due": True})}
        taken = imports.take_in(world.session, number, settlements=chosen, actor=world.anna, now=LATER)
        assert task(world, world.path).status is Status.WAITING
        assert taken.lines[0]["message"].endswith("Det skete igen, efter at du valgte.")

    def test_a_task_that_was_closed_since_is_opened_again_where_the_sheet_is_chosen(self, world: World) -> None:
        content = round_trip.edited(round_trip.exported(world.session, NOW), {world.bridge: {"Status": "I gang"}})
        tasks.set_status(world.session, world.bridge, Status.DONE, revision=None, actor=world.anna, now=LATER)
        settle(world, content, {"status": True}, world.bridge)
        assert task(world, world.bridge).status is Status.IN_PROGRESS

    def test_a_row_that_nobody_touched_is_no_conflict_however_old(self, world: World) -> None:
        content = round_trip.exported(world.session, NOW)
        tasks.set_status(world.session, world.path, Status.DONE, revision=None, actor=world.anna, now=LATER)
        tasks.move_deadline(
            world.session, world.bridge, date(2019, 12, 1), reason="x", revision=None, actor=world.anna, now=LATER
        )
        tasks.change_owners(
            world.session, world.bridge, [world.other], reason="x", revision=None, actor=world.anna, now=LATER
        )
        tasks.set_responsible(world.session, world.bridge, world.bo, revision=None, actor=world.anna, now=LATER)
        plan = round_trip.preview(world.session, content, world.anna, LATER)
        assert {row.fate for row in plan.rows} == {Fate.UNCHANGED}

    def test_a_comment_is_added_whoever_changed_the_task(self, world: World) -> None:
        content = round_trip.edited(
            round_trip.exported(world.session, NOW), {world.path: {"Statustekst": "Ros fra borgerne."}}
        )
        tasks.set_status(world.session, world.path, Status.WAITING, revision=None, actor=world.anna, now=LATER)
        round_trip.taken(world.session, content, world.anna, LATER)
        assert happenings(world, world.path)[-1] == ("comment", "Ros fra borgerne.", "status.xlsx")
        assert task(world, world.path).status is Status.WAITING

    def test_a_comment_of_somebody_else_is_no_conflict_and_the_old_one_does_not_come_again(self, world: World) -> None:
        tasks.comment(world.session, world.path, "Den gamle.", actor=world.anna, now=NOW)
        content = round_trip.edited(round_trip.exported(world.session, NOW), {world.path: {"Status": "I gang"}})
        tasks.comment(world.session, world.path, "Den nye.", actor=world.anna, now=LATER)
        round_trip.taken(world.session, content, world.anna, LATER)
        assert task(world, world.path).status is Status.IN_PROGRESS
        said = [comment for _kind, comment, _sheet in happenings(world, world.path) if comment]
        assert said == ["Den gamle.", "Den nye."]
