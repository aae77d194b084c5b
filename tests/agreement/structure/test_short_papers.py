"""Sections of short papers, whose headings stand over little: a list of posts, a table, a line or two."""

from __future__ import annotations

import pytest

from tracker.agreement.structure.outline import INTRODUCTION, outline

PROSE = [
    "Vejudvalget får i maj 2021 forelagt en plan for flere bænke i byens parker og på torvene.",
    "Børneudvalget forelægges inden udgangen af 2021 en analyse af driften. Borgerne har savnet et overblik.",
    "Der sættes lys op langs stien senest 1. oktober 2021. Naboerne bliver hørt, før arbejdet går i gang.",
]


def titles(text: str) -> list[str]:
    return [section.title for section in outline(text).sections]


def paper(*blocks: str) -> str:
    return "\n\n".join(["Granby Kommune\nAftale mellem A, F og V", *blocks]) + "\n"


@pytest.mark.parametrize("style", ["**{}.** {}", "**{}:** {}", "## {}\n\n{}", "{}\n\n{}", "{}:\n{}"])
@pytest.mark.parametrize("word", ["Indledning", "INDLEDNING"])
def test_the_word_introduction_over_the_first_words_names_no_section(style: str, word: str) -> None:
    text = paper(
        *(style.format(*part) for part in zip([word, "Veje", "Skoler", "Lys"], [*PROSE, PROSE[0]], strict=True))
    )
    assert titles(text) == ["Veje", "Skoler", "Lys"]
    assert outline(text).section_at(text.index("Vejudvalget")) == INTRODUCTION
    assert outline(text).section_at(text.index("Børneudvalget")) == "Veje"


@pytest.mark.parametrize(
    "headings",
    [
        ["Indledning til skoleåret", "Veje", "Lys"],
        ["Baggrund", "Veje", "Lys"],
        ["Veje", "Indledning", "Lys"],
        ["1. Indledning", "2. Veje", "3. Lys"],
    ],
)
def test_other_first_headings_name_sections(headings: list[str]) -> None:
    text = paper(*(f"{heading}\n\n{prose}" for heading, prose in zip(headings, PROSE, strict=True)))
    assert titles(text) == [heading.removeprefix(f"{n}. ") for n, heading in enumerate(headings, start=1)]


def _underlined(title: str) -> str:
    return f"{title}\n{'-' * len(title)}"


def test_an_underlined_heading_may_stand_over_a_list_of_posts() -> None:
    posts = "Borgmester: Ida Holm (V)\n1. viceborgmester: Per Bak (A)"
    text = paper(
        f"{_underlined('Poster')}\n{posts}",
        f"{_underlined('Veje')}\n{PROSE[0]}",
        f"{_underlined('Lys')}\n{PROSE[2]}",
        f"{_underlined('Kontakt')}\nIda Holm",
    )
    assert titles(text) == ["Poster", "Veje", "Lys"]


TABLE = "Post\tParti\tNavn\nBorgmester\tA\tIda Holm\nFormand for Vejudvalget\tF\tPer Bak"


@pytest.mark.parametrize("table", [TABLE, TABLE.replace("\t", " | ")])
def test_a_chapter_that_holds_a_table_is_a_section_beside_divided_ones(table: str) -> None:
    divided = f"2 Politik\n\n2.1 Veje\n{PROSE[0]}\n\n2.2 Skoler\n{PROSE[1]}"
    assert titles(paper(f"1 Fordeling af poster\n\n{table}", divided)) == ["Fordeling af poster", "Veje", "Skoler"]
    assert titles(paper(divided, f"3 Fordeling af poster\n\n{table}")) == ["Veje", "Skoler", "Fordeling af poster"]
    contents = "Indhold\n1 Fordeling af poster\t2\n2 Politik\t3\n2.1 Veje\t3\n2.2 Skoler\t4"
    assert titles(paper(contents, f"1 Fordeling af poster\n\n{table}", divided)) == [
        "Fordeling af poster",
        "Veje",
        "Skoler",
    ]
    assert titles(paper("1 Fordeling af poster", divided)) == ["Veje", "Skoler"]


def test_a_lone_line_over_headings_with_a_colon_is_none() -> None:
    parts = [f"Til afsnittet om {what}:\n{prose}" for what, prose in zip(["veje", "skoler", "lys"], PROSE, strict=True)]
    place = "Byrådets møde i gruppernes lokale på rådhuset"
    expected = ["Til afsnittet om veje", "Til afsnittet om skoler", "Til afsnittet om lys"]
    assert titles(paper(place, "Vi har aftalt at tilføje det følgende.", *parts)) == expected
    assert titles(paper(f"Veje\n\n{PROSE[0]}", f"Skoler\n\n{PROSE[1]}", *parts))[:2] == ["Veje", "Skoler"]


POSTS = ["Borgmester:\nIda Holm, A", "Økonomiudvalg:\n5 medlemmer, 3 A og 2 F", "Andre udvalg:\nSom i dag"]
AGREED = "Det er vi enige om:\nat skatten ikke stiger i 2022,\nat Vejudvalget får en plan for bænke senest 1. maj 2022."
NOT_AGREED = "Det er vi ikke enige om:\nom der skal bygges en hal."


def test_labels_stand_over_short_lines_where_nearly_all_blocks_open_so() -> None:
    found = outline(paper("Rådet konstituerer sig således:", *POSTS, AGREED, NOT_AGREED, "Granby, den 3. maj 2021"))
    assert [section.title for section in found.sections] == [
        "Borgmester",
        "Økonomiudvalg",
        "Andre udvalg",
        "Det er vi enige om",
        "Det er vi ikke enige om",
    ]


@pytest.mark.parametrize(
    "blocks",
    [
        ["Til stede:\nIda Holm", "Afbud:\nPer Bak", "Referent:\nBo Lind", "Sted:\nRådhuset"],
        ["For Venstre:\nIda Holm", "For SF:\nPer Bak", "For Lokallisten:\nBo Lind"],
        [POSTS[0], PROSE[0], PROSE[1], POSTS[1], PROSE[2], PROSE[0], POSTS[2]],
        ["Partierne er enige om:\nat hallen bygges", "Vi ønsker:\nat der er lys", "Vi vil:\nat stien anlægges"],
    ],
)
def test_other_words_before_a_colon_are_no_labels(blocks: list[str]) -> None:
    assert titles(paper(*blocks)) == []


@pytest.mark.parametrize(
    "behind",
    [". J.nr. 09.00.05K08", " – Sags-id: 21/4417", " (sagsnr. 21/4417)", ", journalnr. 06/1202", "  j.nr. 12-7"],
)
def test_the_number_of_a_case_is_no_part_of_an_items_title(behind: str) -> None:
    named = ["Grusgrav ved Krat", "Journalnumre i arkivet", "Sagsnr. i breve fra 2021"]
    items = [
        f"{at}. {title}{behind}\n\n{prose}" for at, (title, prose) in enumerate(zip(named, PROSE, strict=True), 71)
    ]
    assert titles(paper(*items)) == named
    bare = [item.replace(behind, "") for item in items]
    assert titles(paper(*bare)) == named
