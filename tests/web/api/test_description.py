"""The description of the interface is true: every operation is called with many values, good and bad."""

from __future__ import annotations

from typing import get_args

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.specs.openapi.checks import ignored_auth

from tests.web.api.conftest import MakeProgram
from tracker.web.api.document import build
from tracker.web.api.models import TaskQuery
from tracker.web.api.operations import OPERATIONS
from tracker.web.selection import NO_COMMITTEE, OPEN_WORDS, SIZES

FEW, MANY = 12, 400


def described(app: Flask) -> dict[str, object]:
    with app.test_request_context():
        return build()


def test_it_is_valid_openapi_3_1(app: Flask) -> None:
    OpenAPIV31SpecValidator(described(app)).validate()


def test_it_describes_every_operation_there_is(app: Flask) -> None:
    document = described(app)
    operations = [each for path in document["paths"].values() for each in path.values()]  # type: ignore[attr-defined]
    routes = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")]
    assert len(operations) == len(OPERATIONS) == len(routes) - 1  # the description itself
    assert all(each["summary"] and each["description"] for each in operations)


def test_anybody_may_read_the_description(app: Flask) -> None:
    answer = app.test_client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json == described(app)


def test_the_filters_are_those_of_the_page() -> None:
    fields = TaskQuery.model_fields
    assert set(get_args(fields["vis"].annotation)) == set(OPEN_WORDS)
    assert [int(size) for size in get_args(fields["antal"].annotation)] == list(SIZES)
    assert NO_COMMITTEE in str(fields["udvalg"].annotation)


LEFT_OUT = [ignored_auth]
"""It changes the key, which the calls here set themselves; `test_operations.py` tries every operation without one."""


def call_everything(app: Flask, program: MakeProgram, examples: int) -> None:
    """Calls every operation as its description says, and in ways that it does not, and checks each answer."""
    load_all_checks()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    key = program().key
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def call(case: schemathesis.Case) -> None:
            headers = {"Authorization": f"Bearer {key}"}
            if case.method == "POST":
                headers["If-Match"] = "*"  # whatever stands, since the calls follow no order
            answer = case.call(headers=headers)
            case.validate_response(answer, checks=CHECKS.get_all(), excluded_checks=LEFT_OUT)

        call()


def test_no_call_gets_an_answer_outside_the_description(app: Flask, program: MakeProgram) -> None:
    call_everything(app, program, FEW)


@pytest.mark.fuzz
def test_no_call_of_very_many_gets_an_answer_outside_the_description(app: Flask, program: MakeProgram) -> None:
    call_everything(app, program, MANY)
