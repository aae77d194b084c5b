"""What the sentences that the program stores say, so that they can be said in another language

Revision: 0030, after 0029

The Danish sentences stay where they are, and rows of before have no facts: what is written is never written anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

SENTENCES = (
    ("reminders", "reason"),
    ("messages", "reply"),
    ("users", "address_failed_because"),
    ("bounces", "trouble"),
    ("task_events", "comment"),
    ("deadline_versions", "reason"),
    ("proposals", "explanation"),
    ("findings", "message"),
    ("leases", "troubles"),
)
"""The columns, each of which gets another beside it."""


def upgrade() -> None:
    for table, column in SENTENCES:
        op.add_column(table, sa.Column(f"{column}_facts", sa.Text(), nullable=True))


def downgrade() -> None:
    for table, column in reversed(SENTENCES):
        op.drop_column(table, f"{column}_facts")
