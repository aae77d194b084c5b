"""What a deadline is called in calendars: the same in one that is subscribed to and in the file of a mail, so that
whoever has both sees it once, and a moved date moves it.
"""

from __future__ import annotations


def host_of(base_url: str) -> str:
    """The host of the pages, which makes the names of this installation its own."""
    return base_url.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]


def uid_of(task: int, occurrence: int, *, base_url: str) -> str:
    """The lasting name (UID) of a time of a task; each time of a repeated task is an event."""
    time = f"-{occurrence}" if occurrence > 1 else ""
    return f"opgave-{task}{time}@{host_of(base_url)}"


def sequence_of(occurrence: int, *, version: int, revision: int, repeats: bool) -> int:
    """How often the day was changed (SEQUENCE). The rule of a repeated task changes days without a version of its
    deadline; it changes the task's revision, which is never less than the number of its versions.
    """
    return (revision if repeats or occurrence > 1 else version) - 1
