from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateways.clock import ManualClock
from gateways.miit.sandbox.bureau import Bureau

START = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def bureau(tmp_path: Path, clock: ManualClock) -> Iterator[Bureau]:
    bureau = Bureau.at(f"sqlite:///{tmp_path / 'sandbox.db'}", clock, bytes(32))
    yield bureau
    bureau.close()
