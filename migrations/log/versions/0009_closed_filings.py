"""Filings whose scans' time runs, since they are closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "closed_filings",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("stream", name="pk_closed_filings"),
    )
    op.create_index("ix_closed_filings_since", "closed_filings", ["since"])
