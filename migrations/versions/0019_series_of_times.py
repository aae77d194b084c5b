"""Tasks that fall due again by a rule, and which time of a task a date is of

Revision: 0019, after 0018

What stands is taken along. A task whose agreement gave a rule keeps it, counted from its first time; times get their
numbers in the order of their days; and each version of a deadline is given the number of its time, where until now
every version of a task counted for the same one. That fills a column that is new: no date, reason or name is changed.
"""

from collections import defaultdict
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

EVENTS_BEFORE = (
    "created",
    "status",
    "comment",
    "deadline",
    "owner",
    "responsible",
    "occurrence",
    "answer",
    "request",
    "nudge",
    "outcome",
    "link",
    "light",
    "split",
)
EVENTS = (*EVENTS_BEFORE, "series")
FOLLOWED = ("FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=WEEKLY")


def upgrade() -> None:
    op.create_table(
        "task_series",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("made_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_task_series_task_id_tasks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_task_series")),
    )
    op.create_index(op.f("ix_task_series_made_to"), "task_series", ["made_to"])
    for table in ("occurrences", "deadline_versions"):
        name = "number" if table == "occurrences" else "occurrence"
        op.add_column(table, sa.Column(name, sa.Integer(), server_default="1", nullable=False))
    _take_rules_along()
    _number_the_times()
    _allow(EVENTS_BEFORE, EVENTS)


def downgrade() -> None:
    _allow(EVENTS, EVENTS_BEFORE)
    op.drop_column("deadline_versions", "occurrence")
    op.drop_column("occurrences", "number")
    op.drop_table("task_series")


def _take_rules_along() -> None:
    connection = op.get_bind()
    found = connection.execute(
        sa.text(
            "SELECT tasks.id AS task, tasks.due_on AS dated, proposals.recurrence AS rule FROM tasks "
            "JOIN proposals ON proposals.id = tasks.proposal_id WHERE recurrence IS NOT NULL ORDER BY tasks.id"
        )
    ).all()
    times = sa.text("SELECT starts_on, due_on FROM occurrences WHERE task_id = :task ORDER BY due_on LIMIT 1")
    series = sa.table(
        "task_series",
        sa.column("task_id", sa.Integer()),
        sa.column("rule", sa.Text()),
        *(sa.column(name, sa.Date()) for name in ("starts_on", "due_on", "ends_on")),
    )
    for row in found:
        parts = [part for part in row.rule.split(";") if not part.startswith("UNTIL=")]
        until = next((part[6:14] for part in row.rule.split(";") if part.startswith("UNTIL=")), None)
        first = connection.execute(times, {"task": row.task}).first()
        if parts[0] not in FOLLOWED or (first is None and row.dated is not None):
            continue
        connection.execute(
            sa.insert(series).values(
                task_id=row.task,
                rule=";".join(parts),
                starts_on=_day(first.starts_on) if first else None,
                due_on=_day(first.due_on) if first else None,
                ends_on=_day(until),
            )
        )


def _day(stored: object) -> date | None:
    """A day as either kind of database gives it, or a rule writes it."""
    return date.fromisoformat(str(stored)) if stored else None


def _number_the_times() -> None:
    connection = op.get_bind()
    times: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for each in connection.execute(sa.text("SELECT id, task_id, due_on FROM occurrences ORDER BY task_id, due_on")):
        times[each.task_id].append((each.id, str(each.due_on)))
    several = {task: found for task, found in times.items() if len(found) > 1}
    number = sa.text("UPDATE occurrences SET number = :number WHERE id = :id")
    for found in several.values():
        for place, (each, _due) in enumerate(found, start=1):
            connection.execute(number, {"number": place, "id": each})
    dates = sa.text(
        "SELECT id, due_on, moved FROM deadline_versions WHERE task_id = :task AND number > 1 ORDER BY number"
    )
    belongs = []
    for task, found in several.items():
        places = {due: place for place, (_id, due) in enumerate(found, start=1)}
        standing = 1
        for version in connection.execute(dates, {"task": task}).all():
            if not version.moved:
                standing = places.get(str(version.due_on), standing)
            if standing > 1:
                belongs.append({"id": version.id, "occurrence": standing})
    if belongs:
        _fill(belongs)


def _fill(belongs: list[dict[str, int]]) -> None:
    """Fills the new column. The triggers refuse every change, so they stand aside for it, and for it alone."""
    connection = op.get_bind()
    fill = sa.text("UPDATE deadline_versions SET occurrence = :occurrence WHERE id = :id")
    if connection.dialect.name != "sqlite":
        op.execute("ALTER TABLE deadline_versions DISABLE TRIGGER deadline_versions_refuse_change")
        connection.execute(fill, belongs)
        op.execute("ALTER TABLE deadline_versions ENABLE TRIGGER deadline_versions_refuse_change")
        return
    (definition,) = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'deadline_versions_refuse_update'"
    ).scalars()
    op.execute("DROP TRIGGER deadline_versions_refuse_update")
    connection.execute(fill, belongs)
    connection.exec_driver_sql(definition)


def _allow(before: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    """Changes which kinds of events the history takes. The table is built anew on SQLite, with its triggers."""
    old, new = (f"kind IN ({', '.join(repr(each) for each in values)})" for values in (before, kinds))
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_task_events_eventkind"), "task_events", type_="check")
        op.create_check_constraint(op.f("ck_task_events_eventkind"), "task_events", new)
        return
    connection = op.get_bind()
    parts = connection.exec_driver_sql(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = 'task_events' AND sql IS NOT NULL"
    ).all()
    (definition,) = (sql for kind, sql in parts if kind == "table")
    if old not in definition:
        raise RuntimeError(f"the table task_events is not as it was left: {old} is missing")
    body = definition[definition.index("(") :].replace(old, new)
    for statement in (
        f"CREATE TABLE task_events_new {body}",
        "INSERT INTO task_events_new SELECT * FROM task_events",
        "DROP TABLE task_events",
        "ALTER TABLE task_events_new RENAME TO task_events",
        *(sql for kind, sql in parts if kind != "table"),
    ):
        connection.exec_driver_sql(statement)
