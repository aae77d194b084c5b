"""Errors as `application/problem+json` (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from flask import Response, request
from pydantic import BaseModel, Field

MEDIA_TYPE = "application/problem+json"
PATH = "/api/"


class FieldProblem(BaseModel):
    """What is wrong with one value."""

    pointer: str = Field(description="The parameter, or a JSON pointer into the body.")
    detail: str


class Problem(BaseModel):
    """What went wrong, and what to do."""

    title: str = Field(description="The name of the HTTP status.")
    status: int
    detail: str = Field(description="A sentence for people, in Danish.")
    errors: list[FieldProblem] = []


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        errors: Sequence[FieldProblem] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors, self.headers = status, detail, list(errors), headers or {}


def is_asked_for() -> bool:
    """Whether the request is one of another program's, and its errors are for a program to read."""
    return request.path.startswith(PATH)


def answer(
    status: int, detail: str, errors: Sequence[FieldProblem] = (), headers: dict[str, str] | None = None
) -> Response:
    """A problem as an answer."""
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors))
    return Response(problem.model_dump_json(), status, headers, content_type=MEDIA_TYPE)
