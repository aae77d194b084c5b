"""Which scheme of headings a paper follows, and that a figure, a month or a row of names is none."""

from __future__ import annotations

import pytest

from tracker.agreement.structure.outline import outline

HEAD = "Aftale for Granby Kommune\n\nIndgået den 4. februar 2021 mellem A, F og V.\n\n"
PROSE = [
    "Vejudvalget får i maj 2021 forelagt en plan for flere bænke i byens parker og på torvene.",
    "Børneudvalget forelægges inden udgangen af 2021 en analyse af driften. Borgerne har savnet et overblik.",
    "Der sættes lys op langs stien senest 1. oktober 2021. Naboerne bliver hørt, før arbejdet går i gang.",
    "Kulturudvalget drøfter i juni 2022, hvordan byens foreninger kan bruge hallen på hverdage.",
]


def found(text: str) -> list[tuple[str, str]]:
    return [(section.number, section.title) for section in outline(text).sections]


def paper(*headings: str, head: str = HEAD) -> str:
    return head + "\n\n".join(f"{heading}\n\n{PROSE[n % 4]}" for n, heading in enumerate(headings)) + "\n"


@pytest.mark.parametrize("figure", ["2.000 årligt.", "1.15 gange så meget.", "12.500 kroner.", "3.2 procent af dem."])
def test_a_figure_at_the_start_of_a_line_is_no_heading(figure: str) -> None:
    broken = f"Til foreningerne gives der fra nu af et tilskud, som tilsammen er på\n{figure}"
    text = paper("Veje", "Skoler", "Lys") + f"\n{broken}\n"
    assert [title for _number, title in found(text)] == ["Veje", "Skoler", "Lys"]


@pytest.mark.parametrize(
    "title", ["Juniorklubber", "Marketing", "Decentralisering", "Augustenborg", "Majstang", "Septiktanke", "Aprilsnar"]
)
@pytest.mark.parametrize("style", ["2.0{n}. {title}", "{n}. {title}"])
def test_a_word_that_begins_as_a_month_does_is_a_title(style: str, title: str) -> None:
    titles = ["Veje", title, "Lys"]
    text = paper(*(style.format(n=n, title=one) for n, one in enumerate(titles, start=1)))
    assert [one for _number, one in found(text)] == titles


@pytest.mark.parametrize("month", ["Oktober 2021", "Sept. 2021", "Jan. 2021", "Maj"])
def test_a_month_after_a_number_is_a_day(month: str) -> None:
    text = paper("1. Veje", "2. Lys") + f"\nUdvalget mødes\n\n3. {month}\n\n{PROSE[0]}\n"
    assert [title for _number, title in found(text)] == ["Veje", "Lys"]


@pytest.mark.parametrize("style", ["{}{}) {}", "{}.{}. {}", "{}{} {}", "{}.{} {}"])
@pytest.mark.parametrize("chapter", ["{}. {}", "KAPITEL {}: {}"])
def test_numbers_with_letters_part_chapters(chapter: str, style: str) -> None:
    mark = style.split(" ")[0].rstrip(").") if ")" in style or style.endswith(". {}") else style.split(" ")[0]
    blocks = [
        chapter.format(1, "Byen"),
        f"{style.format(1, 'a', 'Veje')}\n{PROSE[0]}",
        f"{style.format(1, 'b', 'Lys')}\n{PROSE[1]}",
        chapter.format(2, "Børn"),
        f"{style.format(2, 'a', 'Skoler')}\n{PROSE[2]}",
    ]
    text = HEAD + "\n\n".join(blocks) + "\n"
    numbers = [mark.format(*number) for number in ((1, "a"), (1, "b"), (2, "a"))]
    assert found(text) == list(zip(numbers, ["Veje", "Lys", "Skoler"], strict=True))
    assert [section.chapter for section in outline(text).sections] == ["Byen", "Byen", "Børn"]


def test_numbers_that_run_on_through_parts_of_a_paper_number_its_sections() -> None:
    blocks = ["DEL 1 - BYEN", f"1 Veje\n{PROSE[0]}", f"2 Lys\n{PROSE[1]}", "DEL 2 - BØRN", f"3 Skoler\n{PROSE[2]}"]
    text = HEAD + "\n\n".join(blocks) + "\n"
    assert found(text) == [("1", "Veje"), ("2", "Lys"), ("3", "Skoler")]
    assert [section.chapter for section in outline(text).sections] == ["BYEN", "BYEN", "BØRN"]


def test_letters_may_number_tables() -> None:
    table = "| Nr. | Initiativ | Udvalg | Frist |\n|---|---|---|---|\n| 1 | Flere bænke | Vejudvalget | 1. marts 2022 |"
    text = HEAD + "\n\n".join([f"A. Drift\n\n{table}", f"B. Anlæg\n\n{table}", f"C. Opfølgning\n\n{PROSE[0]}"]) + "\n"
    assert found(text) == [("A", "Drift"), ("B", "Anlæg"), ("C", "Opfølgning")]


@pytest.mark.parametrize(
    "names", ["Karen Holm, Jonas Bro og Mette Lund", "Karen Holm (A), Jonas Bro (V), Ole Sand (C)"]
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_place_over_the_names_of_those_who_sign_is_no_section(between: str, names: str) -> None:
    text = paper("Veje", "Skoler", "Lys") + f"\nGranby Rådhus{between}{names}\n"
    assert [title for _number, title in found(text)] == ["Veje", "Skoler", "Lys"]


@pytest.mark.parametrize("title", ["Psykiatri: fra kø til behandling", "Lys: Vi tænder byen"])
def test_a_heading_may_hold_a_colon_where_others_stand_alone(title: str) -> None:
    assert [one for _number, one in found(paper("Veje", title, "Skoler"))] == ["Veje", title, "Skoler"]


@pytest.mark.parametrize("label", ["Frist: snarest muligt", "Ansvarlig: Vejudvalget", "Kontakt: byens kontor"])
def test_a_label_alone_is_no_heading(label: str) -> None:
    text = paper("Veje", "Skoler") + f"\n{label}\n\n{PROSE[0]}\n"
    assert [title for _number, title in found(text)] == ["Veje", "Skoler"]


ASKS = ["Hvad der ikke er med", "Hvor pengene kommer fra", "Sådan følger vi op på", "Sådan får vi råd til det"]


@pytest.mark.parametrize("heading", [*ASKS, "Hvem betaler for den", "Sådan bliver vi bedre til det"])
def test_a_heading_that_asks_may_end_in_a_small_word(heading: str) -> None:
    text = HEAD + "\n\n".join(f"{title}\n{PROSE[0]}" for title in ["Veje", heading, "Lys"]) + "\n"
    assert [title for _number, title in found(text)] == ["Veje", heading, "Lys"]


@pytest.mark.parametrize("heading", ["Velfærd tæt på", "Skolen i midten af"])
def test_a_short_line_over_a_full_one_is_no_part_of_its_sentence(heading: str) -> None:
    full = "De fleste af byens familier bor i de tre kvarterer omkring havnen, og der skal bygges mere."
    text = HEAD + "\n\n".join(f"{title}\n{full}" for title in ["Veje", heading, "Lys"]) + "\n"
    assert [title for _number, title in found(text)] == ["Veje", heading, "Lys"]


@pytest.mark.parametrize("under", ["\n", "\n\n"], ids=["right under", "after a blank line"])
@pytest.mark.parametrize("line", ["Udbygningen af det", "Sådan bliver vi enige om at", "Hvad vi vil bruge en"])
def test_a_line_that_breaks_off_before_its_noun_is_no_heading(line: str, under: str) -> None:
    text = HEAD + "\n\n".join(f"{title}{under}{PROSE[0]}" for title in ["Veje", line, "Lys"]) + "\n"
    assert [title for _number, title in found(text)] == ["Veje", "Lys"]


def test_a_short_line_of_a_broken_paragraph_is_prose_under_a_heading() -> None:
    broken = "Familierne møder flere under samme tag,\nog det sparer dem for ture. Huset åbner i juni 2022."
    text = HEAD + "\n\n".join(f"{title}\n\n{broken}" for title in ["Børnehuset", "Hallen"]) + "\n"
    assert [title for _number, title in found(text)] == ["Børnehuset", "Hallen"]


@pytest.mark.parametrize(
    "head",
    [
        "Forlig om budget 2021 for Granby Kommune, indgået den 9. september 2020 mellem Venstre, Radikale og SF",
        "Granby Kommune - Ejendomme\nAnlægsstatus, 2. halvår 2020\nUdarbejdet 28/8-2020 til Ejendomsudvalget",
    ],
)
def test_under_the_papers_own_name_the_first_heading_is_a_section(head: str) -> None:
    titles = ["Rådhusets facade", "Havnen", "Hallen"]
    assert [title for _number, title in found(paper(*titles, head=f"{head}\n\n"))] == titles


@pytest.mark.parametrize("title", ["EN ÅBEN KOMMUNE", "Den grønne kommune", "Vores Kommune", "FOR HELE KOMMUNEN"])
def test_a_slogan_about_the_municipality_is_a_heading(title: str) -> None:
    assert [one for _number, one in found(paper("POSTER", title, "BOLIGER"))] == ["POSTER", title, "BOLIGER"]


@pytest.mark.parametrize("line", ["Granby Kommune", "Ny Granby Kommune", "GRANBY KOMMUNE – Vej og Park"])
def test_the_municipalitys_name_is_no_heading(line: str) -> None:
    assert [title for _number, title in found(paper("Veje", "Skoler", head=f"{line}\n\n{HEAD}"))] == ["Veje", "Skoler"]


@pytest.mark.parametrize("sign", ["»", "→", "+", "►", "■"])
def test_a_sign_before_each_heading_marks_them(sign: str) -> None:
    titles = ["Veje", "Skoler", "Lys"]
    text = HEAD + "\n\n".join(f"{sign} {title}\n{PROSE[n]}" for n, title in enumerate(titles)) + "\n"
    assert [title for _number, title in found(text)] == titles


@pytest.mark.parametrize("sign", ["→", "+", "►"])
def test_a_sign_that_opens_items_of_a_list_marks_no_heading(sign: str) -> None:
    listed = "\n".join(f"{sign} {words}" for words in ["Flere bænke", "Mere lys", "Nye stier"])
    text = (
        paper("Veje", "Skoler") + f"\nVi er enige om tre ting i de kommende år, og de er alle i budgettet:\n{listed}\n"
    )
    assert [title for _number, title in found(text)] == ["Veje", "Skoler"]


@pytest.mark.parametrize("counted", ["Tema {}: {}", "**Tema {}: {}**", "→ Spor {}. {}", "Indsats {}\n{}"])
def test_what_stands_around_counted_headings_as_they_do_is_a_section(counted: str) -> None:
    other = "**{}**" if counted.startswith("**") else "{}"
    titles = ["Forord", "Veje", "Skoler", "Lys", "Opfølgning"]
    heads = [counted.format(n, title) if 0 < n < 4 else other.format(title) for n, title in enumerate(titles)]
    text = HEAD + "\n\n".join(f"{head}\n{PROSE[n % 4]}" for n, head in enumerate(heads)) + "\n"
    assert [title for _number, title in found(text)] == titles


@pytest.mark.parametrize(
    "table",
    ["Mio. kr.        2021      2022\nVækst            8,0       9,0", "| Navn | Pris |\n|---|---|\n| Sti | 3 |"],
)
def test_where_headings_are_in_capitals_one_may_stand_over_a_table(table: str) -> None:
    text = paper("MÅL", "VEJE", "SKOLER") + f"\nFINANSIERING\n\n{table}\n"
    assert [title for _number, title in found(text)] == ["MÅL", "VEJE", "SKOLER", "FINANSIERING"]


def test_the_numbers_of_pages_are_no_headings() -> None:
    text = HEAD + f"Veje\n{PROSE[0]}\n\n1\n\nSkoler\n{PROSE[1]}\n\n2\n\nLys\n{PROSE[2]}\n\n3\n"
    assert [title for _number, title in found(text)] == ["Veje", "Skoler", "Lys"]


@pytest.mark.parametrize("title", ["Vi bygger til børnene", "Vi tror på fællesskabet"])
def test_a_slogan_over_what_we_do_is_a_heading(title: str) -> None:
    listed = "• Vi opfører et børnehus i Nordbyen til 96 børn.\n• Vi beder Børneudvalget om et program i april 2021."
    text = HEAD + "\n\n".join(f"{one}\n{listed}" for one in [title, "Veje", "Lys"]) + "\n"
    assert [one for _number, one in found(text)] == [title, "Veje", "Lys"]


@pytest.mark.parametrize("lead", ["Vi vil", "Vi bygger på", "Vi arbejder for", "Vi er enige om følgende"])
def test_a_lead_that_its_list_goes_on_with_is_no_heading(lead: str) -> None:
    text = paper("Veje", "Skoler", "Lys") + f"\n{lead}\n• Vi opfører et børnehus i Nordbyen.\n• Vi holder fri.\n"
    assert [one for _number, one in found(text)] == ["Veje", "Skoler", "Lys"]


def test_titles_may_end_in_a_stop_where_nearly_all_do() -> None:
    titles = ["En skole for alle", "Flere tilbud tæt på hjemmet", "Ingen skattestigning"]
    text = HEAD + "\n\n".join(f"{title}.\n{PROSE[n]}" for n, title in enumerate(titles)) + "\n"
    assert [title for _number, title in found(text)] == titles


def test_a_sentence_of_one_line_is_no_title() -> None:
    first = ["Skolen er for alle.", "Vejene trænger til asfalt.", "Skatten stiger ikke."]
    assert found(HEAD + "\n\n".join(f"{words}\n{PROSE[n]}" for n, words in enumerate(first)) + "\n") == []


@pytest.mark.parametrize("style", ["{}. {}", "{}) {}"])
def test_small_letters_may_number_sections(style: str) -> None:
    titles = ["Veje", "Skoler", "Lys"]
    text = paper(*(style.format(letter, title) for letter, title in zip("abc", titles, strict=True)))
    assert found(text) == list(zip("abc", titles, strict=True))


def test_roman_chapters_are_parted_by_decimals() -> None:
    blocks = ["I. Status", f"I.1 Veje\n{PROSE[0]}", f"I.2 Lys\n{PROSE[1]}", "II. Indsatser", f"II.1 Skoler\n{PROSE[2]}"]
    text = HEAD + "\n\n".join([*blocks, f"III. Opfølgning\n{PROSE[3]}"]) + "\n"
    assert [number for number, _title in found(text)] == ["I.1", "I.2", "II.1", "III"]


def test_a_title_goes_on_after_a_comma() -> None:
    text = paper("I.  Forudsætninger for aftalen,\n    herunder anlægsloftet", "II. Veje", "III. Lys")
    assert [title for _number, title in found(text)] == [
        "Forudsætninger for aftalen, herunder anlægsloftet",
        "Veje",
        "Lys",
    ]


def test_a_web_pages_marks_around_a_number_are_no_part_of_the_heading() -> None:
    assert found(paper("1\\. **Veje**", "2\\. **Skoler**")) == [("1", "Veje"), ("2", "Skoler")]


@pytest.mark.parametrize("sign", [">>", "📌", "◆"])
def test_any_sign_may_mark_headings(sign: str) -> None:
    titles = ["Veje", "Skoler", "Lys"]
    listed = "• Vi giver byen mere lys. Det koster 6,1 mio. kr. om året."
    text = HEAD + "\n\n".join(f"{sign} {title}\n{listed}" for title in titles) + "\n"
    assert [title for _number, title in found(text)] == titles


@pytest.mark.parametrize("caption", ["Tabel 1. Initiativernes status", "Figur 2: Udgifter"])
def test_the_caption_of_a_table_is_no_heading(caption: str) -> None:
    text = (
        paper("Veje", "Skoler") + f"\n{caption}\nStatus          Antal   Mio. kr.\nI gang             26       31,0\n"
    )
    assert [title for _number, title in found(text)] == ["Veje", "Skoler"]


def test_an_underlined_heading_may_stand_over_a_table() -> None:
    table = "                   2021    2022\nSvømmehal, tag      3,0     4,5\nByfornyelse         1,0     1,0"
    parts = [("Veje", PROSE[0]), ("Anlæg", table), ("Lys", PROSE[2]), ("Skoler", PROSE[1])]
    text = HEAD + "\n\n".join(f"{title}\n{'-' * len(title)}\n{words}" for title, words in parts) + "\n"
    assert [title for _number, title in found(text)] == ["Veje", "Anlæg", "Lys", "Skoler"]


def test_headings_without_a_number_stand_under_numbered_parts() -> None:
    blocks = ["Del 1. Byen", f"Veje\n{PROSE[0]}", f"Lys\n{PROSE[2]}", "Del 2. Børn", f"Skoler\n{PROSE[1]}"]
    text = HEAD + "\n\n".join([*blocks, "Del 3. Opfølgning", f"Møder\n{PROSE[3]}"]) + "\n"
    assert [title for _number, title in found(text)] == ["Veje", "Lys", "Skoler", "Møder"]
    assert [section.chapter for section in outline(text).sections] == ["Byen", "Byen", "Børn", "Opfølgning"]


def test_chapters_may_stand_under_the_marks_of_pages() -> None:
    blocks = [
        f"---------- {n + 2} ----------\n\nKapitel {n}\n{title}\n\n{PROSE[n]}"
        for n, title in enumerate(["Veje", "Skoler", "Lys"], 1)
    ]
    assert [title for _number, title in found(HEAD + "\n\n".join(blocks) + "\n")] == ["Veje", "Skoler", "Lys"]


def test_roman_numbers_may_stand_a_space_before_capitals() -> None:
    text = paper("I   ØKONOMISKE RAMMER", "II  SKOLER", "III ÆLDRE", "IV  OPFØLGNING")
    assert [number for number, _title in found(text)] == ["I", "II", "III", "IV"]


@pytest.mark.parametrize("style", ["{}/ {}", "Ad {}) {}", "{}.{}"])
def test_numbers_are_written_in_many_ways(style: str) -> None:
    titles = ["Veje", "Skoler", "Lys"]
    text = paper(*(style.format(n, title) for n, title in enumerate(titles, start=1)))
    assert found(text) == [(str(n), title) for n, title in enumerate(titles, start=1)]


def test_a_supplement_counts_as_the_agreement_does() -> None:
    text = paper("Ad 2.04. Renovering af hallen", "Ad 3.11. Energimærkning", "Nyt 5.07. Modtageklasser")
    assert [number for number, _title in found(text)] == ["2.04", "3.11", "5.07"]


def test_a_heading_in_capitals_may_hold_a_colon() -> None:
    text = paper("VEJE", "SKOLERNE: RO OM REFORMEN", "LYS")
    assert [title for _number, title in found(text)] == ["VEJE", "SKOLERNE: RO OM REFORMEN", "LYS"]


def test_an_underlined_heading_may_stand_over_a_list_with_leaders() -> None:
    listed = "   Havnen ............... 1 V, 1 T\n   Affald ............... 1 O"
    parts = [("Veje", PROSE[0]), ("Selskaber", listed), ("Lys", PROSE[2])]
    text = HEAD + "\n\n".join(f"{title}\n{'-' * len(title)}\n{words}" for title, words in parts) + "\n"
    assert [title for _number, title in found(text)] == ["Veje", "Selskaber", "Lys"]


def test_a_heading_in_bold_may_stand_over_a_table() -> None:
    parts = [
        ("Hvad vi gør", PROSE[0]),
        ("Hvad det koster", "| | 2026 | 2027 |\n|---|---|---|\n| Pas | 450 | 600 |"),
        ("Opfølgning", PROSE[1]),
    ]
    text = HEAD + "\n\n".join(f"**{title}**\n\n{words}" for title, words in parts) + "\n"
    assert [title for _number, title in found(text)] == ["Hvad vi gør", "Hvad det koster", "Opfølgning"]


def test_the_parts_of_a_note_are_its_sections() -> None:
    titles = ["Baggrund", "Forvaltningens forslag", "Økonomi"]
    text = (
        "NOTAT\n\nNotat om ventetider\n\n"
        + "\n\n".join(f"{title}\n{PROSE[n]}" for n, title in enumerate(titles))
        + "\n"
    )
    assert [title for _number, title in found(text)] == titles


def test_counted_headings_may_stand_under_the_numbers_of_pages() -> None:
    blocks = [
        f"{page}\n\nMål {n} – {title}\n{PROSE[n]}"
        for n, (page, title) in enumerate([(4, "Veje"), (6, "Skoler"), (8, "Lys")], 1)
    ]
    assert found(HEAD + "\n\n".join(blocks) + "\n") == [("1", "Veje"), ("2", "Skoler"), ("3", "Lys")]


@pytest.mark.parametrize("style", ["[ {} ]  {}", "[{}] {}"])
def test_letters_may_stand_in_brackets(style: str) -> None:
    text = paper(*(style.format(letter, title) for letter, title in zip("ABC", ["Veje", "Skoler", "Lys"], strict=True)))
    assert [number for number, _title in found(text)] == ["A", "B", "C"]


def test_numbers_may_be_in_italics() -> None:
    assert [number for number, _title in found(paper("_1. VEJE_", "_2. SKOLER_", "_3. LYS_"))] == ["1", "2", "3"]


def test_a_label_with_a_name_is_no_heading_though_others_hold_a_colon() -> None:
    posts = "Borgmester: Henrik Dam (V)\n\n1. viceborgmester: Mette Skov (B)\n\nPartierne fordeler resten i januar."
    text = HEAD + f"Poster\n\n{posts}\n\nØkonomi\n\n{PROSE[0]}\n\nSkoler\n\n{PROSE[1]}\n"
    assert [title for _number, title in found(text)] == ["Poster", "Økonomi", "Skoler"]


def test_codes_part_lettered_chapters() -> None:
    blocks = [
        "A. DRIFT",
        f"A1 Veje\n{PROSE[0]}",
        f"A2 Lys\n{PROSE[1]}",
        "B. SERVICE",
        f"B1 Skoler\n{PROSE[2]}",
        "C. ANDET",
    ]
    text = HEAD + "\n\n".join([*blocks, f"C1 Hallen\n{PROSE[3]}"]) + "\n"
    assert [number for number, _title in found(text)] == ["A1", "A2", "B1", "C1"]


def test_a_heading_without_a_letter_may_follow_those_that_have_one() -> None:
    blocks = [
        f"{letter}. {title}\n{PROSE[n]}"
        for n, (letter, title) in enumerate(zip("ABC", ["Veje", "Skoler", "Lys"], strict=True))
    ]
    text = HEAD + "\n\n".join([*blocks, f"Sådan følger vi op\n{PROSE[3]}"]) + "\n"
    assert [title for _number, title in found(text)] == ["Veje", "Skoler", "Lys", "Sådan følger vi op"]


def test_a_heading_may_stand_over_a_sentence_that_a_page_broke_off() -> None:
    broken = "Regionen vil halvere udledningen\n\nfrem mod 2030, og i 2027 skal en fjerdedel være nået."
    text = HEAD + "\n\n".join(
        f"{title}\n\n{words}" for title, words in [("Veje", PROSE[0]), ("Klima og miljø", broken), ("Lys", PROSE[1])]
    )
    assert [title for _number, title in found(f"{text}\n")] == ["Veje", "Klima og miljø", "Lys"]


def test_a_group_of_rows_names_no_section() -> None:
    table = (
        "                                  2025    2026    2027\nDrift\n"
        "Digitalisering for alle           15,0    20,0    20,0\nAnlæg\n"
        "Psykiatri, tyve nye senge         22,0    14,5     0,0"
    )
    text = paper("Veje", "Skoler", "Lys") + f"\nTabel 1. Nye initiativer\n\n{table}\n"
    assert [title for _number, title in found(text)] == ["Veje", "Skoler", "Lys"]
