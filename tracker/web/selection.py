"""A list's filter and order in the address of its page, so that it can be kept, sent to others and counted.

A figure on a page and the list that it leads to carry the same filter, so the number is the number of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import url_for
from werkzeug.datastructures import MultiDict

from tracker.agreement.values import Basis, TaskKind
from tracker.danish import parse_day
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.orders import TaskOrder
from tracker.domain.status import Light, Status
from tracker.errors import InputError
from tracker.web.routing import parse_id
from tracker.web.translation import gettext as _

ORDERS = {
    "frist": TaskOrder.DUE,
    "handling": TaskOrder.ACTIONABLE,
    "punkt": TaskOrder.NUMBER,
    "titel": TaskOrder.TITLE,
    "udvalg": TaskOrder.COMMITTEE,
    "status": TaskOrder.STATUS,
    "lys": TaskOrder.LIGHT,
    "ansvarlig": TaskOrder.RESPONSIBLE,
    "flyttet": TaskOrder.MOVES,
    "relevans": TaskOrder.MATCH,
}
OPEN_WORDS = {"aabne": True, "afsluttede": False, "alle": None}
SIZES = (25, 50, 100)
NO_COMMITTEE = "intet"
WAITING, BLOCKING = "paa-andre", "blokerer"
PUBLISHED_WORDS = {"godkendt": True, "ikke-godkendt": False}
LONGEST_SEARCH = 200
OPEN_TASKS = TaskFilter(open=True)
FILTERS = frozenset(
    [
        "vis",
        "udvalg",
        "status",
        "lys",
        "art",
        "grundlag",
        "frist",
        "venter",
        "offentlig",
        "fra",
        "til",
        "aftale",
        "ansvarlig",
        "mail",
    ]
)
"""Those parts of an address that make its list shorter, the search aside."""

Value = TypeVar("Value")
Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a page with a list asks for."""

    filter: TaskFilter = OPEN_TASKS
    order: TaskOrder = TaskOrder.DUE
    descending: bool = False
    page: int = 1
    size: int = SIZES[0]

    @classmethod
    def parse(cls, address: MultiDict[str, str]) -> Selection:
        """The selection in an address; a value that says nothing is as if it were not there. Without «vis» the list
        is of open tasks; without «sorter» what fits a search best stands first, and else what is due first."""
        wanted = _filter(address)
        order = address.get("sorter", "")
        size = parse_id(address.get("antal"))
        return cls(
            filter=wanted,
            order=ORDERS.get(order.removeprefix("-"), _usual_order(wanted)),
            descending=order.startswith("-"),
            page=max(1, parse_id(address.get("side")) or 1),
            size=size if size in SIZES else SIZES[0],
        )

    def address(self) -> dict[str, str | list[str]]:
        """What stands in the address for this selection: only what differs from the list of open tasks."""
        order = next(word for word, order in ORDERS.items() if order is self.order)
        values = filter_address(self.filter)
        if self.order is not _usual_order(self.filter) or self.descending:
            values["sorter"] = ("-" if self.descending else "") + order
        if self.size != SIZES[0]:
            values["antal"] = str(self.size)
        if self.page > 1:
            values["side"] = str(self.page)
        return values

    def at(self, page: int) -> Selection:
        """The same list, another page."""
        return replace(self, page=page)

    def sized(self, size: int) -> Selection:
        """The same list from its beginning, with so many tasks a page."""
        return replace(self, size=size, page=1)

    def whole(self) -> Selection:
        """The same list, not divided into pages."""
        return Selection(self.filter, self.order, self.descending)

    def sorted_by(self, word: str) -> Selection:
        """The list sorted by a column; from its other end when it is sorted so already."""
        order = ORDERS[word]
        return replace(self, order=order, descending=order is self.order and not self.descending, page=1)


def _filter(address: MultiDict[str, str]) -> TaskFilter:
    committees = [number for typed in address.getlist("udvalg") if (number := parse_id(typed)) is not None]
    return TaskFilter(
        agreement_id=parse_id(address.get("aftale")),
        committees=frozenset(committees),
        without_committee=NO_COMMITTEE in address.getlist("udvalg"),
        statuses=_several(Status, address.getlist("status")),
        open=OPEN_WORDS.get(address.get("vis", "aabne"), True),
        lights=_several(Light, address.getlist("lys")),
        kinds=_several(TaskKind, address.getlist("art")),
        bases=_several(Basis, address.getlist("grundlag")),
        due_from=parse_day(address.get("fra", "")),
        due_to=parse_day(address.get("til", "")),
        responsible_id=parse_id(address.get("ansvarlig")),
        mail_id=parse_id(address.get("mail")),
        overdue=address.get("frist") == "overskredet",
        late_for_agenda=address.get("frist") == "dagsorden",
        without_date=address.get("frist") == "uden",
        waiting=address.get("venter") == WAITING,
        blocking=address.get("venter") == BLOCKING,
        published=PUBLISHED_WORDS.get(address.get("offentlig", "")),
        text=" ".join(address.get("q", "").split())[:LONGEST_SEARCH],
    )


def unread(address: MultiDict[str, str]) -> list[str]:
    """The parts of the filter in an address that say nothing, such as «fra=31-02-2019»: what an old link names, or a
    day that does not exist. The list of an address with such a part holds more than its author meant."""
    return [f"{name}={value.strip()}" for name, value in address.items(multi=True) if not _is_read(name, value.strip())]


def refuse_unread(address: MultiDict[str, str]) -> None:
    """Raises InputError where a part of the filter says nothing: for what reaches beyond the list on the screen."""
    if parts := unread(address):
        raise InputError(
            _("Adressen har et filter, der ikke kan læses: «%(parts)s». Ret det, eller vælg på listen over opgaver.")
            % {"parts": ", ".join(parts)}
        )


def _is_read(name: str, value: str) -> bool:
    if name not in FILTERS or not value or (name, value) == ("vis", "aabne"):
        return True
    return _filter(MultiDict([(name, value)])) != OPEN_TASKS


def _usual_order(wanted: TaskFilter) -> TaskOrder:
    return TaskOrder.MATCH if wanted.text else TaskOrder.DUE


def filter_address(wanted: TaskFilter) -> dict[str, str | list[str]]:
    """How a filter stands in an address."""
    values: dict[str, str | list[str]] = {}
    for name, value in _single_values(wanted).items():
        if value is not None and value != "":
            values[name] = value.isoformat() if isinstance(value, date) else str(value)
    several: Mapping[str, list[Any]] = {
        "udvalg": [NO_COMMITTEE] if wanted.without_committee else sorted(wanted.committees),
        "status": _in_order(Status, wanted.statuses),
        "lys": _in_order(Light, wanted.lights),
        "art": _in_order(TaskKind, wanted.kinds),
        "grundlag": _in_order(Basis, wanted.bases),
    }
    values.update({name: [str(each) for each in found] for name, found in several.items() if found})
    return values


def address_words(selection: Selection) -> str:
    """What stands after the question mark in the address of the whole list."""
    return urlencode(selection.whole().address(), doseq=True)


def list_address(wanted: TaskFilter) -> str:
    """The address of the list that shows exactly what `wanted` counts."""
    return url_for("tasks.listing", **filter_address(wanted))  # type: ignore[arg-type]


def _single_values(wanted: TaskFilter) -> Mapping[str, object]:
    return {
        "vis": next(word for word, is_open in OPEN_WORDS.items() if is_open == wanted.open)
        if not wanted.open
        else None,
        "frist": _deadline_word(wanted),
        "venter": WAITING if wanted.waiting else BLOCKING if wanted.blocking else None,
        "offentlig": next((word for word, shown in PUBLISHED_WORDS.items() if shown is wanted.published), None),
        "aftale": wanted.agreement_id,
        "ansvarlig": wanted.responsible_id,
        "mail": wanted.mail_id,
        "fra": wanted.due_from,
        "til": wanted.due_to,
        "q": wanted.text,
    }


def _deadline_word(wanted: TaskFilter) -> str | None:
    if wanted.overdue:
        return "overskredet"
    if wanted.late_for_agenda:
        return "dagsorden"
    return "uden" if wanted.without_date else None


def _in_order(kind: type[Kind], chosen: frozenset[Kind]) -> list[Kind]:
    return [each for each in kind if each in chosen]


def _several(kind: type[Kind], typed: list[str]) -> frozenset[Kind]:
    return frozenset(found for each in typed if (found := _or_none(kind, each)) is not None)


def _or_none(parse: Callable[[str], Value], typed: str) -> Value | None:
    try:
        return parse(typed)
    except ValueError:
        return None
