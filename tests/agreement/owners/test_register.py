"""What the register means on a day: who had ended, who took over, whose name stands above whose."""

from datetime import date

import pytest

from tracker.agreement.owners.committees import roll
from tracker.agreement.owners.register import Committee, Register


def names(text: str, register: Register) -> list[str]:
    return [mention.name for mention in roll(text, register).mentions(text)]


def succession() -> Register:
    return Register(
        (
            Committee("Skoleudvalget", ("SKU",), valid_until=date(2013, 12, 31), successor="Børneudvalget"),
            Committee(
                "Børneudvalget",
                subjects=("skole",),
                administrations=("Center for Læring",),
                valid_from=date(2014, 1, 1),
                valid_until=date(2017, 12, 31),
                successor="Børne- og Ungeudvalget",
            ),
            Committee("Børne- og Ungeudvalget", ("BUU",), ("Ungeudvalget",), ("skole",), valid_from=date(2018, 1, 1)),
            Committee("Havneudvalget", ("HU",), subjects=("havn",), valid_until=date(2015, 6, 30)),
        )
    )


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        (date(2012, 5, 1), "Sagen forelægges Skoleudvalget.", "Skoleudvalget"),
        (date(2013, 12, 31), "Sagen forelægges Skoleudvalget.", "Skoleudvalget"),
        (date(2014, 1, 1), "Sagen forelægges Skoleudvalget.", "Børneudvalget"),
        (date(2020, 1, 1), "Sagen forelægges Skoleudvalget.", "Børne- og Ungeudvalget"),
        (date(2020, 1, 1), "Sagen forelægges SKU.", "Børne- og Ungeudvalget"),
        (date(2020, 1, 1), "Sagen forelægges Ungeudvalget.", "Børne- og Ungeudvalget"),
        (date(2012, 5, 1), "Sagen forelægges BUU.", "Børne- og Ungeudvalget"),
        (date(2020, 1, 1), "Sagen forelægges Havneudvalget.", "Havneudvalget"),
        (None, "Sagen forelægges Skoleudvalget.", "Skoleudvalget"),
    ],
)
def test_a_name_means_the_committee_that_stood_on_the_day_of_the_agreement(day, text, expected):
    assert names(text, succession().at(day)) == [expected]


def test_nothing_is_offered_to_a_committee_that_did_not_exist():
    def offered(day):
        return {each.name for each in succession().at(day).committees if each.subjects or each.administrations}

    assert offered(date(2016, 1, 1)) == {"Børneudvalget"}
    assert offered(date(2020, 1, 1)) == {"Børne- og Ungeudvalget"}
    assert offered(date(2015, 1, 1)) == {"Børneudvalget", "Havneudvalget"}


def test_committees_that_succeed_each_other_in_a_ring_end_nowhere():
    ended = date(2015, 12, 31)
    ring = Register(
        (
            Committee("Vejudvalget", valid_until=ended, successor="Stiudvalget"),
            Committee("Stiudvalget", valid_until=ended, successor="Vejudvalget"),
        )
    )
    assert names("Vejudvalget og Stiudvalget", ring.at(date(2020, 1, 1))) == ["Vejudvalget", "Stiudvalget"]


def test_a_name_of_today_stands_above_a_former_name_of_another():
    register = Register((Committee("Fritidsudvalget", former_names=("Kulturudvalget",)), Committee("Kulturudvalget")))
    assert names("Sagen forelægges Kulturudvalget.", register) == ["Kulturudvalget"]
