"""What was told to the ministry, and what the ministry and its bureau answered."""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class ReportedToMiit(msgspec.Struct, frozen=True):
    """The filing was sent on to the ministry; these persons will have to verify a code."""

    report: str
    attempt: int
    province: str
    persons: tuple[str, ...]
    officer: str
    at: datetime


class ReportFailed(msgspec.Struct, frozen=True):
    """The ministry's interface refused the report with a result code."""

    report: str
    code: int
    text: str
    at: datetime


class SmsDispatched(msgspec.Struct, frozen=True):
    """The ministry sent its codes; they are valid until ``expires_at``."""

    report: str
    persons: tuple[str, ...]
    expires_at: datetime
    at: datetime


class SmsVerified(msgspec.Struct, frozen=True):
    """A person verified the ministry's code."""

    report: str
    person: str
    at: datetime


class SmsCompleted(msgspec.Struct, frozen=True):
    """Every person verified; the bureau's review begins, usually done by ``due_at``."""

    report: str
    at: datetime
    due_at: datetime
    due_estimated: bool


class BureauReviewStarted(msgspec.Struct, frozen=True):
    """Nobody had to verify a code; the bureau's review begins, usually done by ``due_at``."""

    report: str
    at: datetime
    due_at: datetime
    due_estimated: bool


class SmsFailed(msgspec.Struct, frozen=True):
    """The verification failed; ``cause`` is ``timeout`` or ``attempts``."""

    report: str
    cause: str
    at: datetime


class BureauApproved(msgspec.Struct, frozen=True):
    """The bureau approved. The numbers (site id to website number) are those that it gave or
    kept, or those that are void now. The public-security filing is due for new websites only."""

    report: str
    subject_number: str
    website_numbers: dict[str, str]
    approved_on: date
    public_security_due_on: date | None
    at: datetime


class BureauRejected(msgspec.Struct, frozen=True):
    """The bureau refused with a result code and one text for the whole filing."""

    report: str
    code: int
    text: str
    at: datetime
