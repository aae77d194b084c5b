"""Minutes: what was recommended is promised only as far as it was decided."""

from __future__ import annotations

from datetime import date

import pytest

from tests.agreement.spoken import dated
from tracker.agreement.structure.heads.head import read_head

MINUTES = """Referat
Kulturudvalget
Møde den 3. september 2019

Punkt 1: Nyt museum
Indstilling
Forvaltningen indstiller,
1. at byggeriet igangsættes i foråret 2020,
2. at indgangen flyttes i efteråret 2020, og
3. at ordningen evalueres i oktober 2021.
Beslutning
{decision}
"""


@pytest.mark.parametrize(
    ("decision", "due"),
    [
        ("Godkendt.", ["2020-05-31", "2020-11-30", "2021-10-31"]),
        ("Udsat.", []),
        ("Sendt tilbage til forvaltningen.", []),
        ("Punkt 1 og 3 tiltrådt. Punkt 2 udgår.", ["2020-05-31", "2021-10-31"]),
        ("Indstillingspunkt 2-3 godkendt.", ["2020-11-30", "2021-10-31"]),
        (
            "Indstillingens første og andet led blev tiltrådt. Tredje led bortfaldt, idet en evaluering bør vente.",
            ["2020-05-31", "2020-11-30"],
        ),
        ("Indstillingen blev tiltrådt, dog således at andet led udgår.", ["2020-05-31", "2021-10-31"]),
        ("Andet led blev ikke tiltrådt.", ["2020-05-31", "2021-10-31"]),
        ("Sagen blev tilbagesendt til Børneudvalget.", []),
        ("Udvalget ændrede forslaget. Byggeriet igangsættes senest den 1. marts 2021.", ["2021-03-01"]),
        (
            "Godkendt med den ændring, at ordningen evalueres i marts 2021.",
            ["2020-05-31", "2020-11-30", "2021-03-31"],
        ),
        ("Udsat. Sagen genoptages på mødet den 5. november 2019.", ["2019-11-05"]),
    ],
)
def test_a_recommendation_counts_as_far_as_the_decision_follows_it(decision, due):
    found = dated(MINUTES.format(decision=decision), signed_on=date(2019, 9, 3))
    assert [str(one.deadline.due) for one in found] == due


@pytest.mark.parametrize(
    "head",
    [
        "Byrådet, 25. juni 2019, referat",
        "Referat – 25. juni 2019",
        "Beslutningsprotokol for Byrådet\nTirsdag den 25. juni 2019",
        "Referat af møde i Byrådet tirsdag den 25. juni 2019 kl. 17.00",
        "Byrådet\nMødet afholdt: 25. juni 2019 kl. 15.30",
        "Referat fra Byrådet den 25-06-2019\nReferat fra mødet den 28. maj 2019 er godkendt",
    ],
)
def test_the_day_of_the_meeting_is_read_however_the_head_tells_it(head):
    assert read_head(f"{head}\n\n1. Godkendelse af referat fra mødet den 28. maj 2019\nGodkendt.").signed_on == date(
        2019, 6, 25
    )


def test_the_body_of_the_minutes_is_named_by_its_own_line_alone():
    text = """Udvalget for Sundhed, Ældre og Handicap

Referat af møde den 8. september 2021

Punkt 1: Ventetid
Beslutning
Taget til efterretning. Udvalget følger op på mødet den 8. december 2021.
"""
    [found] = dated(text, signed_on=date(2021, 9, 8))
    assert found.committees == ("Udvalget for Sundhed, Ældre og Handicap",)


@pytest.mark.parametrize(
    ("decision", "due"),
    [
        ("Sagen udsættes.", []),
        ("Udvalget besluttede at udsætte sagen.", []),
        ("Udvalget kunne ikke tiltræde indstillingen.", []),
        ("Et flertal afviste indstillingen.", []),
        ("Henvist til budgetforhandlingerne.", []),
        ("Udvalget imødekommer ikke forslaget. Sagen tages op igen i juni 2020.", ["2020-06-30"]),
        (
            "Indstillingen blev tiltrådt, idet indgangen dog flyttes i maj 2021.",
            ["2020-05-31", "2021-05-31", "2021-10-31"],
        ),
        ("1: Godkendt\n2: Godkendt\n3: Udgår", ["2020-05-31", "2020-11-30"]),
        ("Ad 1-2: Tiltrådt.\nAd 3: Sendes tilbage til forvaltningen.", ["2020-05-31", "2020-11-30"]),
        (
            "Et ændringsforslag fra Venstre om, at byggeriet udskydes til 2025, blev sat under afstemning. "
            "Forslaget bortfaldt. Indstillingen blev herefter godkendt.",
            ["2020-05-31", "2020-11-30", "2021-10-31"],
        ),
        (
            "Godkendt. For stemte A og F (4). Imod stemte V (1), der ønskede byggeriet udsat til 2025.",
            ["2020-05-31", "2020-11-30", "2021-10-31"],
        ),
        (
            "Godkendt. Et mindretal (Venstre) ønskede, at byggeriet igangsættes i 2025.",
            ["2020-05-31", "2020-11-30", "2021-10-31"],
        ),
    ],
)
def test_the_last_word_of_the_body_counts_whatever_its_words(decision, due):
    found = dated(MINUTES.format(decision=decision), signed_on=date(2019, 9, 3))
    assert sorted(str(one.deadline.due) for one in found) == sorted(due)


@pytest.mark.parametrize(
    "heading",
    [
        "Beslutning fra Kulturudvalget, 3. september 2019",
        "Beslutning Kulturudvalget den 03-09-2019",
        "Kulturudvalget, den 3. september 2019:",
        "\nKulturudvalget den 3. september 2019",
        "Kulturudvalget, 3. september 2019, pkt. 1:",
        "Kulturudvalgets beslutning den 3. september 2019",
    ],
)
def test_a_decision_is_known_by_whatever_heading_it_has(heading):
    text = MINUTES.format(decision="Udsat.").replace("\nBeslutning\n", f"\n{heading}\n")
    assert dated(text, signed_on=date(2019, 9, 3)) == []


@pytest.mark.parametrize(
    "recommendation",
    [
        "Administrationens indstilling\nDet indstilles, at huset åbner den 1. maj 2020.",
        "Indstilling: Forvaltningen indstiller, at huset åbner den 1. maj 2020.",
        "Fagchefen indstiller, at huset åbner den 1. maj 2020.",
        "By og Land foreslår, at huset åbner den 1. maj 2020.",
        "Forvaltningens forslag\nForvaltningen anbefaler, at huset åbner den 1. maj 2020.",
    ],
)
def test_what_the_decision_says_otherwise_stands_for_what_was_recommended(recommendation):
    text = f"""Referat
Kulturudvalget
Møde den 3. september 2019

Punkt 1: Nyt museum
{recommendation}
Beslutning: Godkendt, dog således at huset åbner den 1. august 2020.

Punkt 2: Eventuelt
Intet.
"""
    assert [str(one.deadline.due) for one in dated(text, signed_on=date(2019, 9, 3))] == ["2020-08-01"]


@pytest.mark.parametrize(
    ("wish", "decision", "due"),
    [
        ("Museumsforeningen ønsker, at huset åbner den 1. maj 2020.", "Taget til efterretning.", []),
        ("Radikale Venstre foreslår, at huset åbner den 1. maj 2020.", "Forslaget blev forkastet.", []),
        ("Radikale Venstre foreslår, at huset åbner den 1. maj 2020.", "Godkendt.", ["2020-05-01"]),
        ("Kommunen ønsker, at huset åbner den 1. maj 2020.", "Taget til efterretning.", ["2020-05-01"]),
    ],
)
def test_what_others_wish_is_promised_only_where_it_was_decided(wish, decision, due):
    text = f"""Referat
Kulturudvalget
Møde den 3. september 2019

Punkt 1: Nyt museum
Sagsfremstilling
{wish}
Beslutning
{decision}

Punkt 2: Eventuelt
Intet.
"""
    assert [str(one.deadline.due) for one in dated(text, signed_on=date(2019, 9, 3))] == due


def test_of_models_only_the_one_that_was_chosen_is_promised():
    text = """Referat
Kulturudvalget
Møde den 3. september 2019

Punkt 1: Nyt museum
Sagsfremstilling
Efter model A åbner huset den 1. maj 2020.
Efter model B åbner huset den 1. august 2020.
Beslutning
Udvalget valgte model B.
"""
    assert [str(one.deadline.due) for one in dated(text, signed_on=date(2019, 9, 3))] == ["2020-08-01"]


def _item(words: str) -> list[str]:
    text = f"Referat\nKulturudvalget\nMøde den 3. september 2019\n\nPunkt 1: Nyt museum\n{words}\n"
    return [str(one.deadline.due) for one in dated(text, signed_on=date(2019, 9, 3))]


def test_points_count_by_their_place_where_no_number_is_written():
    assert _item(
        "Fagchefen indstiller,\n- at byggeriet igangsættes i foråret 2020,\n- at indgangen flyttes i efteråret 2020.\n"
        "Beslutning\nPunkt 1: Godkendt.\nPunkt 2: Udsættes, indtil økonomien er kendt."
    ) == ["2020-05-31"]


def test_what_a_body_decided_before_is_what_led_to_the_item():
    assert _item(
        "Baggrund\nByrådet besluttede den 30. januar 2018 at bygge et museum inden 2030.\nBeslutning\n"
        "Godkendt. Huset åbner den 1. maj 2021."
    ) == ["2021-05-01"]


def test_the_day_in_the_label_of_an_earlier_decision_is_no_time_limit():
    assert _item(
        "Beslutning fra mødet den 4. juni: Notat om flaskehalse. Status: Fremlægges på mødet den 6. november."
    ) == ["2019-11-06"]


def test_the_meeting_and_day_over_a_decision_do_not_end_the_last_item_as_signatures_do():
    assert _item(
        "Indstilling\nForvaltningen indstiller, at huset åbner den 1. maj 2020.\n\n"
        "Beslutning Kulturudvalget den 03-09-2019\nGodkendt, dog først den 1. juni 2020."
    ) == ["2020-06-01"]
