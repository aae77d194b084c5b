"""Links to cases, a light that a person sets, and tasks that are parts of another

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
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
)
EVENTS = (*EVENTS_BEFORE, "link", "light", "split")


def upgrade() -> None:
    op.create_table(
        "task_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "case",
                "agenda_item",
                "other",
                name=op.f("ck_task_links_linkkind"),
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=2_000), nullable=False),
        sa.Column("address", sa.String(length=2_000), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_task_links_task_id_tasks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_links")),
    )
    op.create_index(op.f("ix_task_links_task_id"), "task_links", ["task_id"])
    with op.batch_alter_table("tasks") as batch:
        batch.add_column(
            sa.Column(
                "set_light",
                sa.Enum(
                    "red",
                    "yellow",
                    "green",
                    "grey",
                    name=op.f("ck_tasks_light"),
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch.add_column(sa.Column("set_light_reason", sa.Text(), nullable=True))
        batch.add_column(sa.Column("split_from_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_tasks_split_from_id_tasks"), "tasks", ["split_from_id"], ["id"], ondelete="RESTRICT"
        )
    op.create_index(op.f("ix_tasks_split_from_id"), "tasks", ["split_from_id"])
    _allow(EVENTS_BEFORE, EVENTS)


def downgrade() -> None:
    _allow(EVENTS, EVENTS_BEFORE)
    op.drop_index(op.f("ix_tasks_split_from_id"), table_name="tasks")
    with op.batch_alter_table("tasks") as batch:
        batch.drop_constraint(op.f("fk_tasks_split_from_id_tasks"), type_="foreignkey")
        batch.drop_column("split_from_id")
        batch.drop_column("set_light_reason")
        batch.drop_constraint(op.f("ck_tasks_light"), type_="check")
        batch.drop_column("set_light")
    op.drop_index(op.f("ix_task_links_task_id"), table_name="task_links")
    op.drop_table("task_links")


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
