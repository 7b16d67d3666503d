"""The time: the computer's own, or a faster one for a demonstration."""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

import msgspec

SLOWEST: Final = 1.0
FASTEST: Final = 86_400.0
"""A day in a second: faster than that, a forgotten clock leaves the calendar in an hour."""


class Clock(Protocol):
    """Where the present comes from; every time in the log was read here."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class ManualClock:
    """A clock that stands still until it is moved, in either direction."""

    def __init__(self, start: datetime) -> None:
        self._moment = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._moment

    def set(self, moment: datetime) -> None:
        self._moment = moment.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move by a timedelta; a negative one sets the clock back."""
        self._moment += by


class Rate(msgspec.Struct, frozen=True):
    """Since the second ``real_origin`` (Unix time) time runs ``factor`` times as fast as
    the computer's clock, from ``virtual_origin`` (Unix time too) on."""

    real_origin: float
    virtual_origin: float
    factor: float

    def at(self, real: float) -> float:
        """The time shown when the computer's clock says ``real``."""
        return self.virtual_origin + (real - self.real_origin) * self.factor


REAL_TIME: Final = Rate(real_origin=0.0, virtual_origin=0.0, factor=1.0)


class BrokenClockFile(Exception):
    """The clock's file can't be read; the message says which file to delete."""


class FactorClock:
    """A clock whose speed can be set, shared through a small file by all processes.

    The file is looked at on every reading, so a change is seen at once everywhere. One
    process never sees the time go back, neither when the speed is lowered nor when the
    computer's own clock is set back: the shown time then stands until it is caught up.
    Without the file it shows the computer's time.
    """

    def __init__(self, path: Path, real: Callable[[], float] = time.time) -> None:
        self._path = path
        self._real = real
        self._seen: tuple[int, int, int] | None = None
        self._rate = REAL_TIME
        self._latest = 0.0
        self._lock = threading.Lock()

    @property
    def factor(self) -> float:
        """How many times as fast as the computer's clock time runs."""
        with self._lock:
            return self._current_rate().factor

    def now(self) -> datetime:
        with self._lock:
            self._latest = max(self._latest, self._current_rate().at(self._real()))
            return datetime.fromtimestamp(self._latest, UTC)

    def set_factor(self, factor: float) -> None:
        """From now on time runs ``factor`` times as fast.

        Refuses a factor below 1 or above a day in a second with ValueError.
        """
        if not SLOWEST <= factor <= FASTEST:
            raise ValueError(f"the factor must be from {SLOWEST:g} to {FASTEST:g}")
        self._restart(timedelta(0), factor)

    def advance(self, by: timedelta) -> None:
        """Let ``by`` pass at once. Refuses to go back with ValueError."""
        if by < timedelta(0):
            raise ValueError("the clock only goes forward")
        self._restart(by, None)

    def _restart(self, ahead: timedelta, factor: float | None) -> None:
        with self._lock, self._alone():
            before, real = self._current_rate(), self._real()
            rate = Rate(
                real_origin=real,
                virtual_origin=max(self._latest, before.at(real)) + ahead.total_seconds(),
                factor=before.factor if factor is None else factor,
            )
            # A process that reads while this one writes must see the old file or the new one.
            fresh = self._path.with_suffix(".new")
            fresh.write_bytes(msgspec.json.encode(rate))
            fresh.replace(self._path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _current_rate(self) -> Rate:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            self._seen, self._rate = None, REAL_TIME
            return self._rate
        seen = (status.st_mtime_ns, status.st_ino, status.st_size)
        if seen != self._seen:
            self._rate = self._read()
            self._seen = seen
        return self._rate

    def _read(self) -> Rate:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Rate)
        except (msgspec.DecodeError, OSError) as error:
            raise BrokenClockFile(f"{self._path} can't be read: delete it ({error})") from error
