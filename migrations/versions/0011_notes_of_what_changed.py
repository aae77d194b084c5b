"""When planning must look at a task again, and how often what reminders depend on has changed

Revision: 0011, after 0010. The triggers that keep the notes are made after every migration (`tracker.db.changes`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tasks", sa.Column("plan_on", sa.Date(), server_default="0001-01-01", nullable=True))
    op.add_column("tasks", sa.Column("plan_changes", sa.Integer(), server_default="0", nullable=False))
    op.create_index("ix_tasks_plan_on", "tasks", ["plan_on"])
    op.create_table(
        "surroundings",
        sa.Column("name", sa.String(63), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_surroundings"),
    )
    op.create_table(
        "planning_marks",
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("policy", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_planning_marks"),
    )


def downgrade() -> None:
    op.drop_table("planning_marks")
    op.drop_table("surroundings")
    op.drop_index("ix_tasks_plan_on", "tasks")
    op.drop_column("tasks", "plan_changes")
    op.drop_column("tasks", "plan_on")
