"""The conventions of the settings, as the reader takes them."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from tracker import resources, settings
from tracker.agreement.deadlines import DEFAULT, Conventions, Summer
from tracker.errors import SettingsError
from tracker.services.agreements.conventions import reading_conventions
from tracker.settings import ConventionSettings


def test_nothing_set_is_as_usual() -> None:
    assert reading_conventions(ConventionSettings()) == DEFAULT


def test_the_example_file_shows_what_is_usual() -> None:
    shown = settings.load(resources.EXAMPLE_CONFIG).conventions
    assert all(value is not None for value in shown.model_dump().values())
    assert reading_conventions(shown) == DEFAULT


def test_every_convention_can_be_set() -> None:
    assert {field.name for field in fields(Conventions)} == set(ConventionSettings.model_fields)


def test_what_is_set_is_put_in_place_of_what_is_usual() -> None:
    own = ConventionSettings.model_validate({"summer": "recess", "summer_begins": "06-21", "primo_ends": 12})
    assert reading_conventions(own) == replace(DEFAULT, summer=Summer.RECESS, summer_begins=(6, 21), primo_ends=12)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("medio_ends", 5, "medio_ends skal være mellem 11 og 27"),
        ("autumn_holiday_week", 53, "autumn_holiday_week skal være mellem 1 og 52"),
        ("summer_begins", "10-01", "spring_begins, summer_begins, autumn_begins, winter_begins skal komme i den"),
        ("summer_holiday_ends", "06-01", "summer_holiday_begins, summer_holiday_ends skal komme i den"),
    ],
)
def test_what_no_year_can_hold_is_refused_by_name(key: str, value: object, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        reading_conventions(ConventionSettings.model_validate({key: value}))
    assert said in str(caught.value)
