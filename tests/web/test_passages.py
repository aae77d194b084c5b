"""The text of an agreement on a page: nothing is lost, and exactly the right words are marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.text.excerpts import AROUND, around
from tracker.web.passages import Sentence, blocks

TEXT = """Kulturhuset skal bygges om.
Et forslag forelægges udvalget inden
sommeren 2019. Derefter bygges der.

Partierne er enige om
• at huset åbner i 2020
• at prisen følges"""


def at(words: str, whole: str = TEXT) -> tuple[int, int]:
    start = whole.index(words)
    return start, start + len(words)


def sentence(words: str, time: str) -> Sentence:
    return Sentence(*at(words), 7, *at(time))


def plain(found: list[str]) -> str:
    return "".join("".join(found).split())


def test_paragraphs_and_bullets_stand_apart_and_broken_lines_are_joined() -> None:
    shown = [("".join(piece.text for piece in block.pieces).strip(), block.kind) for block in blocks(TEXT, 0, 999)]
    assert shown == [
        (
            "Kulturhuset skal bygges om. Et forslag forelægges udvalget inden sommeren 2019. Derefter bygges der.",
            "",
        ),
        ("Partierne er enige om", ""),
        ("at huset åbner i 2020", "bullet"),
        ("at prisen følges", "bullet"),
    ]


def test_headings_without_a_number_stand_apart_without_their_signs() -> None:
    words = "Her er vi enige.\n## Skoler\nDer bygges.\n\n**Veje og stier**\n\nVi har **altid** bygget.\n\n# 3 # er tre"
    shown = [("".join(piece.text for piece in block.pieces).strip(), block.kind) for block in blocks(words, 0, 999)]
    assert shown == [
        ("Her er vi enige.", ""),
        ("Skoler", "heading"),
        ("Der bygges.", ""),
        ("Veje og stier", "heading"),
        ("Vi har **altid** bygget.", ""),
        ("3 # er tre", "heading"),
    ]


def test_a_promise_in_a_heading_is_marked_in_it() -> None:
    words = "**Hallen åbner i 2020**"
    [block] = blocks(words, 0, 999, [Sentence(0, len(words), 7, *at("i 2020", words))])
    assert (block.start, block.kind, [piece.text for piece in block.pieces]) == (
        2,
        "heading",
        ["Hallen åbner ", "i 2020"],
    )
    assert [bool(piece.opens) for piece in block.pieces] == [True, False]


def test_the_sentence_and_its_words_are_marked_and_nothing_else() -> None:
    marked = sentence("Et forslag forelægges udvalget inden\nsommeren 2019.", "inden\nsommeren 2019")
    pieces = [piece for block in blocks(TEXT, 0, len(TEXT), [marked]) for piece in block.pieces]
    assert [piece.text for piece in pieces if piece.sentences] == [
        "Et forslag forelægges udvalget ",
        "inden sommeren 2019",
        ".",
    ]
    assert [piece.text for piece in pieces if piece.is_words] == ["inden sommeren 2019"]
    assert [bool(piece.opens) for piece in pieces if piece.sentences] == [True, False, False]


def test_words_that_stand_in_another_sentence_are_marked_too() -> None:
    marked = Sentence(*at("Derefter bygges der."), 1, *at("sommeren 2019"))
    pieces = [piece for block in blocks(TEXT, 0, len(TEXT), [marked]) for piece in block.pieces]
    assert [piece.text for piece in pieces if piece.is_words] == ["sommeren 2019"]


def test_the_passage_around_a_sentence_is_cut_between_sentences() -> None:
    filler = "Her står en sætning om noget andet. " * 40
    text = filler + "Forslaget forelægges i maj 2019. " + filler
    found = Sentence(*at("Forslaget forelægges i maj 2019.", text))
    start, end = around(text, found)
    assert text[start:end].startswith("Her står")
    assert text[start:end].endswith("noget andet.")
    assert found.start - AROUND <= start <= found.start
    assert found.end <= end <= found.end + AROUND


@given(
    text=st.text(alphabet="ab. \n•Æø-", max_size=200),
    places=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=4),
)
def test_no_character_is_lost_or_doubled_whatever_is_marked(text: str, places: list[tuple[int, int]]) -> None:
    sentences = [Sentence(start, start + length, 1, start, start + length // 2) for start, length in places]
    shown = plain([piece.text for block in blocks(text, 0, len(text), sentences) for piece in block.pieces])
    unmarked = plain([piece.text for block in blocks(text, 0, len(text)) for piece in block.pieces])
    assert shown == unmarked


def test_a_page_that_begins_is_told_where_it_begins_and_only_there() -> None:
    pages = (0, TEXT.index("sommeren"), TEXT.index("• at prisen"), len(TEXT) + 5)
    pieces = [piece for block in blocks(TEXT, 0, len(TEXT), pages=pages) for piece in block.pieces]
    assert [(piece.page, piece.text[:10]) for piece in pieces if piece.page] == [(2, "sommeren 2"), (3, "at prisen ")]


@given(st.lists(st.integers(0, len(TEXT)), unique=True).map(sorted))
def test_marks_of_pages_take_nothing_from_the_text(pages: list[int]) -> None:
    shown = plain([piece.text for block in blocks(TEXT, 0, len(TEXT), pages=pages) for piece in block.pieces])
    assert shown == plain([piece.text for block in blocks(TEXT, 0, len(TEXT)) for piece in block.pieces])
