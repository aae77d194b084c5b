"""Addresses that a task may link to."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.links import LONGEST_ADDRESS, check_address
from tracker.errors import InputError


@pytest.mark.parametrize(
    "address",
    [
        "https://sager.example.dk/19-1234",
        "http://dagsorden.example.dk:8080/møde/7?punkt=3#bilag",
        "  https://sager.example.dk/ ",
    ],
)
def test_a_whole_address_is_kept_as_it_was_written(address: str) -> None:
    assert check_address(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        "sager.example.dk/19-1234",
        "javascript:alert(1)",
        "data:text/html,hej",
        "file:///c:/sager/19-1234.docx",
        "https://",
        "https://[::1",
        "https://sager.example.dk:99999/",
        "https://sager.example.dk/et mellemrum",
        "https://sager.example.dk/\u0001",
        "//sager.example.dk/19-1234",
    ],
)
def test_what_is_no_whole_address_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(InputError, match="Skriv hele adressen") as caught:
        check_address(address)
    assert caught.value.field == "address"


def test_an_address_with_a_name_and_a_password_is_refused() -> None:
    with pytest.raises(InputError, match="brugernavn eller adgangskode"):
        check_address("https://anna:hemmelig@sager.example.dk/")


def test_nothing_and_too_much_are_told_apart() -> None:
    with pytest.raises(InputError, match="Skriv adressen"):
        check_address("  ")
    with pytest.raises(InputError, match="højst have 2000 tegn; den har 2024"):
        check_address("https://sager.example.dk" + "/" * LONGEST_ADDRESS)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_an_address_or_refused(typed: str) -> None:
    with suppress(InputError):
        assert check_address(typed).lower().startswith(("http://", "https://"))
