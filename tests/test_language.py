"""Texts are Danish in the code and English by choice; what mails say is translated whole."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from tracker import resources
from tracker.language import DANISH, ENGLISH, catalogue, day_words, gettext, ngettext, speaking, spoken

ROOT = Path(__file__).parents[1]
WHOLE = (
    "templates/mail/**/*",
    "templates/answers/*",
    "templates/profile/*",
    "templates/policy/*",
    "tracker/mail/content.py",
    "tracker/domain/reasons.py",
    "tracker/domain/notices.py",
    "tracker/domain/answers.py",
    "tracker/domain/status.py",
    "tracker/web/views/answers.py",
    "tracker/web/views/profile.py",
    "tracker/web/views/policy.py",
    "tracker/web/policy_form.py",
    "tracker/services/answers.py",
)
"""What is said in English from end to end."""
KEYWORDS = {"_": None, "gettext": None, "mark": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def texts() -> Iterator[tuple[str, str]]:
    for pattern in WHOLE:
        for file in sorted(ROOT.glob(pattern)):
            if file.is_dir():
                continue
            method = "python" if file.suffix == ".py" else "jinja2"
            options = {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
            for _line, message, _comments, _context in extract_from_file(method, file, KEYWORDS, (), options):
                yield str(file.relative_to(ROOT)), message if isinstance(message, str) else message[0]


def english() -> Catalog:
    with (resources.TRANSLATIONS / ENGLISH / "LC_MESSAGES" / "tracker.po").open("rb") as file:
        return read_po(file)


def test_every_text_of_mails_and_their_pages_is_translated() -> None:
    known = {(entry.id if isinstance(entry.id, str) else entry.id[0]): entry.string for entry in english()}
    found = list(texts())
    assert len(found) > 150
    assert sorted({(file, text) for file, text in found if not known.get(text)}) == []


def test_a_translation_keeps_the_places_that_are_filled_in() -> None:
    for entry in english():
        ids = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        strings = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        for text in strings:
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(ids[-1])), ids


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
