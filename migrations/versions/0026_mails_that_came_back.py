"""Mails that came back, and the addresses that do not work

Revision: 0026, after 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KINDS = ("address", "mail", "delayed", "delivered", "reply", "unclear", "other")
VALUES = {  # table, column, name of the constraint, values before, the new value
    "messages": (
        "state",
        "ck_messages_messagestate",
        ("queued", "handing_over", "accepted", "retry", "unknown", "failed", "void"),
        "bounced",
    ),
    "reminders": (
        "state",
        "ck_reminders_reminderstate",
        ("queued", "sent", "superseded", "void", "failed"),
        "bounced",
    ),
    "task_events": (
        "kind",
        "ck_task_events_eventkind",
        (
            *("created", "status", "comment", "deadline", "owner", "responsible", "occurrence"),
            *("answer", "request", "nudge", "outcome", "link", "light", "split", "series"),
        ),
        "bounce",
    ),
}


def upgrade() -> None:
    op.create_table(
        "bounces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name=op.f("ck_bounces_returned"), native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.String(254), nullable=False),
        sa.Column("status", sa.String(20), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sender", sa.String(200), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_bounces_message_id_messages"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bounces")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_bounces_fingerprint")),
    )
    op.create_index(op.f("ix_bounces_message_id"), "bounces", ["message_id"])
    op.add_column("users", sa.Column("address_failed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("users", sa.Column("address_failed_because", sa.Text(), nullable=True))
    for table, (column, name, values, new) in VALUES.items():
        _allow(table, column, name, values, (*values, new))


def downgrade() -> None:
    for table in ("messages", "reminders"):
        op.execute(f"UPDATE {table} SET state = 'failed' WHERE state = 'bounced'")  # noqa: S608 - names of our own
    for table, (column, name, values, new) in VALUES.items():
        _allow(table, column, name, (*values, new), values)
    op.drop_column("users", "address_failed_because")
    op.drop_column("users", "address_failed_at")
    op.drop_table("bounces")


def _allow(table: str, column: str, name: str, before: tuple[str, ...], values: tuple[str, ...]) -> None:
    """Changes which values a column takes. The table is built anew on SQLite, with its indexes and triggers."""
    old, new = (f"{column} IN ({', '.join(repr(each) for each in wanted)})" for wanted in (before, values))
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, new)
        return
    parts = connection.exec_driver_sql(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,)
    ).all()
    (definition,) = (sql for kind, sql in parts if kind == "table")
    if old not in definition:
        raise RuntimeError(f"the table {table} is not as it was left: {old} is missing")
    body = definition[definition.index("(") :].replace(old, new)
    for statement in (
        f"CREATE TABLE {table}_new {body}",
        f"INSERT INTO {table}_new SELECT * FROM {table}",  # noqa: S608 - names of our own
        f"DROP TABLE {table}",
        f"ALTER TABLE {table}_new RENAME TO {table}",
        *(sql for kind, sql in parts if kind != "table"),
    ):
        connection.exec_driver_sql(statement)
