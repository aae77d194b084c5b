"""The pages of an agreement are kept

Revision: 0003, after 0002

What was stored before has no pages: nothing in its text tells where they were.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agreements", sa.Column("pages", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("agreements") as batch:
        batch.drop_column("pages")
