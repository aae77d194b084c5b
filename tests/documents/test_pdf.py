"""PDFs: lines become paragraphs in reading order, tables become rows, and what pages repeat is left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.pdfs import LANDSCAPE, Page, Words, column, of_objects, pdf, read, row, text
from tracker.errors import DocumentError

PROSE = (
    "Parterne er enige om, at der skal udarbejdes en samlet plan for kommunens cykelstier. Planen forelægges for "
    "Teknik- og Miljøudvalget, som tager stilling til den videre proces inden udgangen af første halvår 2021."
)
MORE = (
    "Der etableres et netværk af frivillige på tværs af byens foreninger, og udvalget får en årlig orientering om "
    "arbejdet. Den første orientering gives i foråret, når netværket har holdt sit første møde med borgerne."
)


def test_lines_become_paragraphs_and_space_parts_them() -> None:
    assert text(Page(column(f"{PROSE}\n\n{MORE}"))) == f"{PROSE}\n\n{MORE}"


def test_a_line_broken_early_inside_a_sentence_does_not_cut_it() -> None:
    lines = [
        Words(70, 712, "Alle kommunens legepladser bliver gennemgået i løbet af de næste to år."),
        Words(70, 700, "Beholdningen skal være på mindst 90 mio. kr. ved 2022 og"),
        Words(70, 688, "100 mio. kr. ved udgangen af 2024."),
    ]
    assert text(Page(lines)) == " ".join(line.text for line in lines)


def test_a_short_line_ends_a_paragraph_also_without_space() -> None:
    lines = [Words(70, 700, PROSE[:70]), Words(70, 688, "Kort linje."), Words(70, 676, "Ny begyndelse " * 5)]
    assert text(Page(lines)).split("\n\n") == [f"{PROSE[:70].strip()} Kort linje.", ("Ny begyndelse " * 5).strip()]


def test_two_columns_are_read_one_after_the_other_under_a_title_across_both() -> None:
    title = Words(70, 800, "En aftale om cykelstier og frivillige for hele kommunen og dens borgere", 10, bold=True)
    left, right = column(PROSE, letters=34), column(MORE, x=320, letters=34)
    assert text(Page([title, *left, *right])).split("\n\n")[1:] == [f"{PROSE}", MORE]


def test_a_sentence_goes_on_from_one_column_to_the_next_and_from_page_to_page() -> None:
    words = column(PROSE, letters=34)
    moved = [Words(320, 780 - 12 * at, line.text) for at, line in enumerate(words[4:])]
    assert text(Page([*words[:4], *moved])) == PROSE
    lines = column(PROSE)
    document = read(pdf(Page(lines[:2]), Page(lines[2:])))
    assert document.text.strip() == PROSE
    assert document.page_at(document.text.index("inden udgangen")) == 2
    assert document.page_at(0) == 1


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("en plan for kommu-", "nens skoler", "en plan for kommunens skoler"),
        ("for social-", "og sundhedsområdet", "for social- og sundhedsområdet"),
        ("for Plan-, Miljø-", "og Klimaudvalget", "for Plan-, Miljø- og Klimaudvalget"),
        ("en ny it-", "løsning, som er en it-løsning", "en ny it-løsning, som er en it-løsning"),
        ("fra Gladsaxe-", "Herlev Kommune", "fra Gladsaxe-Herlev Kommune"),
        ("for perioden 2019-", "2022 og frem", "for perioden 2019-2022 og frem"),
        ("kommunen -", "og byen", "kommunen - og byen"),
        ("velfærds-/", "sundhedsindsatser", "velfærds-/sundhedsindsatser"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_kept_where_it_belongs_to_the_words(
    first: str, second: str, joined: str
) -> None:
    assert text(Page([Words(70, 700, first), Words(70, 688, second)])) == joined


@pytest.mark.parametrize(
    "opening", ["31. maj 2021 er planen klar", "2. kvartal 2021 er planen klar", "– som en af flere – er den"]
)
def test_a_line_that_only_looks_like_an_item_does_not_cut_its_sentence(opening: str) -> None:
    lines = [
        Words(70, 700, "Der udarbejdes en plan for hele kommunens cykelstier, og senest den"),
        Words(70, 688, opening),
    ]
    assert text(Page(lines)) == f"{lines[0].text} {opening}"


def test_an_abbreviation_at_the_end_of_a_line_does_not_make_its_date_an_item() -> None:
    lines = [
        Words(70, 700, "Der udarbejdes en plan for kommunens cykelstier, der er klar senest d."),
        Words(70, 688, "31. maj 2021."),
    ]
    assert text(Page(lines)) == f"{lines[0].text} 31. maj 2021."


def test_bullets_and_numbers_are_items_with_their_wrapped_lines() -> None:
    long = "en meget lang beskrivelse af det, som udvalget ønsker at arbejde med i"
    lines = [
        Words(70, 724, "Udvalget vil arbejde med:"),
        Words(70, 712, f"• {long}"),
        Words(82, 700, "hele perioden"),
        Words(70, 688, "• ældre"),
        Words(70, 676, "1.  skoler"),
        Words(70, 664, "2.  klubber"),
    ]
    assert text(Page(lines)) == (f"Udvalget vil arbejde med:\n\n• {long} hele perioden\n• ældre\n1. skoler\n2. klubber")


def test_headings_are_told_by_size_and_by_bold_type() -> None:
    large = [
        Words(70, 800, "Cykler", 14),
        *column(PROSE, y=780),
        Words(70, 700, "Frivillige", 14),
        *column(MORE, y=680),
    ]
    assert text(Page(large)) == f"# Cykler\n\n{PROSE}\n\n# Frivillige\n\n{MORE}"
    bold = [Words(70, 800, "Cykler", bold=True), *column(PROSE, y=788)]
    assert text(Page(bold)) == f"**Cykler**\n\n{PROSE}"


def pages_with_margins(count: int, bodies: list[str]) -> list[Page]:
    return [
        Page(
            [
                Words(70, 815, f"Budget 2021 - fælles udvikling      Sag {40 + at}"),
                *column(bodies[at % len(bodies)]),
                Words(280, 30, f"- {at + 1} -"),
            ]
        )
        for at in range(count)
    ]


def test_headers_footers_and_page_numbers_are_left_out_also_inside_sentences() -> None:
    lines = [line.text for line in column(PROSE)]
    found = text(*pages_with_margins(len(lines), lines))
    assert found == PROSE


def test_what_pages_repeat_in_the_text_is_text() -> None:
    pages = [
        Page(
            [
                *column(f"{PROSE}\n\nØkonomi\n\n{MORE}", y=780 - 24 * at),
                *column(PROSE, y=500),
                Words(70, 60, str(7 * at + 3)),
            ]
        )
        for at in range(4)
    ]
    found = text(*pages)
    assert found.count("Økonomi") == 4
    assert [line for line in found.split("\n") if line.isdigit()] == ["3", "10", "17", "24"]


COLUMNS = (70.0, 120.0, 400.0, 450.0, 500.0)


def table_row(y: float, *cells: str) -> list[Words]:
    return row(y, *((x, cell) for x, cell in zip(COLUMNS, cells, strict=True) if cell))


def test_tables_become_rows_and_an_empty_cell_stays_a_cell() -> None:
    rows = [
        *table_row(500, "Nr.", "Indsats", "2021", "2022", "2023"),
        *table_row(486, "AB-01", "Cykler", "-1.500", "", "20"),
        *table_row(472, "Ældreudvalget", "", "", "", ""),
        *table_row(458, "AB-02", "Bænke", "", "7", ""),
    ]
    assert text(Page([*column(PROSE, y=560), *rows])) == (
        f"{PROSE}\n\nNr.\tIndsats\t2021\t2022\t2023\nAB-01\tCykler\t-1.500\t\t20\nÆldreudvalget\t\t\t\t\nAB-02\tBænke\t\t7\t"
    )


@pytest.mark.parametrize("figures_at", [0, 1, 2])
def test_a_title_over_several_lines_is_one_row_wherever_its_figures_stand(figures_at: int) -> None:
    title = ["Nedbringelse af antallet af", "borgere på syge-", "dagpenge i kommunen"]
    rows = table_row(500, "Nr.", "Indsats", "2021", "2022", "2023")
    for at, words in enumerate(title):
        rows += row(480 - 10.5 * at, (120, words))
    rows += row(480 - 10.5 * figures_at, (70, "AB-01"), (400, "-4"), (450, "-9"), (500, "-12"))
    rows += table_row(445, "AB-02", "Bænke i byen", "1", "2", "3")
    assert text(Page(rows)).split("\n")[1:] == [
        "AB-01\tNedbringelse af antallet af borgere på sygedagpenge i kommunen\t-4\t-9\t-12",
        "AB-02\tBænke i byen\t1\t2\t3",
    ]


def test_a_table_goes_on_over_the_page_with_its_columns_and_one_header() -> None:
    header = ("Nr.", "Indsats", "2021", "2022", "2023")
    first = [*table_row(80, *header), *table_row(66, "AB-01", "Cykler", "1", "2", "3")]
    repeated = [
        *table_row(780, *header),
        *table_row(766, "AB-02", "Bænke", "", "", "4"),
        *table_row(752, "AB-03", "Træer", "", "", "5"),
    ]
    plain = [*table_row(780, "AB-02", "Bænke", "", "", "4"), *table_row(766, "AB-03", "Træer", "", "", "5")]
    for second in (repeated, plain):
        document = read(pdf(Page(first), Page(second)))
        assert document.text == (
            "Nr.\tIndsats\t2021\t2022\t2023\nAB-01\tCykler\t1\t2\t3\nAB-02\tBænke\t\t\t4\nAB-03\tTræer\t\t\t5\n"
        )
        assert document.page_at(document.text.index("AB-02")) == 2


def test_a_header_at_the_top_of_every_page_stays_a_header() -> None:
    pages = [
        Page(
            [
                *table_row(800, "Nr.", "Indsats", "2021", "2022", "2023"),
                *table_row(786, f"AB-0{at}", "Cykler", "1", "2", ""),
            ]
        )
        for at in range(1, 5)
    ]
    rows = text(*pages).split("\n")
    assert rows == ["Nr.\tIndsats\t2021\t2022\t2023", *(f"AB-0{at}\tCykler\t1\t2\t" for at in range(1, 5))]


@pytest.mark.parametrize(("turn", "rotate"), [(0, 0), (90, 90), (270, 270), (180, 180)])
def test_a_turned_page_is_read_like_an_upright_one(turn: int, rotate: int) -> None:
    places = {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, -1, 1, 0, 842, 0),
        270: (0, 1, -1, 0, 0, 595),
        180: (-1, 0, 0, -1, 842, 595),
    }
    a, b, c, d, e, f = places[turn]
    upright = [*table_row(300, "Nr.", "Indsats", "2021", "2022", "2023"), *table_row(286, "A", "Cykler", "", "2", "3")]
    words = [Words(a * w.x + b * w.y + e, c * w.x + d * w.y + f, w.text, w.size, turn=turn) for w in upright]
    assert text(Page(words, LANDSCAPE, rotate)) == "Nr.\tIndsats\t2021\t2022\t2023\nA\tCykler\t\t2\t3"


def test_a_stamp_across_the_page_and_marks_that_point_to_notes_are_left_out() -> None:
    words = [
        Words(200, 300, "UDKAST", 60, turn=45),
        Words(70, 700, "Der afsættes penge i 2021"),
        Words(70 + 25 * 6, 704, "1", 6),
        Words(226, 700, "til 50 m"),
        Words(226 + 8 * 6, 704, "2", 6),
    ]
    assert text(Page(words)) == "Der afsættes penge i 2021 til 50 m2"


def test_words_printed_twice_for_weight_are_read_once() -> None:
    line = Words(70, 700, "Aftale om budget")
    assert text(Page([line, Words(70.3, 700, line.text)])) == line.text


def test_a_scanned_file_says_so_and_what_to_do() -> None:
    for pages in ([Page()], [Page(), Page([Words(280, 30, "2")])]):
        with pytest.raises(DocumentError, match="OCR"):
            read(pdf(*pages))


def test_pages_without_text_are_named() -> None:
    document = read(pdf(Page(column(PROSE)), Page(), Page(column(MORE))))
    (note,) = document.notes
    assert "2" in note
    assert document.page_at(document.text.index("netværk")) == 3


def test_a_locked_file_says_so() -> None:
    key = "<" + "00" * 32 + ">"
    locked = pdf(
        Page(column(PROSE)),
        extra=f"/ID [{key}{key}] /Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>",
    )
    with pytest.raises(DocumentError, match="adgangskode"):
        read(locked)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n...", b"%PDF-1.7\n" + bytes(2_000), pdf(), pdf(Page(column(PROSE)))[:120]]
)
def test_a_damaged_file_says_so(data: bytes) -> None:
    with pytest.raises(DocumentError, match="beskadiget"):
        read(data)


def test_a_file_with_more_than_a_document_holds_is_refused() -> None:
    with pytest.raises(DocumentError, match="mere tekst"):
        read(pdf(Page([Words(0, at, "x" * 30_000, 1) for at in range(7)])))
    with pytest.raises(DocumentError, match="højst 3000"):
        read(pdf(*[Page()] * 3_001))


def test_pages_in_a_ring_end_in_a_sentence() -> None:
    ring = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] >>"]
    with pytest.raises(DocumentError):
        read(of_objects(ring))


def test_a_few_bytes_before_the_mark_do_no_harm() -> None:
    assert read(b"\r\n" + pdf(Page([Words(70, 700, "Tekst og mere tekst")]))).text == "Tekst og mere tekst\n"


def test_five_hundred_pages_are_read_with_progress() -> None:
    pages = pages_with_margins(500, [f"{PROSE}\n\n{MORE}\n\n{PROSE}\n\n{MORE}"])
    pages[399] = Page(column("Netop denne side er nummer fire hundrede i rækken."))
    told: list[tuple[int, int]] = []
    document = read(pdf(*pages), progress=lambda done, total: told.append((done, total)))
    assert told == [(number, 500) for number in range(1, 501)]
    assert len(document.pages) == 500
    assert document.page_at(document.text.index("fire hundrede")) == 400
    assert document.text.count("fælles udvikling") == 0


WHOLE = pdf(Page(column(PROSE)), Page(table_row(500, "Nr.", "Indsats", "2021", "2022", "2023")))


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_changed_bytes_give_text_or_a_sentence(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, byte in changes:
        data[at] = byte
    try:
        document = read(bytes(data))
    except DocumentError as error:
        assert str(error)  # noqa: PT017 - both ends are right; a fault of the program would pass neither
        return
    assert document.text.strip()
