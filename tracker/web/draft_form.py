"""The form in which a person writes a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from tracker.agreement.values import TaskKind
from tracker.danish import sort_key
from tracker.db.queries.parts.choices import committee_choices
from tracker.services.review.changes import LONGEST_TITLE, Draft
from tracker.web.forms import Form
from tracker.web.translation import gettext as _

SECOND = "second-"
"""What the fields of the second of two proposals begin with."""


def shown(draft: Draft, *, second: Draft | None = None, **more: str) -> Form:
    """The form with a draft in it, and the second one where there are two."""
    drafts = {"": draft, **({SECOND: second} if second else {})}
    values: dict[str, str] = dict(more)
    several: dict[str, Sequence[str]] = {}
    for prefix, each in drafts.items():
        values |= {prefix + name: value for name, value in _values(each).items()}
        several[f"{prefix}others"] = each.committees[1:]
    return Form(values, several=several)


def draft_of(form: Form, prefix: str = "") -> Draft | None:
    """What stands in the form; none where something is missing, which the form then says."""
    title = form.text(f"{prefix}title", missing=_("Skriv, hvad opgaven er."), longest=LONGEST_TITLE)
    kind = form.choice(f"{prefix}kind", TaskKind, missing=_("Vælg, hvilken art opgaven er."))
    starts_on, due_on = form.day(f"{prefix}starts_on"), form.day(f"{prefix}due_on")
    quote = form.text(f"{prefix}quote", missing=_("Skriv de ord i aftalen, som løftet står i."))
    lead = form.value(f"{prefix}lead")
    if kind is None or not form.is_valid:
        return None
    return Draft(
        title=title,
        kind=kind,
        committees=tuple(name for name in (lead, *form.several.get(f"{prefix}others", ())) if name),
        starts_on=starts_on,
        due_on=due_on,
        quote=quote,
        expression=form.text(f"{prefix}expression"),
        repeats=bool(form.value(f"{prefix}repeats")),
    )


def committee_names(session: Session, named: Sequence[str]) -> Sequence[str]:
    """The committees to choose among: those that are known, and those that the proposal names."""
    known = {name for _id, name in committee_choices(session)}
    return sorted({*known, *filter(None, named)}, key=sort_key)


def _values(draft: Draft) -> Mapping[str, str]:
    return {
        "title": draft.title,
        "kind": draft.kind.value,
        "lead": draft.committees[0] if draft.committees else "",
        "starts_on": draft.starts_on.isoformat() if draft.starts_on else "",
        "due_on": draft.due_on.isoformat() if draft.due_on else "",
        "quote": " ".join(draft.quote.split()),
        "expression": " ".join(draft.expression.split()),
        "repeats": "1" if draft.repeats else "",
    }
