"""Finds the files that travel with the program: templates, migrations, translations, sample, static files.

In a checkout `templates/` and `migrations/` stand at the top; in an installed wheel they lie inside the package.
"""

from __future__ import annotations

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
