"""The public page's facts for programs: JSON, and a table for spreadsheets. The same facts, and no others."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import url_for

from tracker.clock import local_date
from tracker.db.queries.public.public_page import Commitment, CommitmentPage, PublicAgreement
from tracker.language import list_of
from tracker.reports.sheets import table_text
from tracker.web import context
from tracker.web.presentation import site_address
from tracker.web.translation import gettext as _

MEDIA_TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
LINES_IN_A_FILE = 1000


def write(
    ending: str, agreement: PublicAgreement, page: CommitmentPage, *, today: date, following: str | None
) -> bytes:
    """The file with this ending. `following` is the address of the next one, where there are more commitments."""
    if ending == "csv":
        return _table(agreement.id, page)
    told = {
        "title": agreement.title,
        "organisation": agreement.organisation,
        "signed_on": _day(agreement.signed_on),
        "introduction": agreement.introduction,
        "address": _address(agreement.id),
        "as_of": today.isoformat(),
        "figures": {
            "promised": agreement.figures.promised,
            **{state.value: number for state, number in agreement.figures.states.items()},
        },
        "commitments": [_facts(agreement.id, each) for each in page.lines],
        "next": following,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _facts(agreement_id: int, each: Commitment) -> dict[str, Any]:
    return {
        "id": each.id,
        "title": each.title,
        "state": each.state.value,
        "state_since": _local(each.status_at).isoformat(),
        "presented_on": _day(each.presented_on),
        "first_due_on": _day(each.first_due_on),
        "due_on": _day(each.due_on),
        "moves": each.moves,
        "rule": each.rule,
        "times_done": each.times_done,
        "committees": [committee.name for committee in each.committees],
        "status_text": each.status_text,
        "text_approved_on": _local(each.approved_at).isoformat(),
        "section": each.section,
        "passage": each.passage.text if each.passage else None,
        "address": _address(agreement_id, each.id),
    }


def _table(agreement_id: int, page: CommitmentPage) -> bytes:
    columns: dict[str, Callable[[Commitment], str | int | date | None]] = {
        _("Løfte"): lambda each: each.title,
        _("Afsnit"): lambda each: each.section,
        _("Udvalg"): lambda each: list_of(committee.name for committee in each.committees),
        _("Status"): lambda each: each.state.label,
        _("Status sat"): lambda each: _local(each.status_at),
        _("Oprindelig frist"): lambda each: each.first_due_on,
        _("Frist"): lambda each: each.due_on,
        _("Flyttet"): lambda each: each.moves,
        _("Forelagt på mødet"): lambda each: each.presented_on,
        _("Kommunens ord om status"): lambda each: each.status_text,
        _("Aftalens ord"): lambda each: each.passage.text if each.passage else None,
        _("Adresse"): lambda each: _address(agreement_id, each.id),
    }
    return table_text(list(columns), ([value(each) for value in columns.values()] for each in page.lines))


def _address(agreement_id: int, task_id: int | None = None) -> str:
    if task_id is None:
        return site_address(url_for("public.show", agreement_id=agreement_id))
    return site_address(url_for("public.commitment", agreement_id=agreement_id, task_id=task_id))


def _local(instant: Any) -> date:
    return local_date(instant, context.runtime().zone)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
