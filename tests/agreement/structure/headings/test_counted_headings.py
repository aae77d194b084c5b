"""Headings that count: any noun, a point of the agenda, a code, a letter, the time of day."""

from __future__ import annotations

import pytest

from tracker.agreement.structure.outline import INTRODUCTION, outline

TITLES = ["Bænke i parken", "Skolernes ferie", "Mere lys", "Frivillige"]
PROSE = [
    "Vejudvalget får i maj 2021 forelagt en plan for flere bænke i byens parker og på torvene ved stationen.",
    "Børneudvalget forelægges inden udgangen af 2021 en analyse af driften. Borgerne har savnet et overblik.",
    "Der sættes lys op langs stien senest 1. oktober 2021, når prisen kendes og naboerne er blevet hørt.",
    "Forvaltningen fremlægger i foråret 2022 et forslag til en politik for det frivillige arbejde i byen.",
]


def found(text: str) -> list[tuple[str, str]]:
    return [(section.number, section.title) for section in outline(text).sections]


def paper(headings: list[str], between: str = "\n") -> str:
    body = [f"{heading}{between}{prose}" for heading, prose in zip(headings, PROSE, strict=True)]
    return "\n\n".join(["Granby Kommune", "Det har partierne aftalt, og det følges der op på hvert år.", *body]) + "\n"


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["right under", "after a blank line"])
@pytest.mark.parametrize(
    "style",
    [
        "Spørgsmål {n} – {title}",
        "Spørgsmål nr. {n}: {title}",
        "BEMÆRKNING NR. {n}: {title}",
        "Anbefaling {n}. {title}",
        "Fase {n} {title}",
        "Etape {n}: {title}",
        "Trin {n} - {title}",
        "Princip {n}: {title}",
        "Ønske {n}: {title}",
        "Boligområde nr. {n} – {title}",
        "RÅD {n}: {title}",
        "**Ønske {n}: {title}**",
        "Ad {n}. {title}",
        "ad {n}) {title}",
        "Ad punkt {n}: {title}",
        "Ad pkt. {n} – {title}",
        "Ad dagsordenens punkt {n}: {title}",
        "Vedr. punkt {n} {title}",
        "Til spørgsmål {n}: {title}",
        "Svar på spørgsmål {n}: {title}",
        "Strategisk mål {n}: {title}",
        "Spm. {n}: {title}",
        "Punkt {n} | {title}",
        "{n} / {title}",
        "Punkt {n}: {title}",
        "Pkt.nr. {n}\n{title}",
        "Dagsordenens punkt {n}: {title}",
        "Sag: {n} {title}",
        "{n}.   {title}",
    ],
)
def test_whatever_is_counted_its_number_names_the_section(style: str, between: str) -> None:
    headings = [style.format(n=n, title=title) for n, title in enumerate(TITLES, start=1)]
    assert found(paper(headings, between)) == [(str(n), title) for n, title in enumerate(TITLES, start=1)]


@pytest.mark.parametrize("style", ["§ {n}. {title}", "§ {n} {title}", "§{n}: {title}"])
def test_a_paragraph_of_rules_keeps_its_sign(style: str) -> None:
    headings = [style.format(n=n, title=title) for n, title in enumerate(TITLES, start=1)]
    assert found(paper(headings)) == [(f"§ {n}", title) for n, title in enumerate(TITLES, start=1)]


@pytest.mark.parametrize(
    "style", ["H{n} {title}", "H-{n}: {title}", "H{n}. {title}", "**H{n} – {title}**", "BM{n} {title}"]
)
def test_a_code_is_the_number_as_it_is_printed(style: str) -> None:
    headings = [style.format(n=n, title=title) for n, title in enumerate(TITLES, start=1)]
    code = style.strip("*").format(n="{n}", title="").rstrip(" :.–")
    assert found(paper(headings)) == [(code.format(n=n), title) for n, title in enumerate(TITLES, start=1)]


def test_codes_of_several_letters_are_one_row() -> None:
    codes = ["A1", "A2", "B1", "B2"]
    headings = [f"{code} {title}" for code, title in zip(codes, TITLES, strict=True)]
    assert found(paper(headings)) == list(zip(codes, TITLES, strict=True))


@pytest.mark.parametrize(
    "style", ["{n}. {title}", "{n} – {title}", "{n}   {title}", "{n}) {title}", "Kapitel {n}: {title}"]
)
def test_roman_numbers_count(style: str) -> None:
    romans = ["I", "II", "III", "IV"]
    headings = [style.format(n=roman, title=title) for roman, title in zip(romans, TITLES, strict=True)]
    assert found(paper(headings)) == list(zip(romans, TITLES, strict=True))


@pytest.mark.parametrize("style", ["{n}. Åben - {title}", "Punkt {n}: (Åbent) {title}", "{n}. Åben sag: {title}"])
def test_that_a_meeting_is_open_is_no_part_of_a_title_and_that_it_is_closed_is_told(style: str) -> None:
    headings = [style.format(n=n, title=title) for n, title in enumerate(TITLES, start=1)]
    assert found(paper(headings)) == [(str(n), title) for n, title in enumerate(TITLES, start=1)]
    closed = [f"{n}. Lukket: {title}" for n, title in enumerate(TITLES, start=1)]
    assert [title for _number, title in found(paper(closed))] == [f"Lukket: {title}" for title in TITLES]


def test_a_case_may_have_its_year() -> None:
    headings = [f"Sag {n}/2021: {title}" for n, title in enumerate(TITLES, start=9)]
    assert found(paper(headings)) == [(f"{n}/2021", title) for n, title in enumerate(TITLES, start=9)]


@pytest.mark.parametrize("style", ["{n}. {title}", "Punkt {n}: {title}", "Pkt. {n} – {title}"])
@pytest.mark.parametrize("file_", ["Sag nr. 24/{n}18", "Sagsnr. 24/{n}18", "24-00{n}18", "J.nr. 01.02.03-P20-{n}-24"])
def test_the_number_of_a_file_is_none_of_a_section(style: str, file_: str) -> None:
    headings = [f"{style}\n{file_}\n".format(n=n, title=title) for n, title in enumerate(TITLES, start=1)]
    assert found(paper(headings)) == [(str(n), title) for n, title in enumerate(TITLES, start=1)]


@pytest.mark.parametrize("noun", ["Indsats", "Tema", "SAG", "**Forslag"])
@pytest.mark.parametrize("labels", ["", "\nAnsvarlig: Vejchefen\nFrist: 1. juni 2021"], ids=["prose", "labels"])
def test_what_is_called_the_same_again_and_again_is_a_section(noun: str, labels: str) -> None:
    headings = [f"{noun}: {title}{'**' if '*' in noun else ''}{labels}" for title in TITLES]
    assert found(paper(headings)) == [(title, title) for title in TITLES]


@pytest.mark.parametrize(
    "style", ["Indsats {n}: {title}", "Spor {n} – {title}", "Tema {n}. {title}", "FASE {n}: {title}", "{n}: {title}"]
)
def test_letters_count_as_well(style: str) -> None:
    headings = [style.format(n=letter, title=title) for letter, title in zip("ABCD", TITLES, strict=True)]
    assert found(paper(headings)) == list(zip("ABCD", TITLES, strict=True))


@pytest.mark.parametrize("style", ["Ad dagsordenens punkt {n}", "Ad punkt {n}:", "Spørgsmål {n}", "§ {n}"])
def test_what_is_counted_is_the_title_where_no_other_stands(style: str) -> None:
    headings = [style.format(n=n) for n in range(1, 5)]
    assert [title for _number, title in found(paper(headings))] == [heading.rstrip(":") for heading in headings]
    assert len({number for number, _title in found(paper(headings))}) == 4


@pytest.mark.parametrize(
    "style",
    [
        "{t}-{t}   {title}",
        "{t} {title}",
        "kl. {t}: {title}",
        "Kl. {t} – {t} {title}",
    ],
)
def test_points_of_a_programme_are_named_by_their_words(style: str) -> None:
    times = ["9.00", "10.15", "13.30", "15.00"]
    headings = [style.format(t=time, title=title) for time, title in zip(times, TITLES, strict=True)]
    breaks = paper(headings).replace(headings[2], f"{style.format(t='12.30', title='Pause')}\n\n{headings[2]}")
    assert found(breaks) == [(title, title) for title in TITLES]


def test_numbers_that_only_look_like_times_are_numbers() -> None:
    headings = [f"{number} {title}" for number, title in zip(["9.05", "9.06", "10.10", "10.15"], TITLES, strict=True)]
    assert [number for number, _title in found(paper(headings))] == ["9.05", "9.06", "10.10", "10.15"]


def test_a_programme_inside_a_section_makes_no_sections() -> None:
    programme = "9.00 Velkomst\n9.30 Oplæg ved Anna Holm\n12.00 Frokost\n"
    text = paper([f"{n}. {title}" for n, title in enumerate(TITLES, start=1)]).replace(
        PROSE[1], PROSE[1] + "\n\n" + programme
    )
    assert found(text) == [(str(n), title) for n, title in enumerate(TITLES, start=1)]


@pytest.mark.parametrize(
    "break_",
    [
        "                                                   Side 8\n",
        "Side 2/4\n_______________________________________\n",
        "Aftale om bænke                          Blad 47\n",
        "J.nr.: 06/1187                           Sag: 3\n",
        "---------------------------------------\n",
    ],
)
def test_a_heading_at_the_top_of_a_page_is_one(break_: str) -> None:
    headings = [f"{n}. {title}" for n, title in enumerate(TITLES, start=1)]
    text = paper(headings).replace("\n\n3. ", f"\n\n{break_}3. ")
    assert found(text) == [(str(n), title) for n, title in enumerate(TITLES, start=1)]


LABELS = {
    "a decision that names the items": "Punkt 1 og 2 tiltrådt. Punkt 3 udgår.\n\n",
    "a decision point by point": "Ad 1: Godkendt.\nAd 2: Udsat.\nAd 3: Godkendt, dog først til maj.\n\n",
    "models to choose among": "Model 1: Lån\nModel 2: Leje\nModel 3: Køb\n\n",
    "stages": "Etape 1: Skolegade\nEtape 2: Kirkegade\nEtape 3: Havnegade\n\n",
    "tables": "Tabel 1: Udgifter\nTabel 2: Indtægter\nTabel 3: I alt\n\n",
    "persons": "I Vejudvalget: Anna Holm\nI Børneudvalget: Bo Lind\nI Socialudvalget: Carl Vang\n\n",
    "labels": "Ansvarlig: Vejchefen\nFrist: maj 2021\nTema: Veje\n\n",
    "codes": "S1 Skolegade\nS2 Kirkegade\nS3 Havnegade\n\n",
    "pieces of a paragraph": "Stk. 1. Kommunen finder en grund.\nStk. 2. Regionen laver en oversigt.\n\n",
}


@pytest.mark.parametrize("inside", LABELS.values(), ids=LABELS)
@pytest.mark.parametrize("style", ["{n}. {title}", "Indsats {n}: {title}", "Punkt {n} – {title}", "{title}"])
def test_what_is_counted_inside_a_section_is_none(style: str, inside: str) -> None:
    headings = [style.format(n=n, title=title) for n, title in enumerate(TITLES, start=1)]
    text = paper(headings, "\n\n").replace(PROSE[2], f"{PROSE[2]}\n\n{inside}{PROSE[0]}")
    assert [title for _number, title in found(text)] == TITLES


def test_answers_under_each_question_belong_to_it() -> None:
    headings = [
        f"Spørgsmål {n} – {title}\nHvornår bliver det til noget?\n\nSvar" for n, title in enumerate(TITLES, start=1)
    ]
    text = paper(headings)
    assert found(text) == [(str(n), title) for n, title in enumerate(TITLES, start=1)]
    assert outline(text).section_at(text.index(PROSE[1])) == "2"
    assert outline(text).section_at(text.index("Det har partierne")) == INTRODUCTION


@pytest.mark.parametrize("style", ["{n}. {title}\n", "Punkt {n}: {title}\n", "Ad {n}: {title}\n", "{n}.\t{title}\n\t"])
def test_items_may_be_short_and_a_list_of_them_is_no_row_of_sections(style: str) -> None:
    said = ["Formanden bød velkommen.", "Bo køber to bænke inden maj.", "Udsat.", "Intet."]
    items = [style.format(n=n, title=title) + words for n, title, words in zip(range(1, 5), TITLES, said, strict=True)]
    agenda = "\n".join(f"{n}. {title}" for n, title in enumerate(TITLES, start=1))
    text = "\n\n".join(["Møde i Landsbyrådet den 3. maj 2020", f"Dagsorden:\n{agenda}", *items]) + "\n"
    assert found(text) == [(str(n), title) for n, title in enumerate(TITLES, start=1)]
    assert found(f"Møde i Landsbyrådet den 3. maj 2020\n\n{PROSE[0]}\n\n{agenda}\n\n{PROSE[1]}\n") == []


@pytest.mark.parametrize("style", ["{n}) {title}", "{n}. {title}", "Indsats {n}: {title}"])
@pytest.mark.parametrize("sign", ["a. ", "a) ", "(a) ", "i. ", "at "])
def test_a_list_in_small_letters_is_no_rest_of_the_title(style: str, sign: str) -> None:
    headings = [style.format(n=letter, title=title) for letter, title in zip("ABCD", TITLES, strict=True)]
    text = paper([f"{heading}\n{sign}stien får lys i 2021" for heading in headings])
    assert found(text) == list(zip("ABCD", TITLES, strict=True))


def test_a_title_goes_on_with_small_letters() -> None:
    headings = [f"{n}. {title} og lys på\nstien om" for n, title in enumerate(TITLES, start=1)]
    assert found(paper(headings, "\n\n"))[0] == ("1", "Bænke i parken og lys på stien om")
    acts = [f"{n}. {title}, som beslutter\nat male bænke" for n, title in enumerate(TITLES, start=1)]
    assert len(found(paper(acts, "\n\n"))) == len(TITLES)
