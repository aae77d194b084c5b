"""The words of tasks and of the agreements' text, to be looked up

Revision: 0025, after 0024. Each database has a form of its own for them. What stands already is taken in when the lists
are next worked out, right after the migration (`tracker.db.listing`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

INDEXES = {"task_words": ("title", "passage", "people", "comments"), "passage_words": ("words",)}


def upgrade() -> None:
    op.add_column("unlisted_tasks", sa.Column("agreement_id", sa.Integer(), nullable=True))
    op.create_table(
        "agreement_passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name=op.f("fk_agreement_passages_agreement_id_agreements"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_passages")),
    )
    op.create_index(op.f("ix_agreement_passages_agreement_id"), "agreement_passages", ["agreement_id"])
    for name, fields in INDEXES.items():
        if op.get_bind().dialect.name == "sqlite":
            # The terms are plain letters and digits already; where in a field they stand is never asked.
            op.execute(
                f"CREATE VIRTUAL TABLE {name} USING "
                f"fts5({', '.join(fields)}, tokenize = 'ascii', detail = column, columnsize = 0)"
            )
        else:
            op.execute(f"CREATE TABLE {name} (id integer CONSTRAINT pk_{name} PRIMARY KEY, words tsvector NOT NULL)")
            op.execute(f"CREATE INDEX ix_{name}_words ON {name} USING gin (words)")


def downgrade() -> None:
    for name in INDEXES:
        op.execute(f"DROP TABLE {name}")
    op.drop_table("agreement_passages")
    op.drop_column("unlisted_tasks", "agreement_id")
