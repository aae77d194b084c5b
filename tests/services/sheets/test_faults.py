"""Rows of a sheet that cannot be taken, and who may send one in: each says where and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.services.sheets import round_trip
from tests.services.sheets.round_trip import LATER, NOW, World, happenings, task
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.sheets import imports
from tracker.services.sheets.plan import Fate


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
        content = round_trip.edited(
            round_trip.exported(world.session, NOW), {world.path: values, world.jobs: {"Status": "I gang"}}
        )
        plan = round_trip.preview(world.session, content, world.anna, LATER)
        (bad,) = [row for row in plan.rows if row.fate is Fate.FAULT]
        assert (bad.column, bad.line.place) == (column, "Åbne, række 2")
        assert bad.message is not None
        assert message in bad.message
        left = round_trip.taken(world.session, content, world.anna, LATER).lines
        assert [(line["number"], line["column"], line["message"]) for line in left] == [(2, column, bad.message)]
        assert task(world, world.jobs).status is Status.IN_PROGRESS
        assert happenings(world, world.path) == []

    def test_a_task_that_stands_twice_is_taken_from_neither_row(self, world: World) -> None:
        content = round_trip.edited(
            round_trip.exported(world.session, NOW), {world.jobs: {"Opgave-id": world.path, "Status": "I gang"}}
        )
        plan = round_trip.preview(world.session, content, world.anna, LATER)
        faults = [row for row in plan.rows if row.fate is Fate.FAULT]
        assert [row.message for row in faults] == ["Opgaven står i flere rækker. Behold den ene, og slet resten."] * 2

    def test_nothing_of_a_row_is_stored_when_one_of_its_columns_is_refused(self, world: World) -> None:
        content = round_trip.edited(
            round_trip.exported(world.session, NOW),
            {world.path: {"Frist": "01-10-2019", "Begrundelse": "Valget.", "Status": "Forelagt"}},
        )
        round_trip.taken(world.session, content, world.anna, LATER)
        assert happenings(world, world.path) == []
        assert task(world, world.path).due_on == date(2019, 6, 30)

    def test_a_secretary_changes_the_tasks_of_her_committees_alone(self, world: World) -> None:
        rita = replace(world.anna, role=Role.SECRETARY, committees=frozenset({world.own}))
        content = round_trip.edited(
            round_trip.exported(world.session, NOW),
            {world.path: {"Status": "I gang"}, world.jobs: {"Status": "I gang"}},
        )
        plan = round_trip.preview(world.session, content, rita, LATER)
        assert round_trip.row_of(plan, world.path).fate is Fate.CHANGED
        refused = round_trip.row_of(plan, world.jobs)
        assert refused.fate is Fate.FAULT
        assert refused.message is not None
        assert refused.message.startswith("Som udvalgssekretær kan du ikke ændre status på denne opgave.")

    def test_management_may_not_send_sheets_in(self, world: World) -> None:
        with pytest.raises(ForbiddenError):
            round_trip.looked_at(
                world.session, round_trip.exported(world.session, NOW), replace(world.anna, role=Role.MANAGEMENT), NOW
            )

    def test_a_file_without_the_columns_of_the_export_is_refused(self, world: World) -> None:
        with pytest.raises(InputError, match="Hent et regneark fra siden Rapport"):
            round_trip.looked_at(world.session, b"Nr.;Initiativ\r\n1;x\r\n", world.anna, NOW, "andet.csv")

    def test_another_persons_sheet_cannot_be_looked_at_or_taken(self, world: World) -> None:
        found = round_trip.looked_at(world.session, round_trip.exported(world.session, NOW), world.anna, NOW)
        other = replace(world.anna, user_id=world.bo)
        with pytest.raises(NotFoundError):
            imports.take_in(world.session, found, actor=other, now=LATER)

    def test_a_sheet_is_taken_once(self, world: World) -> None:
        content = round_trip.edited(round_trip.exported(world.session, NOW), {world.path: {"Statustekst": "Ja."}})
        found = round_trip.looked_at(world.session, content, world.anna, NOW)
        imports.take_in(world.session, found, actor=world.anna, now=LATER)
        with pytest.raises(InputError, match="allerede indlæst"):
            imports.take_in(world.session, found, actor=world.anna, now=LATER)
        assert len(happenings(world, world.path)) == 1
