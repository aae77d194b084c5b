"""`tracker review`: the review of an agreement without its page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click
from sqlalchemy.orm import Session

from tracker.cli.errors import DanishGroup
from tracker.cli.runtime import open_runtime
from tracker.clock import local_date
from tracker.danish import count_words, date_words
from tracker.db.models import Proposal, ProposalState
from tracker.db.queries.agreements.agreement_page import load_agreement, proposals_of, sure_proposals
from tracker.db.queries.agreements.review_history import last_standing
from tracker.domain.review import tell
from tracker.services.actors import COMMAND_LINE
from tracker.services.review import review as service
from tracker.services.review import undo as review_undo
from tracker.services.review.record import facts_of

_STATES = {"waiting": ProposalState.WAITING, "accepted": ProposalState.ACCEPTED, "rejected": ProposalState.REJECTED}
_AS_JSON = click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
_AGREEMENT = click.argument("agreement_id", metavar="AFTALE", type=int)
_PROPOSALS = click.argument("proposal_ids", metavar="FORSLAG …", type=int, nargs=-1)


@click.group(cls=DanishGroup)
def review() -> None:
    """Gennemgå, hvad der er fundet i en aftale: se det, acceptér, afvis og fortryd."""


@review.command("list")
@_AGREEMENT
@click.option(
    "--state", type=click.Choice([*_STATES, "all"]), default="waiting", help="Hvilke; ellers dem, der venter."
)
@_AS_JSON
def list_proposals(agreement_id: int, state: str, as_json: bool) -> None:
    """Vis forslagene i en aftale, i tekstens rækkefølge."""
    with open_runtime() as runtime, runtime.database.reading() as session:
        agreement = load_agreement(session, agreement_id)
        found = proposals_of(session, agreement_id, _STATES.get(state))
        if as_json:
            _print({"agreement": agreement_id, "title": agreement.title, "proposals": [_data(one) for one in found]})
            return
        click.echo(f"«{agreement.title}»: {count_words(len(found), 'forslag', 'forslag')}.")
        for one in found:
            click.echo("\n".join(_lines(one)))


@review.command()
@_AGREEMENT
@_PROPOSALS
@click.option("--sure", is_flag=True, help="Alle med sikkerhed på mindst 90 % og en dato, i stedet for navngivne.")
@_AS_JSON
def accept(agreement_id: int, proposal_ids: tuple[int, ...], sure: bool, as_json: bool) -> None:
    """Gør forslag til opgaver."""
    if bool(proposal_ids) == sure:
        raise click.UsageError("Skriv numrene på de forslag, der skal accepteres, eller --sure; ikke begge dele.")
    with open_runtime() as runtime, runtime.database.writing() as session:
        load_agreement(session, agreement_id)
        wanted = [one.id for one in sure_proposals(session, agreement_id)] if sure else proposal_ids
        result = service.accept(
            session, dict.fromkeys(wanted), agreement_id=agreement_id, actor=COMMAND_LINE, now=runtime.now()
        )
        known = _already(session, result.untouched)
        left = service.count_waiting(session, {agreement_id})
    if as_json:
        _print({"tasks": result.task_ids, "untouched": result.untouched, "waiting": left})
        return
    click.echo(f"{count_words(len(result.task_ids), 'ny opgave', 'nye opgaver')}. {_left(left)}")
    _echo(known)


@review.command()
@_AGREEMENT
@click.argument("proposal_ids", metavar="FORSLAG …", type=int, nargs=-1, required=True)
@click.option("--reason", metavar="TEKST", help="Hvorfor det ikke er løfter.")
@_AS_JSON
def reject(agreement_id: int, proposal_ids: tuple[int, ...], reason: str | None, as_json: bool) -> None:
    """Sig, at forslag ikke er løfter."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        load_agreement(session, agreement_id)
        before = {one.id for one in proposals_of(session, agreement_id, ProposalState.REJECTED)}
        count = service.reject(
            session,
            dict.fromkeys(proposal_ids),
            agreement_id=agreement_id,
            reason=reason,
            actor=COMMAND_LINE,
            now=runtime.now(),
        )
        untouched = [each for each in dict.fromkeys(proposal_ids) if each in before]
        known = _already(session, untouched)
        left = service.count_waiting(session, {agreement_id})
    if as_json:
        _print({"rejected": count, "untouched": untouched, "waiting": left})
        return
    click.echo(f"{count_words(count, 'forslag', 'forslag')} afvist. {_left(left)}")
    _echo(known)


@review.command()
@_AGREEMENT
@_PROPOSALS
@_AS_JSON
def undo(agreement_id: int, proposal_ids: tuple[int, ...], as_json: bool) -> None:
    """Fortryd den seneste afgørelse fra kommandolinjen, eller den seneste af hvert nævnt forslag."""
    with open_runtime() as runtime, runtime.database.writing() as session:
        load_agreement(session, agreement_id)
        if proposal_ids:
            chosen = list(dict.fromkeys(proposal_ids))
            result = review_undo.undo_proposals(session, agreement_id, chosen, actor=COMMAND_LINE, now=runtime.now())
        else:
            result = review_undo.undo_last(session, agreement_id, actor=COMMAND_LINE, now=runtime.now())
        left = service.count_waiting(session, {agreement_id})
    if as_json:
        _print({"undone": sorted(result.proposal_ids), "left": result.left, "waiting": left})
        return
    count = count_words(len(result.proposal_ids), "forslag", "forslag")
    click.echo(f"Fortrudt for {count} ({result.decision.label.lower()}). {_left(left)}")
    _echo(result.left)


def _already(session: Session, proposal_ids: Sequence[int]) -> list[str]:
    """What to say of proposals that were decided before."""
    last = last_standing(session, proposal_ids)
    said = []
    for proposal_id in proposal_ids:
        proposal = session.get_one(Proposal, proposal_id)
        event = last.get(proposal_id)
        by = f" af {event.actor_name} {date_words(local_date(event.at))}" if event else ""
        said.append(f"Forslag {proposal_id} er allerede {proposal.state.label.lower()}{by}; det er ikke ændret.")
    return said


def _data(proposal: Proposal) -> dict[str, Any]:
    facts = facts_of(proposal)
    names = ("state", "section", "title", "kind", "committees", "starts_on", "due_on", "recurrence", "confidence")
    return {
        "id": proposal.id,
        **{name: facts[name] for name in names},
        "expression": proposal.expression,
        "quote": proposal.quote,
        "start": proposal.start_offset,
        "end": proposal.end_offset,
        "by_person": proposal.by_person,
    }


def _lines(proposal: Proposal) -> list[str]:
    told = tell(facts_of(proposal))
    place = f"{proposal.section}  " if proposal.section else ""
    sure = "set af et menneske" if proposal.by_person else f"sikkerhed {round(proposal.confidence * 100)} %"
    return [
        f"{proposal.id:>6}  {proposal.state.label:<10}  {place}{proposal.title}",
        f"        {told['Art']}, frist {told['Frist']}, udvalg {told['Udvalg']}, {sure}",
    ]


def _left(count: int) -> str:
    return f"{count_words(count, 'forslag', 'forslag')} venter."


def _echo(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(line)


def _print(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))
