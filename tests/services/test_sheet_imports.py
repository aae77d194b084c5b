"""A sheet that comes back: what was changed in it is changed here, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.factories import make_committee, make_task, make_user
from tests.services import sheets
from tracker.agreement.values import TaskKind
from tracker.db.engine import Database
from tracker.db.models import DeadlineVersion, Occurrence, SheetImport, Task, TaskEvent
from tracker.domain.history import EventKind
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services import sheet_imports, sheet_undo, tasks
from tracker.services.actors import Actor
from tracker.services.sheet_plan import Fate, Settlement

NOW = datetime(2019, 5, 15, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


@dataclass
class World:
    session: Session
    anna: Actor
    path: int
    jobs: int
    bridge: int
    own: int
    other: int
    bo: int


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    """Three open tasks of two committees, and people."""
    with database.writing() as session:
        own, other = make_committee(session, "Kultur- og Fritidsudvalget"), make_committee(session, "Økonomiudvalget")
        anna, bo = make_user(session, "Anna Holm"), make_user(session, "Bo Berg")
        path = make_task(session, "Forslag til cykelsti forelægges", due=date(2019, 6, 30), owners=[own])
        jobs = make_task(session, "Jobmesse holdes", due=None, kind=TaskKind.DELIVERY, owners=[other])
        bridge = make_task(session, "Bro åbnes", due=date(2019, 9, 1), kind=TaskKind.DELIVERY, owners=[own, other])
        yield World(session, Actor.of(anna), path.id, jobs.id, bridge.id, own.id, other.id, bo.id)


def task(world: World, task_id: int) -> Task:
    world.session.expire_all()
    return world.session.get_one(Task, task_id)


def happenings(world: World, task_id: int) -> list[tuple[str, str | None, str | None]]:
    """The kinds, comments and sheets of what happened to a task since it was made."""
    found = world.session.scalars(select(TaskEvent).where(TaskEvent.task_id == task_id).order_by(TaskEvent.id))
    return [(each.kind.value, each.comment, each.sheet) for each in found][1:]


class TestWhatIsChanged:
    def test_a_sheet_that_was_only_saved_changes_nothing(self, world: World) -> None:
        content = sheets.edited(sheets.exported(world.session, NOW))
        plan = sheets.preview(world.session, content, world.anna, LATER)
        assert {row.fate for row in plan.rows} == {Fate.UNCHANGED}
        before = world.session.scalar(select(TaskEvent.id).order_by(TaskEvent.id.desc()))
        assert sheets.taken(world.session, content, world.anna, LATER).changes == []
        assert world.session.scalar(select(TaskEvent.id).order_by(TaskEvent.id.desc())) == before

    def test_every_column_that_can_be_changed_is_changed_by_its_own_service(self, world: World) -> None:
        content = sheets.edited(
            sheets.exported(world.session, NOW),
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
        row = sheets.row_of(sheets.preview(world.session, content, world.anna, LATER), world.path)
        assert [(each.heading, each.before, each.after) for each in row.changes] == [
            ("Status", "Ikke startet", "I gang"),
            ("Frist", "30. juni 2019", "30. august 2019"),
            ("Udvalg", "Kultur- og Fritidsudvalget", "Økonomiudvalget og Kultur- og Fritidsudvalget"),
            ("Ansvarlig", "ingen", "Bo Berg"),
            ("Statustekst", "", "Høringen er i gang."),
        ]
        sheets.taken(world.session, content, world.anna, LATER)
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
        content = sheets.edited(
            sheets.exported(world.session, NOW),
            {
                world.path: {
                    "Frist": "31. august 2019",
                    "Første frist": datetime(2019, 12, 31),  # noqa: DTZ001
                    "Flyttet (gange)": 0,
                    "Begrundelse": "Valget.",
                }
            },
        )
        row = sheets.row_of(sheets.preview(world.session, content, world.anna, LATER), world.path)
        assert row.notes == ["Den første frist kan ikke ændres, og bliver stående."]
        sheets.taken(world.session, content, world.anna, LATER)
        versions = world.session.scalars(select(DeadlineVersion).where(DeadlineVersion.task_id == world.path)).all()
        assert [(each.number, each.due_on, each.moved) for each in versions] == [
            (1, date(2019, 6, 30), False),
            (2, date(2019, 8, 31), True),
        ]

    @pytest.mark.parametrize("typed", ["31-08-2019", "31. august 2019", "31/8-2019", "2019-08-31"])
    def test_dates_are_taken_as_people_write_them(self, world: World, typed: str) -> None:
        content = sheets.edited(
            sheets.exported(world.session, NOW), {world.path: {"Frist": typed, "Begrundelse": "Valget."}}
        )
        sheets.taken(world.session, content, world.anna, LATER)
        assert task(world, world.path).due_on == date(2019, 8, 31)

    def test_done_and_presented_are_two_steps_and_presented_needs_its_meeting(self, world: World) -> None:
        content = sheets.edited(sheets.exported(world.session, NOW), {world.path: {"Status": "Forelagt"}})
        row = sheets.row_of(sheets.preview(world.session, content, world.anna, LATER), world.path)
        assert (row.fate, row.column) == (Fate.FAULT, "Forelagt den")
        assert row.message == "Skriv datoen for det møde, hvor sagen blev forelagt."
        content = sheets.edited(content, {world.path: {"Forelagt den": datetime(2019, 5, 14)}})  # noqa: DTZ001
        sheets.taken(world.session, content, world.anna, LATER)
        assert (task(world, world.path).status, task(world, world.path).presented_on) == (
            Status.PRESENTED,
            date(2019, 5, 14),
        )

    def test_a_finished_task_is_opened_again_by_its_status(self, world: World) -> None:
        tasks.set_status(world.session, world.bridge, Status.DONE, revision=None, actor=world.anna, now=NOW)
        content = sheets.edited(
            sheets.exported(world.session, NOW),
            {world.bridge: {"Status": "I gang", "Frist": "01-10-2019", "Begrundelse": "Rækværket mangler."}},
        )
        sheets.taken(world.session, content, world.anna, LATER)
        assert (task(world, world.bridge).status, task(world, world.bridge).due_on) == (
            Status.IN_PROGRESS,
            date(2019, 10, 1),
        )

    def test_a_task_is_dropped_with_the_reason(self, world: World) -> None:
        content = sheets.edited(
            sheets.exported(world.session, NOW), {world.jobs: {"Status": "udgået", "Begrundelse": "Opgivet."}}
        )
        sheets.taken(world.session, content, world.anna, LATER)
        assert happenings(world, world.jobs) == [("status", "Opgivet.", "status.xlsx")]
        assert task(world, world.jobs).status is Status.DROPPED

    def test_a_task_without_a_date_gets_one_and_that_is_no_move(self, world: World) -> None:
        content = sheets.edited(
            sheets.exported(world.session, NOW), {world.jobs: {"Frist": "01-10-2019", "Begrundelse": "Aftalt."}}
        )
        sheets.taken(world.session, content, world.anna, LATER)
        assert [(each.due_on, each.moved) for each in task(world, world.jobs).deadlines] == [
            (None, False),
            (date(2019, 10, 1), False),
        ]

    def test_rows_and_columns_that_were_removed_change_nothing(self, world: World) -> None:
        import io

        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(sheets.exported(world.session, NOW)))
        sheet = book["Åbne"]
        sheet.delete_rows(2, 2)
        sheet.delete_cols(1, 6)  # the date and the owners among them
        file = io.BytesIO()
        book.save(file)
        plan = sheets.preview(world.session, file.getvalue(), world.anna, LATER)
        assert [row.fate for row in plan.rows] == [Fate.UNCHANGED]


class TestTheSameFileTwice:
    def test_it_changes_nothing_the_second_time(self, world: World) -> None:
        content = sheets.edited(
            sheets.exported(world.session, NOW),
            {
                world.path: {"Status": "I gang", "Statustekst": "Vi er i gang."},
                world.jobs: {"Frist": "01-10-2019", "Begrundelse": "Aftalt.", "Ansvarlig": "Bo Berg"},
            },
        )
        assert len(sheets.taken(world.session, content, world.anna, LATER).changes) == 2
        plan = sheets.preview(world.session, content, world.anna, LATER)
        assert {row.fate for row in plan.rows} == {Fate.UNCHANGED}

    def test_a_repeated_task_is_not_closed_for_the_next_time_too(self, world: World) -> None:
        world.session.add_all(
            Occurrence(task_id=world.bridge, number=year - 2018, due_on=date(year, 9, 1)) for year in (2019, 2020, 2021)
        )
        world.session.flush()
        content = sheets.edited(sheets.exported(world.session, NOW), {world.bridge: {"Status": "Færdig"}})
        sheets.taken(world.session, content, world.anna, LATER)
        assert task(world, world.bridge).due_on == date(2020, 9, 1)
        assert sheets.taken(world.session, content, world.anna, LATER).changes == []
        assert task(world, world.bridge).due_on == date(2020, 9, 1)


def contested(world: World) -> bytes:
    """A sheet that changes the status and the date of a task whose status somebody else has changed since."""
    wanted = {"Status": "Færdig", "Frist": "30-08-2019", "Begrundelse": "Høring.", "Statustekst": "Ros fra borgerne."}
    content = sheets.edited(sheets.exported(world.session, NOW), {world.path: wanted})
    tasks.set_status(world.session, world.path, Status.WAITING, revision=None, actor=world.anna, now=LATER)
    return content


def settle(world: World, content: bytes, from_sheet: dict[str, bool], task_id: int | None = None) -> SheetImport:
    """Takes a sheet in, with the conflict of a task settled so."""
    task_id = task_id or world.path
    number = sheets.looked_at(world.session, content, world.anna, LATER)
    plan = sheet_imports.preview(world.session, number, actor=world.anna, now=LATER)
    seen = sheets.row_of(plan, task_id).last_change
    assert seen is not None
    chosen = {task_id: Settlement(seen, from_sheet)}
    return sheet_imports.take_in(world.session, number, settlements=chosen, actor=world.anna, now=LATER)


class TestTwoAtOnce:
    def test_what_somebody_else_changed_since_is_shown_and_not_overwritten(self, world: World) -> None:
        content = sheets.edited(sheets.exported(world.session, NOW), {world.path: {"Status": "Færdig"}})
        tasks.set_status(
            world.session,
            world.path,
            Status.WAITING,
            revision=None,
            actor=replace(world.anna, name="Rita Lund"),
            now=LATER,
        )
        row = sheets.row_of(sheets.preview(world.session, content, world.anna, LATER), world.path)
        assert row.fate is Fate.CONFLICT
        assert row.message is not None
        assert row.message.startswith("Rita Lund har ændret opgaven 15. maj 2019, efter at regnearket blev hentet.")
        assert [(each.before, each.after) for each in row.changes] == [("Afventer", "Færdig")]
        left = sheets.taken(world.session, content, world.anna, LATER)
        assert task(world, world.path).status is Status.WAITING
        assert [(line["task_id"], line["fate"]) for line in left.lines] == [(world.path, "conflict")]

    def test_columns_of_a_conflict_are_told_as_they_stood_stand_and_are_asked(self, world: World) -> None:
        plan = sheets.preview(world.session, contested(world), world.anna, LATER)
        assert [
            (each.field, each.stood, each.stands, each.asked, each.is_contested)
            for each in sheets.row_of(plan, world.path).rivals
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
        number = sheets.looked_at(world.session, content, world.anna, LATER)
        plan = sheet_imports.preview(world.session, number, actor=world.anna, now=LATER)
        seen = sheets.row_of(plan, world.path).last_change
        assert seen is not None
        tasks.set_responsible(world.session, world.path, world.bo, revision=None, actor=world.anna, now=LATER)
        chosen = {world.path: Settlement(seen, {"status": True, "due": True})}
        taken = sheet_imports.take_in(world.session, number, settlements=chosen, actor=world.anna, now=LATER)
        assert task(world, world.path).status is Status.WAITING
        assert taken.lines[0]["message"].endswith("Det skete igen, efter at du valgte.")

    def test_a_task_that_was_closed_since_is_opened_again_where_the_sheet_is_chosen(self, world: World) -> None:
        content = sheets.edited(sheets.exported(world.session, NOW), {world.bridge: {"Status": "I gang"}})
        tasks.set_status(world.session, world.bridge, Status.DONE, revision=None, actor=world.anna, now=LATER)
        settle(world, content, {"status": True}, world.bridge)
        assert task(world, world.bridge).status is Status.IN_PROGRESS

    def test_a_row_that_nobody_touched_is_no_conflict_however_old(self, world: World) -> None:
        content = sheets.exported(world.session, NOW)
        tasks.set_status(world.session, world.path, Status.DONE, revision=None, actor=world.anna, now=LATER)
        tasks.move_deadline(
            world.session, world.bridge, date(2019, 12, 1), reason="x", revision=None, actor=world.anna, now=LATER
        )
        tasks.change_owners(
            world.session, world.bridge, [world.other], reason="x", revision=None, actor=world.anna, now=LATER
        )
        tasks.set_responsible(world.session, world.bridge, world.bo, revision=None, actor=world.anna, now=LATER)
        plan = sheets.preview(world.session, content, world.anna, LATER)
        assert {row.fate for row in plan.rows} == {Fate.UNCHANGED}

    def test_a_comment_is_added_whoever_changed_the_task(self, world: World) -> None:
        content = sheets.edited(sheets.exported(world.session, NOW), {world.path: {"Statustekst": "Ros fra borgerne."}})
        tasks.set_status(world.session, world.path, Status.WAITING, revision=None, actor=world.anna, now=LATER)
        sheets.taken(world.session, content, world.anna, LATER)
        assert happenings(world, world.path)[-1] == ("comment", "Ros fra borgerne.", "status.xlsx")
        assert task(world, world.path).status is Status.WAITING

    def test_a_comment_of_somebody_else_is_no_conflict_and_the_old_one_does_not_come_again(self, world: World) -> None:
        tasks.comment(world.session, world.path, "Den gamle.", actor=world.anna, now=NOW)
        content = sheets.edited(sheets.exported(world.session, NOW), {world.path: {"Status": "I gang"}})
        tasks.comment(world.session, world.path, "Den nye.", actor=world.anna, now=LATER)
        sheets.taken(world.session, content, world.anna, LATER)
        assert task(world, world.path).status is Status.IN_PROGRESS
        said = [comment for _kind, comment, _sheet in happenings(world, world.path) if comment]
        assert said == ["Den gamle.", "Den nye."]


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
                content = sheets.edited(sheets.exported(session, NOW), edits)
                number = sheets.looked_at(session, content, anna, NOW)
            with database.reading() as session, statements(database) as sent:
                plan = sheet_imports.preview(session, number, actor=anna, now=NOW)
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


class TestBadRows:
    @pytest.mark.parametrize(
        ("values", "column", "message"),
        [
            (
                {"Status": "Næsten færdig"},
                "Status",
                "«Næsten færdig» er ikke en status. Skriv «Ikke startet», ",
            ),
            ({"Status": ""}, "Status", "er ikke en status"),
            ({"Frist": "32-05-2019", "Begrundelse": "x"}, "Frist", "«32-05-2019» er ikke en dato."),
            ({"Frist": None}, "Frist", "En frist kan ikke fjernes."),
            ({"Frist": "01-10-2019"}, "Begrundelse", "Skriv hvorfor fristen flyttes."),
            ({"Udvalg": "Havneudvalget"}, "Udvalg", "«Havneudvalget» er ikke et kendt udvalg."),
            ({"Udvalg": None, "Begrundelse": "x"}, "Udvalg", "Vælg mindst ét udvalg."),
            ({"Udvalg": "Økonomiudvalget"}, "Begrundelse", "Skriv hvorfor opgaven skifter udvalg."),
            ({"Ansvarlig": "Ukendt Person"}, "Ansvarlig", "Ingen aktiv bruger hedder det."),
            ({"Forelagt den": "08-05-2019"}, "Forelagt den", "Datoen hører til status «Forelagt»."),
            ({"Status": "Udgået"}, "Begrundelse", "Skriv hvorfor opgaven udgår."),
            ({"Status": "=A1"}, "Status", "Cellen har en formel."),
            ({"Statustekst": "x" * 10_001}, "Statustekst", "Teksten må højst have 10000 tegn"),
            ({"Opgave-id": 99_999}, "Opgave-id", "Der er ingen opgave med id 99999."),
            ({"Opgave-id": None}, "Opgave-id", "Nye opgaver kan ikke oprettes i regnearket"),
            ({"Opgave-id": "syv"}, "Opgave-id", "«syv» er ikke et tal fra eksporten."),
            ({"Udgave": None}, "Udgave", "Udgaven mangler."),
            ({"Udgave": 1_000_000}, "Udgave", "Udgaven hører ikke til opgaven."),
        ],
        ids=str,
    )
    def test_a_bad_row_says_where_and_what_to_do_and_the_good_ones_are_taken(
        self, world: World, values: dict[str, object], column: str, message: str
    ) -> None:
        content = sheets.edited(
            sheets.exported(world.session, NOW), {world.path: values, world.jobs: {"Status": "I gang"}}
        )
        plan = sheets.preview(world.session, content, world.anna, LATER)
        (bad,) = [row for row in plan.rows if row.fate is Fate.FAULT]
        assert (bad.column, bad.line.place) == (column, "Åbne, række 2")
        assert bad.message is not None
        assert message in bad.message
        left = sheets.taken(world.session, content, world.anna, LATER).lines
        assert [(line["number"], line["column"], line["message"]) for line in left] == [(2, column, bad.message)]
        assert task(world, world.jobs).status is Status.IN_PROGRESS
        assert happenings(world, world.path) == []

    def test_a_task_that_stands_twice_is_taken_from_neither_row(self, world: World) -> None:
        content = sheets.edited(
            sheets.exported(world.session, NOW), {world.jobs: {"Opgave-id": world.path, "Status": "I gang"}}
        )
        plan = sheets.preview(world.session, content, world.anna, LATER)
        faults = [row for row in plan.rows if row.fate is Fate.FAULT]
        assert [row.message for row in faults] == ["Opgaven står i flere rækker. Behold den ene, og slet resten."] * 2

    def test_nothing_of_a_row_is_stored_when_one_of_its_columns_is_refused(self, world: World) -> None:
        content = sheets.edited(
            sheets.exported(world.session, NOW),
            {world.path: {"Frist": "01-10-2019", "Begrundelse": "Valget.", "Status": "Forelagt"}},
        )
        sheets.taken(world.session, content, world.anna, LATER)
        assert happenings(world, world.path) == []
        assert task(world, world.path).due_on == date(2019, 6, 30)

    def test_a_secretary_changes_the_tasks_of_her_committees_alone(self, world: World) -> None:
        rita = replace(world.anna, role=Role.SECRETARY, committees=frozenset({world.own}))
        content = sheets.edited(
            sheets.exported(world.session, NOW),
            {world.path: {"Status": "I gang"}, world.jobs: {"Status": "I gang"}},
        )
        plan = sheets.preview(world.session, content, rita, LATER)
        assert sheets.row_of(plan, world.path).fate is Fate.CHANGED
        refused = sheets.row_of(plan, world.jobs)
        assert refused.fate is Fate.FAULT
        assert refused.message is not None
        assert refused.message.startswith("Som udvalgssekretær kan du ikke ændre status på denne opgave.")

    def test_management_may_not_send_sheets_in(self, world: World) -> None:
        with pytest.raises(ForbiddenError):
            sheets.looked_at(
                world.session, sheets.exported(world.session, NOW), replace(world.anna, role=Role.MANAGEMENT), NOW
            )

    def test_a_file_without_the_columns_of_the_export_is_refused(self, world: World) -> None:
        with pytest.raises(InputError, match="Hent et regneark fra siden Rapport"):
            sheets.looked_at(world.session, b"Nr.;Initiativ\r\n1;x\r\n", world.anna, NOW, "andet.csv")

    def test_another_persons_sheet_cannot_be_looked_at_or_taken(self, world: World) -> None:
        found = sheets.looked_at(world.session, sheets.exported(world.session, NOW), world.anna, NOW)
        other = replace(world.anna, user_id=world.bo)
        with pytest.raises(NotFoundError):
            sheet_imports.take_in(world.session, found, actor=other, now=LATER)

    def test_a_sheet_is_taken_once(self, world: World) -> None:
        content = sheets.edited(sheets.exported(world.session, NOW), {world.path: {"Statustekst": "Ja."}})
        found = sheets.looked_at(world.session, content, world.anna, NOW)
        sheet_imports.take_in(world.session, found, actor=world.anna, now=LATER)
        with pytest.raises(InputError, match="allerede indlæst"):
            sheet_imports.take_in(world.session, found, actor=world.anna, now=LATER)
        assert len(happenings(world, world.path)) == 1


class TestUndo:
    def changed(self, world: World) -> SheetImport:
        world.session.add_all(
            Occurrence(task_id=world.bridge, number=year - 2018, due_on=date(year, 9, 1)) for year in (2019, 2020)
        )
        world.session.flush()
        content = sheets.edited(
            sheets.exported(world.session, NOW),
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
        return sheets.taken(world.session, content, world.anna, LATER)

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
        content = sheets.edited(sheets.exported(world.session, NOW), {world.path: {"Status": "I gang"}})
        found = sheets.taken(world.session, content, world.anna, LATER)
        sheet_undo.undo(world.session, found, actor=world.anna, now=LATER)
        fresh = sheets.edited(sheets.exported(world.session, LATER), {world.path: {"Status": "I gang"}})
        assert len(sheets.taken(world.session, fresh, world.anna, LATER).changes) == 1
