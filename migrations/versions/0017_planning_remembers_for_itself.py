"""What planning stood on is remembered by the process that plans, so it needs no table

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("planning_marks")


def downgrade() -> None:
    op.create_table(
        "planning_marks",
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("policy", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_planning_marks"),
    )
