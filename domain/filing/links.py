"""One-time links by which somebody without an account fills one place: with a scan, or with the
photo of a site person.

They are kept by whose they are: a slot's key or a person's id, which are never the same. Only the
newest of a place counts, so that the one before ends with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from domain.filing.refusals import LinkExpired


class Link(msgspec.Struct, frozen=True):
    """A place's newest link: ``opened`` by somebody, ``used`` the id of what came by it."""

    digest: str
    expires_at: datetime
    opened: bool = False
    used: str = ""


Links = Mapping[str, Link]


def with_opened(links: Links, digest: str) -> dict[str, Link]:
    """The links, the one with that digest noted as opened."""
    return _changed(links, digest, opened=True)


def with_used(links: Links, digest: str, scan: str) -> dict[str, Link]:
    """The links, the one by which the scan or photo came noted as used."""
    return _changed(links, digest, used=scan)


def _changed(links: Links, digest: str, **changes: bool | str) -> dict[str, Link]:
    return {
        whose: msgspec.structs.replace(link, **changes) if link.digest == digest else link
        for whose, link in links.items()
    }


def live(links: Links, whose: str, at: datetime) -> Link | None:
    """The place's newest link, if it is not too old; it may have been used."""
    link = links.get(whose)
    return link if link is not None and at < link.expires_at else None


def shown(links: Links, whose: str, digest: str, at: datetime) -> Link:
    """The link that somebody came with. Raises LinkExpired where it was replaced or revoked, or
    is too old."""
    link = live(links, whose, at)
    if link is None or link.digest != digest:
        raise LinkExpired
    return link
