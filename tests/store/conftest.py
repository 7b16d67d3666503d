"""A notebook on each engine in turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store.engine import make_engine
from store.keys import Kek, Keys, keys_metadata
from store.unit_of_work import UnitOfWork
from store.vault import Vault
from tests.s3_server import new_bucket
from tests.store.notebook import make_unit
from tests.store.shelves import BucketShelf, DiskShelf


@pytest.fixture
def note_vault(tmp_path) -> Iterator[Vault]:
    keys = Keys(make_engine(f"sqlite:///{tmp_path}/keys.db"), Kek(b"k" * 32))
    keys_metadata.create_all(keys.engine)
    yield Vault(keys)
    keys.engine.dispose()


@pytest.fixture
def unit(engine: Engine, note_vault: Vault) -> UnitOfWork:
    return make_unit(engine, note_vault)


@pytest.fixture
def vault(note_vault: Vault) -> Vault:
    """Keys of the test's own."""
    return note_vault


@pytest.fixture(params=["disk", "bucket"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> DiskShelf | BucketShelf:
    """An empty place for files, a directory and a bucket in turn."""
    if request.param == "disk":
        return DiskShelf(tmp_path / "files")
    return BucketShelf(new_bucket(request.getfixturevalue("s3")))
