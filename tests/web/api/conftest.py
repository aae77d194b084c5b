"""Another program, with a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.world import MACHINE_NOW, World
from tracker.bootstrap import Runtime
from tracker.domain.roles import Role
from tracker.domain.scopes import Scope
from tracker.services.access import tokens


@dataclass
class Program:
    """Calls the interface with a key."""

    app: Flask
    key: str | None

    def get(self, path: str, **headers: str) -> TestResponse:
        """The answer to a question."""
        return self.app.test_client().get(f"/api/v1{path}", headers=self._headers(headers))

    def post(self, path: str, body: Any, *, tag: str | None = None, **headers: str) -> TestResponse:
        """The answer to a change of the version `tag`."""
        own = headers if tag is None else headers | {"If-Match": tag}
        return self.app.test_client().post(f"/api/v1{path}", json=body, headers=self._headers(own))

    def _headers(self, own: dict[str, str]) -> dict[str, str]:
        return own | ({"Authorization": f"Bearer {self.key}"} if self.key else {})


MakeProgram = Callable[..., Program]


@pytest.fixture
def program(app: Flask, runtime: Runtime, world: World) -> MakeProgram:
    """Gives a program with a key of the user of a role."""

    def make(role: Role = Role.ADMINISTRATION, scope: Scope = Scope.WRITE) -> Program:
        with runtime.database.writing() as session:
            key = tokens.make_token(session, world.users[role], "Fagsystem", scope, days=30, now=MACHINE_NOW)
        return Program(app, key)

    return make
