"""Structure of documents that differ as real ones do; every text is written for these tests."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.structure.outline import INTRODUCTION, outline

PROSE = "Partierne vil styrke området og afsætter midler til en ny indsats for byens borgere."


def titles(text: str) -> list[tuple[str, str]]:
    return [(section.number, section.title) for section in outline(text).sections]


def chapters(text: str) -> list[str | None]:
    return [section.chapter for section in outline(text).sections]


NUMBERED = f"""Aftale om budget 2024

Indhold

1. Børn og unge\t3
1.1. Nye legepladser\t3
1.2. Flere pædagoger\t4
2. By og natur\t5
2.1. Træer i midtbyen\t5

Forord

{PROSE}

1. Vi holder den aftalte ramme for både drift og anlæg i alle årene.
2. Vi holder en kassebeholdning på mindst 100 mio. kr.

1. Børn og unge

Vi vil noget med børn.

1.1. Nye legepladser

{PROSE}

1.2. Flere pædagoger

{PROSE}

1. Først ansættes to pædagoger i hvert af de fire distrikter i kommunen.
2. Derefter gøres der status over, hvordan det er gået i hvert distrikt.

2. By og natur

2.1. Træer i midtbyen

{PROSE}
"""


def test_numbered_sections_stand_in_chapters_and_lists_are_no_headings() -> None:
    assert titles(NUMBERED) == [("1.1", "Nye legepladser"), ("1.2", "Flere pædagoger"), ("2.1", "Træer i midtbyen")]
    assert chapters(NUMBERED) == ["Børn og unge", "Børn og unge", "By og natur"]


def test_everything_before_the_first_numbered_section_is_the_introduction() -> None:
    found = outline(NUMBERED)
    for words in ("Forord", "Vi holder en kassebeholdning", "Vi vil noget med børn"):
        assert found.section_at(NUMBERED.index(words)) == INTRODUCTION
    assert found.section_at(NUMBERED.index("Først ansættes")) == "1.2"
    assert found.section_at(NUMBERED.rindex("By og natur")) == "2"
    assert INTRODUCTION not in [section.number for section in found.sections]


def test_parts_cover_the_prose_without_contents_list_and_headings() -> None:
    found = outline(NUMBERED)
    prose = "".join(NUMBERED[part.start : part.end] for part in found.parts)
    assert "legepladser\t3" not in prose
    assert "Nye legepladser" not in prose
    assert prose.count(PROSE) == NUMBERED.count(PROSE)
    assert [part.name for part in found.parts if "Partierne" in NUMBERED[part.start : part.end]] == [
        INTRODUCTION,
        "1.1",
        "1.2",
        "2.1",
    ]


def test_a_section_ends_where_the_next_heading_begins() -> None:
    found = outline(NUMBERED)
    for section in found.sections:
        assert NUMBERED[section.start :].startswith(section.number)
        assert section.title in NUMBERED[section.start : section.end]
        assert not NUMBERED[section.start : section.end].endswith("\n")
    assert "By og natur" not in NUMBERED[found.sections[1].start : found.sections[1].end]


@pytest.mark.parametrize(
    "contents",
    [
        "Indholdsfortegnelse\n\n1.1. Ny skole ....... 3\n1.2. Nyt bad ....... 4\n2.1. Ny sti ....... 5\n",
        "Indhold .... 11.1. Ny skole ....31.2. Nyt bad ....42.1. Ny sti ....5\n",
        "Indhold\n1.1. Ny skole . . . . . 3\n1.2. Nyt bad . . . . . 4\n2.1. Ny sti . . . . . 5\n",
        "Indhold\n1.1. Ny skole\n1.2. Nyt bad\n2.1. Ny sti\n",
        "1.1. Ny skole    3\n1.2. Nyt bad    4\n2.1. Ny sti    5\n",
        "1.1. Ny skole.....\n1.2. Nyt bad\t4\n2.1. Ny sti med et navn så langt, at det går\nover to linjer\t5\n",
    ],
)
def test_a_contents_list_gives_no_sections(contents: str) -> None:
    text = f"{contents}\n1.1. Ny skole\n\n{PROSE}\n\n1.2. Nyt bad\n\n{PROSE}\n\n2.1. Ny sti\n\n{PROSE}\n"
    assert titles(text) == [("1.1", "Ny skole"), ("1.2", "Nyt bad"), ("2.1", "Ny sti")]
    assert outline(text).sections[0].start > len(contents) - 1


def test_zero_padded_numbers_are_kept_as_printed() -> None:
    names = ["3.01. Barnets start: En god begyndelse", "3.02. Bygning – Lys i salene", "3.10. Klubber"]
    text = "".join(f"{name}\n\n{PROSE}\n\n" for name in names)
    assert titles(text) == [
        ("3.01", "Barnets start: En god begyndelse"),
        ("3.02", "Bygning – Lys i salene"),
        ("3.10", "Klubber"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "1.2 Ny skole",
        "1.2. Ny skole",
        "1.2\tNy skole",
        "1.2: Ny skole",
        "1.2 – Ny skole",
        "## 1.2 Ny skole",
        "**1.2. Ny skole**",
        "  1.2.  Ny skole",
        "1.2.\n\nNy skole",
    ],
)
def test_a_number_and_its_title_are_written_in_many_ways(heading: str) -> None:
    text = f"1.1 Gammelt bad\n\n{PROSE}\n\n{heading}\n\n{PROSE}\n"
    assert titles(text)[1] == ("1.2", "Ny skole")


@pytest.mark.parametrize(
    ("broken", "title"),
    [
        (
            "1.1. Lavere fravær – flere gode metoder til at nedbringe fraværet og øge\ntilstedeværelsen",
            "Lavere fravær – flere gode metoder til at nedbringe fraværet og øge tilstedeværelsen",
        ),
        ("1.1. Bedre drift af kommunens ejen-\ndomme", "Bedre drift af kommunens ejendomme"),
        ("1.1. Samarbejde mellem børne-\nog skoleområdet", "Samarbejde mellem børne- og skoleområdet"),
        ("1.1. En fælles indsats hos\nHavneby Forsyning", "En fælles indsats hos Havneby Forsyning"),
    ],
)
def test_a_title_over_two_lines_is_one_title(broken: str, title: str) -> None:
    text = f"{broken}\n\n{PROSE}\n\n1.2. Næste emne\n\n{PROSE}\n"
    assert titles(text) == [("1.1", title), ("1.2", "Næste emne")]


def test_a_full_line_of_a_wrapped_text_goes_on_with_a_capital() -> None:
    prose = "Partierne er enige om, at der skal bygges en ny\nskole i byens nye kvarter til børnene der.\n\n" * 8
    text = f"1.1. Bedre adgang til hallen på skolen, afdeling\nRoskildevej\n\n{prose}1.2. Ny sti\n\n{prose}"
    assert titles(text) == [("1.1", "Bedre adgang til hallen på skolen, afdeling Roskildevej"), ("1.2", "Ny sti")]


def test_rows_with_one_aligned_figure_are_no_headings() -> None:
    rows = "                2024    2025\n1.1 Ny skole     500\n1.2 Ny sti               40\n1.3 Nyt bad     900\n"
    text = f"1.1. Ny skole\n\n{PROSE}\n\n1.2. Ny sti\n\n{PROSE}\n\nDrift (1.000 kr.)\n{rows}"
    assert titles(text) == [("1.1", "Ny skole"), ("1.2", "Ny sti")]


def test_prose_right_under_a_heading_does_not_belong_to_the_title() -> None:
    text = f"1.1. Ny skole\n{PROSE}\nMidlerne udmøntes i udvalget.\n1.2. Nyt bad\n{PROSE}\n"
    assert titles(text) == [("1.1", "Ny skole"), ("1.2", "Nyt bad")]


def test_numbers_that_open_a_line_of_prose_are_no_headings() -> None:
    text = (
        f"1.1. Ny skole\n\n{PROSE} Der afsættes i alt\n2.5 mio. kr. til formålet, og det drøftes den\n12.30 "
        f"i salen.\n\n1.2. Nyt bad\n\n{PROSE} Se også afsnit\n1.1. Det hænger sammen.\n"
    )
    assert [number for number, _ in titles(text)] == ["1.1", "1.2"]


def test_single_numbers_name_the_sections_where_nothing_finer_is_numbered() -> None:
    text = f"Budgetforlig 2024\n\n{PROSE}\n\n1. Ny skole\n\n{PROSE}\n\n2. Nyt bad\n\n{PROSE}\n\n3. Ny sti\n\n{PROSE}\n"
    assert titles(text) == [("1", "Ny skole"), ("2", "Nyt bad"), ("3", "Ny sti")]
    assert outline(text).section_at(5) == INTRODUCTION


def test_a_numbered_list_of_persons_gives_no_sections() -> None:
    text = f"Konstituering\n\n{PROSE}\n\n1. Anna Holm\n2. Bo Lind\n3. Carl Vang\n\nAndre poster\n\n{PROSE}\n"
    assert [number for number, _ in titles(text)] == ["Konstituering", "Andre poster"]
    poster = f"Konstituering\n\n{PROSE}\n\nFordeling af poster\n\n1. Borgmester: Anna Holm\n2. Formand: Bo Lind\n"
    assert [number for number, _ in titles(poster)] == ["Konstituering", "Fordeling af poster"]


MINUTES = f"""Referat af møde i Byrådet

Mødedato: 11.06.2024

Pkt. 41
Godkendelse af dagsorden

Godkendt.

Pkt. 42 – Status på ungeaftalen

Indstilling

{PROSE}

PUNKT 43: Ny sti

Indstilling

{PROSE}

Sag nr. 44

Nyt bad

Indstilling

{PROSE} Se også pkt. 41.
"""


def test_items_of_minutes_are_the_sections_of_minutes() -> None:
    assert titles(MINUTES) == [
        ("41", "Godkendelse af dagsorden"),
        ("42", "Status på ungeaftalen"),
        ("43", "Ny sti"),
        ("44", "Nyt bad"),
    ]
    assert outline(MINUTES).section_at(MINUTES.rindex("Se også")) == "44"


def test_items_of_minutes_may_be_numbers_alone_and_their_lists_are_no_items() -> None:
    text = (
        "Referat\n\n173.   Godkendelse af dagsorden\n\nBeslutning\nGodkendt.\n\n174.   Udmøntning af budget\n\n"
        f"Indstilling\nForvaltningen indstiller, at\n1. planen godkendes\n2. sagen følges op i 2024\n\n{PROSE}\n"
    )
    assert titles(text) == [("173", "Godkendelse af dagsorden"), ("174", "Udmøntning af budget")]


def test_chapters_without_sections_are_sections_themselves() -> None:
    text = (
        f"1 Forord\n\n{PROSE}\n\n2 Velfærd\n\n2.1 Sundhed\n\n{PROSE}\n\n2.2 Ældre\n\n{PROSE}\n\n"
        f"3 Økonomi\n\n{PROSE}\n\n4 Klima\n\n4.1 Energi\n\n{PROSE}\n\n5 Afslutning\n\n{PROSE}\n"
    )
    assert [number for number, _ in titles(text)] == ["1", "2.1", "2.2", "3", "4.1", "5"]
    assert chapters(text) == [None, "Velfærd", "Velfærd", None, "Klima", None]


def test_titles_and_sections_are_read_through_soft_hyphens() -> None:
    assert titles(f"1.1. Ny sko\u00adle\n\n{PROSE}\n")[0] == ("1.1", "Ny skole")


def test_headings_name_the_sections_where_nothing_is_numbered() -> None:
    text = f"""Budgetaftale 2024

Indgået den 4. oktober 2023 mellem alle partier i byrådet.

Flere hænder til de ældre

{PROSE}

• Ny indsats i hjemmeplejen med flere hænder
• Nye senge

Grøn by

Klimaplan

{PROSE}
{PROSE}

En by for alle
{PROSE}
"""
    assert titles(text) == [
        ("Flere hænder til de ældre", "Flere hænder til de ældre"),
        ("Klimaplan", "Klimaplan"),
        ("En by for alle", "En by for alle"),
    ]
    assert chapters(text)[1] == "Grøn by"
    found = outline(text)
    assert found.section_at(text.index("Indgået")) == INTRODUCTION
    assert found.section_at(text.index("Nye senge")) == "Flere hænder til de ældre"
    assert not found.numbered


def test_a_short_line_right_above_a_list_names_it_unless_the_list_goes_on_with_its_sentence() -> None:
    points = "• Hallen får nyt gulv i 2024, når prisen kendes.\n• Stien belyses inden udgangen af 2025.\n"
    text = f"Aftale\n\n{PROSE}\n\nIdræt og fritid\n{points}\nParterne er enige om følgende\n{points}\nVeje\n{points}"
    assert [title for _, title in titles(text)] == ["Idræt og fritid", "Veje"]


def test_a_line_over_a_list_of_posts_is_a_heading_and_the_name_over_the_title_is_none() -> None:
    posts = "Formand: Ida Holm (X)\nNæstformand: Per Bak (Y)\n"
    text = f"Strandby Kommune\n\nAftale om posterne\n\n{PROSE}\n\nPoster\n\n{posts}\n{PROSE}\n\nVeje\n\n{PROSE}\n"
    assert [title for _, title in titles(text)] == ["Poster", "Veje"]


def test_a_few_lines_in_bold_are_no_scheme_where_many_stand_alone() -> None:
    text = "".join(f"{name}\n\n{PROSE}\n\n" for name in ("Skole", "**Klub**", "Bad", "Sti", "Havn"))
    text += "**Oversigt over besparelser (mio. kr.)**\n\nNr.\tIndsats\t2024\nA-1\tLys\t-1,0\n"
    assert [title for _, title in titles(text)] == ["Skole", "Klub", "Bad", "Sti", "Havn"]


def test_lines_in_bold_and_labels_in_bold_are_headings() -> None:
    bold = "".join(f"**{name}**\n{PROSE}\n\n" for name in ("Skole", "Klub"))
    labels = "".join(f"**{name}** {PROSE}\n\n" for name in ("Skole", "Klub"))
    assert [title for _, title in titles(bold)] == ["Skole", "Klub"]
    assert [title for _, title in titles(labels)] == ["Skole", "Klub"]


def test_markdown_headings_nest() -> None:
    text = f"# Aftale\n\n{PROSE}\n\n## Børn\n\n### Skole\n\n{PROSE}\n\n### Klub\n\n{PROSE}\n\n## By\n\n{PROSE}\n"
    assert titles(text) == [("Skole", "Skole"), ("Klub", "Klub"), ("By", "By")]
    assert chapters(text) == ["Børn", "Børn", None]


def test_numbered_markdown_headings_stand_in_the_heading_above() -> None:
    text = f"# Aftale\n\n## Børn\n\n### 1.1 Skole\n\n{PROSE}\n\n### 1.2 Klub\n\n{PROSE}\n"
    assert titles(text) == [("1.1", "Skole"), ("1.2", "Klub")]
    assert chapters(text) == ["Børn", "Børn"]


def test_running_headers_are_noise_and_no_headings() -> None:
    header = "Budget 2024-27: Fælles retning – bilag 1"
    text = (
        f"Flere hænder\n\nVi vil ansætte flere, så der er tid til\n\n{header}\n\nomsorg for den enkelte borger i byen."
        f"\n\nGrøn by\n\nVi vil plante flere træer, så der bliver\n\n{header}\n\nmere skygge i byens gader."
        f"\n\nNy skole\n\nVi vil bygge en skole, så der bliver\n\n{header}\n\nplads til alle børn i de nye kvarter.\n"
    )
    found = outline(text)
    assert [section.title for section in found.sections] == ["Flere hænder", "Grøn by", "Ny skole"]
    assert [text[start:end] for start, end in found.noise] == [header] * 3


@pytest.mark.parametrize("sign", ["·", "|", "–"])
def test_a_line_that_ends_in_the_number_of_its_page_is_noise(sign: str) -> None:
    mark = f"Lyngholm Kommune {sign} Budget 2020 {sign} Side 4 af 9"
    text = f"1. Stier\n\nUdvalget får en plan for\n\n{mark}\n\nstierne inden jul.\n\n2. Veje\n\n{PROSE}\n"
    assert [text[start:end] for start, end in outline(text).noise] == [mark]
    named = text.replace(f" {sign} Side 4 af 9", f" {sign} bilag til side 4")
    assert outline(named).noise == ()


def test_numbered_paragraphs_are_named_by_their_first_words() -> None:
    text = (
        "1.1 Partierne ønsker, at der bygges en skole i den nye bydel. Den står klar i 2026.\n\n"
        "1.2 Havnen: Der plantes træer langs kajen, så snart arbejdet er færdigt.\n"
    )
    assert titles(text) == [
        ("1.1", "Partierne ønsker, at der bygges en skole i den nye bydel"),
        ("1.2", "Havnen"),
    ]


def test_a_second_agreement_in_the_same_file_keeps_its_sections() -> None:
    one = f"1.1. Ny skole\n\n{PROSE}\n\n1.2. Nyt bad\n\n{PROSE}\n\n1.3. Ny sti\n\n{PROSE}\n\n"
    assert [number for number, _ in titles(one * 3)] == ["1.1", "1.2", "1.3"] * 3


@pytest.mark.parametrize("text", ["", "\n", "   ", "Hej", "1.1", "| a |", "\t\t\t\n"])
def test_texts_without_structure_have_no_sections(text: str) -> None:
    assert outline(text).sections == ()
    assert outline(text).section_at(0) == INTRODUCTION


@given(st.text(alphabet="1234.\n\t #*|-•abAB ,:æØ", max_size=200))
def test_parts_and_sections_always_lie_in_order_inside_the_text(text: str) -> None:
    found = outline(text)
    assert all(0 <= section.start <= section.end <= len(text) for section in found.sections)
    edges = [edge for part in found.parts for edge in (part.start, part.end)]
    assert edges == sorted(edges)
    assert 0 <= found.tail <= len(text)


def test_letters_number_headings():
    body = "Partierne vil gøre byen bedre at bo i for alle, og det begynder med skolerne.\n\n"
    text = f"Aftale\n\nA. Skole\n\n{body}B. Ældre\n\n{body}C. Klima\n\n{body}"
    assert [(section.number, section.title) for section in outline(text).sections] == [
        ("A", "Skole"),
        ("B", "Ældre"),
        ("C", "Klima"),
    ]


def test_a_line_of_blanks_is_judged_at_once():
    started = time.process_time()
    outline("Aftale\n\nx" + " " * 40_000 + "y\n")
    assert time.process_time() - started < 5


LISTED = "Ny vejplan inden sommerferien", "Evaluering af skolerne i 2025", "Økonomi"


@pytest.mark.parametrize("mark", ["", "• ", "- "])
def test_a_contents_list_without_page_numbers_is_neither_sections_nor_prose(mark: str) -> None:
    contents = "\n".join(mark + title for title in LISTED)
    body = "\n\n".join(f"{title}\n\n{PROSE}" for title in LISTED)
    text = f"Aftale om budget 2024\n\nIndhold\n\n{contents}\n\n{body}\n"
    assert titles(text) == [(title, title) for title in LISTED]
    assert not any(contents in text[part.start : part.end] for part in outline(text).parts)


def test_lines_under_the_word_contents_that_stand_nowhere_else_are_read() -> None:
    text = f"Aftale om budget 2024\n\nIndhold\n\nVejene renoveres i 2025\nSkolen åbner i 2026\n\n1. Børn\n\n{PROSE}\n"
    read = "".join(text[part.start : part.end] for part in outline(text).parts)
    assert "Vejene renoveres" in read
    assert "Skolen åbner" in read


def test_an_amount_that_ends_in_an_abbreviation_may_end_a_title() -> None:
    text = "1. Veje\nDe lappes.\n\n2. Besparelser på i alt 4 mio. kr.\nUdvalget finder dem.\n\n3. Broer\nDe males.\n"
    assert [section.title for section in outline(text).sections] == ["Veje", "Besparelser på i alt 4 mio. kr.", "Broer"]


def test_a_sentence_under_a_heading_may_begin_with_a_figure() -> None:
    told = "er skiftet siden april, og resten følger, når stolperne er malet af kommunens folk."
    text = f"Veje\nAlle skilte {told}\n\nLygter\n312 lamper {told}\n\nBroer\nAlle bolte {told}\n"
    assert [section.title for section in outline(text).sections] == ["Veje", "Lygter", "Broer"]
