"""Minutes in the form of a table: a row for each item, in whose cells it stands what was decided."""

from __future__ import annotations

import pytest

from tracker.agreement.reader import read
from tracker.agreement.structure.outline import outline

HEAD = "BESLUTNINGSLISTE\n\nUdvalg: Børneudvalget\nMøde nr.: 6\nDato: 18-06-2020\n\n"
FRAMED = (
    "| {} | {} | Beslutning |\n|---|---|---|\n"
    "| 1 | Dagsorden | Godkendt. |\n"
    "| 2 | Normeringer 2020 | Midlerne fordeles efter børnetal. Udvalget får en opfølgning i november 2020. |\n"
    "| 3 | Tilsyn | Rapporten blev taget til efterretning. Et nyt tilsynskoncept forelægges inden årets udgang. |\n\n"
    "Mødet sluttede kl. 18.25. Listen er foreløbig, indtil det endelige referat er godkendt af alle medlemmer.\n"
)
OPEN = (
    "Nr. | Emne og referat | Ansvarlig\n"
    "1 | Godkendelse af dagsorden | PV\n"
    "  | Dagsordenen blev godkendt. |\n"
    "2 | Elevatoren på stationen | JH\n"
    "  | Den har været ude af drift siden maj. Forvaltningen melder tilbage inden den 1. februar 2021. |\n"
)


def found(text: str) -> list[tuple[str, str]]:
    return [(section.number, section.title) for section in outline(text).sections]


def due(text: str) -> list[tuple[str, str]]:
    return [(one.section, str(one.deadline.due)) for one in read(text).commitments if one.deadline]


@pytest.mark.parametrize(
    ("number", "title"), [("Pkt.", "Sag"), ("Nr.", "Emne"), ("Punkt", "Overskrift"), ("#", "Titel")]
)
def test_a_row_is_an_item_and_its_cells_say_what_was_decided(number: str, title: str) -> None:
    text = HEAD + FRAMED.format(number, title)
    assert found(text) == [("1", "Dagsorden"), ("2", "Normeringer 2020"), ("3", "Tilsyn")]
    assert due(text) == [
        ("2", "2020-11-30"),
        ("3", "2020-12-31"),
    ]


def test_a_row_without_a_number_goes_on_with_the_item_above() -> None:
    assert found(HEAD + OPEN) == [("1", "Godkendelse af dagsorden"), ("2", "Elevatoren på stationen")]
    assert due(HEAD + OPEN) == [("2", "2021-01-31")]


def test_every_item_may_have_a_table_of_its_own_over_its_text() -> None:
    table = (
        "| Punkt | Emne |\n|---|---|\n| {} | {} |\n\nBeslutning: Godkendt. Udvalget får en status i november 2020.\n\n"
    )
    assert found(HEAD + table.format(88, "Røgfri skole") + table.format(89, "Genoptræning")) == [
        ("88", "Røgfri skole"),
        ("89", "Genoptræning"),
    ]


@pytest.mark.parametrize(
    "header", ["| Nr. | Emne | Frist |", "| Nr. | Pris | Bemærkning |", "| Navn | Sag | Bemærkning |"]
)
def test_other_tables_are_no_minutes(header: str) -> None:
    text = f"{HEAD}{header}\n|---|---|---|\n| 1 | Skolernes ferie | 1. maj 2021 |\n| 2 | Flere bænke | 1. juni 2021 |\n"
    assert found(text) == []


def test_numbered_rows_are_items_where_the_sections_go_on_from_them() -> None:
    text = (
        HEAD + "Emne | Drøftelse | Aftale | Hvornår\n"
        "1. Havnen | Kranen er solgt. | Liste over både | 9. juli 2020\n"
        "2. Stranden | Tangen lugter. | Møde med lodsejerne | August 2020\n\n"
        "3. Næste møde\nUdvalget mødes igen den 20. august 2020 klokken otte i den gamle smedje.\n\n"
        "4. Eventuelt\nIntet at bemærke ud over det, der allerede er nævnt ovenfor.\n"
    )
    assert found(text) == [("1", "Havnen"), ("2", "Stranden"), ("3", "Næste møde"), ("4", "Eventuelt")]
    assert due(text) == [("1", "2020-07-09"), ("2", "2020-08-31"), ("3", "2020-08-20")]


def test_numbered_rows_of_a_list_between_the_sections_are_none() -> None:
    text = (
        HEAD + "1. Havnen\nKranen er solgt, og pengene er gået til den nye sti langs stranden.\n\n"
        "Hvad | Hvem | Hvornår\n1. Liste over både | Havnefogeden | 9. juli 2020\n2. Møde | Ulla | August 2020\n\n"
        "2. Eventuelt\nIntet at bemærke ud over det, der allerede er nævnt ovenfor.\n"
    )
    assert found(text) == [("1", "Havnen"), ("2", "Eventuelt")]
