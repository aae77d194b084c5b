"""Records of labels: what is to be done and when, each on a line that names it."""

from __future__ import annotations

import pytest

from tests.agreement.spoken import dated, read
from tracker.agreement.tables.label_records import label_records
from tracker.agreement.text.lines import split_lines

HEAD = "Beslutningsliste\n\nListen viser, hvad der er aftalt.\n\n"


def promised(text: str) -> list[tuple[str, str]]:
    return [(one.task, str(one.deadline.due)) for one in dated(HEAD + text)]


@pytest.mark.parametrize(
    "text",
    [
        "Opgave: Nye bænke ved stranden\nAnsvarlig: Vej og Park\nFrist: 1. maj 2019\n",
        "**Opgave:** Nye bænke ved stranden\n**Frist:** 1. maj 2019\n",
        "- Handling: Nye bænke ved stranden\n- Hvem: Parkchefen\n- Hvornår: 1. maj 2019\n",
        "Opgave:\nNye bænke ved stranden\nAnsvarlig:\nParkchefen\nFrist:\n1. maj 2019\n",
        "Opgave\nNye bænke ved stranden\nFrist\n1. maj 2019\n",
        "Opgave      Nye bænke ved stranden\nAnsvarlig   Parkchefen\nFrist       1. maj 2019\n",
        "Opgave\tNye bænke ved stranden\nFrist\t1. maj 2019\n",
        "Opgave: Nye bænke\n  ved stranden\nFrist: Senest 1. maj 2019\n",
        "Opgave: Nye bænke ved stranden\n\nAnsvarlig: Parkchefen\n\nFrist: 1. maj 2019\n",
    ],
)
def test_a_label_names_what_is_to_be_done_and_another_when(text):
    assert promised(text) == [("Nye bænke ved stranden", "2019-05-01")]


def test_each_record_keeps_its_own():
    text = (
        "Sag: 14 Røgfri skoletid\nBeslutning: Godkendt.\nOpfølgning: Brev til forældre\nFrist: 1. april 2019\n\n"
        "Sag: 15 Svømmebaner\nBeslutning: Afvist.\nOpfølgning: Ingen\nFrist: -\n\n"
        "Sag: 16 Sundhed\nOpfølgning: Oplæg om ensomhed\nUdvalg: Ældreudvalget\nFrist: Efteråret 2019\n"
    )
    found = dated(HEAD + text)
    assert [(one.task, str(one.deadline.due), one.committees) for one in found] == [
        ("Røgfri skoletid: brev til forældre", "2019-04-01", ()),
        ("Sundhed: oplæg om ensomhed", "2019-11-30", ("Ældreudvalget",)),
    ]


def test_records_need_no_empty_line_between_them():
    text = "Opgave: Nye bænke\nFrist: 1. maj 2019\nOpgave: Nye skilte\nFrist: 1. juni 2019\n"
    assert promised(text) == [("Nye bænke", "2019-05-01"), ("Nye skilte", "2019-06-01")]


@pytest.mark.parametrize("remark", ["Status: Afsluttet", "Bemærkning: Udgår", "Status: Udført i august"])
def test_a_record_that_is_settled_promises_nothing(remark):
    assert promised(f"Opgave: Nye bænke\nFrist: 1. maj 2019\n{remark}\n") == []


@pytest.mark.parametrize(
    "lines",
    [
        # The head of a meeting or of a letter
        "Møde: nr. 2\nMødedato: 11. februar 2019\nEmne: Budget\n",
        "Emne: Nye bænke\nDato: 12. oktober 2018\nTil: Vejudvalget\n",
        # No time, and prose that a label opens
        "Opgave: Nye bænke\nFrist: efter nærmere aftale med naboerne\n",
        "Opgave: Nye bænke\nTidsplan: De første bænke stilles op i marts 2019, og resten følger, når der er penge.\n",
        "Opgave: Nye bænke\nTidsplan: De første stilles op i marts 2019, og så de øvrige.\n",
        # What has a time of its own
        "Frist: 1. maj 2019\nMål: Mindst 80 pct. har en guide ved årsskiftet\n",
        # Nothing to be done is named
        "Ansvarlig: Parkchefen\nFrist: 1. maj 2019\n",
    ],
)
def test_other_labels_are_no_record(lines):
    assert list(label_records(split_lines(lines))) == []


def test_what_a_record_tells_besides_is_read_with_the_prose():
    text = "Opgave: Nye bænke\nFrist: 1. maj 2019\nTilbagemelding: Udvalget orienteres den 6. juni 2019\n"
    found, _findings = read(HEAD + text)
    assert [str(one.deadline.due) for one in found if one.deadline] == ["2019-05-01", "2019-06-06"]


def test_a_limit_under_prose_is_that_of_what_stands_right_over_it():
    text = (
        "Ungeguide\nAlle unge under 25 får en fast ungeguide.\nAnsvarlig: Jobcenteret\nFrist: 1. juni 2019\n\n"
        "Skiltene ved havnen flyttes til vejen.\nFrist: 1. maj 2019\n\nBænkene males.\n"
    )
    assert [(task.rsplit(": ", 1)[-1], due) for task, due in promised(text)] == [
        ("Fast ungeguide", "2019-06-01"),
        ("Flytning af skiltene ved havnen til vejen", "2019-05-01"),
    ]


def test_a_limit_that_opens_a_line_is_that_of_what_follows():
    assert promised("Frist: 1. maj 2019.\n\nSkiltene ved havnen flyttes til vejen.\n")[0][1] == "2019-05-01"


@pytest.mark.parametrize("head", ["Møde: nr. 2\nMødedato: 12. september 2018\n\n", "Sted: Rådhuset\nReferent: Ida\n\n"])
def test_a_label_that_comes_again_opens_the_first_record_too(head: str) -> None:
    records = "Sag: Stier\nOpfølgning: Stierne slås\nFrist: 1. maj 2019\n\nSag: Bænke\nFrist: 1. juni 2019\n"
    rows = list(label_records(split_lines(f"{head}{records}")))
    assert [row.lines for row in rows] == [(3, 4, 5), (7, 8)]
