"""The review is recorded

Revision: 0006, after 0005

Every decision about a proposal is a row that the database refuses to change, by triggers as those of 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

DECISIONS = ("accepted", "corrected", "rejected", "split", "merged", "added", "reconsidered", "undone")


def upgrade() -> None:
    # Added one by one: rebuilding the table, as batch mode would on SQLite, would take its committees along.
    for name in ("by_person", "set_aside"):
        op.add_column("proposals", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("proposals", sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
    op.create_table(
        "review_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("stroke", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(*DECISIONS, name="decision", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("task_event_id", sa.Integer(), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_review_events_{column}_{table}"), ondelete="RESTRICT"
            )
            for column, table in (
                ("actor_id", "users"),
                ("agreement_id", "agreements"),
                ("proposal_id", "proposals"),
                ("task_event_id", "task_events"),
                ("undoes_id", "review_events"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_events")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_review_events_undoes_id")),
    )
    for columns in (["agreement_id", "id"], ["proposal_id", "id"], ["stroke"]):
        name = "_".join(f"review_events_{column}" for column in columns)
        op.create_index(op.f(f"ix_{name}"), "review_events", columns)
    op.create_table(
        "findings_seen",
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["findings.id"],
            name=op.f("fk_findings_seen_finding_id_findings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_findings_seen_user_id_users"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("finding_id", name=op.f("pk_findings_seen")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER review_events_refuse_{change.lower()} BEFORE {change} ON review_events "
                "BEGIN SELECT RAISE(ABORT, 'rows of review_events are never changed'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER review_events_refuse_change BEFORE UPDATE OR DELETE ON review_events "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER review_events_refuse_truncate BEFORE TRUNCATE ON review_events "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("findings_seen")
    op.drop_table("review_events")
    for name in ("revision", "set_aside", "by_person"):
        op.drop_column("proposals", name)
