"""What kind of filing it is, for an applicant's list; until now all were first filings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dashboard", sa.Column("kind", sa.Text(), nullable=False, server_default="FIRST"))
