"""Recommendations in versions, their points however numbered, and amendments: what the decision leaves of them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.agreement.spoken import dated

ITEM = """Referat
Kulturudvalget
Møde den 3. september 2019

Punkt 8: Nyt museum
{item}

Punkt 9: Eventuelt
Intet.
"""


def due(item: str) -> list[str]:
    return sorted(str(one.deadline.due) for one in dated(ITEM.format(item=item), signed_on=date(2019, 9, 3)))


POINTS = """Indstilling
Forvaltningen indstiller til Kulturudvalget:
{0} byggeriet igangsættes i maj 2020,
{1} der holdes borgermøde den 15. september 2020,
{2} forvaltningen afleverer en redegørelse senest den 1. november 2020.
"""


@pytest.mark.parametrize("mark", ["At {n})", "at {n})", "At {n}.", "at {n}:", "{n}) at", "{n}. At"])
def test_points_are_told_apart_however_they_are_numbered(mark: str) -> None:
    points = POINTS.format(*(mark.format(n=n) for n in (1, 2, 3)))
    decision = "Beslutning\nAd 1) Godkendt.\nAd 2) Borgermødet flyttes til den 22. september 2020.\nAd 3) Godkendt."
    assert due(points + decision) == ["2020-05-31", "2020-09-22", "2020-11-01"]


def test_a_day_that_a_line_happens_to_open_with_is_no_point() -> None:
    item = "Beslutning\nGodkendt. Udvalget var enigt om,\nat 1. maj 2020 forelægges en status for Kulturudvalget."
    assert due(item) == ["2020-05-01"]


@pytest.mark.parametrize("echo", ["Dagsordenspunkt 8: Nyt museum", "Punkt 8: Nyt museum", "Pkt. 8 Nyt museum"])
def test_the_item_s_own_name_over_its_decision_is_none_of_the_points(echo: str) -> None:
    points = POINTS.format("1. at", "2. at", "3. at")
    text = ITEM.format(item=f"{points}Beslutning\n{echo}\nIndstillingen blev godkendt.").replace("Punkt 8:", "8.", 1)
    found = dated(text.replace("Punkt 9:", "9."), signed_on=date(2019, 9, 3))
    assert sorted(str(one.deadline.due) for one in found) == ["2020-05-31", "2020-09-15", "2020-11-01"]


@pytest.mark.parametrize("mark", ["At {n})", "at {n})", "{n}.", "-"])
def test_the_number_of_a_part_s_heading_is_no_point(mark: str) -> None:
    points = POINTS.format(*(mark.format(n=n) for n in (1, 2, 3)))
    item = f"1. Beslutning\nUdvalget vedtog indstillingen enstemmigt.\n\n2. {points}"
    assert due(item) == ["2020-05-31", "2020-09-15", "2020-11-01"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Oprindelig indstilling", "Ændret indstilling"),
        ("Forvaltningens oprindelige indstilling af 6. august 2019", "Ny indstilling"),
        ("Administrationens tidligere indstilling:", "Revideret indstilling:"),
        ("Oprindeligt forslag", "Forvaltningens ændrede indstilling"),
    ],
)
def test_of_two_recommendations_the_later_one_counts(first: str, then: str) -> None:
    item = f"""{first}
- at huset åbner den 1. november 2019.

{then}
- at huset åbner den 1. februar 2020.

Beslutning
Den nye indstilling blev godkendt."""
    assert due(item) == ["2020-02-01"]


@pytest.mark.parametrize(
    "label", ["Udvalget besluttede", "Kulturudvalget vedtog", "Udvalget beslutter", "UDVALGET BESLUTTEDE"]
)
def test_who_decided_opens_the_decision_before_a_colon(label: str) -> None:
    item = "Sagen kort: Fase 1 er gennemført.\nAdministrationen anbefaler: At fase 2 sættes i gang i maj 2020.\n{}: {}"
    assert due(item.format(label, "Udsat.")) == []
    assert due(item.format(label, "Som anbefalet. Udvalget får en status i oktober 2020.")) == [
        "2020-05-31",
        "2020-10-31",
    ]


@pytest.mark.parametrize(
    ("fate", "decision", "days"),
    [
        ("For stemte 1, imod 6.", "Forslaget tiltrådt.", ["2021-05-01"]),
        ("Forkastet.", "Godkendt.", ["2021-05-01"]),
        ("", "Forslaget tiltrådt.", ["2021-05-01"]),
        ("For stemte 6, imod 1.", "Forslaget tiltrådt med ændringen.", ["2021-05-01", "2023-12-31"]),
        ("", "Ændringsforslaget blev vedtaget.", ["2021-05-01", "2023-12-31"]),
        ("", "Ændringsforslaget blev ikke vedtaget. Forslaget tiltrådt.", ["2021-05-01"]),
    ],
)
@pytest.mark.parametrize("label", ["Ændringsforslag fra Radikale Venstre", "Ændringsforslag", "Modforslag fra B"])
def test_an_amendment_under_its_own_label_holds_where_it_was_adopted(
    label: str, fate: str, decision: str, days: list[str]
) -> None:
    item = f"""Forslag: Direktøren foreslår, at vinduerne udskiftes senest den 1. maj 2021.

{label}: Døren males i 2023. {fate}

Afgørelse: {decision}"""
    assert due(item) == days


@pytest.mark.parametrize(
    "label",
    [
        "Det indstilles",
        "DET INDSTILLES:",
        "Der indstilles, at",
        "Det foreslås",
        "Administrationen indstiller til Byrådet",
    ],
)
@pytest.mark.parametrize("decision", ["Beslutning", "Beslutning BKU", "Beslutning Kultur- og Fritidsudvalget"])
def test_a_heading_recommends_without_saying_who(label: str, decision: str) -> None:
    item = "{}\n1. at byggeriet igangsættes i maj 2020\n2. at der holdes borgermøde den 15. september 2020\n\n{}\n{}"
    assert due(item.format(label, decision, "Punkt 1 tiltrådt. Punkt 2 udgår.")) == ["2020-05-31"]
    assert due(item.format(label, decision, "Punktet udsat til den 3. oktober 2019.")) == ["2019-10-03"]


@pytest.mark.parametrize(
    "label", ["Kulturudvalget anbefaler, 19. august 2019:", "Indstillet:", "Direktionen foreslår:"]
)
def test_what_fell_in_a_vote_was_recommended_over_it(label: str) -> None:
    item = f"{label}\nat huset åbner i maj 2020.\n\nAfstemning\nFor stemte {{}}. Imod stemte {{}}.\n"
    assert due(item.format(3, 15) + "Forslaget bortfaldt.") == []
    assert due(item.format(15, 3)) == ["2020-05-31"]


@pytest.mark.parametrize(
    ("recommended", "decided", "days"),
    [
        (
            "at der holdes et temamøde den 8. oktober 2019.",
            "Godkendt, idet mødet flyttes til den 15. oktober.",
            ["10-15"],
        ),
        ("at byggeseminaret holdes den 20. oktober 2019.", "Seminaret holdes den 27. oktober 2019.", ["10-27"]),
        ("at en konference arrangeres den 2. november 2019.", "Konferencen afholdes den 9. november 2019.", ["11-09"]),
        ("at udkastet sendes i høring i oktober 2019.", "Høringen løber fra den 1. til den 20. november.", ["11-20"]),
        # another meeting, and only another beginning
        (
            "at der holdes møde den 8. oktober 2019.",
            "Godkendt. Årsfesten flyttes til den 15. november.",
            ["10-08", "11-15"],
        ),
        ("at der holdes møde den 8. oktober 2019.", "Godkendt. Mødet holdes i hallen.", ["10-08"]),
    ],
)
def test_what_is_held_is_moved_by_the_last_part_of_its_name(recommended: str, decided: str, days: list[str]) -> None:
    item = f"Indstilling\nForvaltningen indstiller, {recommended}\n\nBeslutning\n{decided}"
    assert due(item) == [f"2019-{day}" for day in days]
