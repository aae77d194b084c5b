"""When planning was last done to its end, what it could not do, and which failed mails a person has taken care of

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("leases", sa.Column("completed_at", sa.DateTime(timezone=True)))
    op.add_column("leases", sa.Column("troubles", sa.Text()))
    op.add_column("messages", sa.Column("handled_at", sa.DateTime(timezone=True)))
    op.create_index("ix_reminders_planned_at", "reminders", ["planned_at"])


def downgrade() -> None:
    op.drop_index("ix_reminders_planned_at", "reminders")
    op.drop_column("messages", "handled_at")
    op.drop_column("leases", "troubles")
    op.drop_column("leases", "completed_at")
