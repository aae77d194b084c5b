"""What the signs of a time add to the rules, and what they take away."""

from __future__ import annotations

import pytest

from tests.agreement.sentences import SIGNED_ON
from tests.agreement.spoken import dated
from tracker.agreement.promises import second_opinion
from tracker.agreement.promises.second_opinion import UNSURE
from tracker.agreement.values import Commitment
from tracker.domain.review import SURE

SILENT = "Klokkerne spiller en ny melodi i maj 2020."
"""Of this the rules make nothing: a verb of no list, and a doer that nobody answers for."""
RULED = "Havneudvalget forelægges en plan for bådpladser senest i maj 2020."


def read(text: str) -> list[Commitment]:
    return dated(text, signed_on=SIGNED_ON, organisation="Lyngholm Kommune")


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> object:
    """Makes every time as likely as it is told."""
    return lambda likely: monkeypatch.setattr(second_opinion, "likelihood", lambda _signs: likely)


def test_what_the_rules_say_nothing_of_is_a_promise_where_its_signs_say_so(judged) -> None:
    judged(0.1)
    assert read(SILENT) == []
    judged(0.9)
    [one] = read(SILENT)
    assert str(one.deadline.due) == "2020-05-31"


def test_nothing_that_signs_alone_speak_for_is_sure_enough_to_be_accepted_with_others(judged) -> None:
    judged(0.999)
    [one] = read(SILENT)
    assert one.confidence <= UNSURE < SURE


@pytest.mark.parametrize(
    "text",
    [
        "Skal klokkerne spille en ny melodi i maj 2020?",
        "Hvis klokkerne spiller en ny melodi i maj 2020, kommer der flere gæster.",
        "Klokkerne spiller ikke en ny melodi i maj 2020.",
        "Klokkerne kan spille en ny melodi i maj 2020.",
        "Klokkerne har allerede i maj 2020 en ny melodi.",
        "Nordby Kommune spiller en ny melodi i maj 2020.",
        "Staten spiller en ny melodi i maj 2020.",
        "Klokkerne spiller efter Kulturpolitik 2020.",
        "I maj 2020 spiller klokkerne disse melodier:",
    ],
)
def test_what_the_rules_know_is_no_promise_whatever_its_signs_say(text: str, judged) -> None:
    judged(0.999)
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Den midlertidige bevilling udløber i maj 2020.",
        "Klokkerne er længe ventet, så de spiller en ny melodi i maj 2020.",
        "Det er godt, hvis udvalget forelægges en ny melodi i maj 2020.",
        "Udvalget kan fremlægge en plan i maj 2020.",
        "Ny melodi: maj 2020.",
        "Melodierne er nye: maj 2020.",
    ],
)
def test_what_the_rules_take_for_no_promise_is_one_where_its_signs_say_so_very_clearly(text: str, judged) -> None:
    judged(0.94)
    assert read(text) == []
    judged(0.99)
    [one] = read(text)
    assert str(one.deadline.due) == "2020-05-31"


@pytest.mark.parametrize(
    "text",
    [
        "Klokkerne spiller en ny melodi i maj 2020 og ikke, som sidste år, i juni.",
        "Klokkerne spiller ikke kun en ny melodi i maj 2020.",
        "Klokkerne spiller en ny melodi hver dag i maj 2020.",
    ],
)
def test_a_word_that_denies_something_else_or_a_time_that_comes_again_hinders_nothing(text: str, judged) -> None:
    judged(0.9)
    assert "2020-05-31" in {str(one.deadline.due) for one in read(text)}


def test_what_is_over_is_none_unless_its_signs_say_so_very_clearly(judged) -> None:
    judged(0.9)
    assert read("Klokkerne er malet i august.") == []
    judged(0.99)
    assert len(read("Klokkerne er malet i august.")) == 1


def test_a_limit_denies_nothing(judged) -> None:
    judged(0.9)
    [one] = read("Klokkerne spiller en ny melodi, dog ikke senere end i maj 2020.")
    assert str(one.deadline.due) == "2020-05-31"


@pytest.mark.parametrize(
    "text", ["Ejerne spiller en ny melodi i maj 2020.", "Nordjyske Klokker spiller en ny melodi i maj 2020."]
)
def test_what_others_may_do_is_a_promise_where_its_signs_say_so_more_clearly(text: str, judged) -> None:
    judged(0.85)
    assert read(text) == []
    judged(0.93)
    [one] = read(text)
    assert str(one.deadline.due) == "2020-05-31"


def test_what_the_rules_found_leaves_where_all_signs_speak_against_it(judged) -> None:
    judged(0.01)
    assert read(RULED) == []
    judged(0.05)
    assert len(read(RULED)) == 1  # the rules were sure


def test_what_the_signs_doubt_stays_and_is_not_sure_any_more(judged) -> None:
    judged(0.9)
    [sure] = read(RULED)
    judged(0.3)
    [doubted] = read(RULED)
    assert doubted.confidence <= UNSURE < sure.confidence
    assert doubted.deadline == sure.deadline


def test_a_second_time_in_a_clause_that_has_one_is_left_to_the_rules(judged) -> None:
    judged(0.999)
    days = [str(one.deadline.due) for one in read("Planen forelægges Byrådet i maj 2020 efter møderne i marts 2020.")]
    assert "2020-05-31" in days
    assert len(days) == 1
