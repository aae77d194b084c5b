"""Templates are compiled once a session and not once for each application that a test makes."""

from __future__ import annotations

from types import CodeType

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


def pytest_configure() -> None:
    """Gives the applications that are made from now on a common cache; one whose source changed is compiled anew."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}


class Compiled(BytecodeCache):
    """Keeps what was compiled in memory."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._codes[bucket.key, bucket.checksum] = bucket.code
