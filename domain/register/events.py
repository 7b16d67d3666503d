"""What happened to a record of the register.

Stored for ever: a field is never renamed, removed or reused. ``filing`` is the filing whose
approval caused the event, empty where none did.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

import msgspec

from domain.filing.facts import Access, Subject, Website
from domain.filing.kinds import Kind
from domain.register.facts import Cause, Identity


class SubjectRegistered(msgspec.Struct, frozen=True):
    """A subject stands in the register from now on. ``account`` owns the record."""

    account: str
    number: str
    identity: Identity
    subject: Subject
    kind: Kind
    approved_on: date | None
    filing: str
    at: datetime


class SiteRegistered(msgspec.Struct, frozen=True):
    """A website got its number. ``elsewhere``: another provider gives it access, too."""

    site: Website
    number: str
    elsewhere: bool
    filing: str
    at: datetime


class AccessRegistered(msgspec.Struct, frozen=True):
    """A website of the record runs here from now on."""

    site: str
    access: Access
    filing: str
    at: datetime


class SubjectChanged(msgspec.Struct, frozen=True):
    """The approved data of the subject are others now; the number stays."""

    subject: Subject
    filing: str
    at: datetime


class SiteChanged(msgspec.Struct, frozen=True):
    """The approved data of a website are others now; its number stays."""

    site: Website
    filing: str
    at: datetime


class AccessChanged(msgspec.Struct, frozen=True):
    """A website runs elsewhere at this provider: other addresses, modes or places."""

    site: str
    access: Access
    filing: str
    at: datetime


class AccessRemoved(msgspec.Struct, frozen=True):
    """This provider gives the website no access any more. The website keeps its number; without
    any access it is an empty one."""

    site: str
    cause: Cause
    filing: str
    at: datetime


class SiteCancelled(msgspec.Struct, frozen=True):
    """The website's number is dead. It never comes back."""

    site: str
    cause: Cause
    filing: str
    at: datetime


class SubjectCancelled(msgspec.Struct, frozen=True):
    """The subject's number and those of all its websites are dead. They never come back."""

    cause: Cause
    filing: str
    at: datetime


class SiteMovedOut(msgspec.Struct, frozen=True):
    """The website belongs to the subject of another record now, under another number."""

    site: str
    to_record: str
    filing: str
    at: datetime


class SiteMovedIn(msgspec.Struct, frozen=True):
    """A website of another record came to this subject, under a number of this subject."""

    site: Website
    number: str
    access: Access | None
    from_record: str
    filing: str
    at: datetime


class RecordTransferred(msgspec.Struct, frozen=True):
    """The whole record belongs to another account of this provider."""

    from_account: str
    to_account: str
    filing: str
    at: datetime


class RecordClaimed(msgspec.Struct, frozen=True):
    """An account proved that a record which was in no account is its own."""

    account: str
    filing: str
    at: datetime


class OutcomeApplied(msgspec.Struct, frozen=True):
    """What the filing came to stands in this record. ``complete`` is False where another record is
    still to change with it."""

    filing: str
    kind: Kind
    complete: bool
    at: datetime


class RectificationRequested(msgspec.Struct, frozen=True):
    """An inspection found something wrong with a website; it is to be mended by ``due_on`` (a day
    in Beijing). ``items`` says what, in words for the owner."""

    site: str
    items: tuple[str, ...]
    due_on: date
    at: datetime


class Rectified(msgspec.Struct, frozen=True):
    """What an inspection had found wrong with a website is mended."""

    site: str
    at: datetime


class SubjectBlacklisted(msgspec.Struct, frozen=True):
    """The bureau put the subject on its black list."""

    at: datetime


class SubjectUnlisted(msgspec.Struct, frozen=True):
    """The bureau took the subject off its black list."""

    at: datetime


RegisterEvent: TypeAlias = (
    SubjectRegistered
    | SiteRegistered
    | AccessRegistered
    | SubjectChanged
    | SiteChanged
    | AccessChanged
    | AccessRemoved
    | SiteCancelled
    | SubjectCancelled
    | SiteMovedOut
    | SiteMovedIn
    | RecordTransferred
    | RecordClaimed
    | OutcomeApplied
    | RectificationRequested
    | Rectified
    | SubjectBlacklisted
    | SubjectUnlisted
)
