"""What ends the last section, and what is said after it."""

from __future__ import annotations

import pytest

from tracker.agreement.structure.outline import APPENDIX, outline

PROSE = "Partierne vil styrke området og afsætter midler til en ny indsats for byens borgere."


def test_rows_of_tables_are_no_headings_and_end_the_last_section() -> None:
    table = "DRIFT (1.000 kr.)\t\t\n\t2024\t2025\n1.1 Ny skole\t500\t500\n1.2 Nyt bad\t\t700\n2.1 Ny sti\t900\t\n"
    text = f"1.1. Ny skole\n\n{PROSE}\n\n1.2. Nyt bad\n\n{PROSE}\n\n{table}"
    found = outline(text)
    assert [section.number for section in found.sections] == ["1.1", "1.2"]
    assert text[found.tail :].startswith("DRIFT")
    assert found.sections[-1].end <= found.tail


@pytest.mark.parametrize(
    "tail",
    [
        "Havneby, den 4. oktober 2023\n\nAnna Holm\nborgmester\n\nBo Lind\nVenstre\n",
        "Havneby, d. 4/10-2023\n\nAnna Holm\n",
        "Underskrifter\n\nAnna Holm\nBo Lind\n",
        "På vegne af Venstre\n\nBo Lind\n",
        "Bilag 1: Oversigt\n\nNr.\tIndsats\t2024\nA-1\tKørsel\t-0,1\nA-2\tPapir\t-0,2\n",
        "| Nr. | Indsats | 2024 |\n| --- | --- | --- |\n| A-1 | Kørsel | -0,1 |\n",
    ],
)
def test_signatures_and_tables_do_not_belong_to_the_last_section(tail: str) -> None:
    text = f"1.1. Ny skole\n\n{PROSE}\n\n1.2. Nyt bad\n\n{PROSE}\n\n{tail}"
    found = outline(text)
    assert text[found.tail :].strip() == tail.strip()
    assert text[found.sections[-1].start : found.sections[-1].end].endswith(PROSE)


def test_what_an_appendix_says_in_sentences_is_a_part_of_its_own() -> None:
    rows = "Bilag 1: Oversigt\n\nNr.\tIndsats\t2024\nA-1\tKørsel\t-0,1\nA-2\tPapir\t-0,2\n"
    note = "* Beløb i 1.000 kr., 2023-priser, og med afrunding til nærmeste hele tal\n"
    said = "Vejudvalget får inden den 1. maj 2024 en plan for de stier, der nævnes her:\n• stien ved åen\n"
    text = f"1.1. Ny skole\n\n{PROSE}\n\n1.2. Nyt bad\n\n{PROSE}\n\n{rows}{note}\n{said}\n{rows}"
    found = outline(text)
    [appendix] = [part for part in found.parts if part.name == APPENDIX]
    assert text[appendix.start : appendix.end] == said.rstrip("\n")
    assert found.section_at(text.index("stien ved åen")) == APPENDIX
    assert found.section_at(text.index("Kørsel")) == "1.2"


def test_a_date_inside_the_prose_does_not_end_it() -> None:
    text = f"1.1. Ny skole\n\n{PROSE}\n\nHavneby, den 4. oktober 2023\n\n{PROSE}\n\n{PROSE}\n"
    assert outline(text).tail == len(text)
