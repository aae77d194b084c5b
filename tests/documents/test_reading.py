"""Files of every kind that people try: text comes out, or a clear Danish sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.documents import Document, decode_document, read_document
from tracker.errors import DocumentError

WORDS = "Børne- og Skoleudvalget får 0,5 mio. kr. – på én gang"


def made(tmp_path: Path, data: bytes, name: str = "aftale.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_text_is_read_without_a_word(tmp_path: Path, encoding: str) -> None:
    document = read_document(made(tmp_path, WORDS.encode(encoding)))
    assert document == Document(WORDS, "aftale.txt")


@pytest.mark.parametrize("encoding", ["latin-1", "windows-1252"])
def test_old_danish_text_is_read_and_said(tmp_path: Path, encoding: str) -> None:
    words = WORDS.replace("–", "-") if encoding == "latin-1" else WORDS
    document = read_document(made(tmp_path, words.encode(encoding)))
    assert document.text == words
    (note,) = document.notes
    assert "Latin-1" in note


def test_a_forwarded_mail_is_read_without_its_quotation_marks() -> None:
    forwarded = (
        "Hej Mette\n\n> Aftale om skolerne\n>\n> Udvalget får en status, som\n> drøftes i maj.\n>\n>> Lys\n\nHilsen"
    )
    plain = "Hej Mette\n\nAftale om skolerne\n\nUdvalget får en status, som\ndrøftes i maj.\n\nLys\n\nHilsen"
    assert decode_document(forwarded.encode(), name="a.txt").text == plain


def test_a_quotation_in_a_text_keeps_its_signs() -> None:
    words = "Her står:\n\n> Vi vil have lys.\n> Hele natten.\n\nDet står ved."
    assert decode_document(words.encode(), name="a.txt").text == words


def test_bytes_that_windows_1252_lacks_are_still_text() -> None:
    assert decode_document(b"K\xf8b\x81 en skole i byen", name="a.txt").text == "Køb\x81 en skole i byen"


def test_line_ends_become_one_kind() -> None:
    assert decode_document(b"a\r\nb\rc\nd", name="a.txt").text == "a\nb\nc\nd"


def test_letters_written_as_two_characters_become_one() -> None:
    assert decode_document("Måløv".encode(), name="a.txt").text == "Måløv"


def test_pages_are_told_by_form_feeds() -> None:
    document = decode_document(b"side et\n\fside to\n\fside tre\n\f", name="a.txt")
    assert "\f" not in document.text
    assert [document.text[start:].split("\n")[0] for start in document.pages] == ["side et", "side to", "side tre"]
    assert document.page_at(document.text.index("to")) == 2
    assert document.page_at(0) == 1


def test_a_file_without_pages_does_not_invent_them() -> None:
    assert decode_document(b"tekst", name="a.txt").page_at(3) is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tom"),
        (b" \n\t\n", "tom"),
        (b"\xef\xbb\xbf", "tom"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04\x14\x00", "Word-dokument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "adgangskode"),
        (b"{\\rtf1 Hej}", "RTF"),
        (b"tekst\x00tekst", "ikke en tekstfil"),
        (bytes(range(256)) * 4, "ikke en tekstfil"),
        (b"\x01\x02\x03tekst", "ikke en tekstfil"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as raised:
        read_document(made(tmp_path, data))
    assert "aftale.txt" in str(raised.value)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(DocumentError, match="grænsen er 20 MB"):
        read_document(path)


def test_the_limit_holds_for_files_that_do_not_tell_their_size() -> None:
    with pytest.raises(DocumentError, match="for stor"):
        read_document("/dev/zero", limit_bytes=1_000)


def test_the_limit_itself_may_be_reached(tmp_path: Path) -> None:
    path = made(tmp_path, b"a" * 100)
    assert read_document(path, limit_bytes=100).text == "a" * 100
    with pytest.raises(DocumentError, match="for stor"):
        read_document(path, limit_bytes=99)


def test_a_missing_file_a_folder_and_an_impossible_name_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="findes ikke"):
        read_document(tmp_path / "nej.txt")
    with pytest.raises(DocumentError, match="en mappe"):
        read_document(tmp_path)
    with pytest.raises(DocumentError, match="kan ikke åbnes"):
        read_document("a\0b")
    with pytest.raises(DocumentError, match="kan ikke åbnes"):
        read_document(tmp_path / ("x" * 300))


class Forbidden(type(Path())):  # type: ignore[misc]
    """A file that the machine refuses to open, also where the tests run as root."""

    def open(self, *_: object, **__: object) -> object:
        raise PermissionError(13, os.strerror(13))


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="må ikke læses"):
        read_document(Forbidden(made(tmp_path, b"tekst")))


@given(st.binary(max_size=300))
@settings(deadline=None)  # what looks like a web page starts a process
def test_any_bytes_give_text_or_a_sentence(data: bytes) -> None:
    try:
        document = decode_document(data, name="fil")
    except DocumentError:
        return
    assert document.text.strip()
    assert "\r" not in document.text


@pytest.mark.parametrize("code", ["latin-1", "windows-1252"])
def test_letters_that_were_misread_before_are_mended_and_told(code: str, tmp_path: Path) -> None:
    path = tmp_path / "aftale.txt"
    misread = "Ældre på Østerbro i efteråret: «ny rute»".encode().decode(code)
    path.write_text(f"Forårets plan. {misread}", encoding="utf-8")
    document = read_document(path)
    assert document.text == "Forårets plan. Ældre på Østerbro i efteråret: «ny rute»"
    assert any("fejllæste tegn" in note for note in document.notes)
