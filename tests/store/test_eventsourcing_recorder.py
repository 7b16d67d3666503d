"""The library's own tests of its recorder protocol, run against our log on both engines."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from eventsourcing.tests import persistence
from sqlalchemy import Engine

from store.engine import make_engine
from store.eventsourcing_bridge import EventRecorder

if TYPE_CHECKING:
    _Base = persistence.RecorderTestCase
else:
    _Base = object


class _OnBothEngines(_Base):
    """pytest does not parametrize the library's unittest classes, so each engine has its own."""

    fixture = ""

    @pytest.fixture(autouse=True)
    def _database(self, request: pytest.FixtureRequest) -> Iterator[None]:
        self.engine: Engine = make_engine(request.getfixturevalue(self.fixture))
        before = set(threading.enumerate())
        yield
        # The library's tests leave readers running, which still hold a connection.
        for thread in set(threading.enumerate()) - before:
            thread.join(timeout=10)
        self.engine.dispose()

    def new_originator_id(self) -> str:
        return f"filing-{uuid4().hex}"

    def create_recorder(self) -> EventRecorder:
        return EventRecorder(self.engine)


class _Application(_OnBothEngines, persistence.ApplicationRecorderTestCase[EventRecorder]):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestApplicationOnSqlite(_Application):
    fixture = "sqlite_url"


class TestApplicationOnPostgresql(_Application):
    fixture = "postgresql_url"


class TestProcessOnSqlite(_OnBothEngines, persistence.ProcessRecorderTestCase):
    fixture = "sqlite_url"


class TestProcessOnPostgresql(_OnBothEngines, persistence.ProcessRecorderTestCase):
    fixture = "postgresql_url"


class TestTrackingOnSqlite(_OnBothEngines, persistence.TrackingRecorderTestCase):
    fixture = "sqlite_url"


class TestTrackingOnPostgresql(_OnBothEngines, persistence.TrackingRecorderTestCase):
    fixture = "postgresql_url"


class TestNonInterleavingOnSqlite(
    _OnBothEngines, persistence.NonInterleavingNotificationIDsBaseCase
):
    fixture = "sqlite_url"


class TestNonInterleavingOnPostgresql(
    _OnBothEngines, persistence.NonInterleavingNotificationIDsBaseCase
):
    fixture = "postgresql_url"


del _Application
