"""The description of the interface, made from the operations and models that the views themselves use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask import current_app
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.routing import Rule

from tracker import __version__
from tracker.domain.scopes import Scope
from tracker.web.api.operations import OPERATIONS, Operation
from tracker.web.api.problems import MEDIA_TYPE, Problem
from tracker.web.routing import LARGEST_ID

REFERENCE = "#/components/schemas/{model}"
PATH_PARAMETER = re.compile(r"<int:(\w+)>")
ROOT = "/api/v1"
ALWAYS = {401: "No key, or one that is not valid", 403: "The key or its user may not do this"}
WITH_PATH = {404: "There is no such thing"}
WITH_QUERY = {422: "A parameter cannot be used"}
WITH_BODY = {
    400: "The body is no JSON",
    409: "The change cannot be made of a task that stands as this one does; the detail says why",
    412: "Somebody else has changed the task; get it again",
    413: "The body is too large",
    415: "The body is not application/json",
    422: "A value in the body cannot be used",
    428: "`If-Match` is missing",
}


def build() -> dict[str, Any]:
    """The OpenAPI 3.1 document of the running application."""
    found = sorted(_found(), key=lambda each: (each[0].rule, sorted(each[0].methods or ())))
    models = {model for _rule, each in found for model in (each.query, each.body, each.answers) if model is not None}
    _map, definitions = models_json_schema(
        [(model, _mode(model)) for model in (*sorted(models, key=lambda model: model.__name__), Problem)],
        ref_template=REFERENCE,
    )
    schemas = definitions["$defs"]
    queries = {each.query.__name__: schemas.pop(each.query.__name__) for _rule, each in found if each.query}
    paths: dict[str, dict[str, Any]] = {}
    for rule, each in found:
        path = PATH_PARAMETER.sub(r"{\1}", rule.rule.removeprefix(ROOT))
        method = "get" if "GET" in (rule.methods or ()) else "post"
        paths.setdefault(path, {})[method] = _operation(rule, each, queries)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Commitment tracker",
            "version": __version__,
            "description": "Tasks from political agreements: who owns them, when they are due, where they stand.",
        },
        "servers": [{"url": ROOT}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key from the page «Nøgler»."}
            },
        },
    }


def _found() -> Iterable[tuple[Rule, Operation]]:
    for rule in current_app.url_map.iter_rules():
        each = OPERATIONS.get(current_app.view_functions[rule.endpoint])
        if each is not None:
            yield rule, each


def _mode(model: type[BaseModel]) -> Any:
    return "validation" if model.model_config.get("extra") == "forbid" else "serialization"


def _operation(rule: Rule, each: Operation, queries: Mapping[str, Any]) -> dict[str, Any]:
    view = current_app.view_functions[rule.endpoint]
    parameters = [_path_parameter(name) for name in PATH_PARAMETER.findall(rule.rule)]
    if each.query:
        parameters += _query_parameters(queries[each.query.__name__])
    if each.changes:
        parameters.append(
            {
                "name": "If-Match",
                "in": "header",
                "required": True,
                "description": "The task's `ETag`, or `*` for whatever stands.",
                "schema": {"type": "string"},
            }
        )
    described: dict[str, Any] = {
        "operationId": rule.endpoint.split(".")[-1],
        "summary": each.summary,
        "description": f"{(view.__doc__ or '').strip()} Asks for a key that may {_scope_words(each.scope)}.",
        "parameters": parameters,
        "responses": _responses(rule, each),
    }
    if each.body:
        described["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": REFERENCE.format(model=each.body.__name__)}}},
        }
    return described


def _scope_words(scope: Scope) -> str:
    return "change tasks" if scope is Scope.WRITE else "read"


def _path_parameter(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "integer", "minimum": 0, "maximum": LARGEST_ID},
    }


def _query_parameters(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    parameters = []
    for name, described in schema["properties"].items():
        own = {key: value for key, value in described.items() if key not in {"description", "title"}}
        parameters.append({"name": name, "in": "query", "schema": own, "description": described.get("description", "")})
    return parameters


def _responses(rule: Rule, each: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "200": {
            "description": "What was asked for",
            "content": {"application/json": {"schema": {"$ref": REFERENCE.format(model=each.answers.__name__)}}},
        }
    }
    if each.versioned:
        found["200"]["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "The task's version."}}
        if not each.changes:
            found["304"] = {"description": "The version is the one that `If-None-Match` names"}
    errors = dict(ALWAYS)
    errors |= WITH_PATH if PATH_PARAMETER.search(rule.rule) else {}
    errors |= WITH_QUERY if each.query else {}
    errors |= WITH_BODY if each.body else {}
    for status, words in sorted(errors.items()):
        problem = {MEDIA_TYPE: {"schema": {"$ref": REFERENCE.format(model=Problem.__name__)}}}
        found[str(status)] = {"description": words, "content": problem}
    return found
