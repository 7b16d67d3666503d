"""The secrets of one-time links: made from the desk's key, shown once, and found again by digest."""

from __future__ import annotations

from typing import Final, NamedTuple

from domain.filing.links import Link
from domain.filing.refusals import LinkExpired
from projections import filing_links
from use_cases import filings
from use_cases.desk import Desk
from use_cases.filings import Opened

SECRET_DIGITS: Final = 40
"""Hexadecimal digits of a link's secret: 160 bits, and a QR code that any camera reads."""


class Purpose(NamedTuple):
    """What links are for: the name under which their secrets and digests are made, which is for
    ever, and the page that they lead to."""

    name: str
    page: str

    def secret(self, desk: Desk, filing_id: str, whose: str, command_id: str) -> str:
        """The secret of the link that a command issues, which follows from the desk's key.

        A form sent twice shows the link that works, and nobody learns another's by repeating
        its id.
        """
        leads = f"{filing_id}/{whose}/{command_id}"
        return desk.vault.digest(f"{self.name}_secret", leads)[:SECRET_DIGITS]

    def digest(self, desk: Desk, secret: str) -> str:
        """What the log keeps of a secret."""
        return desk.vault.digest(f"{self.name}_link", secret)

    def address(self, desk: Desk, secret: str) -> str:
        """The address that is opened on a phone."""
        return f"{desk.address}/{self.page}/{secret}"


UPLOAD: Final = Purpose("upload", "handover")
PHOTO: Final = Purpose("identity", "identity")


class Found(NamedTuple):
    """The newest link of a slot or person of a filing."""

    opened: Opened
    whose: str
    link: Link


def find(desk: Desk, purpose: Purpose, secret: str) -> Found:
    """The link behind a secret. It may have been used, or be too old. Raises LinkExpired where
    it is unknown, replaced or revoked."""
    digest = purpose.digest(desk, secret)
    with desk.unit.reading() as connection:
        issued = filing_links.find(connection, digest)
    if issued is None:
        raise LinkExpired
    opened = filings.open_filing(desk, issued.filing_id)
    link = opened.filing.links.get(issued.whose)
    if link is None or link.digest != digest:
        raise LinkExpired
    return Found(opened, issued.whose, link)
