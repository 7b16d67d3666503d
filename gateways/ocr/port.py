"""Reading certificates: what is asked and answered.

A reader is given the program's own re-encoded picture, never a stranger's bytes, and is asked by
the worker, not by the web server: reading takes a second or more.
"""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

Kind = Literal["licence", "id_front", "id_back"]
"""A business licence, and the two sides of an identity card."""


class ReadField(msgspec.Struct, frozen=True):
    """What stands in one field of a certificate. ``confidence`` is the reader's own, 0 to 1.

    ``name`` is ``name``, ``certificate_number``, ``address``, ``legal_representative`` or
    ``valid_to``, whose text is an ISO date or ``long_term``.
    """

    name: str
    text: str
    confidence: float


class CertificateReader(Protocol):
    """Finds the fields of a certificate in a picture of it."""

    def read(self, picture: bytes, kind: Kind) -> tuple[ReadField, ...]:
        """The fields that were found in the JPEG; none where it shows no such certificate."""
        ...
