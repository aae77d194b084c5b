"""What a meeting did with the case of a task

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OUTCOMES = ("decided", "postponed", "sent_back", "taken_off")
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
)
EVENTS = (*EVENTS_BEFORE, "outcome")


def upgrade() -> None:
    op.create_table(
        "meeting_outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("deadline_version", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                *OUTCOMES,
                name=op.f("ck_meeting_outcomes_outcome"),
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_outcomes_meeting_id_meetings"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_meeting_outcomes_task_id_tasks"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_outcomes")),
        sa.UniqueConstraint("task_id", "meeting_id", name=op.f("uq_meeting_outcomes_task_id_meeting_id")),
    )
    op.create_index(op.f("ix_meeting_outcomes_meeting_id"), "meeting_outcomes", ["meeting_id"])
    _allow(EVENTS_BEFORE, EVENTS)


def downgrade() -> None:
    _allow(EVENTS, EVENTS_BEFORE)
    op.drop_table("meeting_outcomes")


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
