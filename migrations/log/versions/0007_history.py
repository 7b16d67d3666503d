"""What happened, one row an event."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "history",
        sa.Column("position", _BIG, nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_history"),
    )
    op.create_index("ix_history_stream_position", "history", ["stream", "position"])
    op.create_index("ix_history_actor_position", "history", ["actor", "position"])
    op.create_index("ix_history_name_position", "history", ["name", "position"])
    op.create_index("ix_history_at", "history", ["at"])
