"""The provider's address pools, servers, authorisation codes, and who uses them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _pools()
    _servers()
    _codes()
    _uses()


def _pools() -> None:
    op.create_table(
        "address_pools",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("family", sa.Integer(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_address_pools"),
    )
    op.create_index("ix_address_pools_family_first", "address_pools", ["family", "first"])


def _servers() -> None:
    op.create_table(
        "resources",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("server", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("bought_until", sa.Date(), nullable=False),
        sa.Column("told_of", sa.Date()),
        sa.Column("sites", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_resources"),
    )
    op.create_index("ix_resources_account", "resources", ["account"])
    op.create_index("ix_resources_bought_until", "resources", ["bought_until"])
    op.create_index("ix_resources_name_id", "resources", ["name", "id"])


def _codes() -> None:
    op.create_table(
        "authorisation_codes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("tail", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("granted_to", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("streams", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_authorisation_codes"),
        sa.UniqueConstraint("digest", name="uq_authorisation_codes_digest"),
    )
    op.create_index("ix_authorisation_codes_resource", "authorisation_codes", ["resource"])
    op.create_index("ix_authorisation_codes_granted_to", "authorisation_codes", ["granted_to"])
    op.create_index(
        "ix_authorisation_codes_state_expires_on",
        "authorisation_codes",
        ["state", "expires_on"],
    )


def _uses() -> None:
    op.create_table(
        "hosting_filings",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("uses", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_hosting_filings"),
    )
    op.create_table(
        "hosted_sites",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", name="pk_hosted_sites"),
    )
    op.create_index("ix_hosted_sites_record", "hosted_sites", ["record"])
