"""The provider's review: claims and decisions."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.filing.facts import Issue, Status


class Claimed(msgspec.Struct, frozen=True):
    """A reviewer took the filing until ``until``; a lead may take it from another."""

    reviewer: str
    until: datetime
    at: datetime
    taken_from: str | None = None


class ClaimRenewed(msgspec.Struct, frozen=True):
    """The reviewer is at work, so the claim lasts longer."""

    reviewer: str
    until: datetime


class Released(msgspec.Struct, frozen=True):
    """The claim ended without a decision; ``cause`` is ``given_back`` or ``expired``."""

    reviewer: str
    cause: str
    to: Status
    at: datetime


class InitialPassed(msgspec.Struct, frozen=True):
    """The provider's review accepted all; with ``identity_needed`` the photos come next."""

    reviewer: str
    accepted: tuple[str, ...]
    identity_needed: bool
    at: datetime
    due_at: datetime
    note: str = ""


class Concluded(msgspec.Struct, frozen=True):
    """The provider's review was the last hand: such a filing goes to no bureau. The numbers
    (site id to website number) are those of the record."""

    subject_number: str
    website_numbers: dict[str, str]
    at: datetime


class FixRequested(msgspec.Struct, frozen=True):
    """The review found issues that the applicant can mend. ``note`` is internal."""

    reviewer: str
    accepted: tuple[str, ...]
    issues: tuple[Issue, ...]
    at: datetime
    note: str = ""


class Rejected(msgspec.Struct, frozen=True):
    """The review found a blocker. ``note`` is internal."""

    reviewer: str
    accepted: tuple[str, ...]
    issues: tuple[Issue, ...]
    at: datetime
    note: str = ""


class RefusalMapped(msgspec.Struct, frozen=True):
    """A reviewer said which fields a refusal of the ministry or the bureau means."""

    reviewer: str
    issues: tuple[Issue, ...]
    at: datetime
    note: str = ""
