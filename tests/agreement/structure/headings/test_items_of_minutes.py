"""Items of minutes and decision lists, however they are numbered, named and parted."""

from __future__ import annotations

import pytest

from tracker.agreement.structure.outline import outline

TITLES = ["Bænke i parken", "Skolernes ferie", "Mere lys"]
PROSE = [
    "Vejudvalget får i maj 2021 forelagt en plan for flere bænke i byens parker og på torvene ved stationen.",
    "Børneudvalget forelægges inden udgangen af 2021 en analyse af driften. Borgerne har savnet et overblik.",
    "Der sættes lys op langs stien senest 1. oktober 2021, når prisen kendes og naboerne er blevet hørt.",
]
HEAD = "Byudvalget\n\nReferat af mødet den 4. februar 2021 på rådhuset i Granby\n\n"


def found(text: str) -> list[tuple[str, str]]:
    return [(section.number, section.title) for section in outline(text).sections]


def minutes(items: list[str], head: str = HEAD) -> str:
    return head + "\n\n".join(items) + "\n"


def styled(style: str, first: int = 41) -> list[str]:
    """Items from number `first` on, each with its prose under a heading in `style`."""
    return [
        f"{style.format(n=n, title=title)}\n{prose}"
        for n, (title, prose) in enumerate(zip(TITLES, PROSE, strict=True), start=first)
    ]


@pytest.mark.parametrize(
    "style",
    [
        "ÅBEN SAG {n}\n{title}",
        "Åben sag nr. {n}: {title}",
        "Åbent punkt {n} – {title}",
        "LUKKET PUNKT {n}\n{title}",
        "Lukket sag {n}. {title}",
        "Dagsordenspunkt nr. {n}: {title}",
        "{n} . {title}",
        "{n} .   {title}",
        "{n} ) {title}",
        "{n} : {title}",
        "{n}.) {title}",
        "({n}.) {title}",
    ],
)
def test_an_item_is_seen_by_its_number_whatever_stands_around_it(style: str) -> None:
    assert found(minutes(styled(style))) == [(str(n), title) for n, title in enumerate(TITLES, start=41)]


@pytest.mark.parametrize("quote", ['"', "«", "“", "»", "”", "„"])
def test_an_extract_stands_between_quotation_marks(quote: str) -> None:
    items = styled("{n}. {title}")
    text = minutes([quote + items[0], *items[1:-1], items[-1] + '"', "Udskriftens rigtighed bekræftes."])
    assert found(text) == [(str(n), title) for n, title in enumerate(TITLES, start=41)]


@pytest.mark.parametrize(
    "beside",
    [
        "(genoptaget fra 6. januar 2021)",
        "(udsat fra sidste møde)",
        "(Lukket)",
        "(åbent punkt)",
        "      J.nr. 05.01.12G01",
        "- Sagsnr. 21/4417",
        "  Sags-id: 00.22.02-A00-1-21",
        "  Journalnr. 00.22.02",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n", f"\n{'-' * 60}\n"])
def test_what_is_told_beside_the_number_is_no_title(beside: str, between: str) -> None:
    items = styled("Sag nr. {n} " + beside + between + "{title}\n")
    assert found(minutes(items)) == [(str(n), title) for n, title in enumerate(TITLES, start=41)]


def test_a_title_may_open_with_brackets_or_name_a_file() -> None:
    items = [*styled("Sag nr. {n} (Lukket) {title}"), f"Sag nr. 44 Sagsnumre i breve\n{PROSE[0]}"]
    titles = [f"(Lukket) {title}" for title in TITLES]
    assert [title for _number, title in found(minutes(items))] == [*titles, "Sagsnumre i breve"]


def test_a_part_of_an_item_is_not_its_title() -> None:
    items = [*styled("Sag nr. {n} (Lukket)\n{title}"), f"Sag nr. 44 (Lukket)\nBeslutning\n{PROSE[0]}"]
    assert [title for _number, title in found(minutes(items))] == [*TITLES, "(Lukket)"]


def test_an_item_that_is_named_again_over_its_decision_is_one() -> None:
    items = [
        f"{n}. {title} (2021-0147)\n\nIndstilling\n{prose}\n\n"
        f"Beslutning\nDagsordenspunkt {n}: {title} (2021-0147)\nGodkendt."
        for n, (title, prose) in enumerate(zip(TITLES, PROSE, strict=True), start=8)
    ]
    numbers = [(str(n), f"{title} (2021-0147)") for n, title in enumerate(TITLES, start=8)]
    assert found(minutes(items)) == numbers
    short = [items[0], f"9. {TITLES[1]} (2021-0147)\n\nBeslutning\nSagen blev udsat til mødet den 23. maj 2021."]
    assert found(minutes(short)) == numbers[:2]


def test_an_agenda_in_front_of_the_items_is_no_item() -> None:
    agenda = "Dagsorden\n\n" + "\n".join(f"{n}. {title}" for n, title in enumerate(TITLES, start=1)) + "\n\n"
    assert found(minutes(styled("Punkt {n}: {title}", first=1), HEAD + agenda)) == [
        (str(n), title) for n, title in enumerate(TITLES, start=1)
    ]
    only = f"Dagsorden\n\n1. {TITLES[0]}\n\n"
    assert found(minutes(styled("Punkt {n}: {title}", first=1)[:1], HEAD + only)) == [("1", TITLES[0])]


def test_numbered_sentences_are_no_items_by_their_colon() -> None:
    said = [f"{n}. Vi er enige om: {prose[0].lower()}{prose[1:]}" for n, prose in enumerate(PROSE, start=1)]
    assert found(minutes(said)) == []


@pytest.mark.parametrize(
    "style",
    ["ad {n}. {title}: {prose}", "Ad {n}: {title}: {prose}", "Pkt. {n}. {title}: {prose}", "{n}. {title}: {prose}"],
)
def test_what_was_decided_goes_on_in_small_letters_after_the_item_s_name(style: str) -> None:
    titles = ["Dagsorden", "Budgetopfølgning pr. 31. august", "Ansøgning fra Café Lys m.fl.", "Orientering"]
    said = [
        "godkendt.",
        "taget til efterretning. Udvalget får en ny opfølgning i november, når tallene er kendt.",
        "afslag. Caféen havde søgt om støtte til drift af værestedet fra årsskiftet.",
        "ankestyrelsen venter at afgøre klagen til foråret, og udvalget får besked.",
    ]
    items = [
        style.format(n=n, title=title, prose=prose)
        for n, (title, prose) in enumerate(zip(titles, said, strict=True), start=1)
    ]
    assert found(minutes(items)) == [(str(n), title) for n, title in enumerate(titles, start=1)]


@pytest.mark.parametrize(
    "label", ["Emne", "EMNE", "Sag", "Punkt", "Dagsordenspunkt", "Vedr.", "Vedrørende", "Sagens titel", "Overskrift"]
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_an_item_without_a_number_is_named_after_a_label(label: str, between: str) -> None:
    items = [
        f"{label}: {title}{between}Baggrund: {prose}\n\nAfgørelse: Tiltrådt, og udvalget får en status i maj."
        for title, prose in zip(TITLES, PROSE, strict=True)
    ]
    assert found(minutes(items)) == [(title, title) for title in TITLES]
    assert found(minutes(items[:2])) == [(title, title) for title in TITLES[:2]]


def test_the_subject_of_a_letter_and_of_mails_is_no_item() -> None:
    letter = f"Emne: {TITLES[0]}\n\n{PROSE[0]}\n\n{PROSE[1]}\n"
    assert found(letter) == []
    mail = "Fra: Anna Holm\nSendt: 4. februar 2021\nTil: Bo Dam\nEmne: {}\n\n{}\n\n"
    assert found("".join(mail.format(title, prose) for title, prose in zip(TITLES, PROSE, strict=True))) == []
    first = "Emne: {}\nFra: Anna Holm\nTil: Bo Dam\n\n{}\n\n"
    assert found("".join(first.format(title, prose) for title, prose in zip(TITLES, PROSE, strict=True))) == []


@pytest.mark.parametrize("kind", ["PROTOKOL", "Mødeprotokol", "PROTOKOLUDSKRIFT", "REFERAT", "Beslutningsreferat"])
def test_the_kind_of_a_paper_is_no_section_of_it(kind: str) -> None:
    items = [f"{title}. {prose}" for title, prose in zip(TITLES, PROSE, strict=True)]
    items += ["Således vedtaget, Sdr. Vang, den 4. februar 2021"]
    head = f"Landsbyrådet for Sdr. Vang\nunder Nørreby Kommune\n\n{kind}\n\nMødt var Anna, Bo og Carl samt gæster.\n\n"
    assert found(minutes(items, head)) == [(title, title) for title in TITLES]


@pytest.mark.parametrize(
    "foot",
    [
        "Underskrifter\n\nJens Dam          Pia Holm          Kurt Lund          Eva Lind",
        "Underskrifter:\n\nJens Dam          Pia Holm          Kurt Lund          Eva Lind",
        "UNDERSKRIFT\n\nJens Dam, Pia Holm, Kurt Lund og Eva Lind Sørensen",
        "Underskrevet af\n\nJens Dam (V), Pia Holm (A), Kurt Lund (C), Eva Lind (B)",
    ],
)
def test_what_stands_over_the_signatures_is_no_section(foot: str) -> None:
    items = [f"{title.upper()}\n\n{prose}" for title, prose in zip(TITLES, PROSE, strict=True)]
    assert [title for _number, title in found(minutes([*items, foot]))] == [title.upper() for title in TITLES]
