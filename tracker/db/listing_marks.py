"""Notes, taken by the database itself, that what lists know of tasks must be worked out anew.

A list is filtered and sorted by what stands in `listed_tasks`. No change may escape it, whoever makes it, so triggers
note each in `unlisted_tasks`, in the transaction that makes it; `tracker.db.listing` acts on the notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

_INSERT = "INSERT INTO unlisted_tasks (task_id, committee_id, agreement_id)"
_A_TASK = "SELECT {row}.task_id, NULL, NULL"
_A_COMMITTEE = "SELECT NULL, {row}.committee_id, NULL"


@dataclass(frozen=True, slots=True)
class _Watch:
    """Which changes of a table are noted, and as what: a query of task, committee and agreement for `{row}`.

    `columns` are those whose update counts; none for all.
    """

    table: str
    note: str
    columns: tuple[str, ...] = ()
    changes: tuple[str, ...] = ("insert", "update", "delete")


_WATCHED = (
    _Watch(
        "tasks",
        "SELECT {row}.id, NULL, NULL",
        (
            "agreement_id",
            "proposal_id",
            "section",
            "title",
            "kind",
            "starts_on",
            "due_on",
            "deadline_version",
            "responsible_id",
            "split_from_id",
        ),
        ("insert", "update"),
    ),
    _Watch("task_owners", _A_TASK),
    _Watch("deadline_versions", _A_TASK, changes=("insert",)),
    _Watch("meeting_outcomes", _A_TASK),
    _Watch("meetings", _A_COMMITTEE),
    _Watch("route_steps", _A_COMMITTEE),
    _Watch("committees", "SELECT NULL, {row}.id, NULL", ("name", "cutoff_days"), ("update",)),
    _Watch("closing_days", "SELECT NULL, NULL, NULL"),
    _Watch("agreements", "SELECT NULL, NULL, {row}.id", ("signed_on", "text"), ("insert", "update")),
    _Watch("agreement_sections", "SELECT NULL, NULL, {row}.agreement_id"),
    _Watch(
        "proposals",
        "SELECT id, NULL, NULL FROM tasks WHERE proposal_id = {row}.id",
        ("quote", "saving_id"),
        ("update",),
    ),
    _Watch(
        "savings",
        "SELECT tasks.id, NULL, NULL FROM tasks JOIN proposals ON tasks.proposal_id = proposals.id "
        "WHERE proposals.saving_id = {row}.id",
        ("code",),
        ("update",),
    ),
    _Watch("users", "SELECT id, NULL, NULL FROM tasks WHERE responsible_id = {row}.id", ("name",), ("update",)),
    _Watch("task_events", _A_TASK + " WHERE {row}.comment IS NOT NULL", changes=("insert",)),
)
_ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def install(connection: Connection, *, everything: bool) -> None:
    """Makes the triggers, which must be away, after the tables have their newest form.

    `everything` notes that every task must be looked at, because the tables were changed while nobody watched.
    """
    if "unlisted_tasks" not in inspect(connection).get_table_names():
        return
    for statement in _sqlite() if connection.dialect.name == "sqlite" else _postgresql():
        connection.exec_driver_sql(statement)
    if everything:
        connection.execute(text(f"{_INSERT} VALUES (NULL, NULL, NULL)"))


def remove(connection: Connection) -> None:
    """Takes the triggers away, so that migrations can change the tables."""
    standing = set(inspect(connection).get_table_names())
    for watch in _WATCHED:
        if watch.table not in standing:
            continue
        if connection.dialect.name == "sqlite":
            for change in watch.changes:
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {watch.table}_unlist_{change}")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {watch.table}_unlist ON {watch.table}")


def _sqlite() -> Iterator[str]:
    for watch in _WATCHED:
        for change in watch.changes:
            notes = " ".join(f"{_INSERT} {watch.note.format(row=row)};" for row in _ROWS[change])
            yield (
                f"CREATE TRIGGER {watch.table}_unlist_{change} AFTER {_event(watch, change)} ON {watch.table} "
                f"BEGIN {notes} END"
            )


def _postgresql() -> Iterator[str]:
    for watch in _WATCHED:
        notes = {row: f"{_INSERT} {watch.note.format(row=row)};" for row in ("OLD", "NEW")}
        yield f"""
CREATE OR REPLACE FUNCTION unlist_{watch.table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN {notes["OLD"]} END IF;
    IF TG_OP <> 'DELETE' THEN {notes["NEW"]} END IF;
    RETURN NULL;
END
$$"""
        events = " OR ".join(_event(watch, change) for change in watch.changes)
        yield (
            f"CREATE TRIGGER {watch.table}_unlist AFTER {events} ON {watch.table} "
            f"FOR EACH ROW EXECUTE FUNCTION unlist_{watch.table}()"
        )


def _event(watch: _Watch, change: str) -> str:
    return f"UPDATE OF {', '.join(watch.columns)}" if change == "update" and watch.columns else change.upper()
