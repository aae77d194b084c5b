"""Notes, kept by the database itself, that something changed which reminders depend on.

Planning looks again at the tasks that changed and leaves the others alone; a mail that was written a moment ahead goes
if nothing changed since. Both are only right if no change escapes, whoever makes it: so triggers take the notes.

- Every change of a task, of its owners or of what a meeting did with it counts up `tasks.plan_changes`, and sets
  `tasks.plan_on` to the first of all days: look at it at once. So does a line of the ledger that ends as void: what it
  answered is outstanding again.
- Every change in any other table counts up that table's stamp in `surroundings`, save for the tables below, on which
  no reminder depends. A table that is added later is watched unless it is named here.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from tracker.db.base import Base

AT_ONCE = "0001-01-01"
"""The day in `tasks.plan_on` that says: look now."""

AWAY = ""
"""The name in `surroundings` of a row that stands there while the triggers do not."""

UNWATCHED = frozenset(
    {
        # what planning and delivering themselves write
        "reminders",
        "messages",
        "written_ahead",
        "planning_marks",
        "bounces",
        "delivery_holds",
        "leases",
        "surroundings",
        # what is read beside a task and changes together with it
        "deadline_versions",
        "task_events",
        "occurrences",
        "task_links",
        "task_series",
        "task_steps",
        "task_waits",
        # what lists know of the tasks, worked out from the rest
        "listed_tasks",
        "unlisted_tasks",
        "agreement_passages",
        # what tasks were made from
        "agreement_sections",
        "proposals",
        "proposal_committees",
        "allocations",
        "allocation_amounts",
        "savings",
        "saving_amounts",
        "findings",
        "review_events",
        "findings_seen",
        "committee_words",
        "agreement_versions",
        "revision_changes",
        # what people answered and asked for; it changes nothing before somebody changes the task
        "mail_answers",
        "deadline_requests",
        # who is signed in
        "sign_in_sessions",
        "sign_in_links",
        "sign_in_attempts",
        "api_tokens",
        "calendar_feeds",
        "saved_views",
        # what the public is shown
        "public_wordings",
        "published_tasks",
        "published_agreements",
    }
)
_OF_A_TASK = ("task_owners", "meeting_outcomes")
"""Tables whose rows belong to one task each, which changes with them."""

_ENDS_AS_VOID = "NEW.state = 'void' AND OLD.state <> 'void'"
_LOOK = f"plan_on = '{AT_ONCE}', plan_changes = plan_changes + 1"

_POSTGRESQL_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE surroundings SET stamp = stamp + 1 WHERE name = TG_TABLE_NAME;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION note_change_of_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.plan_on IS NOT DISTINCT FROM OLD.plan_on AND NEW.plan_changes = OLD.plan_changes THEN
        NEW.plan_on := '{AT_ONCE}';
        NEW.plan_changes := OLD.plan_changes + 1;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION note_change_beside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN UPDATE tasks SET {_LOOK} WHERE id = OLD.task_id; END IF;
    IF TG_OP <> 'DELETE' THEN UPDATE tasks SET {_LOOK} WHERE id = NEW.task_id; END IF;
    RETURN NULL;
END
$$;
"""


def install(connection: Connection) -> None:
    """Makes the triggers, which must be away, after the tables have their newest form."""
    standing = set(inspect(connection).get_table_names())
    if "surroundings" not in standing:
        return
    watched = sorted(set(Base.metadata.tables) & standing - UNWATCHED - {"tasks", *_OF_A_TASK})
    for table in watched:
        known = text("SELECT 1 FROM surroundings WHERE name = :name")
        if connection.execute(known, {"name": table}).first() is None:
            connection.execute(text("INSERT INTO surroundings (name, stamp) VALUES (:name, 0)"), {"name": table})
    for name in connection.scalars(text("SELECT name FROM surroundings")).all():
        if name not in {AWAY, *watched}:
            connection.execute(text("DELETE FROM surroundings WHERE name = :name"), {"name": name})
    statements = _sqlite(watched) if connection.dialect.name == "sqlite" else _postgresql(watched)
    for statement in statements:
        connection.exec_driver_sql(statement)
    connection.execute(text("DELETE FROM surroundings WHERE name = :away"), {"away": AWAY})


def remove(connection: Connection) -> None:
    """Takes the triggers away, so that migrations can change the tables. Until they stand again no count is trusted."""
    standing = inspect(connection).get_table_names()
    if "surroundings" in standing:
        connection.execute(text("UPDATE surroundings SET stamp = stamp + 1"))
        connection.execute(text("DELETE FROM surroundings WHERE name = :away"), {"away": AWAY})
        connection.execute(text("INSERT INTO surroundings (name, stamp) VALUES (:away, 1)"), {"away": AWAY})
        connection.execute(text(f"UPDATE tasks SET plan_on = '{AT_ONCE}', plan_changes = plan_changes + 1"))
    for table in standing:
        if connection.dialect.name == "sqlite":
            for change in ("insert", "update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_note_{change}")
        else:
            for name in ("note", "gone_note"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")


def _sqlite(watched: list[str]) -> list[str]:
    same = "NEW.plan_on IS OLD.plan_on AND NEW.plan_changes IS OLD.plan_changes"
    triggers = [
        f"CREATE TRIGGER tasks_note_update AFTER UPDATE ON tasks WHEN {same} "
        f"BEGIN UPDATE tasks SET {_LOOK} WHERE id = NEW.id; END",
        f"CREATE TRIGGER reminders_note_update AFTER UPDATE OF state ON reminders WHEN {_ENDS_AS_VOID} "
        f"BEGIN UPDATE tasks SET {_LOOK} WHERE id = NEW.task_id; END",
        f"CREATE TRIGGER reminders_note_delete AFTER DELETE ON reminders "
        f"BEGIN UPDATE tasks SET {_LOOK} WHERE id = OLD.task_id; END",
    ]
    for change, rows in (("insert", ("NEW",)), ("update", ("OLD", "NEW")), ("delete", ("OLD",))):
        looks = " ".join(f"UPDATE tasks SET {_LOOK} WHERE id = {row}.task_id;" for row in rows)
        triggers += [
            f"CREATE TRIGGER {table}_note_{change} AFTER {change} ON {table} BEGIN {looks} END" for table in _OF_A_TASK
        ]
        triggers += [
            f"CREATE TRIGGER {table}_note_{change} AFTER {change} ON {table} "
            f"BEGIN UPDATE surroundings SET stamp = stamp + 1 WHERE name = '{table}'; END"
            for table in watched
        ]
    return triggers


def _postgresql(watched: list[str]) -> list[str]:
    changed = "AFTER INSERT OR UPDATE OR DELETE ON"
    return [
        _POSTGRESQL_FUNCTIONS,
        "CREATE TRIGGER tasks_note BEFORE UPDATE ON tasks FOR EACH ROW EXECUTE FUNCTION note_change_of_task()",
        "CREATE TRIGGER reminders_note AFTER UPDATE ON reminders FOR EACH ROW "
        f"WHEN ({_ENDS_AS_VOID}) EXECUTE FUNCTION note_change_beside()",
        "CREATE TRIGGER reminders_gone_note AFTER DELETE ON reminders "
        "FOR EACH ROW EXECUTE FUNCTION note_change_beside()",
        *(
            f"CREATE TRIGGER {table}_note {changed} {table} FOR EACH ROW EXECUTE FUNCTION note_change_beside()"
            for table in _OF_A_TASK
        ),
        *(
            f"CREATE TRIGGER {table}_note {changed} {table} FOR EACH STATEMENT EXECUTE FUNCTION note_change()"
            for table in watched
        ),
    ]
