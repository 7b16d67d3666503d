"""The photos by which the websites' persons prove who they are."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.filing.facts import Evidence, Issue


class IdentityLinkIssued(msgspec.Struct, frozen=True):
    """A one-time link for a site person's photo; only its digest is kept.

    ``ways`` are those on which it is sent to the person (``sms``, ``mail``); without any it
    was only shown.
    """

    person: str
    link_digest: str
    expires_at: datetime
    at: datetime
    ways: tuple[str, ...] = ()


class IdentityLinkOpened(msgspec.Struct, frozen=True):
    """A site person's link was opened for the first time."""

    person: str
    link_digest: str
    at: datetime


class IdentityLinkRevoked(msgspec.Struct, frozen=True):
    """The applicant made a site person's link worthless."""

    person: str
    link_digest: str
    at: datetime


class IdentityEvidenceSubmitted(msgspec.Struct, frozen=True):
    """A site person's photo arrived; with ``complete`` every person's photo is there."""

    evidence: Evidence
    link_digest: str
    complete: bool
    at: datetime
    due_at: datetime


class IdentityAccepted(msgspec.Struct, frozen=True):
    """A reviewer accepted a photo; with ``complete`` no other is open."""

    reviewer: str
    person: str
    complete: bool
    at: datetime
    due_at: datetime


class IdentityRejected(msgspec.Struct, frozen=True):
    """A reviewer refused a photo; the site person takes a new one."""

    reviewer: str
    person: str
    issues: tuple[Issue, ...]
    at: datetime
    note: str = ""


class IdentityEvidenceExpired(msgspec.Struct, frozen=True):
    """Nobody judged a photo in time; with ``needed`` the person is asked for a new one."""

    person: str
    needed: bool
    at: datetime
