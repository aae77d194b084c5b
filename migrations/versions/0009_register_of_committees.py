"""The register of committees

Revision: 0009, after 0008

Committees that stand in the database already count as found in documents until the configuration or a person says that
they belong to the register.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KINDS = ("abbreviation", "former_name", "administration", "subject")
COLUMNS = ("registered", "chair", "valid_from", "valid_until")


def upgrade() -> None:
    # Added one by one: rebuilding the table, as batch mode would on SQLite, would take its meetings along.
    op.add_column("committees", sa.Column("registered", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("committees", sa.Column("chair", sa.Text(), nullable=True))
    op.add_column("committees", sa.Column("valid_from", sa.Date(), nullable=True))
    op.add_column("committees", sa.Column("valid_until", sa.Date(), nullable=True))
    op.create_table(
        "committee_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="wordkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committees.id"],
            name=op.f("fk_committee_words_committee_id_committees"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_words")),
        sa.UniqueConstraint("committee_id", "kind", "words", name=op.f("uq_committee_words_committee_id_kind_words")),
    )
    op.create_table(
        "committee_successions",
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column],
                ["committees.id"],
                name=op.f(f"fk_committee_successions_{column}_committees"),
                ondelete="CASCADE",
            )
            for column in ("committee_id", "successor_id")
        ),
        sa.CheckConstraint("committee_id <> successor_id", name=op.f("ck_committee_successions_another")),
        sa.PrimaryKeyConstraint("committee_id", name=op.f("pk_committee_successions")),
    )


def downgrade() -> None:
    op.drop_table("committee_successions")
    op.drop_table("committee_words")
    for column in COLUMNS:
        op.drop_column("committees", column)
