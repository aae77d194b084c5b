"""Finds the system's Chromium for the tests marked `browser`, and says at the end of the run when there is none.

With REQUIRE_BROWSER=1 a missing browser ends the run with an error instead.
"""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

import pytest

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge",
)
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
QUIET = (  # nothing is fetched beside the pages, so that «no request outside the origin» is about the pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = "Chromium is missing: install it, or name it in TRACKER_BROWSER"


@cache
def find_browser() -> str | None:
    """The path of a Chromium: TRACKER_BROWSER, one on the path, a macOS application, or playwright's own."""
    named = os.environ.get("TRACKER_BROWSER")
    if named:
        return named if Path(named).is_file() else None
    on_path = (shutil.which(name) for name in NAMES)
    installed = (path for path in APPLICATIONS if Path(path).is_file())
    cache_home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    fetched = (str(path) for path in sorted(cache_home.glob("chromium-*/chrome-linux*/chrome"), reverse=True))
    return next((found for found in (*on_path, *installed, *fetched) if found), None)


def arguments() -> list[str]:
    """How Chromium is started. Its sandbox does not work for root, and for nobody else is it left out."""
    return [*QUIET, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips the browser tests where there is no browser."""
    wanted = [item for item in items if item.get_closest_marker("browser")]
    if not wanted or find_browser():
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        raise pytest.UsageError(f"REQUIRE_BROWSER=1, but {MISSING}.")
    for item in wanted:
        item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The closing line. Under xdist this process has collected nothing, so it looks at what was reported."""
    skipped = terminalreporter.getreports("skipped")
    count = sum(MISSING in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.write_line(f"{count} browser tests were skipped. {MISSING}.", yellow=True)
