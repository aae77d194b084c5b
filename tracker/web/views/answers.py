"""Answers from a mail, without signing in. Opening a link changes nothing, since mail scanners open them all."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.domain.answers import Answer, offered
from tracker.errors import InputError, NotFoundError
from tracker.services.access import accounts
from tracker.services.mails import answers
from tracker.services.mails.answer_links import AnswerLinks, Ticket
from tracker.web import context, translation
from tracker.web.access import public
from tracker.web.forms import Form
from tracker.web.translation import gettext as _

blueprint = Blueprint("answers", __name__, url_prefix="/svar")


@blueprint.get("/<token>/<answer>")
@public
def show(token: str, answer: str) -> Response:
    """The task, and one button for the answer that the link stands for."""
    chosen = _answer(answer)
    return _page(_ticket(token), token, chosen, Form(), given=request.args.get("givet") == "1")


@blueprint.post("/<token>/<answer>")
@public
def give(token: str, answer: str) -> Response:
    """Gives the answer."""
    chosen, ticket = _answer(answer), _ticket(token)
    form = Form.sent(request.form)
    comment = form.text("comment", longest=2000)
    proposed_on = form.day("proposed_on") if chosen is Answer.NEW_DATE else None
    if form.is_valid:
        runtime = context.runtime()
        guard = f"svar:{token}"[:100]
        with context.writing() as session:
            accounts.begin_attempt(session, guard, _address(), now=runtime.machine_clock.now())
        try:
            with context.writing() as session:
                answers.give(
                    session,
                    ticket,
                    chosen,
                    comment=comment,
                    proposed_on=proposed_on,
                    now=runtime.now(),
                    zone=runtime.zone,
                )
                accounts.end_attempt(session, guard, _address())
        except InputError as error:
            form.refuse(error, otherwise="comment")
        else:
            return redirect(url_for("answers.show", token=token, answer=chosen.value, givet="1"))
    return _page(ticket, token, chosen, form)


def _ticket(token: str) -> Ticket:
    """What a link holds. A link that was not made here counts as a guess, and guesses are few."""
    runtime = context.runtime()
    try:
        return _links().read(token)
    except NotFoundError:
        with context.writing() as session:
            accounts.begin_attempt(session, f"svar:{_address()}", _address(), now=runtime.machine_clock.now())
        raise


def _links() -> AnswerLinks:
    links = context.runtime().links
    if links is None:
        raise NotFoundError(_("Der kan ikke svares fra mails i denne installation. Log ind, og find opgaven der."))
    return links


def _answer(typed: str) -> Answer:
    try:
        return Answer(typed)
    except ValueError:
        raise NotFoundError(_("Linket er ikke gyldigt. Er det kopieret helt?")) from None


def _page(ticket: Ticket, token: str, chosen: Answer, form: Form, *, given: bool = False) -> Response:
    runtime = context.runtime()
    desk = answers.look(context.reading(), ticket, now=runtime.now(), zone=runtime.zone)
    own = [each for each in desk.answers if each.answer is chosen and each.name == desk.name]
    translation.speak_on(desk.language)
    page = render_template(
        "answers/show.html",
        desk=desk,
        row=desk.row,
        token=token,
        chosen=chosen,
        options=offered(desk.row.status),
        form=form,
        given=given and bool(own),
        own=own,
        ended_words=_(answers.ENDED_WORDS[desk.ended]) if desk.ended else None,
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return Response(page, status, mimetype="text/html")


def _address() -> str:
    return request.remote_addr or "?"
