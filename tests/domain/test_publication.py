"""What the public is told of a task's state."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.agreement.values import TaskKind
from tracker.domain.publication import Extent, Passage, PublicState, Wording, extent_of, public_state
from tracker.domain.status import Status

TODAY = date(2019, 5, 15)
SOON, PAST = date(2019, 6, 1), date(2019, 5, 14)


@pytest.mark.parametrize(
    ("status", "kind", "due", "told"),
    [
        (Status.NOT_STARTED, TaskKind.DELIVERY, SOON, "Ikke begyndt"),
        (Status.NOT_STARTED, TaskKind.DELIVERY, None, "Ikke begyndt"),
        (Status.NOT_STARTED, TaskKind.DELIVERY, PAST, "Forsinket"),
        (Status.IN_PROGRESS, TaskKind.DELIVERY, TODAY, "I gang"),
        (Status.WAITING, TaskKind.DELIVERY, PAST, "Forsinket"),
        (Status.DONE, TaskKind.DELIVERY, PAST, "Indfriet"),
        (Status.DONE, TaskKind.REPORT, SOON, "I gang"),  # nobody has had it before them yet
        (Status.DONE, TaskKind.REPORT, PAST, "Forsinket"),
        (Status.PRESENTED, TaskKind.REPORT, PAST, "Indfriet"),
        (Status.DROPPED, TaskKind.REPORT, PAST, "Opgivet"),
    ],
)
def test_the_state_follows_from_status_kind_and_date(
    status: Status, kind: TaskKind, due: date | None, told: str
) -> None:
    assert public_state(status, kind, due, TODAY).label == told


def test_every_state_has_a_word_of_its_own_and_says_what_it_means() -> None:
    assert len({state.label for state in PublicState}) == len({state.meaning for state in PublicState}) == 5


def test_a_seal_breaks_with_any_word_that_would_be_shown() -> None:
    wording = Wording("Cykelsti", "Den bygges.", "1.1 Veje", Passage("Den bygges i maj.", 0, 17), 3)
    others = [
        Wording("Cykelstien", "Den bygges.", "1.1 Veje", Passage("Den bygges i maj.", 0, 17), 3),
        Wording("Cykelsti", None, "1.1 Veje", Passage("Den bygges i maj.", 0, 17), 3),
        Wording("Cykelsti", "Den bygges.", "1.2 Veje", Passage("Den bygges i maj.", 0, 17), 3),
        Wording("Cykelsti", "Den bygges.", "1.1 Veje", Passage("Den bygges i juni.", 0, 17), 3),
        Wording("Cykelsti", "Den bygges.", "1.1 Veje", None, 3),
    ]
    assert len({each.seal for each in (wording, *others)}) == len(others) + 1


def test_how_much_is_shown_is_told_by_the_passage_itself() -> None:
    assert extent_of(None) is Extent.NONE
    assert extent_of(Passage("Den bygges.", 0, 11)) is Extent.SENTENCE
    assert extent_of(Passage("Før. Den bygges.", 5, 16)) is Extent.AROUND
