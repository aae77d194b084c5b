"""What lists of tasks are filtered and sorted by, and notes of what must be worked out anew

Revision: 0021, after 0020. The triggers that take the notes are made after every migration, and what they would have
noted before is worked out then (`tracker.db.listing`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "listed_tasks",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("number_key", KEY, nullable=True),
        sa.Column("title_key", KEY, nullable=False),
        sa.Column("committee_key", KEY, nullable=True),
        sa.Column("responsible_key", KEY, nullable=True),
        sa.Column("acts_on", sa.Date(), nullable=True),
        sa.Column("meets_on", sa.Date(), nullable=True),
        sa.Column("cutoff_on", sa.Date(), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_possible", sa.Boolean(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_listed_tasks_task_id_tasks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_listed_tasks")),
    )
    op.create_index(op.f("ix_listed_tasks_acts_on"), "listed_tasks", ["acts_on"])
    op.create_table(
        "unlisted_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unlisted_tasks")),
    )


def downgrade() -> None:
    op.drop_table("unlisted_tasks")
    op.drop_table("listed_tasks")
