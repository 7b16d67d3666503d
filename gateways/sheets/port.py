"""Printing the verification sheet of a website: the port."""

from __future__ import annotations

from datetime import date
from typing import Protocol

import msgspec

from domain.rules.sheets import SheetForm, SheetItem


class Checked(msgspec.Struct, frozen=True):
    """What the provider's review found, for the provider's part of a sheet.

    ``by`` is the reviewer's name in the clear, or empty where it has to be written by hand;
    ``on`` the day in Beijing. ``items`` were found right; of the others nothing was stated.
    """

    by: str
    on: date
    items: frozenset[SheetItem]


class Paper(msgspec.Struct, frozen=True):
    """What stands on one sheet. ``name`` is in the clear, ``domains`` as they are to be read.

    ``code`` is the text of the QR code, ``label`` what the foot of the page says of it. With
    ``checked`` the provider's part is filled in, and no example follows.
    """

    form: SheetForm
    name: str
    domains: tuple[str, ...]
    individual: bool
    fingerprint: bool
    provider: str
    code: str
    label: str
    checked: Checked | None = None


class SheetPress(Protocol):
    """Where sheets are set."""

    def pdf(self, paper: Paper) -> bytes:
        """Pages of A4, the form and a filled example: equal bytes for equal papers."""
        ...

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of the text that cannot be printed; the form leaves boxes for them."""
        ...
