"""Items of minutes that no row of numbers tells: an extract's only one, and those without a number."""

from __future__ import annotations

import pytest

from tracker.agreement.structure.outline import outline

HEAD = "Lindved Kommune\nTeknisk Udvalg\nReferat\n\nMødedato: 12. marts 2020\n\n"
PARTS = [
    ("Sagens kerne", "Vejene i byen trænger til ny asfalt. Borgerne har klaget over huller."),
    ("Indstilling", "Forvaltningen indstiller, at der laves en plan inden udgangen af 2020."),
    ("Beslutning", "Godkendt. Udvalget ønsker en status i november 2020."),
]


def found(text: str) -> list[tuple[str, str]]:
    return [(section.number, section.title) for section in outline(text).sections]


def item(heading: str, label: str = "{}", gap: str = "\n", parts: list[tuple[str, str]] = PARTS) -> str:
    return f"{heading}\n\n" + "\n\n".join(f"{label.format(name)}{gap}{words}" for name, words in parts) + "\n\n"


@pytest.mark.parametrize("label", ["{}", "{}:", "**{}**"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("number", ["4. ", "4: ", "4 - ", "4.  4. ", "4\n", "4 - Åben sag: "])
def test_the_only_item_of_an_extract_is_its_section(number: str, label: str, gap: str) -> None:
    assert found(HEAD + item(f"{number}Ny asfalt på vejene", label, gap)) == [("4", "Ny asfalt på vejene")]


@pytest.mark.parametrize(
    "heading",
    [
        "{}",
        "**{}**",
        "{}\nSagsnummer\n21/008814",
        "{}\nSagsnr. 21/8814\nÅben sag",
        "{}\n(Åbent punkt)",
        "{}\nKB via DIR, TMU og ØU",
    ],
)
def test_items_without_a_number_are_told_by_the_parts_under_them(heading: str) -> None:
    one, two = heading.format("Ny asfalt på vejene"), heading.format("Lys på stierne")
    assert found(HEAD + item(one)) == [("Ny asfalt på vejene",) * 2]
    assert found(HEAD + item(one) + item(two)) == [("Ny asfalt på vejene",) * 2, ("Lys på stierne",) * 2]


def test_an_item_may_tell_its_case_before_its_first_part() -> None:
    case = "9. Forsamlingshuset i Lindved\n\nBestyrelsen har søgt om tilskud til et nyt tag, som er fra 1974.\n\n"
    assert found(HEAD + case + item("", gap=": ", parts=PARTS[1:])) == [("9", "Forsamlingshuset i Lindved")]


def test_items_that_have_no_parts_stand_beside_those_that_have() -> None:
    text = HEAD + item("Ny asfalt på vejene") + "Meddelelser\n\nFormanden fortalte om vinterens saltning af vejene.\n"
    assert found(text) == [("Ny asfalt på vejene",) * 2, ("Meddelelser",) * 2]


def test_a_line_between_two_parts_is_no_item() -> None:
    parts = [PARTS[0], ("Økonomi", "Ingen bemærkninger"), *PARTS[1:]]
    assert found(HEAD + item("Ny asfalt på vejene", gap="\n\n", parts=parts)) == [("Ny asfalt på vejene",) * 2]


def test_what_minutes_call_their_parts_names_sections_of_a_paper_that_judges_nothing() -> None:
    parts = [("Baggrund", PARTS[0][1]), ("Økonomi", PARTS[1][1]), ("Tidsplan", PARTS[2][1])]
    text = "Aftale om vejene i Lindved Kommune\n\nIndgået den 12. marts 2020\n\n" + item("", parts=parts).lstrip()
    assert [title for _number, title in found(text)] == ["Baggrund", "Økonomi", "Tidsplan"]


@pytest.mark.parametrize("number", ["141/22", "7/2021", "42a"])
def test_an_items_number_is_told_as_it_is_printed(number: str) -> None:
    assert found(HEAD + item(f"Sag nr. {number} – Ny asfalt på vejene")) == [(number, "Ny asfalt på vejene")]


TITLES = ["Ny asfalt på vejene", "Lys på stierne", "Skolernes ferie"]


def row(style: str, first: int = 7) -> str:
    return HEAD + "\n\n".join(
        f"{style.format(n=n, title=title)}\n{PARTS[2][1]}" for n, title in enumerate(TITLES, start=first)
    )


@pytest.mark.parametrize(
    "style",
    ["{n}. punkt: {title}", "{title} (punkt {n})", "- {n} -\n{title}", "#{n} {title}", "Åbent punkt\n{n}. {title}"],
)
def test_items_are_numbered_in_many_ways(style: str) -> None:
    assert found(row(style)) == [(str(n), title) for n, title in enumerate(TITLES, start=7)]


def test_items_may_be_numbered_within_the_year() -> None:
    assert found(row("{n}/20 {title}", 141)) == [(f"{n}/20", title) for n, title in enumerate(TITLES, start=141)]


def test_days_of_a_plan_are_no_items() -> None:
    days = "\n\n".join(f"{day}/6 {words}" for day, words in [(3, "Møde i udvalget"), (11, "Besøg"), (20, "Høring")])
    assert found(HEAD + item("4. Ny asfalt på vejene") + days) == [("4", "Ny asfalt på vejene")]


@pytest.mark.parametrize("mark", ["- 2 -", "2", "Side 2"])
def test_the_number_of_a_page_is_no_item(mark: str) -> None:
    text = HEAD + item("4. Ny asfalt på vejene") + f"{mark}\n\nSkolens leder har svaret for udvalget.\n"
    assert found(text) == [("4", "Ny asfalt på vejene")]


@pytest.mark.parametrize("style", ["{n} - {open} - {title}", "{open} - {n} - {title}"])
def test_items_that_stand_close_are_told_by_who_may_listen(style: str) -> None:
    opens = ["Åben", "Åben", "Lukket"]
    heads = [
        style.format(n=n, open=word, title=title) for n, (word, title) in enumerate(zip(opens, TITLES, strict=True), 1)
    ]
    text = HEAD + "\n".join([heads[0], f"{heads[1]}\n{PARTS[2][0]}\n{PARTS[2][1]}", heads[2]]) + "\n"
    assert found(text) == [("1", TITLES[0]), ("2", TITLES[1]), ("3", f"Lukket: {TITLES[2]}")]


@pytest.mark.parametrize("word", ["Sag", "Punkt", "Pkt."])
def test_an_items_number_may_stand_to_the_right_of_its_title(word: str) -> None:
    assert found(row(f"{{title}}                    {word} {{n}}")) == [
        (str(n), t) for n, t in enumerate(TITLES, start=7)
    ]


def test_an_items_number_may_stand_among_what_is_told_of_the_case() -> None:
    heads = [f"Åbent punkt\n{title}\nPunkt: {n}   Sagsnr.: 13.03.01" for n, title in enumerate(TITLES, start=93)]
    text = HEAD + "\n\n".join(item(head).replace("\n\n", "\n") for head in heads)
    assert found(text) == [(str(n), title) for n, title in enumerate(TITLES, start=93)]


def test_items_that_run_on_stand_between_lines_of_a_text_without_blank_ones() -> None:
    listed = "\n".join(f"{n}. {title} {n - 56}" for n, title in enumerate(TITLES, start=57))
    body = "\n".join(
        f"Teknisk Udvalg 12-03-2020\n{n}. {title}\n{PARTS[2][1]}" for n, title in enumerate(TITLES, start=57)
    )
    assert found(f"{HEAD}Indholdsfortegnelse\n{listed}\n{body}\n") == [
        (str(n), t) for n, t in enumerate(TITLES, start=57)
    ]


def test_a_title_over_its_case_number_may_end_in_a_stop() -> None:
    heads = [f"{n}. {title} i hele byen og omegn.\n    J.nr. 00.01.0{n}" for n, title in enumerate(TITLES, start=7)]
    text = HEAD + "\n\n".join(f"{head}\n\n    {PARTS[2][1]}" for head in heads) + "\n"
    assert found(text) == [(str(n), f"{title} i hele byen og omegn") for n, title in enumerate(TITLES, start=7)]


@pytest.mark.parametrize(("style", "numbers"), [("Pkt. 5.{n}\n{title}", "5.{}"), ("Sag 2016-{n}: {title}", "2016-{}")])
def test_an_items_number_may_have_two_parts(style: str, numbers: str) -> None:
    assert [number for number, _title in found(row(style))] == [numbers.format(n) for n in range(7, 10)]
