"""The opened data keys that a process holds for a short time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from store.keys import Keys, derived

HELD_SECONDS: Final = 30.0
HELD_KEYS: Final = 4096


class OpenKey(NamedTuple):
    """A data key in use: ``fields`` seals values, ``files`` is what file keys derive from.

    Both are None after the key was destroyed.
    """

    fields: AESGCM | None
    files: bytes | None
    until: float


class KeyRing:
    """Holds opened keys for ``seconds`` at most, and at most ``size`` of them.

    The time is also how long another process may still read a person after an erasure.
    Reading takes no lock: a dictionary's ``get`` is one step.
    """

    def __init__(
        self,
        keys: Keys,
        seconds: float = HELD_SECONDS,
        size: int = HELD_KEYS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keys = keys
        self._seconds = seconds
        self._size = size
        self._clock = clock
        self._held: dict[str, OpenKey] = {}
        self._lock = threading.Lock()
        self._erasures = 0

    def __len__(self) -> int:
        return len(self._held)

    def get(self, person: str) -> OpenKey | None:
        """The person's key; None where the person never had one."""
        held = self._held.get(person)
        if held is not None and held.until > self._clock():
            return held
        erasures = self._erasures
        found = self._keys.find([person])
        return self._hold(person, found[person], erasures) if person in found else None

    def get_or_make(self, person: str) -> OpenKey:
        """The person's key, made and committed before this returns if there never was one."""
        held = self._held.get(person)
        if held is not None and held.until > self._clock():
            return held
        erasures = self._erasures
        return self._hold(person, self._keys.find_or_make(person), erasures)

    def prefetch(self, persons: Iterable[str]) -> None:
        """Hold the keys of all these persons after one query for those not held already."""
        now = self._clock()
        held = self._held
        missing = {
            person for person in persons if (key := held.get(person)) is None or key.until <= now
        }
        if not missing:
            return
        erasures = self._erasures
        for person, found in self._keys.find(missing).items():
            self._hold(person, found, erasures)

    def destroy(self, person: str) -> None:
        """Destroy the person's key in the database, and forget it here."""
        self._keys.destroy(person)
        with self._lock:
            self._erasures += 1
            self._held.pop(person, None)

    def _hold(self, person: str, key: bytes | None, erasures: int) -> OpenKey:
        opened = _opened(key, self._clock() + self._seconds)
        with self._lock:
            # A key that was read before an erasure and arrives after it must not stay.
            if erasures == self._erasures:
                self._held.pop(person, None)
                self._held[person] = opened
                self._shrink()
        return opened

    def _shrink(self) -> None:
        # Keys stand in the order of their arrival, so those to go first stand first.
        now = self._clock()
        while self._held:
            oldest = next(iter(self._held))
            if len(self._held) <= self._size and self._held[oldest].until > now:
                return
            del self._held[oldest]


def _opened(key: bytes | None, until: float) -> OpenKey:
    if key is None:
        return OpenKey(None, None, until)
    fields = AESGCM(derived(key, b"filing-desk fields"))
    return OpenKey(fields, derived(key, b"filing-desk files"), until)
