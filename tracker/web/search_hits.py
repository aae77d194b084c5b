"""What was found, where it stands, with the words marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.db.queries.agreements.passages import PassageHit
from tracker.db.queries.tasks.rows import TaskRow
from tracker.db.wording import comments_on
from tracker.lookup import Query, parse
from tracker.web.agreement_text import anchor_of
from tracker.web.translation import gettext as _

AROUND = 90
"""Letters that are shown on each side of what was found."""

MOST_PLACES = 2
"""Places besides the title that are shown of one task."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that look alike."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where words were found, and the words around them."""

    name: str
    runs: Sequence[Run]


@dataclass(frozen=True, slots=True)
class TaskHit:
    """A task's title with the words marked, and where else they stand."""

    title: Sequence[Run]
    places: Sequence[Place] = ()


@dataclass(frozen=True, slots=True)
class TextHit:
    """A passage of an agreement: where it stands, the words around what was found, and its anchor on the page."""

    passage: PassageHit
    runs: Sequence[Run]
    anchor: str | None


def task_hits(session: Session, rows: Sequence[TaskRow], words: str) -> Mapping[int, TaskHit]:
    """How each of `rows`, all found by `words`, is shown; nothing where nothing was looked for."""
    query = parse(words)
    if query.is_empty or not rows:
        return {}
    comments = comments_on(session, [row.id for row in rows])
    return {row.id: TaskHit(mark(row.title, query), _places(row, comments[row.id], query)) for row in rows}


def text_hits(hits: Sequence[PassageHit], words: str) -> Sequence[TextHit]:
    """How passages that were found by `words` are shown."""
    query = parse(words)
    return [TextHit(hit, excerpt(hit.text, query), anchor_of(hit.section, hit.following)) for hit in hits]


def mark(text: str, query: Query) -> list[Run]:
    """`text` with every word that is looked for marked."""
    runs, at = [], 0
    for start, end in query.places(text):
        runs += [Run(text[at:start]), Run(text[start:end], is_marked=True)]
        at = end
    return [run for run in (*runs, Run(text[at:])) if run.text]


def excerpt(text: str, query: Query) -> list[Run]:
    """The words around the first that is looked for, all of them marked."""
    text = " ".join(text.split())
    places = query.places(text)
    if not places:
        return mark(text[: 2 * AROUND], query)
    start, end = max(0, places[0][0] - AROUND), min(len(text), places[0][1] + AROUND)
    start = text.find(" ", start, places[0][0]) + 1 or places[0][0] if start else 0
    end = text.rfind(" ", places[0][1], end) if end < len(text) else end
    end = end if end > places[0][1] else places[0][1]
    return mark(("… " if start else "") + text[start:end] + (" …" if end < len(text) else ""), query)


def _places(row: TaskRow, comments: Sequence[str], query: Query) -> Sequence[Place]:
    """The places that are not seen on the list anyway; none where the title says it all."""
    if query.is_met_by(f"{row.number or ''} {row.title}"):
        return ()
    hidden = [(_("Aftalens ord"), row.quote), *((_("Kommentar"), each) for each in comments)]
    seen = [(_("Punkt"), row.section_title), (_("Ansvarlig"), row.responsible)]
    found = [Place(name, excerpt(text, query)) for name, text in (*hidden, *seen) if text and query.places(text)]
    return found[:MOST_PLACES]
