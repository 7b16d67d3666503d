"""The lists about filings: dashboard, what is held by whom, one-time links."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_dashboard()
    op.create_table(
        "holdings",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("filed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", name="pk_holdings"),
    )
    op.create_index("ix_holdings_account", "holdings", ["account"])
    op.create_table(
        "holders",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("domains", sa.JSON(), nullable=False),
        sa.Column("filed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_holders"),
    )
    op.create_table(
        "identity_links",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_identity_links"),
    )


def _create_dashboard() -> None:
    op.create_table(
        "dashboard",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("nature", sa.Integer(), nullable=False),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("certificate_digest", sa.Text(), nullable=False),
        sa.Column("main_domain", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("label_is_token", sa.Boolean(), nullable=False),
        sa.Column("sites", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("subject_number", sa.Text(), nullable=False),
        sa.Column("due_at", _TIME, nullable=True),
        sa.Column("sms_expires_at", _TIME, nullable=True),
        sa.Column("public_security_due_on", sa.Date(), nullable=True),
        sa.Column("started_at", _TIME, nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_dashboard"),
    )
    op.create_index("ix_dashboard_account_changed_at", "dashboard", ["account", "changed_at"])
    op.create_index("ix_dashboard_certificate_digest", "dashboard", ["certificate_digest"])
    op.create_index("ix_dashboard_main_domain", "dashboard", ["main_domain"])
    op.create_index("ix_dashboard_subject_number", "dashboard", ["subject_number"])
