"""The list of what reviewers and report officers have to do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "review_queue",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("nature", sa.Integer(), nullable=False),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("main_domain", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("label_is_token", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("submitted_at", _TIME, nullable=True),
        sa.Column("since", _TIME, nullable=False),
        sa.Column("due_at", _TIME, nullable=True),
        sa.Column("due_estimated", sa.Boolean(), nullable=False),
        sa.Column("order_at", _TIME, nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_until", _TIME, nullable=True),
        sa.Column("last_stage", sa.Text(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_review_queue"),
    )
    for name, columns in (
        ("order", ["queue", "order_at", "stream", "claimed_until", "due_at"]),
        ("province", ["queue", "province", "order_at", "stream"]),
        ("claimed_by", ["claimed_by", "claimed_until"]),
        ("claimed_until", ["queue", "claimed_until"]),
    ):
        op.create_index(f"ix_review_queue_{name}", "review_queue", columns)


def downgrade() -> None:
    op.drop_table("review_queue")
