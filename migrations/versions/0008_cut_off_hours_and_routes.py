"""The hour of a cut-off, and the routes of cases through several bodies

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = ("presentation", "decision", "evaluation", "report", "delivery", "checkpoint", "implementation")


def upgrade() -> None:
    with op.batch_alter_table("committees") as batch_op:
        batch_op.add_column(sa.Column("cutoff_at", sa.String(length=5), nullable=True))
        batch_op.add_column(sa.Column("rules_by_hand", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "route_steps",
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="taskkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["committees.id"], name=op.f("fk_route_steps_body_id_committees"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_route_steps_committee_id_committees"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("committee_id", "kind", "position", name=op.f("pk_route_steps")),
        sa.UniqueConstraint("committee_id", "kind", "body_id", name=op.f("uq_route_steps_committee_id_kind_body_id")),
    )


def downgrade() -> None:
    op.drop_table("route_steps")
    with op.batch_alter_table("committees") as batch_op:
        batch_op.drop_column("rules_by_hand")
        batch_op.drop_column("cutoff_at")
