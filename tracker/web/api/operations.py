"""An operation of the interface: what it takes and answers, from which the view is checked and the description made."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, get_origin

from flask import Response, request
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from werkzeug.exceptions import BadRequest

from tracker.domain.scopes import Scope
from tracker.web import access
from tracker.web.api.field_words import field_words
from tracker.web.api.problems import FieldProblem, ProblemError
from tracker.web.translation import gettext as _


class Taken(BaseModel):
    """What a request brings; what is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class Answered(BaseModel):
    """What an answer holds."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True)
class Operation:
    """What stands in the description about a view. `changes` says that it changes a task and takes `If-Match`."""

    summary: str
    scope: Scope
    query: type[Taken] | None
    body: type[Taken] | None
    answers: type[Answered]
    changes: bool
    versioned: bool


OPERATIONS: dict[object, Operation] = {}
"""The operation of each view function."""

View = Callable[..., tuple[Answered, Mapping[str, str]]]


def operation(
    summary: str,
    answers: type[Answered],
    *,
    scope: Scope = Scope.READ,
    query: type[Taken] | None = None,
    body: type[Taken] | None = None,
    versioned: bool = False,
) -> Callable[[View], Callable[..., Response]]:
    """Makes a view of a function that takes `query` and `body` as values and gives an answer with its headers.

    `versioned` answers carry an `ETag`. One that takes a body changes what it answers, and asks for `If-Match`.
    """

    def declare(function: View) -> Callable[..., Response]:
        @functools.wraps(function)
        def view(**path: Any) -> Response:
            if query is not None:
                path["query"] = _query(query)
            if body is not None:
                path["body"] = _body(body)
            found, headers = function(**path)
            response = Response(found.model_dump_json(), content_type="application/json", headers=dict(headers))
            if request.method == "GET":
                response.make_conditional(request)
            return response

        OPERATIONS[view] = Operation(summary, scope, query, body, answers, body is not None, versioned)
        return access.by_token(scope)(view)

    return declare


def _query(model: type[Taken]) -> Taken:
    several = {name for name, field in model.model_fields.items() if get_origin(field.annotation) is list}
    values: dict[str, Any] = {}
    for name, found in request.args.lists():
        if name in several:
            values[name] = found
        elif len(found) > 1:
            raise ProblemError(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                _("En parameter står flere gange."),
                [FieldProblem(pointer=name, detail=_("Parameteren kan kun stå én gang."))],
            )
        else:
            values[name] = found[0]
    return _validated(model, values, "")


def _body(model: type[Taken]) -> Taken:
    if request.mimetype != "application/json":
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _("Send indholdet som application/json."))
    try:
        values = request.get_json()
    except BadRequest:
        raise ProblemError(HTTPStatus.BAD_REQUEST, _("Indholdet er ikke gyldig JSON.")) from None
    return _validated(model, values, "/")


def _validated(model: type[Taken], values: Any, root: str) -> Taken:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = [_field_problem(each, root) for each in error.errors(include_url=False, include_input=False)]
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, _("Nogle af værdierne kan ikke bruges."), found) from None


def _field_problem(error: ErrorDetails, root: str) -> FieldProblem:
    return FieldProblem(pointer=root + "/".join(str(part) for part in error["loc"]), detail=field_words(error))
