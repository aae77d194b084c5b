"""Headings that open their paragraph, and words that open one and are none."""

from __future__ import annotations

import pytest

from tracker.agreement.structure.outline import outline

TITLES = ["Bænke i parken", "Ferie", "Mere lys", "Frivillige"]
PROSE = [
    "Vejudvalget får i maj 2021 forelagt en plan for flere bænke i byens parker\nog på torvene ved stationen.",
    "Børneudvalget forelægges inden udgangen af 2021 en analyse af driften.\nBorgerne har savnet et overblik.",
    "Der sættes lys op langs stien senest 1. oktober 2021. Naboerne bliver\nhørt, før arbejdet går i gang.",
    "Forvaltningen fremlægger i foråret 2022 et forslag. Politikken gælder\nfor alle foreninger i byen.",
]


def found(text: str) -> list[tuple[str, str]]:
    return [(section.number, section.title) for section in outline(text).sections]


def paper(openings: list[str], prose: list[str] = PROSE) -> str:
    body = [f"{opening}{words}" for opening, words in zip(openings, prose, strict=True)]
    return "\n\n".join(["Granby Kommune\nMøde i Landsbyrådet", *body]) + "\n"


@pytest.mark.parametrize(
    "style",
    [
        "ad {n}.  {title}.  ",
        "Ad {n}: {title}. ",
        "ad {n}) {title}: ",
        "Ad punkt {n}. {title}. ",
        "**Punkt {n}: {title}.** ",
        "**Punkt {n} – {title}** ",
        "**{n}. {title}.** ",
        "**{n}. {title}**: ",
        "{n}. **{title}.** ",
        "{n}) **{title}**: ",
        "{n}. {title}. ",
        "{n}. {title}: ",
        "Punkt {n}. {title}. ",
        "Spørgsmål {n}: {title}. ",
        "§ {n}. {title}. ",
    ],
)
def test_a_number_and_a_title_open_the_paragraph(style: str) -> None:
    text = paper([style.format(n=n, title=title) for n, title in enumerate(TITLES, start=1)])
    sign = "§ " if style.startswith("§") else ""
    assert found(text) == [(f"{sign}{n}", title) for n, title in enumerate(TITLES, start=1)]
    read = "".join(text[part.start : part.end] for part in outline(text).parts)
    assert all(words in read for words in PROSE)
    assert "Mere lys" not in read


@pytest.mark.parametrize(
    "style", ["**{title}** ", "**{title}:** ", "**{title}**: ", "**{title}.** ", "*{title}.* ", "_{title}_ "]
)
@pytest.mark.parametrize("title", ["", "# Rådets plan\n\n"], ids=["no title", "a title with a sign"])
def test_words_in_bold_or_italics_open_the_paragraph(style: str, title: str) -> None:
    text = title + paper([style.format(title=title) for title in TITLES])
    assert found(text) == [(title, title) for title in TITLES]


def test_plain_words_open_the_paragraph_where_nearly_all_do() -> None:
    titles = ["Baggrund", "Hvad er gjort", "Hvad sker der nu", "Økonomi"]
    assert found(paper([f"{title}. " for title in titles])) == [(title, title) for title in titles]
    questions = ["Hvorfor?", "Hvad er gjort?", "Hvad nu?", "Hvem betaler?"]
    assert found(paper([f"{title} " for title in questions])) == [(title, title) for title in questions]


@pytest.mark.parametrize("mark", [". ", ": "])
def test_words_in_capitals_open_the_paragraph(mark: str) -> None:
    assert found(paper([f"{title.upper()}{mark}" for title in TITLES])) == [(t.upper(), t.upper()) for t in TITLES]


@pytest.mark.parametrize("style", ["{}: ", "{} – ", "{}:\n"])
@pytest.mark.parametrize(
    "titles",
    [
        TITLES,
        ["Almen praksis", "Akutbiler", "Børn, unge og familier", "Status"],
        ["Formål", "Kommunens bidrag", "Fælles", "Økonomi"],
        ["Skolernes § 17-timer", "Det grønne", "Hvad nu", "Opfølgning"],
    ],
)
def test_topics_open_the_paragraph_where_nearly_all_do(titles: list[str], style: str) -> None:
    assert found(paper([style.format(title) for title in titles])) == [(title, title) for title in titles]


def test_topics_stand_over_lists_as_well() -> None:
    lists = [f"   – en bænk i {title.lower()}\n   – en sti, som anlægges i 2021" for title in TITLES]
    over = [f"{title}:\n" for title in TITLES]
    mixed = [lists[0], PROSE[1], lists[2], PROSE[3]]
    openings = [over[0], f"{TITLES[1]}: ", over[2], f"{TITLES[3]}: "]
    signed = "\nFor kommunen: Anna Holm, borgmester\nFor laget: Bo Lind, der er formand for bestyrelsen\n"
    for text in (paper(over, lists), paper(openings, mixed), paper(openings, mixed) + signed):
        assert found(text) == [(title, title) for title in TITLES]


@pytest.mark.parametrize(
    "openings",
    [
        ["Baggrund. ", "", "", "Økonomi. "],
        ["Nej. ", "Ja. ", "Ja. ", "Nej. "],
        ["Det haster. ", "Vi venter. ", "Hallen er lukket. ", "Planen kommer. "],
        ["Lærerkredsen: ", "Elevrådet: ", "En borger, Skovvej 3: ", "Skolebestyrelsen: "],
        ["Ansvarlig: ", "Frist: ", "Tidsplan: ", "Økonomi: "],
        ["Hanne Holm: ", "Bo Lind (A): ", "Borgmesteren: ", "Venstre: "],
        ["En nabo: ", "Flere borgere: ", "Den lokale skole: ", "Haveforeningen: "],
        ["Status: ", "Status: ", "Status: ", "Økonomi: "],
        ["Stien: ", "", "", "Ferie: "],
        ["Det er aftalt: ", "Vi vil – ", "Partierne ønsker: ", "Udvalget skal: "],
        ["", "", "", ""],
    ],
    ids=[
        "only some",
        "answers",
        "sentences",
        "speakers",
        "labels",
        "names",
        "somebody",
        "again",
        "few",
        "beginnings",
        "nothing",
    ],
)
def test_other_words_that_open_a_paragraph_are_no_headings(openings: list[str]) -> None:
    assert found(paper(openings)) == []


@pytest.mark.parametrize("style", ["{n}. ", "{n}) ", "• ", "a) "])
def test_a_numbered_list_of_sentences_is_none(style: str) -> None:
    assert found(paper([style.format(n=n) for n in range(1, 5)])) == []


def test_a_list_at_the_end_of_a_paper_is_none() -> None:
    points = "\n\n".join(f"{n}. {title}. Det ses der på." for n, title in enumerate(TITLES, start=1))
    assert found("\n\n".join([*PROSE, *PROSE, points]) + "\n") == []


def test_where_headings_stand_alone_what_opens_a_paragraph_is_none() -> None:
    points = "\n\n".join(
        f"{n}. {title}. {words}" for n, (title, words) in enumerate(zip(TITLES, PROSE, strict=True), 1)
    )
    labels = "\n\n".join(f"**{title}.** {words}" for title, words in zip(TITLES, PROSE, strict=True))
    for inside in (points, labels):
        text = f"Aftale om bænke\n\nByen\n\n{PROSE[0]}\n\nLandet\n\n{PROSE[1]}\n\n{inside}\n"
        assert found(text) == [("Byen", "Byen"), ("Landet", "Landet")]
