"""All tables of the log's database, for Alembic and for the test that compares them."""

from __future__ import annotations

import importlib
import pkgutil

from sqlalchemy import MetaData

import projections
import store
from store.tables import metadata


def log_tables() -> MetaData:
    """The metadata after every module that adds a table to it was imported."""
    for room in (store, projections):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    return metadata
