"""A sheet that comes back: what was changed in it is changed here, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import pytest
from sqlalchemy import event, select

from tests.factories import make_committee, make_task, make_user
from tests.services.sheets import round_trip
from tests.services.sheets.round_trip import LATER, NOW, World, happenings, task
from tracker.db.engine import Database
from tracker.db.models import DeadlineVersion, Occurrence, TaskEvent
from tracker.domain.status import Status
from tracker.services.actors import Actor
from tracker.services.sheets import imports
from tracker.services.sheets.plan import Fate
from tracker.services.tasks import tasks


class TestWhatIsChanged:
    def test_a_sheet_that_was_only_saved_changes_nothing(self, world: World) -> None:
        content = round_trip.edited(round_trip.exported(world.session, NOW))
        plan = round_trip.preview(world.session, content, world.anna, LATER)
        assert {row.fate for row in plan.rows} == {Fate.UNCHANGED}
        before = world.session.scalar(select(TaskEvent.id).order_by(TaskEvent.id.desc()))
        assert round_trip.taken(world.session, content, world.anna, LATER).changes == []
        assert world.session.scalar(select(TaskEvent.id).order_by(TaskEvent.id.desc())) == before

    def test_every_column_that_can_be_changed_is_changed_by_its_own_service(self, world: World) -> None:
        content = round_trip.edited(
            round_trip.exported(world.session, NOW),
            {
                world.path: {
                    "Status": "I gang",
                    "Frist": datetime(2019, 8, 30),  # noqa: DTZ001 - sheets have no zone
                    "Ansvarlig": "bo berg",
                    "Udvalg": "Økonomiudvalget og Kultur- og Fritidsudvalget",
                    "Statustekst": "Høringen er i gang.",
                    "Begrundelse": "Udbuddet trak ud.",
                }
            },
        )
        row = round_trip.row_of(round_trip.preview(world.session, content, world.anna, LATER), world.path)
        assert [(each.heading, each.before, each.after) for each in row.changes] == [
            ("Status", "Ikke startet", "I gang"),
            ("Frist", "30. juni 2019", "30. august 2019"),
            ("Udvalg", "Kultur- og Fritidsudvalget", "Økonomiudvalget og Kultur- og Fritidsudvalget"),
            ("Ansvarlig", "ingen", "Bo Berg"),
            ("Statustekst", "", "Høringen er i gang."),
        ]
        round_trip.taken(world.session, content, world.anna, LATER)
        changed = task(world, world.path)
        assert (changed.status, changed.due_on) == (Status.IN_PROGRESS, date(2019, 8, 30))
        assert changed.responsible_id == world.bo
        assert [owner.committee_id for owner in changed.owners] == [world.other, world.own]
        assert happenings(world, world.path) == [
            ("deadline", "Udbuddet trak ud.", "status.xlsx"),
            ("responsible", None, "status.xlsx"),
            ("status", "Høringen er i gang.", "status.xlsx"),
            ("owner", "Udbuddet trak ud.", "status.xlsx"),
        ]
        assert {event.actor_name for event in changed.events[1:]} == {"Anna Holm"}

    def test_the_first_date_is_kept_and_the_move_is_counted_also_where_the_sheet_says_otherwise(
        self, world: World
    ) -> None:
        content = round_trip.edited(
            round_trip.exported(world.session, NOW),
            {
                world.path: {
                    "Frist": "31. august 2019",
                    "Første frist": datetime(2019, 12, 31),  # noqa: DTZ001
                    "Flyttet (gange)": 0,
                    "Begrundelse": "Valget.",
                }
            },
        )
        row = round_trip.row_of(round_trip.preview(world.session, content, world.anna, LATER), world.path)
        assert row.notes == ["Den første frist kan ikke ændres, og bliver stående."]
        round_trip.taken(world.session, content, world.anna, LATER)
        versions = world.session.scalars(select(DeadlineVersion).where(DeadlineVersion.task_id == world.path)).all()
        assert [(each.number, each.due_on, each.moved) for each in versions] == [
            (1, date(2019, 6, 30), False),
            (2, date(2019, 8, 31), True),
        ]

    @pytest.mark.parametrize("typed", ["31-08-2019", "31. august 2019", "31/8-2019", "2019-08-31"])
    def test_dates_are_taken_as_people_write_them(self, world: World, typed: str) -> None:
        content = round_trip.edited(
            round_trip.exported(world.session, NOW), {world.path: {"Frist": typed, "Begrundelse": "Valget."}}
        )
        round_trip.taken(world.session, content, world.anna, LATER)
        assert task(world, world.path).due_on == date(2019, 8, 31)

    def test_done_and_presented_are_two_steps_and_presented_needs_its_meeting(self, world: World) -> None:
        content = round_trip.edited(round_trip.exported(world.session, NOW), {world.path: {"Status": "Forelagt"}})
        row = round_trip.row_of(round_trip.preview(world.session, content, world.anna, LATER), world.path)
        assert (row.fate, row.column) == (Fate.FAULT, "Forelagt den")
        assert row.message == "Skriv datoen for det møde, hvor sagen blev forelagt."
        content = round_trip.edited(content, {world.path: {"Forelagt den": datetime(2019, 5, 14)}})  # noqa: DTZ001
        round_trip.taken(world.session, content, world.anna, LATER)
        assert (task(world, world.path).status, task(world, world.path).presented_on) == (
            Status.PRESENTED,
            date(2019, 5, 14),
        )

    def test_a_finished_task_is_opened_again_by_its_status(self, world: World) -> None:
        tasks.set_status(world.session, world.bridge, Status.DONE, revision=None, actor=world.anna, now=NOW)
        content = round_trip.edited(
            round_trip.exported(world.session, NOW),
            {world.bridge: {"Status": "I gang", "Frist": "01-10-2019", "Begrundelse": "Rækværket mangler."}},
        )
        round_trip.taken(world.session, content, world.anna, LATER)
        assert (task(world, world.bridge).status, task(world, world.bridge).due_on) == (
            Status.IN_PROGRESS,
            date(2019, 10, 1),
        )

    def test_a_task_is_dropped_with_the_reason(self, world: World) -> None:
        content = round_trip.edited(
            round_trip.exported(world.session, NOW), {world.jobs: {"Status": "udgået", "Begrundelse": "Opgivet."}}
        )
        round_trip.taken(world.session, content, world.anna, LATER)
        assert happenings(world, world.jobs) == [("status", "Opgivet.", "status.xlsx")]
        assert task(world, world.jobs).status is Status.DROPPED

    def test_a_task_without_a_date_gets_one_and_that_is_no_move(self, world: World) -> None:
        content = round_trip.edited(
            round_trip.exported(world.session, NOW), {world.jobs: {"Frist": "01-10-2019", "Begrundelse": "Aftalt."}}
        )
        round_trip.taken(world.session, content, world.anna, LATER)
        assert [(each.due_on, each.moved) for each in task(world, world.jobs).deadlines] == [
            (None, False),
            (date(2019, 10, 1), False),
        ]

    def test_rows_and_columns_that_were_removed_change_nothing(self, world: World) -> None:
        import io

        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(round_trip.exported(world.session, NOW)))
        sheet = book["Åbne"]
        sheet.delete_rows(2, 2)
        sheet.delete_cols(1, 6)  # the date and the owners among them
        file = io.BytesIO()
        book.save(file)
        plan = round_trip.preview(world.session, file.getvalue(), world.anna, LATER)
        assert [row.fate for row in plan.rows] == [Fate.UNCHANGED]


class TestTheSameFileTwice:
    def test_it_changes_nothing_the_second_time(self, world: World) -> None:
        content = round_trip.edited(
            round_trip.exported(world.session, NOW),
            {
                world.path: {"Status": "I gang", "Statustekst": "Vi er i gang."},
                world.jobs: {"Frist": "01-10-2019", "Begrundelse": "Aftalt.", "Ansvarlig": "Bo Berg"},
            },
        )
        assert len(round_trip.taken(world.session, content, world.anna, LATER).changes) == 2
        plan = round_trip.preview(world.session, content, world.anna, LATER)
        assert {row.fate for row in plan.rows} == {Fate.UNCHANGED}

    def test_a_repeated_task_is_not_closed_for_the_next_time_too(self, world: World) -> None:
        world.session.add_all(
            Occurrence(task_id=world.bridge, number=year - 2018, due_on=date(year, 9, 1)) for year in (2019, 2020, 2021)
        )
        world.session.flush()
        content = round_trip.edited(round_trip.exported(world.session, NOW), {world.bridge: {"Status": "Færdig"}})
        round_trip.taken(world.session, content, world.anna, LATER)
        assert task(world, world.bridge).due_on == date(2020, 9, 1)
        assert round_trip.taken(world.session, content, world.anna, LATER).changes == []
        assert task(world, world.bridge).due_on == date(2020, 9, 1)


class TestManyRows:
    def test_rows_that_ask_for_nothing_cost_no_statement(self, database: Database) -> None:
        with database.writing() as session:
            changed = [make_task(session, f"Sag {number}").id for number in range(3)]
            anna = Actor.of(make_user(session, "Anna Holm"))
        counts = []
        for more in (0, 40):
            with database.writing() as session:
                for number in range(more):
                    make_task(session, f"Uændret {number}", owners=[make_committee(session)])
            with database.writing() as session:
                edits = {each: {"Frist": "01-12-2019", "Begrundelse": "Høring."} for each in changed}
                content = round_trip.edited(round_trip.exported(session, NOW), edits)
                number = round_trip.looked_at(session, content, anna, NOW)
            with database.reading() as session, statements(database) as sent:
                plan = imports.preview(session, number, actor=anna, now=NOW)
            assert (plan.counts[Fate.CHANGED], plan.counts[Fate.UNCHANGED]) == (3, more)
            counts.append(len(sent))
        assert counts[0] == counts[1]


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
