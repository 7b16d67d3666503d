"""How Alembic reaches the database of the log and its projections."""

from __future__ import annotations

import importlib
import pkgutil

from alembic import context

import projections
from store.migrate import VERSION_TABLES
from store.tables import metadata

# A module adds its tables to the metadata when it is imported.
for name in ("store.credentials", "store.deadlines", "store.outbox"):
    importlib.import_module(name)
for module in pkgutil.iter_modules(projections.__path__):
    importlib.import_module(f"projections.{module.name}")

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLES["log"],
)
with context.begin_transaction():
    context.run_migrations()
