"""Printing the verification sheet of a website: the port."""

from __future__ import annotations

from typing import Protocol

import msgspec

from domain.rules.sheets import SheetForm


class Paper(msgspec.Struct, frozen=True):
    """What stands on one sheet. ``name`` is in the clear, ``domains`` as they are to be read.

    ``code`` is the text of the QR code, ``label`` what the foot of the page says of it.
    """

    form: SheetForm
    name: str
    domains: tuple[str, ...]
    individual: bool
    fingerprint: bool
    provider: str
    code: str
    label: str


class SheetPress(Protocol):
    """Where sheets are set."""

    def pdf(self, paper: Paper) -> bytes:
        """Two pages of A4, the form and a filled example: equal bytes for equal papers."""
        ...

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of the text that cannot be printed; the form leaves boxes for them."""
        ...
