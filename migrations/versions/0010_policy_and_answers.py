"""Rules of the reminder policy, absences, answers from mails, and mails at once

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KINDS = ("presentation", "decision", "evaluation", "report", "delivery", "checkpoint", "implementation")
BASES = ("explicit", "period", "budget-year")
ANSWERS = ("faerdig", "paa-sporet", "ny-frist", "ikke-min")
REQUESTS = ("waiting", "granted", "refused", "void")
EVENTS_BEFORE = ("created", "status", "comment", "deadline", "owner", "responsible", "occurrence")
EVENTS = (*EVENTS_BEFORE, "answer", "request", "nudge")
MAILS_BEFORE, MAILS = ("recipient_id", "kind", "day"), ("recipient_id", "kind", "day", "about")
AWAY_KEY = "fk_reminders_on_behalf_of_id_users"
FIRST_KEY = "CONSTRAINT pk_reminders PRIMARY KEY"
AWAY = (
    f"on_behalf_of_id INTEGER, CONSTRAINT {AWAY_KEY} FOREIGN KEY(on_behalf_of_id) "
    "REFERENCES users (id) ON DELETE RESTRICT, "
)
Values = tuple[str, ...]


def _enum(values: Values, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "policy_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("kind", _enum(KINDS, op.f("ck_policy_rules_taskkind")), nullable=True),
        sa.Column("basis", _enum(BASES, op.f("ck_policy_rules_basis")), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committees.id"],
            name=op.f("fk_policy_rules_committee_id_committees"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_rules")),
        sa.UniqueConstraint("scope", name=op.f("uq_policy_rules_scope")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=False),
        sa.Column("instead", sa.Boolean(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_absences_in_order")),
        sa.CheckConstraint("user_id <> substitute_id", name=op.f("ck_absences_somebody_else")),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["users.id"], name=op.f("fk_absences_substitute_id_users"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_absences_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_user_id_absences_ends_on"), "absences", ["user_id", "ends_on"])
    op.create_table(
        "mail_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("answer", _enum(ANSWERS, op.f("ck_mail_answers_answer")), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminders.id"], name=op.f("fk_mail_answers_reminder_id_reminders"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_answers")),
        sa.UniqueConstraint("reminder_id", "answer", name=op.f("uq_mail_answers_reminder_id_answer")),
    )
    op.create_table(
        "deadline_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("deadline_version", sa.Integer(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _enum(REQUESTS, op.f("ck_deadline_requests_requeststate")), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["users.id"], name=op.f("fk_deadline_requests_asked_by_id_users"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_deadline_requests_task_id_tasks"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_requests")),
    )
    op.create_index(
        op.f("ix_deadline_requests_task_id_deadline_requests_state"), "deadline_requests", ["task_id", "state"]
    )
    op.add_column("users", sa.Column("language", sa.String(length=5), server_default="da", nullable=False))
    op.add_column("users", sa.Column("calendar_attached", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("messages", sa.Column("about", sa.String(length=40), server_default="", nullable=False))
    if _is_sqlite():
        _build_anew("reminders", FIRST_KEY, AWAY + FIRST_KEY)
    else:
        op.add_column("reminders", sa.Column("on_behalf_of_id", sa.Integer(), nullable=True))
        op.create_foreign_key(op.f(AWAY_KEY), "reminders", "users", ["on_behalf_of_id"], ["id"], ondelete="RESTRICT")
    _change(EVENTS_BEFORE, EVENTS, MAILS_BEFORE, MAILS)


def downgrade() -> None:
    _change(EVENTS, EVENTS_BEFORE, MAILS, MAILS_BEFORE)
    for table, column in (("messages", "about"), ("users", "calendar_attached"), ("users", "language")):
        op.drop_column(table, column)
    if _is_sqlite():
        _build_anew("reminders", AWAY, "")
    else:
        op.drop_column("reminders", "on_behalf_of_id")
    for table in ("deadline_requests", "mail_answers", "absences", "policy_rules"):
        op.drop_table(table)


def _change(events: Values, new_events: Values, mails: Values, new_mails: Values) -> None:
    """Gives the kinds of events, and what tells mails apart, their new constraints."""
    if _is_sqlite():
        _build_anew("task_events", f"kind IN ({_listed(events)})", f"kind IN ({_listed(new_events)})")
        _build_anew("messages", f"UNIQUE ({', '.join(mails)})", f"UNIQUE ({', '.join(new_mails)})")
        return
    op.drop_constraint(op.f("ck_task_events_eventkind"), "task_events", type_="check")
    op.create_check_constraint(op.f("ck_task_events_eventkind"), "task_events", f"kind IN ({_listed(new_events)})")
    op.drop_constraint(op.f("uq_messages_digest"), "messages", type_="unique")
    op.create_unique_constraint(op.f("uq_messages_digest"), "messages", list(new_mails))


def _build_anew(table: str, old: str, new: str) -> None:
    """Replaces `old` by `new` in the definition of a table on SQLite: all rows, indexes and triggers stay."""
    connection = op.get_bind()
    found = connection.exec_driver_sql(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,)
    ).all()
    (definition,) = (sql for kind, sql in found if kind == "table")
    head = definition[: definition.index("(")]
    if old not in definition:
        raise RuntimeError(f"the table {table} is not as it was left: {old} is missing")
    changed = f"CREATE TABLE {table}_new {definition[len(head) :].replace(old, new)}"
    op.execute(sa.text(changed.replace(":", "\\:")))
    kept = _columns(table)
    names = ", ".join(f'"{column}"' for column in _columns(f"{table}_new") if column in kept)
    op.execute(f"INSERT INTO {table}_new ({names}) SELECT {names} FROM {table}")  # noqa: S608 - names of our own
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
    for kind, sql in found:
        if kind != "table":
            op.execute(sa.text(sql.replace(":", "\\:")))


def _columns(table: str) -> list[str]:
    return [row[1] for row in op.get_bind().exec_driver_sql(f"PRAGMA table_info({table})")]


def _listed(values: Values) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
