"""What a task may expect that waits for another."""

from __future__ import annotations

from datetime import date


def comes_too_late(awaited_due: date | None, waiting_due: date | None) -> bool:
    """Whether an awaited task is due only after the one that waits for it is."""
    return awaited_due is not None and waiting_due is not None and awaited_due > waiting_due
