"""How Alembic reaches the database of the log and its projections."""

from __future__ import annotations

from alembic import context

from migrations.tables import log_tables
from store.migrate import VERSION_TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=log_tables(),
    version_table=VERSION_TABLES["log"],
)
with context.begin_transaction():
    context.run_migrations()
