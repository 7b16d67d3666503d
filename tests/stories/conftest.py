"""A desk over either engine, with working in-memory stand-ins for the outside world."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateways.clock import ManualClock
from gateways.images.in_process import InProcessWorkshop
from gateways.mail.memory import MemoryMail
from gateways.miit.local import LocalMinistry
from gateways.miit.sandbox.bureau import Bureau
from gateways.sheets.typeset import TypstPress
from gateways.sms.memory import MemorySms
from store import migrate
from store.blobs import Blobs, LocalDisk
from store.engine import make_engine
from store.keys import Kek, Keys
from store.unit_of_work import UnitOfWork
from store.vault import Vault
from use_cases.desk import Desk
from wiring import REACTIONS, all_projections

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    """Monday morning in Shanghai, and later when a story says so."""
    return ManualClock(START)


@pytest.fixture
def bureau(tmp_path: Path, clock: ManualClock) -> Iterator[Bureau]:
    """The simulated ministry."""
    made = Bureau.at(f"sqlite:///{tmp_path}/sandbox.db", clock, os.urandom(32))
    yield made
    made.close()


@pytest.fixture
def desk(database_url: str, tmp_path: Path, clock: ManualClock, bureau: Bureau) -> Iterator[Desk]:
    """The whole program without its pages, on each engine in turn."""
    keys_url = f"sqlite:///{tmp_path}/story-keys.db"
    migrate.upgrade(keys_url, "keys")
    vault = Vault(Keys(make_engine(keys_url), Kek(os.urandom(32))))
    unit = UnitOfWork(make_engine(database_url), vault, all_projections(), REACTIONS)
    yield Desk(
        unit=unit,
        vault=vault,
        blobs=Blobs(LocalDisk(tmp_path / "story-files"), vault),
        clock=clock,
        images=InProcessWorkshop(),
        ministry=LocalMinistry(bureau),
        mail=MemoryMail(),
        sms=MemorySms(),
        press=TypstPress(),
    )
    unit.engine.dispose()
