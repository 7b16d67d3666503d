"""Whose telephones and certificates are in use, in records and open filings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_subjects",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_contact_subjects"),
    )
    op.create_table(
        "contacts",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("mobile", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "place", name="pk_contacts"),
    )
    op.create_index("ix_contacts_mobile", "contacts", ["mobile"])
    op.create_index("ix_contacts_certificate", "contacts", ["certificate"])
