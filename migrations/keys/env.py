"""How Alembic reaches the database of the data keys."""

from __future__ import annotations

from alembic import context

from store.keys import keys_metadata
from store.migrate import VERSION_TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=keys_metadata,
    version_table=VERSION_TABLES["keys"],
)
with context.begin_transaction():
    context.run_migrations()
