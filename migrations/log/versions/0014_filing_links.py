"""One-time links of slots and of site persons stand in one table."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "filing_links",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("whose", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_filing_links"),
    )
    for older in ("identity_links", "upload_links"):
        op.drop_table(older, if_exists=True)
