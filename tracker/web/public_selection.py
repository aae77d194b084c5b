"""What the address of a public list asks for: which commitments, in which order, which page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from tracker.db.queries.public.public_page import PublicFilter, PublicOrder
from tracker.domain.publication import PublicState
from tracker.web.routing import parse_id
from tracker.web.selection import LONGEST_SEARCH

STATES = {
    "indfriet": PublicState.FULFILLED,
    "i-gang": PublicState.UNDER_WAY,
    "ikke-begyndt": PublicState.NOT_BEGUN,
    "forsinket": PublicState.LATE,
    "opgivet": PublicState.GIVEN_UP,
}
WORDS = {state: word for word, state in STATES.items()}
ORDERS = {"punkt": PublicOrder.AGREEMENT, "udvalg": PublicOrder.COMMITTEE}

EVERYTHING = PublicFilter()


@dataclass(frozen=True, slots=True)
class PublicSelection:
    """What a public list asks for."""

    filter: PublicFilter = EVERYTHING
    order: PublicOrder = PublicOrder.AGREEMENT
    page: int = 1

    @classmethod
    def parse(cls, address: MultiDict[str, str]) -> PublicSelection:
        """The selection in an address; a value that says nothing is as if it were not there."""
        wanted = PublicFilter(
            committee_id=parse_id(address.get("udvalg")),
            state=STATES.get(address.get("status", "")),
            text=" ".join(address.get("q", "").split())[:LONGEST_SEARCH],
        )
        order = ORDERS.get(address.get("saml", ""), PublicOrder.AGREEMENT)
        return cls(wanted, order, parse_id(address.get("side")) or 1)

    def at(self, page: int) -> PublicSelection:
        """The same list on another page."""
        return replace(self, page=page)

    def in_state(self, state: PublicState | None) -> PublicSelection:
        """The same list of commitments in another state, or in all, from its beginning."""
        return replace(self, filter=replace(self.filter, state=state), page=1)

    def address(self) -> Mapping[str, str]:
        """The parts of the address that say it; what is usual is left out."""
        parts = {
            "q": self.filter.text,
            "udvalg": str(self.filter.committee_id or ""),
            "status": WORDS[self.filter.state] if self.filter.state else "",
            "saml": "udvalg" if self.order is PublicOrder.COMMITTEE else "",
            "side": str(self.page) if self.page > 1 else "",
        }
        return {name: value for name, value in parts.items() if value}
