"""Error pages in plain Danish, each with a way on. No traceback reaches a user."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge
from werkzeug.wrappers import Response

from tracker.errors import (
    ConflictError,
    DatabaseError,
    ForbiddenError,
    NotFoundError,
    SettingsError,
    TooManyAttemptsError,
    TrackerError,
)
from tracker.web import access, context
from tracker.web.api import problems
from tracker.web.api.problems import ProblemError
from tracker.web.translation import gettext as _

log = logging.getLogger(__name__)

STATUS_OF = ((NotFoundError, 404), (ForbiddenError, 403), (ConflictError, 409), (TooManyAttemptsError, 429))


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an error page says: a heading, what happened, and what to do now."""

    heading: str
    text: str
    advice: str


def explanation(status: int) -> Explanation:
    """What is said about an HTTP status."""
    known = {
        400: Explanation(
            _("Noget i forespørgslen kunne ikke bruges"),
            _("Serveren forstod ikke det, som browseren sendte."),
            _("Gå tilbage, ret det, du skrev, og prøv igen."),
        ),
        403: Explanation(
            _("Du har ikke adgang"),
            _("Din rolle giver ikke adgang til det, du bad om."),
            _("Mener du, at du skal have adgang, så spørg den, der er administrator."),
        ),
        404: Explanation(
            _("Siden findes ikke"),
            _("Der er ikke noget på den adresse. Måske er linket gammelt eller skrevet forkert."),
            _("Find opgaven eller aftalen via menuen."),
        ),
        405: Explanation(
            _("Siden kan ikke åbnes på den måde"),
            _("Adressen hører til en formular og kan ikke åbnes direkte."),
            _("Gå til den side, hvor formularen står, og send den derfra."),
        ),
        409: Explanation(
            _("En anden har gemt imens"),
            _("Det, du ville ændre, er ændret af en anden, siden du åbnede siden."),
            _("Åbn siden igen, se hvad der er ændret, og gem så din egen ændring."),
        ),
        413: Explanation(
            _("Filen er for stor"),
            _("Serveren tager højst imod %(limit)s MB ad gangen.")
            % {"limit": context.runtime().settings.imports.limit_megabytes},
            _("Gem teksten alene, uden billeder, og prøv igen."),
        ),
        429: Explanation(
            _("For mange forsøg"),
            _("Der er prøvet for mange gange på kort tid."),
            _("Vent lidt, og prøv igen."),
        ),
        500: Explanation(
            _("Der skete en fejl hos os"),
            _("Fejlen er skrevet i loggen. Det, du var ved at gemme, er ikke gemt."),
            _("Prøv igen om lidt. Bliver det ved, så fortæl administratoren, hvornår det skete."),
        ),
    }
    return known.get(status, known[400] if status < 500 else known[500])


def install(app: Flask) -> None:
    """Makes every error a page."""
    app.register_error_handler(TrackerError, _of_tracker)
    app.register_error_handler(ProblemError, _of_problem)
    app.register_error_handler(CSRFError, _of_form_token)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _of_fault)


def page(status: int, text: str | None = None) -> Response:
    """The error page of `status`, with `text` in place of the usual words; for other programs, the problem."""
    said = explanation(status)
    if problems.is_asked_for():
        return problems.answer(status, text or said.text)
    if context.visitor_or_none() is None and request.endpoint is None:
        # Nobody is told more than that the page is not there.
        text = None
    template = "public/error.html" if access.is_impersonal() else "errors/error.html"
    body = render_template(template, status=status, said=said, text=text or said.text)
    return Response(body, status, mimetype="text/html")


def _of_tracker(error: TrackerError) -> Response:
    if isinstance(error, (DatabaseError, SettingsError)):  # for whoever runs the machine, and not for every reader
        return _of_fault(error)
    status = next((status for kind, status in STATUS_OF if isinstance(error, kind)), 400)
    response = page(status, str(error))
    if isinstance(error, TooManyAttemptsError):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _of_problem(error: ProblemError) -> Response:
    return problems.answer(error.status, error.detail, error.errors, error.headers)


def _of_form_token(_error: CSRFError) -> Response:
    return page(
        400,
        _("Formularen hører til et tidligere besøg, så der er ikke gemt noget. Åbn siden igen, og prøv en gang til."),
    )


def _of_http(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:  # a redirect that werkzeug raises, such as a missing slash
        return Response.from_app(error, request.environ)
    response = page(error.code or 500, _of_program(error.code) if problems.is_asked_for() else None)
    if isinstance(error, RequestEntityTooLarge):
        response.headers["Connection"] = "close"
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(allowed)
    return response


def _of_program(status: int | None) -> str | None:
    """What another program is told instead of what a person would read on a page."""
    if status == HTTPStatus.NOT_FOUND:
        return _("Der er ikke noget på den adresse. Beskrivelsen af grænsefladen nævner dem, der er.")
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return _("Adressen kan ikke bruges med den metode. Headeren Allow nævner dem, der kan.")
    return None


def _of_fault(error: Exception) -> Response:
    log.error("a page failed: %s %s", request.method, request.path, exc_info=error)
    return page(InternalServerError.code)
