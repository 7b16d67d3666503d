"""Asking a face-check service whether a photo shows the person it should: the port.

No service comes with the program. An adapter is a class with ``check``; ``wiring.make_desk`` gives
it to the desk as ``face_check``. Its answer is kept beside the photo and shown to the reviewer,
who decides: a machine's word neither accepts nor refuses anybody. Where no service is there, the
pages say nothing about one.

What is sent leaves the house: name, certificate number and pictures of a person's face. Whoever
connects a service has to have the person's separate consent for that (Personal Information
Protection Law, articles 23, 28 and 29).
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import msgspec

from domain.filing.facts import FaceResult


class FaceCheckUnavailable(Exception):
    """The service gave no answer. The photo is taken without one, and a reviewer looks."""


class FaceRequest(msgspec.Struct, frozen=True):
    """Who should be in the photo, and what there is to compare it with.

    ``key`` is the same each time the same photo is asked about, so that a service may answer
    again without counting twice. ``photo`` is a JPEG, upright, with a long side of at most
    2600 pixels; ``papers`` are such JPEGs of the person's certificate, the front first, and may
    be none. ``certificate_type`` is of the ministry's code table. ``at`` is now, in UTC.
    """

    key: str
    name: str
    certificate_type: int
    certificate_number: str
    photo: bytes
    papers: tuple[bytes, ...]
    at: datetime

    def __repr__(self) -> str:
        # Everything else in it is personal: a request that is logged shows the key only.
        return f"FaceRequest(key={self.key!r})"


class FaceCheck(Protocol):
    """A service that compares faces."""

    def check(self, request: FaceRequest) -> FaceResult:
        """What the service finds. Raises FaceCheckUnavailable, within ten seconds: the person
        waits with the phone in the hand."""
        ...
