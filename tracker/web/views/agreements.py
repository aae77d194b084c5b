"""Agreements: their text with the commitments marked, the money, and what is unclear."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.agreement.promises.clarity import unknown_committee
from tracker.db.models import AllocationRow, SavingRow
from tracker.db.queries.agreements import agreement_page as queries
from tracker.db.queries.agreements.money import list_unplaced_money
from tracker.db.queries.agreements.passages import search_passages
from tracker.db.queries.parts.choices import agreement_choices, registered_choices
from tracker.domain.roles import Right
from tracker.services.review import findings as review_findings
from tracker.web import context, review_page
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.routing import parse_id
from tracker.web.search_hits import text_hits
from tracker.web.selection import LONGEST_SEARCH
from tracker.web.translation import gettext as _
from tracker.web.written import danish_choices

blueprint = Blueprint("agreements", __name__, url_prefix="/aftaler")


@blueprint.get("/")
@allowed(Right.READ)
def listing() -> str:
    """Every agreement."""
    return render_template("agreements/listing.html", agreements=queries.all_agreements(context.reading()))


@blueprint.get("/soeg")
@allowed(Right.READ)
def search() -> str:
    """Where in the agreements' text words stand."""
    words = " ".join(request.args.get("q", "").split())[:LONGEST_SEARCH]
    agreement_id = parse_id(request.args.get("aftale"))
    session = context.reading()
    number = parse_id(request.args.get("side")) or 1
    page = search_passages(session, words, agreement_id=agreement_id, number=number)

    def address(number: int) -> str:
        return url_for("agreements.search", q=words, aftale=agreement_id, side=number if number > 1 else None)

    return render_template(
        "agreements/search.html",
        form=Form(dict(request.args)),
        words=words,
        page=page,
        hits=text_hits(page.hits, words),
        choices=[
            ("", _("Alle")),
            *((str(number), name) for number, name in danish_choices(agreement_choices(session))),
        ],
        page_address=address,
    )


@blueprint.get("/<int:agreement_id>")
@allowed(Right.READ)
def show(agreement_id: int) -> str:
    """The whole text, with a contents list and the commitments marked."""
    text = review_page.read_text(context.reading(), agreement_id)
    return render_template("agreements/show.html", agreement=text.agreement, text=text)


@blueprint.get("/<int:agreement_id>/oekonomi")
@allowed(Right.READ)
def money(agreement_id: int) -> str:
    """The tables of allocations and savings."""
    session = context.reading()
    allocations = queries.allocations_of(session, agreement_id)
    savings = queries.savings_of(session, agreement_id)
    return render_template(
        "agreements/money.html",
        agreement=queries.load_agreement(session, agreement_id),
        allocations=allocations,
        savings=savings,
        allocation_years=_years(allocations),
        saving_years=_years(savings),
    )


def _years(rows: Sequence[AllocationRow] | Sequence[SavingRow]) -> list[int]:
    return sorted({amount.year for row in rows for amount in row.amounts})


@blueprint.get("/<int:agreement_id>/uklarheder")
@allowed(Right.READ)
def findings(agreement_id: int) -> str:
    """What a person should look at before relying on the agreement."""
    session = context.reading()
    text = review_page.read_text(session, agreement_id)
    return render_template(
        "agreements/findings.html",
        agreement=text.agreement,
        text=text,
        committees=registered_choices(session),
        unknown_committee=unknown_committee,
        unplaced=list_unplaced_money(session, agreement_id),
    )


@blueprint.post("/<int:agreement_id>/uklarheder/<int:finding_id>")
@allowed(Right.IMPORT)
def mark_finding(agreement_id: int, finding_id: int) -> Response:
    """Says that an unclear place was looked at, or that it must be looked at again."""
    seen = request.form.get("set") == "ja"
    with context.writing() as session:
        review_findings.mark_seen(
            session, agreement_id, finding_id, seen, actor=context.visitor().actor, now=context.runtime().now()
        )
    flash(_("Stedet er markeret som set.") if seen else _("Stedet skal ses efter igen."), "success")
    return redirect(url_for("agreements.findings", agreement_id=agreement_id))
