"""By what filings are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_keys",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", "stream", name="pk_search_keys"),
    )
    op.create_index("ix_search_keys_stream", "search_keys", ["stream"])
