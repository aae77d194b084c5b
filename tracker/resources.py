"""Finds the files that travel with the program, templates, migrations, translations, sample, static files, and tells
one build of the program from another.

In a checkout `templates/` and `migrations/` stand at the top; in an installed wheel they lie inside the package.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _home(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.exists() else PACKAGE.parent / name


TEMPLATES = _home("templates")
MIGRATIONS = _home("migrations")
EXAMPLE_CONFIG = _home("config.example.toml")
SAMPLE = PACKAGE / "sample"
TRANSLATIONS = PACKAGE / "translations"
STATIC = PACKAGE / "web" / "static"


@cache
def build_mark(package: Path = PACKAGE) -> str:
    """Tells two builds of the program apart: a digest of its own modules, whatever version it calls itself."""
    digest = sha256()
    for file in sorted(package.rglob("*.py")):
        digest.update(f"{file.relative_to(package).as_posix()}\0".encode())
        digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()
