"""Days on which the town hall is closed

Revision: 0004, after 0003

The four days that most town halls keep closed every year stand in the table from the beginning; until now they stood in
the code.
"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CUSTOMARY = (
    ("1. maj", date(2000, 5, 1)),
    ("Grundlovsdag", date(2000, 6, 5)),
    ("Juleaften", date(2000, 12, 24)),
    ("Nytårsaften", date(2000, 12, 31)),
)


def upgrade() -> None:
    table = op.create_table(
        "closing_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("every_year", sa.Boolean(), nullable=False),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_closing_days_in_order")),
        sa.CheckConstraint("NOT every_year OR last_on = first_on", name=op.f("ck_closing_days_every_year_is_one_day")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_days")),
        sa.UniqueConstraint(
            "first_on", "last_on", "every_year", name=op.f("uq_closing_days_first_on_last_on_every_year")
        ),
    )
    op.bulk_insert(
        table, [{"name": name, "first_on": day, "last_on": day, "every_year": True} for name, day in CUSTOMARY]
    )


def downgrade() -> None:
    op.drop_table("closing_days")
