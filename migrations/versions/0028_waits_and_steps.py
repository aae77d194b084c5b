"""Tasks that wait for each other, and the steps of a task

Revision: 0028, after 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

EVENTS_BEFORE = (
    *("created", "status", "comment", "deadline", "owner", "responsible", "occurrence", "answer", "request", "nudge"),
    *("outcome", "link", "light", "split", "series", "bounce"),
)
EVENTS = (*EVENTS_BEFORE, "wait", "step")


def upgrade() -> None:
    op.create_table(
        "task_waits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("awaited_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("task_id <> awaited_id", name=op.f("ck_task_waits_for_another")),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_task_waits_task_id_tasks"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["awaited_id"], ["tasks.id"], name=op.f("fk_task_waits_awaited_id_tasks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_waits")),
    )
    op.create_index(op.f("ix_task_waits_task_id"), "task_waits", ["task_id"])
    op.create_index(op.f("ix_task_waits_awaited_id"), "task_waits", ["awaited_id"])
    op.create_table(
        "task_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_task_steps_task_id_tasks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_steps")),
    )
    op.create_index(op.f("ix_task_steps_task_id"), "task_steps", ["task_id"])
    _allow(EVENTS_BEFORE, EVENTS)


def downgrade() -> None:
    _allow(EVENTS, EVENTS_BEFORE)
    op.drop_table("task_steps")
    op.drop_table("task_waits")


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
