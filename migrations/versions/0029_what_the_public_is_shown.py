"""What the public is shown, and who approved it

Revision: 0029, after 0028

Wordings are never changed, by triggers as those of 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

WORDINGS = "public_wordings"
KINDS = {  # table, name of the constraint, kinds before, the new ones
    "task_events": (
        "ck_task_events_eventkind",
        (
            *("created", "status", "comment", "deadline", "owner", "responsible", "occurrence", "answer", "request"),
            *("nudge", "outcome", "link", "light", "split", "series", "bounce", "wait", "step"),
        ),
        ("publication",),
    ),
    "administration_events": (
        "ck_administration_events_administrationkind",
        (
            *("user_added", "user_changed", "user_deactivated", "user_reactivated", "link_sent", "handed_over"),
            *("policy", "backup"),
        ),
        ("agreement_published", "agreement_withdrawn"),
    ),
}


def upgrade() -> None:
    op.create_table(
        WORDINGS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("status_text", "section", "passage")),
        *(
            sa.Column(name, sa.Integer(), nullable=True)
            for name in ("sentence_start", "sentence_end", "words_start", "words_end")
        ),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        _reference(WORDINGS, "task_id", "tasks.id"),
        _reference(WORDINGS, "approved_by_id", "users.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{WORDINGS}")),
        sa.UniqueConstraint("task_id", "number", name=op.f(f"uq_{WORDINGS}_task_id_number")),
    )
    op.create_table(
        "published_tasks",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _reference("published_tasks", "task_id", "tasks.id"),
        _reference("published_tasks", "wording_id", f"{WORDINGS}.id"),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_published_tasks")),
    )
    op.create_index(op.f("ix_published_tasks_wording_id"), "published_tasks", ["wording_id"])
    op.create_table(
        "published_agreements",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _reference("published_agreements", "agreement_id", "agreements.id"),
        sa.PrimaryKeyConstraint("agreement_id", name=op.f("pk_published_agreements")),
    )
    _refuse_changes()
    for table, (name, before, new) in KINDS.items():
        _allow(table, name, before, (*before, *new))


def downgrade() -> None:
    for table, (name, before, new) in KINDS.items():
        _allow(table, name, (*before, *new), before)
    for table in ("published_agreements", "published_tasks", WORDINGS):
        op.drop_table(table)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target.partition('.')[0]}"
    return sa.ForeignKeyConstraint([column], [target], name=op.f(name), ondelete="RESTRICT")


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {WORDINGS}_refuse_{change.lower()} BEFORE {change} ON {WORDINGS} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {WORDINGS} are never changed'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {WORDINGS}_refuse_change BEFORE UPDATE OR DELETE ON {WORDINGS} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {WORDINGS}_refuse_truncate BEFORE TRUNCATE ON {WORDINGS} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def _allow(table: str, name: str, before: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    """Changes which kinds a history takes. The table is built anew on SQLite, with its indexes and triggers."""
    old, new = (f"kind IN ({', '.join(repr(each) for each in values)})" for values in (before, kinds))
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
