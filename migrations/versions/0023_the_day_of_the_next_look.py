"""What planning stood on when it last looked at every task, so that a start need not look at all of them again

Revision: 0023, after 0022. `tasks.plan_on` now also holds days to come; a migration sets it to the first of all days.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "planning_marks",
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("policy", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_planning_marks"),
    )


def downgrade() -> None:
    op.drop_table("planning_marks")
