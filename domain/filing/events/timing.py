"""What the clock makes of a filing."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from domain.filing.facts import StoredFile


class SmsReminderDue(msgspec.Struct, frozen=True):
    """Some persons have not verified ``hours`` after the codes were sent."""

    report: str
    hours: int
    waiting: tuple[str, ...]
    at: datetime


class Expired(msgspec.Struct, frozen=True):
    """Nothing was done for too long; the data are kept and may be handed in again."""

    at: datetime


class IdleReminderDue(msgspec.Struct, frozen=True):
    """The applicant has done nothing for ``days`` days; it expires on ``expires_on``."""

    days: int
    expires_on: date
    at: datetime


class RulesChanged(msgspec.Struct, frozen=True):
    """Rules that were published change what is found in the filing: ``rules`` are their ids,
    ``holds_on`` the first day on which all of them hold. ``proposal`` is that of the rule book."""

    proposal: str
    rules: tuple[str, ...]
    holds_on: date
    at: datetime


class ReviewOverdue(msgspec.Struct, frozen=True):
    """A promised working time ran out; ``what`` is ``review``, ``identity``, ``report``
    or ``bureau``."""

    what: str
    at: datetime


class PublicSecurityReminderDue(msgspec.Struct, frozen=True):
    """The public-security filing is still to be done, ``day`` days after approval."""

    day: int
    at: datetime


class MaterialsPurged(msgspec.Struct, frozen=True):
    """All scans and photos were removed, the filing having been closed for long enough.

    ``files`` are those that were destroyed, earlier ones of a slot too; their digests prove
    which they were.
    """

    slots: tuple[str, ...]
    files: tuple[StoredFile, ...]
    at: datetime
