"""Versions of an agreement

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STANDINGS = ("draft", "former")
OUTCOMES = ("changed", "new", "gone", "same")


def _foreign(
    table: str, column: str, other: str, key: str = "id", ondelete: str = "CASCADE"
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.{key}"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete
    )


def _enum(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "agreement_versions",
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("standing", _enum(STANDINGS, "standing"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_by", sa.String(length=200), nullable=True),
        _foreign("agreement_versions", "text_id", "agreements"),
        _foreign("agreement_versions", "agreement_id", "agreements", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("text_id", name=op.f("pk_agreement_versions")),
    )
    op.create_index(op.f("ix_agreement_versions_agreement_id"), "agreement_versions", ["agreement_id"])
    op.create_index(
        "uq_agreement_versions_one_draft",
        "agreement_versions",
        ["agreement_id"],
        unique=True,
        sqlite_where=sa.text("standing = 'draft'"),
        postgresql_where=sa.text("standing = 'draft'"),
    )
    op.create_table(
        "revision_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("twin_id", sa.Integer(), nullable=True),
        sa.Column("outcome", _enum(OUTCOMES, "outcome"), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("task_before", sa.JSON(), nullable=True),
        sa.Column("task_after", sa.JSON(), nullable=True),
        _foreign("revision_changes", "text_id", "agreement_versions", key="text_id"),
        _foreign("revision_changes", "proposal_id", "proposals"),
        _foreign("revision_changes", "twin_id", "proposals"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_changes")),
    )
    op.create_index(op.f("ix_revision_changes_text_id"), "revision_changes", ["text_id"])


def downgrade() -> None:
    op.drop_table("revision_changes")
    op.drop_table("agreement_versions")
