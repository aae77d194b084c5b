"""Meetings keep their name in the calendar that they came from, can be cancelled, and an import can be undone

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meetings") as batch_op:
        batch_op.add_column(sa.Column("uid", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("cancelled", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(op.f("ix_meetings_uid"), ["uid"], unique=False)
    op.create_table(
        "meeting_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["users.id"], name=op.f("fk_meeting_imports_actor_id_users"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_imports")),
    )


def downgrade() -> None:
    op.drop_table("meeting_imports")
    with op.batch_alter_table("meetings") as batch_op:
        batch_op.drop_index(op.f("ix_meetings_uid"))
        batch_op.drop_column("cancelled")
        batch_op.drop_column("uid")
