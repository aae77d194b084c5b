"""Web pages: the main text with its headings, lists and tables; menus, scripts and banners are left out."""

from __future__ import annotations

import time

import pytest

from tracker.documents import DEFAULT_LIMIT_BYTES, decode_document
from tracker.documents.parsing import has_structure, parse
from tracker.errors import DocumentError

PROSE = "Parterne er enige om, at der skal udarbejdes en plan for cykelstier inden udgangen af 2021."


def text(body: str | bytes) -> str:
    data = body if isinstance(body, bytes) else f"<!DOCTYPE html><html><body>{body}</body></html>".encode()
    return parse(data, name="side.html", limit_bytes=DEFAULT_LIMIT_BYTES).text.rstrip("\n")


def test_headings_paragraphs_and_lists_keep_their_form() -> None:
    page = (
        f"<h1>Budgetaftale 2021</h1><h2>Cykler</h2><p>{PROSE}\n  <b>Planen</b> er&nbsp;klar.</p><h2>Ældre</h2>"
        "<div>Tekst"
        "<ul><li>et</li><li><p>to</p><ul><li>under to</li></ul></li></ul>efter</div><ol start='3'><li>tre<li>fire</ol>"
    )
    assert text(page) == (
        f"# Budgetaftale 2021\n\n## Cykler\n\n{PROSE} Planen er klar.\n\n## Ældre\n\nTekst\n\n• et\n• to\n"
        "• under to\n\nefter\n\n3. tre\n4. fire"
    )


def test_what_surrounds_the_text_is_left_out() -> None:
    page = (
        "<header><a>Forside</a></header><nav><ul><li>Menu</li></ul></nav>"
        "<div class='cookie-banner'>Vi bruger cookies</div>"
        f"<script>var a = 'x'</script><style>p {{}}</style><aside>Læs også</aside><p>{PROSE}</p>"
        "<div role='navigation'>Sti</div><form><select><option>Vælg</option></select></form><footer>Kontakt</footer>"
    )
    assert text(page) == PROSE


def test_the_main_element_is_the_page_and_its_own_heading_stays() -> None:
    page = f"<div>Nyheder</div><main><header><h1>Aftale</h1></header><p>{PROSE}</p></main><div>Del siden</div>"
    assert text(page) == f"Aftale\n\n{PROSE}"


def test_an_article_with_little_of_the_text_is_not_the_page() -> None:
    assert text(f"<article>Nyt</article><p>{PROSE}</p>") == f"Nyt\n\n{PROSE}"


def test_text_that_folds_out_is_read_with_its_heading() -> None:
    folded = f"<div hidden aria-hidden='true' style='display:none'>{PROSE}</div>"
    page = f"<h2><button>Cykler</button></h2>{folded}<button>Luk</button>"
    assert text(page) == f"Cykler\n\n{PROSE}"


def test_tables_become_rows_with_all_their_columns() -> None:
    page = (
        "<table><caption>Drift (1.000 kr.)</caption><thead><tr><th>Nr.</th><th>Indsats</th><th>2021</th></tr></thead>"
        "<tbody><tr><td rowspan=2>1.1</td><td>Cykler</td><td>100</td></tr><tr><td>Stier</td><td></td></tr>"
        "<tr><td colspan=2>I alt</td><td><p>100</p></td></tr></tbody></table>"
    )
    assert text(page) == "Drift (1.000 kr.)\n\nNr.\tIndsats\t2021\n1.1\tCykler\t100\n\tStier\t\nI alt\t\t100"


def test_a_table_that_only_places_the_page_is_read_as_prose() -> None:
    assert text(f"<table><tr><td><h2>Sag 1</h2><p>{PROSE}</p></td><td>x</td></tr></table>") == f"Sag 1\n\n{PROSE}\n\nx"


def test_a_paragraph_all_in_bold_breaks_note_marks_and_struck_words() -> None:
    page = (
        "<p><strong>Økonomi</strong></p><p>i 2021<sup>1</sup> på 50 m<sup>2</sup><br>senest <s>1. maj</s> 1. juni</p>"
    )
    assert text(page) == "**Økonomi**\n\ni 2021 på 50 m2\nsenest 1. juni"


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
@pytest.mark.parametrize("told", [True, False])
def test_old_and_new_charsets_are_read_told_or_not(charset: str, told: bool) -> None:
    meta = f"<meta charset='{charset}'>" if told else ""
    assert text(f"<html><head>{meta}</head><body>Børn på én gang</body></html>".encode(charset)) == "Børn på én gang"


def test_a_page_saved_as_one_file_is_read() -> None:
    saved = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n--xx\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<html><body><p>B=C3=B8rn og unge</p></body></html>\r\n--xx--\r\n"
    )
    assert text(saved.encode()) == "Børn og unge"


@pytest.mark.parametrize(
    "words", ["Aftale om <html> og andet", "# Aftale\n\n<p>x</p>", "   " * 2_000 + "tekst", "<tekst> i vinkler"]
)
def test_text_is_not_taken_for_a_web_page(words: str) -> None:
    started = time.perf_counter()
    assert not has_structure(words.encode())
    assert time.perf_counter() - started < 1
    assert decode_document(words.encode(), name="a.txt").text == words


def test_a_page_that_fetches_its_text_says_so() -> None:
    with pytest.raises(DocumentError, match="uden tekst"):
        text("<div id='app'></div><script>start()</script>")


@pytest.mark.parametrize("depth", [400, 3_000, 50_000])
def test_a_page_nested_far_down_is_never_cut_short_without_a_word(depth: int) -> None:
    with pytest.raises(DocumentError, match="kan ikke læses"):
        text(f"<p>Begyndelsen</p>{'<div>' * depth}{PROSE}")


def test_a_deep_menu_does_not_take_the_text_after_it_along() -> None:
    deep = f"<nav>{'<div>' * 3_000}{'</div>' * 3_000}</nav>"
    with pytest.raises(DocumentError, match="kan ikke læses"):
        text(f"<p>Begyndelsen</p>{deep}<p>{PROSE}</p>")


def test_a_page_with_elements_that_are_never_closed_is_read_to_its_end() -> None:
    assert text(f"<p>Begyndelsen</p>{'<font><div>' * 80}{PROSE}") == f"Begyndelsen\n\n{PROSE}"


def test_entities_outside_are_not_fetched_and_do_not_grow() -> None:
    page = (
        b"<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/hostname'><!ENTITY b '&a;&a;'>]><html><p>x&a;&b;y</p></html>"
    )
    assert "x" in text(page)
    assert len(text(page)) < 60
