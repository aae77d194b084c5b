"""Times as examples, for `tracker.agreement.promises.likelihood`: every time of a paper, a test sentence or a passage.

Right is one where the reference has a promise with that last day in that sentence, wrong where it has none; one that
may be found or not is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tests.agreement import spoken
from tests.agreement import test_frames as frames
from tests.agreement import test_variations as variations
from tests.agreement.sentences import SIGNED_ON, cases
from tests.agreement.test_passages import ALL as PASSAGES
from tests.agreement.test_passages import PAPER
from tests.learning import Example
from tests.papers import text_of
from tracker.agreement.deadlines import DEFAULT, find
from tracker.agreement.owners.register import NO_REGISTER
from tracker.agreement.promises.alone import with_times_alone
from tracker.agreement.promises.likelihood.signs import signs_of
from tracker.agreement.promises.readings import context_of, sections_of
from tracker.agreement.structure.heads.head import read_head
from tracker.agreement.structure.outline import outline
from tracker.agreement.tables.allocations import read_tables
from tracker.agreement.values import Deadline, Head
from tracker.resources import SAMPLE

HERE = Path(__file__).parents[1]
CORPUS = HERE / "corpus"

# The groups of sentences that promise something, with their times, how many are made of each, and at which steps
PROMISES = (
    ("a promise by any verb", variations.TIMES, variations.EACH, 7),
    ("a promise by its own words", variations.PLAIN_TIMES, variations.FEW, 4),
    ("done by a day ahead", variations.LIMITS, variations.FEW, 3),
)

Timed = tuple[str, str, Deadline, frozenset[str]]
"""The part of the paper, the sentence, the time and its signs."""


def times_of(text: str, head: Head) -> Iterator[Timed]:
    """Every time of `text` that has a day, as the reader sees it."""
    signed_on, structure = head.signed_on, outline(text)
    parts = [part.start for part in structure.parts]
    times = find(text, signed_on=signed_on, conventions=DEFAULT, title=head.title, parts=parts)
    times = with_times_alone(text, times, signed_on=signed_on, conventions=DEFAULT)
    context = context_of(text, structure, signed_on=signed_on, organisation=head.organisation, register=NO_REGISTER)
    rows = read_tables(text, structure.sections).allocations
    for section in sections_of(text, structure, times, context, rows):
        for read in section.reads:
            for time, start, end in read.times:
                if time.due or time.start:
                    signs = signs_of(read, time, start, end, section.name, context)
                    yield section.name, read.sentence.text, time, signs


def of_paper(gold: Path, paper: Path) -> Iterator[Example]:
    """The examples of a paper with the reference `gold`."""
    reference = json.loads(gold.read_text(encoding="utf-8"))
    text = text_of(paper)
    for part, sentence, time, signs in times_of(text, read_head(text)):
        entries = [one for one in reference["dated"] if _is_of(one, part, sentence, time)]
        if any(_counts(one) for one in entries):
            yield signs, True
        elif not entries:
            yield signs, False


def _counts(entry: Mapping[str, Any]) -> bool:
    return not (entry.get("secondary") or entry.get("borderline")) and entry["strength"] != "budget-year"


def _is_of(entry: Mapping[str, Any], part: str, sentence: str, time: Deadline) -> bool:
    """Whether the entry of a reference is of this time: its place, its words and its last day."""
    due = time.due.isoformat() if time.due else None
    days = {entry["window_end"], *(last for _first, last in entry.get("also_accept_windows") or ())}
    begins = time.start.isoformat() if time.start else None
    from_then = entry.get("open_ended") and (due is None or begins == entry["window_start"])
    if _folded(entry["section"]) != _folded(part) or not (due in days or from_then):
        return False
    own, whole = _folded(sentence), _folded(entry["sentence"])
    words, phrase = _folded(time.expression), _folded(entry["phrase"])
    return (own in whole or whole in own) and (words in phrase or phrase in words)


def _folded(words: str) -> str:
    return re.sub(r"\s+", " ", words.casefold()).strip(" .,:;")


def of_sentences(path: Path) -> Iterator[Example]:
    """The examples of a file of test sentences."""
    head = Head(None, SIGNED_ON, "Lyngholm Kommune")
    for case in cases(path):
        days = {one.when for one in case.expected}
        if "?" not in days:
            yield from ((signs, _is_one_of(days, time)) for _, _, time, signs in times_of(case.text, head))


def of_passages() -> Iterator[Example]:
    """The examples of all passages."""
    for passage in (one for these in PASSAGES.values() for one in these):
        text = PAPER.format(passage.text)
        for part, _, time, signs in times_of(text, read_head(text)):
            if part == "1" and _day(time) not in passage.left_open:
                yield signs, _is_one_of(passage.days, time)


def of_made_sentences() -> Iterator[Example]:
    """The examples of the sentences that tests make by filling slots, and of those of `spoken`."""
    for text, signed_on, days in _made():
        head = Head(None, signed_on, "Lyngholm Kommune")
        yield from ((signs, _day(time) in days) for _, _, time, signs in times_of(text, head))
    head = Head(None, spoken.SIGNED_ON, "Fjordby Kommune")
    for text, promised in [*spoken.PROMISED, *((text, []) for text in spoken.BACKGROUND)]:
        phrases = [phrase for _kind, phrase in promised]
        for _, _, time, signs in times_of(text, head):
            yield signs, any(time.expression in phrase or phrase in time.expression for phrase in phrases)


def _made() -> Iterator[tuple[str, date, Collection[str]]]:
    """Sentences with the day on which they are said and the days that they promise something by."""
    for at, frame in enumerate(frames.PROMISED):
        yield from ((text, frames.SIGNED_ON, (day, frames.EARLIER)) for text, day in frames.sentences(frame, at))
    for at, frame in enumerate(frames.NO_PROMISE):
        yield from ((text, frames.SIGNED_ON, ()) for text, _day in frames.sentences(frame, at))
    for group, times, each, step in PROMISES:
        for at, frame in enumerate(variations.groups()[group]):
            for number, time in variations.chosen(times, at, each, step):
                yield variations.filled(frame, time, number), variations.SIGNED_ON, variations.meant(time)
    for at, frame in enumerate(variations.groups()["no promise"]):
        yield from ((text, variations.SIGNED_ON, ()) for text in variations.without_promise(at, frame))


def _day(time: Deadline) -> str:
    return str(time.due) if time.due else f"from {time.start}"


def _is_one_of(days: Collection[str], time: Deadline) -> bool:
    """Whether something is promised by the time; «kan tidligst begynde i april» has no last day, though April has."""
    return _day(time) in days or f"from {time.start}" in days


def examples() -> Iterator[Example]:
    """All that is learned from, in an order that is always the same."""
    for gold in sorted([*CORPUS.glob("*.json"), *(CORPUS / "forms").glob("*.json")]):
        yield from of_paper(gold, gold.with_suffix(".txt"))
    yield from of_paper(HERE / "sample" / "gold.json", SAMPLE / "agreement.txt")
    for path in [*sorted((HERE / "agreement" / "sentences").glob("*.txt")), HERE / "agreement/owners/owners.txt"]:
        yield from of_sentences(path)
    yield from of_passages()
    yield from of_made_sentences()
