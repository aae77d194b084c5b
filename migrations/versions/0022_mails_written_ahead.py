"""Mails are written when they are queued, so that handing over has nothing to do but to look whether they still apply

Revision: 0022, after 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "written_ahead",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("sender", sa.String(64), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("surroundings", sa.BigInteger(), nullable=False),
        sa.Column("tasks", sa.BigInteger(), nullable=False),
        sa.Column("newest", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_written_ahead"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name="fk_written_ahead_message_id_messages", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("written_ahead")
