"""Who was at a meeting does what its minutes say that they do; other names are strangers'."""

from __future__ import annotations

from datetime import date

import pytest

from tests.agreement.spoken import dated
from tracker.agreement.owners.people import people

HEAD = """Referat fra Seniorrådets møde den 3. september 2019

{listed}

1. Foredrag
{said}

2. Eventuelt
Intet.
"""


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("Til stede: Ida, Viggo og Anne-Marie", ("Ida", "Viggo", "Anne-Marie")),
        ("Deltagere: Ida Holm (formand), Viggo Lund; Anne Marie Juul", ("Ida", "Viggo", "Anne")),
        ("Mødt var Ida og Viggo\nAfbud: Ester", ("Ida", "Viggo", "Ester")),
        ("**Til stede:** Ida,\n  Viggo, Ester", ("Ida", "Viggo", "Ester")),
        ("Fraværende: Ingen", ()),
        ("Til stede: Alle", ()),
        ("Til næste møde taler Ida om haver", ()),
    ],
)
def test_the_head_of_minutes_lists_who_was_there(listed: str, names: tuple[str, ...]) -> None:
    assert people(HEAD.format(listed=listed, said="Godkendt.")) == names


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("Viggo laver en plakat inden den 1. oktober.", ["2019-09-30"]),
        ("Viggo Lund skriver et udkast inden den 1. oktober.", ["2019-09-30"]),
        ("Ida og Viggo skriver en artikel til avisen i uge 40.", ["2019-10-06"]),
        ("Ida arrangerer en tur til fjorden den 9. oktober.", ["2019-10-09"]),
        ("Ida fylder 80 den 9. oktober.", []),
        ("Viggo deltager i kurset den 9. oktober.", []),
        ("Trafikbyg lægger nye skinner ved stationen i november 2019.", []),
        ("Trafikbyg A/S laver nye skilte inden den 1. oktober.", []),
    ],
)
def test_who_was_there_does_it_for_the_body(said: str, days: list[str]) -> None:
    text = HEAD.format(listed="Til stede: Ida, Viggo Lund", said=said)
    assert [str(one.deadline.due) for one in dated(text, signed_on=date(2019, 9, 3))] == days
