"""The register as lists, and holdings of records beside those of filings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Both have another key or more columns now. They are read models: the upgrade fills them.
    for older in ("holdings", "holders"):
        op.drop_table(older, if_exists=True)
    op.create_table(
        "holdings",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("filed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", "holder", name="pk_holdings"),
    )
    op.create_index("ix_holdings_account", "holdings", ["account"])
    op.create_index("ix_holdings_stream", "holdings", ["stream"])
    op.create_table(
        "holders",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("domains", sa.JSON(), nullable=False),
        sa.Column("filed", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("filing_kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_holders"),
    )
    op.create_index("ix_holders_filed", "holders", ["filed"])
    _create_records()


def _create_records() -> None:
    op.create_table(
        "records",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("certificate_digest", sa.Text(), nullable=False),
        sa.Column("nature", sa.Integer(), nullable=False),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("label_is_token", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("blacklisted", sa.Boolean(), nullable=False),
        sa.Column("live_sites", sa.Integer(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_records"),
    )
    for name in ("account", "number", "certificate_digest", "label"):
        op.create_index(f"ix_records_{name}", "records", [name])
    op.create_index("ix_records_changed_at", "records", ["changed_at", "stream"])
    op.create_table(
        "record_sites",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("domains", sa.JSON(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("access_here", sa.Boolean(), nullable=False),
        sa.Column("elsewhere", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "site", name="pk_record_sites"),
    )
    op.create_index("ix_record_sites_number", "record_sites", ["number"])
    op.create_table(
        "record_domains",
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("domain", "stream", "site", name="pk_record_domains"),
    )
