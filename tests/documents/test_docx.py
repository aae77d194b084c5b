"""Word documents: what is printed in the body comes out as text, with its numbers, tables and pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.documents.word import W, listed, made, of_xml, paragraph, part_of, read, text, with_part

LEVEL = (
    '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:pStyle w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
)
LIST = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
DECIMAL = (
    f'<w:abstractNum w:abstractNumId="1">{LEVEL.format(0, "decimal", "A", "%1.")}'
    f"{LEVEL.format(1, 'decimal', 'B', '%1.%2.')}</w:abstractNum>{LIST}"
)


def one_level(form: str, words: str = "%1)") -> str:
    return f'<w:abstractNum w:abstractNumId="1">{LEVEL.format(0, form, "", words)}</w:abstractNum>{LIST}'


def test_headings_paragraphs_and_bullets_stand_on_lines_of_their_own() -> None:
    def build(document: Any) -> None:
        document.add_heading("Aftale om budget", 0)
        document.add_heading("Børn", 1)
        document.add_paragraph("Der laves en plan.")
        document.add_paragraph("Den forelægges i maj.")
        document.add_heading("Ældre", 1)
        document.add_paragraph("Parterne vil:")
        document.add_paragraph("bygge", style="List Bullet")
        document.add_paragraph("bo", style="List Bullet")

    assert text(made(build)) == (
        "# Aftale om budget\n\n## Børn\n\nDer laves en plan.\n\nDen forelægges i maj.\n\n## Ældre\n\n"
        "Parterne vil:\n\n• bygge\n• bo"
    )


def test_one_heading_alone_is_not_taken_for_the_documents_headings() -> None:
    def build(document: Any) -> None:
        document.add_heading("Referat", 1)
        document.add_paragraph("Tekst")

    assert text(made(build)) == "Referat\n\nTekst"


def test_a_sentence_in_the_style_of_a_heading_stays_a_paragraph() -> None:
    def build(document: Any) -> None:
        document.add_heading("Børn", 1)
        document.add_heading("Der skal laves en plan for alle børn.", 2)
        document.add_heading("Unge", 1)

    assert text(made(build)) == "# Børn\n\nDer skal laves en plan for alle børn.\n\n# Unge"


def test_a_paragraph_all_in_bold_is_marked_and_a_word_in_bold_is_not() -> None:
    def build(document: Any) -> None:
        document.add_paragraph().add_run("Økonomi").bold = True
        mixed = document.add_paragraph("Der er ")
        mixed.add_run("ikke").bold = True
        mixed.add_run(" flere penge.")

    assert text(made(build)) == "**Økonomi**\n\nDer er ikke flere penge."


def test_numbers_of_headings_are_counted_by_their_styles() -> None:
    number = '<w:pPr><w:numPr>{}<w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = [
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{word}"/>'
        f'<w:basedOn w:val="{base}"/>{number.format("") if base == "Normal" else ""}</w:style>'
        for name, word, base in (("A", "heading 1", "Normal"), ("B", "heading 2", "Normal"), ("C", "own", "B"))
    ]
    names = [("A", "Børn"), ("B", "Skoler"), ("B", "Klubber"), ("A", "Ældre"), ("B", "Plejehjem")]
    data = of_xml(
        *(paragraph(words, f'<w:pStyle w:val="{style}"/>') for style, words in names),
        numbering=DECIMAL,
        styles="".join(styles),
    )
    assert text(data).split("\n\n") == [
        "# 1. Børn",
        "## 1.1. Skoler",
        "## 1.2. Klubber",
        "# 2. Ældre",
        "## 2.1. Plejehjem",
    ]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("decimal", ["1)", "2)", "3)", "4)"]),
        ("decimalZero", ["01)", "02)", "03)", "04)"]),
        ("lowerLetter", ["a)", "b)", "c)", "d)"]),
        ("upperRoman", ["I)", "II)", "III)", "IV)"]),
        ("lowerRoman", ["i)", "ii)", "iii)", "iv)"]),
        ("bullet", ["•", "•", "•", "•"]),
    ],
)
def test_lists_are_counted_as_word_prints_them(form: str, printed: list[str]) -> None:
    data = of_xml(*(listed("punkt", 1) for _ in printed), numbering=one_level(form))
    assert text(data) == "\n".join(f"{number} punkt" for number in printed)


def test_letters_go_on_after_z() -> None:
    lines = text(of_xml(*(listed("punkt", 1) for _ in range(28)), numbering=one_level("upperLetter"))).split("\n")
    assert [lines[25], lines[26], lines[27]] == ["Z) punkt", "AA) punkt", "BB) punkt"]


def test_a_list_that_starts_anew_starts_anew_and_another_goes_on() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    again = f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{start}</w:num>'
    goes_on = '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    data = of_xml(
        *(listed("punkt", number) for number in (1, 1, 3, 2, 2, 1)), numbering=one_level("decimal") + again + goes_on
    )
    assert [line.split()[0] for line in text(data).split("\n")] == ["1)", "2)", "3)", "5)", "6)", "7)"]


def test_a_deeper_level_starts_anew_under_each_item() -> None:
    data = of_xml(*(listed("x", 1, level) for level in (0, 1, 1, 0, 1)), numbering=DECIMAL)
    assert [line.split()[0] for line in text(data).split("\n")] == ["1.", "1.1.", "1.2.", "2.", "2.1."]


def test_tables_become_rows_with_tabs_and_merged_cells_keep_their_columns() -> None:
    def build(document: Any) -> None:
        table = document.add_table(rows=3, cols=3)
        for row, words in zip(
            table.rows, (("DRIFT", "2019", "2020"), ("1.1 Cykler", "100", ""), ("Ældre", "", "")), strict=True
        ):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
        table.cell(2, 0).merge(table.cell(2, 1))
        document.add_table(rows=1, cols=2).rows[0].cells[0].text = "Ny tabel"

    assert text(made(build)) == "DRIFT\t2019\t2020\n1.1 Cykler\t100\t\nÆldre\t\t\n\nNy tabel\t"


def test_a_cell_that_goes_on_downwards_is_told_once() -> None:
    def build(document: Any) -> None:
        table = document.add_table(rows=2, cols=3)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "Begge"
        for row in (0, 1):
            table.cell(row, 1).text, table.cell(row, 2).text = "a", "b"

    assert text(made(build)) == "Begge\ta\tb\n\ta\tb"


def test_a_table_that_only_places_prose_is_read_as_prose() -> None:
    prose = "Der skal laves en plan for området, som forelægges udvalget. " * 4

    def build(document: Any) -> None:
        cells = document.add_table(rows=1, cols=2).rows[0].cells
        cells[0].text = "Sag 1"
        cells[1].text = prose
        cells[1].add_paragraph(prose)

    assert text(made(build)).split("\n\n") == ["Sag 1", prose.strip(), prose.strip()]


def test_inserted_text_is_read_deleted_text_is_not_and_it_is_said() -> None:
    data = of_xml(
        paragraph(
            "<w:r><w:t>Planen er klar </w:t></w:r>"
            '<w:del w:id="1" w:author="x"><w:r><w:delText>i maj</w:delText></w:r></w:del>'
            '<w:ins w:id="2" w:author="x"><w:r><w:t>i juni</w:t></w:r></w:ins>'
            '<w:moveFrom w:id="3" w:author="x"><w:r><w:t> væk</w:t></w:r></w:moveFrom>'
        ),
        paragraph("Første ", '<w:rPr><w:del w:id="4" w:author="x"/></w:rPr>'),
        paragraph("halvår"),
    )
    document = read(data)
    assert document.text == "Planen er klar i juni\n\nFørste halvår\n"
    (note,) = document.notes
    assert "sporede ændringer" in note


def test_a_deleted_row_is_left_out() -> None:
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
    deleted = '<w:del w:id="1" w:author="x"/>'
    table = f"<w:tbl {W}>{row.format('', 'ny')}{row.format(deleted, 'gammel')}</w:tbl>"
    assert text(of_xml(table)) == "ny\t"


def test_invisible_signs_are_cleaned_away_and_breaks_are_kept() -> None:
    runs = (
        "<w:r><w:t>Social- og Sund</w:t><w:softHyphen/><w:t>heds\u00adudvalget den 3.\u00a0maj</w:t><w:br/>"
        "<w:t>15</w:t><w:noBreakHyphen/><w:t>18 år</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>"
    )
    assert text(of_xml(paragraph(runs))) == "Social- og Sundhedsudvalget den 3. maj\n15-18 år"


def test_of_a_field_the_result_is_read() -> None:
    runs = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>8. oktober 2018</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:hyperlink><w:r><w:t> her</w:t></w:r></w:hyperlink>'
    )
    assert text(of_xml(paragraph(runs))) == "8. oktober 2018 her"


def test_contents_headers_and_footers_are_left_out() -> None:
    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Hoved"
        document.sections[0].footer.paragraphs[0].text = "Side 1"
        document.add_paragraph("Tekst")

    style = '<w:style w:type="paragraph" w:styleId="I1"><w:name w:val="toc 1"/></w:style>'
    assert text(made(build)) == "Tekst"
    assert text(of_xml(paragraph("Børn\t5", '<w:pStyle w:val="I1"/>'), paragraph("Tekst"), styles=style)) == "Tekst"


def test_text_boxes_follow_their_paragraph_and_are_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Boks</w:t></w:r></w:p></w:txbxContent>"
    runs = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing><x xmlns="urn:x">{box}</x></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Ved boksen</w:t></w:r>"
    )
    assert text(of_xml(paragraph(runs))) == "Ved boksen\n\nBoks"


def test_footnotes_follow_the_paragraph_that_refers_to_them() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r>'
        "<w:footnoteRef/></w:r><w:r><w:t>Beløbet er i 2019-priser.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    data = of_xml(paragraph('<w:r><w:t>Der er penge</w:t><w:footnoteReference w:id="2"/><w:t>.</w:t></w:r>'))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    types = part_of(data, "[Content_Types].xml").replace(
        b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relations = part_of(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    parts = {
        "word/footnotes.xml": notes.encode(),
        "[Content_Types].xml": types,
        "word/_rels/document.xml.rels": relations,
    }
    assert text(with_part(data, parts)) == "Der er penge.\n\nBeløbet er i 2019-priser."


def test_pages_begin_where_word_last_saw_them_begin() -> None:
    data = of_xml(
        paragraph("Side et"),
        paragraph("<w:r><w:t>midt i </w:t><w:lastRenderedPageBreak/><w:t>sætningen</w:t></w:r>"),
        paragraph('<w:r><w:br w:type="page"/></w:r>'),
        paragraph("<w:r><w:lastRenderedPageBreak/><w:t>Side tre</w:t></w:r>"),
    )
    document = read(data)
    assert document.text == "Side et\n\nmidt i sætningen\n\nSide tre\n"
    places = [document.page_at(document.text.index(words)) for words in ("midt", "sætningen", "Side tre")]
    assert places == [1, 2, 3]


def test_a_row_that_crosses_a_page_is_one_page_further_not_one_for_each_cell() -> None:
    cell = "<w:tc><w:p><w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl {W}><w:tr>{cell.format('a')}{cell.format('b')}</w:tr></w:tbl>"
    document = read(of_xml(paragraph("Side et"), table))
    assert document.text == "Side et\n\na\tb\n"
    assert document.page_at(document.text.index("b")) == 2


def test_breaks_that_the_author_set_count_only_when_they_are_all_there_are() -> None:
    data = of_xml(paragraph("et"), paragraph('<w:r><w:br w:type="page"/><w:t>to</w:t></w:r>'))
    assert read(data).pages == ()
    properties = part_of(data, "docProps/app.xml")
    assert b"<Pages>1</Pages>" in properties
    told = with_part(data, {"docProps/app.xml": properties.replace(b"<Pages>1<", b"<Pages>2<")})
    document = read(told)
    assert document.page_at(document.text.index("to")) == 2


def test_progress_is_told_to_the_end() -> None:
    def build(document: Any) -> None:
        for _ in range(450):
            document.add_paragraph("x")

    told: list[tuple[int, int]] = []
    read(made(build), progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert len(told) >= 3
    assert told == sorted(told)
