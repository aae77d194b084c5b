"""A revised agreement against the one before: nothing is lost, and what differs is told as what it is."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.agreement.comparison import Difference, Outcome, Pair, Promise, compare, letters, mark_changes, resemblance
from tracker.agreement.values import TaskKind

REFERENCE = os.environ.get("TRACKER_REFERENCE")

NOUNS = ("cykelsti", "skole", "svømmehal", "plejehjem", "bibliotek", "torv", "legeplads", "havn", "bro", "musikskole")
SUBJECTS = ("En plan for", "Et forslag til", "En evaluering af", "En redegørelse for", "Et oplæg om", "En strategi for")
ENDS = (
    "forelægges udvalget til beslutning sammen med en økonomisk oversigt",
    "sendes i høring hos de berørte naboer og foreninger",
    "skal være færdig og taget i brug af borgerne i kommunen",
    "drøftes med brugerne og deres pårørende inden den endelige vedtagelse",
    "indgår i de kommende budgetforhandlinger mellem partierne",
)


def promise(key: int = 1, **facts: object) -> Promise:
    """A promise to present a plan for bicycle paths in section 1.1."""
    standing = Promise(
        key=key,
        section="1.1",
        section_title="Cykelstier",
        title="Plan for cykelstier forelægges udvalget",
        kind=TaskKind.PRESENTATION,
        committees=("Teknik- og Miljøudvalget",),
        start=None,
        due=date(2019, 5, 31),
        recurrence=None,
        quote="En plan for nye cykelstier forelægges udvalget inden sommeren 2019.",
    )
    return replace(standing, **facts)  # type: ignore[arg-type]


def only(pairs: Sequence[Pair]) -> Pair:
    assert len(pairs) == 1
    return pairs[0]


def outcomes(pairs: Sequence[Pair]) -> Counter[Outcome]:
    return Counter(pair.outcome for pair in pairs)


@st.composite
def agreements(draw: st.DrawFn) -> list[Promise]:
    """An agreement of sections with one promise or two each, all worded differently."""
    topics = draw(
        st.lists(
            st.tuples(st.sampled_from(NOUNS), st.sampled_from(SUBJECTS), st.sampled_from(ENDS)),
            min_size=1,
            max_size=25,
            unique=True,
        )
    )
    return [
        promise(
            place,
            section=f"1.{place + 1:02}",
            section_title=f"{noun.capitalize()} nummer {place + 1}",
            title=f"{subject} {noun}",
            due=date(2019, 1, 1) + timedelta(days=draw(st.integers(0, 900))),
            quote=f"{subject} {noun} {end}.",
        )
        for place, (noun, subject, end) in enumerate(topics)
    ]


def set_anew(text: str, width: int) -> str:
    """The same words, with line ends between them and inside long ones."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line += word + " "
    broken = "\n".join([*lines, line]).strip()
    return broken.replace("forelægges", "fore-\nlægges").replace("brugerne", "bru\u00adgerne")


@given(agreements())
def test_an_agreement_against_itself_is_the_same_throughout(old: list[Promise]) -> None:
    pairs = compare(old, old)
    assert outcomes(pairs) == {Outcome.SAME: len(old)}
    assert all(pair.old is pair.new for pair in pairs)


@given(agreements(), st.integers(12, 70), st.randoms(use_true_random=False), st.integers(1, 40))
def test_new_numbers_new_lines_and_a_new_order_change_nothing(
    old: list[Promise], width: int, random: object, shift: int
) -> None:
    new = [
        replace(one, section=f"2.{place + shift:02}", quote=set_anew(one.quote, width)) for place, one in enumerate(old)
    ]
    random.shuffle(new)  # type: ignore[attr-defined]
    pairs = compare(old, new)
    assert outcomes(pairs) == {Outcome.SAME: len(old)}
    assert all(pair.old and pair.new and pair.old.key == pair.new.key for pair in pairs)


@given(agreements(), agreements())
def test_every_promise_of_both_stands_in_exactly_one_pair(old: list[Promise], new: list[Promise]) -> None:
    pairs = compare(old, new)
    assert sorted(pair.old.key for pair in pairs if pair.old) == sorted(one.key for one in old)
    assert [pair.new for pair in pairs if pair.new] == new


@given(agreements(), agreements())
def test_who_is_compared_with_whom_gives_the_mirrored_answer(old: list[Promise], new: list[Promise]) -> None:
    there, back = outcomes(compare(old, new)), outcomes(compare(new, old))
    assert (there[Outcome.NEW], there[Outcome.GONE]) == (back[Outcome.GONE], back[Outcome.NEW])


@given(agreements(), st.data())
def test_one_taken_out_one_put_in_and_one_moved_in_time_are_each_told(old: list[Promise], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(old) - 1))
    put_in = promise(
        99, section="7.7", section_title="Zebraer", title="Zebraer", due=None, quote="Syv zebraer anskaffes straks."
    )
    new = [one for place, one in enumerate(old) if place != gone] + [put_in]
    moved = data.draw(st.integers(0, len(new) - 1))
    new[moved] = replace(new[moved], due=date(2030, 1, 1))
    pairs = compare(old, new)
    assert [pair.old.key for pair in pairs if pair.outcome is Outcome.GONE and pair.old] == [old[gone].key]
    assert [pair.new.key for pair in pairs if pair.outcome is Outcome.NEW and pair.new] == [99]
    changed = [pair for pair in pairs if pair.outcome is Outcome.CHANGED]
    assert [(pair.new.key, pair.differences) for pair in changed if pair.new] == (
        [(new[moved].key, {Difference.DATE})] if moved < len(new) - 1 else []
    )


@pytest.mark.parametrize(
    ("facts", "differences"),
    [
        ({"due": date(2019, 8, 31)}, {Difference.DATE}),
        ({"recurrence": "FREQ=YEARLY"}, {Difference.DATE}),
        ({"committees": ("Økonomiudvalget",)}, {Difference.OWNER}),
        ({"kind": TaskKind.REPORT}, {Difference.KIND}),
        ({"quote": "En plan for nye cykelstier og fortove forelægges udvalget før sommeren 2019."}, {Difference.WORDS}),
        ({"section": "2.4", "section_title": "Veje"}, {Difference.PLACE}),
        ({"section": "1.2"}, set()),
        ({"section_title": "Nye cykelstier"}, set()),
        ({"title": "Forelæggelse af plan"}, set()),
        ({"quote": "En plan for nye cykel-\nstier  forelægges udvalget inden sommeren 2019"}, set()),
    ],
)
def test_what_differs_is_named(facts: dict[str, object], differences: set[Difference]) -> None:
    assert only(compare([promise()], [promise(2, **facts)])).differences == differences


def test_a_sentence_that_was_moved_and_reworded_is_recognised_by_its_words() -> None:
    new = promise(
        section="4.1", section_title="Trafik", quote="En plan for nye cykelstier forelægges inden sommeren 2019."
    )
    assert only(compare([promise()], [new])).differences == {Difference.PLACE, Difference.WORDS}


def test_another_promise_of_another_section_is_not_taken_for_a_revision() -> None:
    new = promise(
        section="4.1", section_title="Havn", quote="En evaluering af havnens drift forelægges i efteråret 2021."
    )
    assert outcomes(compare([promise()], [new])) == {Outcome.NEW: 1, Outcome.GONE: 1}


def test_two_promises_of_one_sentence_are_kept_apart() -> None:
    plan = promise(1, title="Plan for stier", due=date(2019, 5, 31))
    count = promise(2, title="Tælling af cyklister", due=date(2020, 12, 31), kind=TaskKind.REPORT)
    later = replace(count, due=date(2021, 12, 31))
    pairs = compare([plan, count], [later, plan])
    assert {(pair.old.key, pair.new.key) for pair in pairs if pair.old and pair.new} == {(1, 1), (2, 2)}


def test_a_sentence_that_stands_in_many_sections_is_matched_section_by_section() -> None:
    old = [
        promise(
            n,
            section=f"1.{n}",
            section_title=f"Emne {letters(chr(97 + n % 26) * 3)}{n}",
            quote="Indsatsen evalueres i 2020.",
        )
        for n in range(60)
    ]
    new = [replace(one, section=f"2.{one.key}") for one in reversed(old)]
    assert all(pair.old and pair.new and pair.old.key == pair.new.key for pair in compare(old, new))


def test_a_saving_is_known_by_its_code_and_its_money_is_compared() -> None:
    saving = promise(1, section=None, section_title="", code="TMU-01", title="Færre skilte", amounts=((2019, -100),))
    more = replace(saving, title="Færre skilte og tavler", amounts=((2019, -200),))
    assert only(compare([saving], [more])).differences == {Difference.WORDS, Difference.MONEY}
    renamed = replace(saving, code="TMU-07")
    assert only(compare([saving], [renamed])).outcome is Outcome.SAME
    assert outcomes(compare([saving], [promise()])) == {Outcome.NEW: 1, Outcome.GONE: 1}


def test_many_promises_are_compared_in_little_time() -> None:
    old = [
        promise(
            n,
            section=f"{n // 9}.{n % 9}",
            section_title=f"Emne {n}",
            quote=f"Plan {n} for {NOUNS[n % 10]} forelægges {n}.",
        )
        for n in range(1000)
    ]
    assert outcomes(compare(old, old[::-1])) == {Outcome.SAME: 1000}


def test_the_words_that_differ_are_marked_on_both_sides() -> None:
    old, new = "En plan for nye cykel-\nstier forelægges i maj.", "En plan for cykelstier  forelægges\ni juni."
    before, after = mark_changes(old, new)
    assert before == (("En plan for", False), ("nye", True), ("cykelstier forelægges i", False), ("maj.", True))
    assert after == (("En plan for", False), ("cykelstier forelægges i", False), ("juni.", True))


def test_letters_are_what_two_settings_of_one_text_share() -> None:
    assert letters("Børne- og Skole-\nudvalget,  §\u00a05") == letters("BØRNE- OG SKOLEUDVALGET, § 5")


@settings(max_examples=30)
@given(agreements(), st.integers(20, 60))
def test_a_text_resembles_itself_however_it_is_set(old: list[Promise], width: int) -> None:
    text = " ".join(one.quote for one in old)
    assert resemblance(text, set_anew(text, width)) > 0.95


def test_texts_of_different_words_do_not_resemble_each_other() -> None:
    plan = "En plan for nye cykelstier forelægges udvalget inden sommeren."
    assert resemblance(plan, "Skolernes læsning evalueres i efteråret af en ekstern part.") == 0
    assert 0.3 < resemblance(plan * 3, (plan + " Der kommer flere træer langs vejene i byen.") * 3) < 1


@pytest.mark.reference
@pytest.mark.skipif(REFERENCE is None, reason="TRACKER_REFERENCE is not set")
def test_the_sample_agreement_is_another_agreement_than_the_one_it_retells() -> None:
    from tracker.documents import read_document
    from tracker.resources import SAMPLE

    real = read_document(Path(str(REFERENCE)) / "agreement" / "budget-2019.txt").text
    assert resemblance(real, read_document(SAMPLE / "agreement.txt").text) < 0.25
