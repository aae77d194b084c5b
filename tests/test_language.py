"""Texts are Danish in the code and English by choice; what mails say is translated whole."""

from __future__ import annotations

import ast
import re
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from tracker import resources
from tracker.language import DANISH, ENGLISH, catalogue, day_words, gettext, ngettext, pgettext, speaking, spoken

ROOT = Path(__file__).parents[1]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "mark": None,
    "ngettext": (1, 2),
    "count_of": (2, 3),
    "pgettext": ((1, "c"), 2),
    "counted": (1, 2),
    "Saying": None,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
OPTIONS = {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}


def texts() -> Iterator[tuple[str, str]]:
    """Every text that is wrapped, with its file: what `make translations` finds."""
    for file in sorted(
        (*ROOT.glob("tracker/**/*.py"), *ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.txt"))
    ):
        method = "python" if file.suffix == ".py" else "jinja2"
        for _line, message, _comments, context in extract_from_file(method, file, KEYWORDS, (), OPTIONS):
            yield str(file.relative_to(ROOT)), named(context, message)


def named(context: str | None, message: str | tuple[str, ...] | list[str]) -> str:
    """A text, by its first form and what it is meant as, where that is told."""
    text = message if isinstance(message, str) else message[0]
    return f"{text} ({context})" if context else text


def english() -> Catalog:
    with (resources.TRANSLATIONS / ENGLISH / "LC_MESSAGES" / "tracker.po").open("rb") as file:
        return read_po(file)


def strings(entry: Message) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)


def test_every_text_has_an_english_one() -> None:
    known = {named(entry.context, entry.id): entry for entry in english()}
    found = list(texts())
    assert len(found) > 1500
    assert sorted({(file, text) for file, text in found if text not in known or not all(strings(known[text]))}) == []


def test_one_danish_word_can_be_two_english_ones() -> None:
    assert pgettext("several", "Udvalg") == "Udvalg"
    with speaking(ENGLISH):
        assert (gettext("Udvalg"), pgettext("several", "Udvalg")) == ("Committee", "Committees")


def test_nothing_in_the_catalogue_is_empty_unsure_or_no_longer_said() -> None:
    said = {text for _file, text in texts()}
    entries = [entry for entry in english() if entry.id]
    assert [entry.id for entry in entries if entry.fuzzy or not all(strings(entry))] == []
    first = [named(entry.context, entry.id) for entry in entries]
    assert [text for text in first if text not in said] == []


SPOKEN_BY = ("tracker/services", "tracker/documents", "tracker/db/queries", "tracker/web")
"""Where errors are raised that a page shows."""
FOR_THE_MACHINE_ROOM = frozenset({"SettingsError", "DatabaseError", "DeliveryError", "RuntimeError", "ValueError"})


def is_plain_error(call: ast.Call) -> bool:
    """Whether a call makes an error with a sentence that is written out and not wrapped."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if not name.endswith("Error") or name in FOR_THE_MACHINE_ROOM or not call.args:
        return False
    return isinstance(call.args[0], ast.Constant | ast.JoinedStr)


def test_the_sentence_of_an_error_that_a_page_shows_passes_the_catalogue() -> None:
    plain = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for folder in SPOKEN_BY
        for file in sorted((ROOT / folder).rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and is_plain_error(call)
    ]
    assert plain == []


STORED_IN = frozenset(
    {"reason", "reply", "trouble", "troubles", "comment", "explanation", "message", "address_failed_because"}
)
"""Columns with sentences that the program stores, and the names that carry them there."""
STORED_BY = ("agreement", "domain", "mail", "services", "jobs")


def is_written_out(value: ast.expr) -> bool:
    """Whether an expression is a sentence by itself, and so Danish for good."""
    return isinstance(value, ast.JoinedStr) or (
        isinstance(value, ast.Constant) and isinstance(value.value, str) and " " in value.value
    )


def stored_pairs(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """The names that a call or an assignment gives values to, with the values."""
    if isinstance(node, ast.Call):
        yield from ((each.arg, each.value) for each in node.keywords if each.arg)
    if isinstance(node, ast.Assign):
        pairs = [(target, node.value) for target in node.targets]
        for target, value in pairs:
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs += zip(target.elts, value.elts, strict=True)
            elif isinstance(target, ast.Attribute | ast.Name):
                yield target.attr if isinstance(target, ast.Attribute) else target.id, value


def test_a_sentence_that_the_program_stores_can_be_said_in_another_language() -> None:
    plain = [
        f"{file.relative_to(ROOT)}:{value.lineno}"
        for folder in STORED_BY
        for file in sorted((ROOT / "tracker" / folder).rglob("*.py"))
        if not file.name.startswith("demonstration")  # where it lets people write
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name, value in stored_pairs(node)
        if name in STORED_IN and is_written_out(value)
    ]
    assert plain == []


def test_a_translation_keeps_the_places_that_are_filled_in() -> None:
    for entry in english():
        ids = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        for message, text in zip(ids, strings(entry), strict=True):
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(message)), message


def test_what_is_said_outside_of_a_page_or_mail_is_danish() -> None:
    assert spoken() == DANISH
    assert gettext("i dag") == "i dag"
    assert day_words(date(2019, 5, 31)) == "31. maj 2019"


def test_inside_the_block_it_is_english_and_after_it_danish_again() -> None:
    with speaking(ENGLISH):
        assert gettext("i dag") == "today"
        assert ngettext("om %(num)s dag", "om %(num)s dage", 2) % {"num": 2} == "in 2 days"
        assert day_words(date(2019, 5, 31)) == "31 May 2019"
        with speaking(DANISH):
            assert gettext("i dag") == "i dag"
        assert gettext("i dag") == "today"
    assert gettext("i dag") == "i dag"


def test_a_language_that_is_not_known_is_taken_for_danish() -> None:
    with speaking("tlh"):
        assert gettext("i dag") == "i dag"


def test_two_who_speak_at_the_same_time_do_not_hear_each_other() -> None:
    heard: list[str] = []
    with speaking(ENGLISH):
        thread = threading.Thread(target=lambda: heard.append(gettext("i dag")))
        thread.start()
        thread.join()
    assert heard == ["i dag"]


@pytest.mark.parametrize("language", [DANISH, ENGLISH])
def test_a_text_without_a_translation_stands_as_it_was_written(language: str) -> None:
    assert catalogue(language).gettext("Findes ikke i kataloget") == "Findes ikke i kataloget"
