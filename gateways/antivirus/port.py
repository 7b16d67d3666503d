"""Asking a virus scanner about a file: the port."""

from __future__ import annotations

from typing import Protocol


class ScanFailed(Exception):
    """The scanner did not answer, or not about the whole file: nobody knows what is in it."""


class Antivirus(Protocol):
    """Knows harmful files by their bytes."""

    def found_in(self, data: bytes) -> str | None:
        """The name of what the file carries, None for a clean one. Raises ScanFailed."""
        ...
