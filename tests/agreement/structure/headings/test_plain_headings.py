"""Headings without numbers: how they are printed, what stands under them, and short lines that are none."""

from __future__ import annotations

import pytest

from tracker.agreement.structure.outline import outline

TITLES = ["Baggrund", "Hvad er gjort", "Det vil vi nå", "Sådan følger vi op"]
PROSE = [
    "Vejudvalget får i maj 2021 forelagt en plan for flere bænke i byens parker og på torvene ved stationen.",
    "Børneudvalget forelægges inden udgangen af 2021 en analyse af driften. Borgerne har savnet et overblik.",
    "Der sættes lys op langs stien senest 1. oktober 2021. Naboerne bliver hørt, før arbejdet går i gang.",
    "Forvaltningen fremlægger i foråret 2022 et forslag. Politikken gælder for alle foreninger i byen.",
]


def titles(text: str) -> list[str]:
    return [section.title for section in outline(text).sections]


def paper(headings: list[str], between: str = "\n\n", prose: list[str] = PROSE) -> str:
    body = [f"{heading}{between}{words}" for heading, words in zip(headings, prose, strict=True)]
    return "\n\n".join(["Handleplan for bænke", "Granby Kommune, den 3. maj 2020", *body]) + "\n"


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["right under", "after a blank line"])
@pytest.mark.parametrize(
    "style", ["{}", "**{}**", "*{}*", "_{}_", "~ {} ~", "== {} ==", "--- {} ---", "* {} *", "• {} •", "### {}", "{}:"]
)
def test_however_headings_are_printed_their_words_name_the_sections(style: str, between: str) -> None:
    assert titles(paper([style.format(title) for title in TITLES], between)) == TITLES


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["right under", "after a blank line"])
def test_capitals_are_headings_over_whatever_stands_under_them(between: str) -> None:
    capitals = [title.upper() for title in TITLES]
    assert titles(paper(capitals, between)) == capitals
    listed = [f"> {PROSE[0]}", f"28. maj: møde i salen\n> {PROSE[1]}", f"- {PROSE[2]}", "Husk kaffe. Referent: Anna."]
    assert titles(paper(capitals, "\n", listed)) == capitals


@pytest.mark.parametrize("sign", ["+", "→", ">", "•", "-", "*", "➢"])
def test_a_question_and_what_is_to_come_are_headings_over_a_list_of_sentences(sign: str) -> None:
    lists = [f"{sign} {words}\n{sign} {words}" for words in PROSE]
    headings = ["Hvad betyder det for dig?", "Hvad vi blev enige om", "Det vil vi nå", "Sådan følger vi op"]
    assert titles(paper(headings, "\n", lists)) == headings


@pytest.mark.parametrize(
    ("lead", "items"),
    [
        ("Partierne er enige om,", ["at   bænkene males, og", "at   stien får lys."]),
        ("Partierne er enige om,", ["1)   at male bænkene,", "2)   at give stien lys."]),
        ("Vi vil:", ["-    male bænkene", "-    give stien lys"]),
        ("Der skal,", ["• males bænke", "• sættes lys op"]),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["right under", "after a blank line"])
def test_a_heading_stands_over_a_sentence_that_its_list_ends(lead: str, items: list[str], between: str) -> None:
    lists = ["\n".join([lead, *items])] * len(TITLES)
    assert titles(paper(TITLES, between, lists)) == TITLES


def test_a_sentence_that_goes_on_in_the_list_is_no_heading() -> None:
    points = "• bygge en skole inden 2025\n• renovere hallen i 2024"
    for words in ("Det vil vi", "Partierne vil derfor", "Vi er enige om følgende", "Derfor skal der i 2024"):
        text = paper(TITLES).replace(PROSE[1], f"{PROSE[1]}\n\n{words}\n{points}")
        assert titles(text) == TITLES


@pytest.mark.parametrize(
    "headings",
    [
        ["Januar", "Marts", "Juni", "Oktober"],
        ["JANUAR", "MARTS", "JUNI", "OKTOBER"],
        ["Januar 2021", "Marts 2021", "Juni 2021", "Senere"],
        ["1. kvartal", "2. kvartal", "3. kvartal", "4. kvartal"],
        ["1. halvår 2021", "2. halvår 2021", "1. halvår 2022", "Senere"],
        ["2021", "2022", "2023", "2024"],
        ["Uge 14", "Uge 20", "Uge 33", "Uge 40"],
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["right under", "after a blank line"])
def test_the_times_of_a_plan_are_headings(headings: list[str], between: str) -> None:
    assert titles(paper(headings, between)) == headings
    listed = [f"* {words}" for words in PROSE]
    assert titles(paper(headings, between, listed)) == headings


@pytest.mark.parametrize(
    "labels",
    [
        "Ansvarlig: Jobcenteret\nFrist: 1. juni 2021\n",
        "Ansvarlig: Jobcenteret\n",
        "Ansvarligt udvalg: Vejudvalget\n\n",
        "(Børne- og Skoleudvalget)\n",
        "Børne- og Skoleudvalget\n\n",
        "Udvalget for Børn og Unge\n",
    ],
)
def test_a_heading_may_stand_over_labels_and_the_name_of_its_committee(labels: str) -> None:
    assert titles(paper(TITLES, f"\n{labels}")) == TITLES


def test_labels_after_the_prose_of_a_section_are_none() -> None:
    assert (
        titles(paper(TITLES, "\n\n", [f"{words}\n\nAnsvarlig: Vejchefen\nFrist: maj 2021" for words in PROSE]))
        == TITLES
    )


def test_a_title_over_two_lines_is_one() -> None:
    halves = [f"{title} og alt det, som vi gerne vil\ngøre mere ud af i byen" for title in TITLES]
    assert titles(paper(halves)) == [half.replace("\n", " ") for half in halves]
    unended = "Her er et stykke om byen, som kun er to\nlinjer langt, men en sætning."
    assert titles(paper(TITLES).replace(PROSE[1], f"{unended}\n\n{PROSE[1]}")) == TITLES


def test_a_year_alone_is_no_heading() -> None:
    assert titles(f"Aftale om budget\n\n2021\n\n{PROSE[0]}\n\n" + paper(TITLES)) == TITLES


def test_what_stands_again_in_each_section_is_a_label() -> None:
    asked = ["Besked ved flyttede besøg", "Ledige stillinger", "Rengøring", "Mad"]
    answered = [f"Kan det ske inden sommer?\n\nSvar\n\n{words}" for words in PROSE]
    text = paper(asked, "\n\n", answered)
    assert titles(text) == asked
    assert outline(text).section_at(text.index(PROSE[2])) == "Rengøring"
    divided = [f"Status\n\n{words}\n\nØkonomi\n\n{words}" for words in PROSE]
    assert titles(paper(asked, "\n\n", divided)) == asked


SHORT = [
    "Anna Holm\nBo Lind\nCarl Vang",
    "Ansvarlig: Vejchefen",
    "Frist: 1. maj 2021",
    "Venlig hilsen\nAnna Holm",
    "Med venlig hilsen\n\nAnna Holm, borgmester",
    "Venlig hilsen\n\nAnna Holm\nvejingeniør",
    "Kære alle",
    "Granby Rådhus, d. 3/5-2020",
    "og det er godt",
    "Det er besluttet.",
    "Partierne er enige om:",
    "Granby Kommune",
    "Side 2 af 4",
    "(juli: sommerferie)",
    "Anna Holm (A)    Bo Lind (B)    Carl Vang (C)",
]


@pytest.mark.parametrize("short", SHORT)
def test_other_short_lines_are_no_headings(short: str) -> None:
    assert titles(paper(TITLES).replace(PROSE[2], f"{PROSE[2]}\n\n{short}\n\n{PROSE[0]}")) == TITLES
    assert titles(paper(TITLES) + f"\n{short}\n") == TITLES


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["right under", "after a blank line"])
def test_headings_in_a_text_without_blank_lines_are_seen(between: str) -> None:
    text = paper(TITLES, between).replace("\n\n", "\n")
    assert titles(text) == TITLES
    wrapped = "\n".join(line for words in PROSE for line in (words[:60], words[60:]))
    assert titles(f"Handleplan for bænke\n{wrapped}\n") == []


def test_a_heading_may_stand_over_the_words_that_lead_into_a_list() -> None:
    led = [f"Udvalget skal\n- {words}\n- {words}" for words in PROSE]
    assert titles(paper(["Opgaver", "Mål", "Tid", "Steder"], "\n", led)) == ["Opgaver", "Mål", "Tid", "Steder"]


def test_months_are_headings_over_short_lines() -> None:
    months = ["Januar", "Marts", "Juni", "Oktober"]
    assert titles(paper(months, "\n", ["Bænke vælges\nRegnskab drøftes"] * 4)) == months


@pytest.mark.parametrize("line", ["Af Anna Holm, kommunikation", "Tekst: Bo Lind", "Af Bo Lind"])
def test_who_wrote_a_piece_of_news_is_no_heading(line: str) -> None:
    text = f"Granby Kommune\n\nNu kommer bænkene til byen\n\n{line}\n\n{PROSE[0]}\n\nHvem betaler?\n\n{PROSE[1]}\n"
    assert titles(text) == ["Hvem betaler?"]
