"""A filing goes to the ministry, and what the ministry and its bureau say is noted."""

from __future__ import annotations

from datetime import date, datetime

from domain.command import Command
from domain.filing.commands.promising import PromisingCommand


class ReportFiling(Command, frozen=True):
    """Send the filing on to the ministry."""

    report: str


class NoteReportFailure(Command, frozen=True):
    """The ministry's interface refused the report."""

    report: str
    code: int
    text: str


class NoteCodesSent(Command, frozen=True):
    """The ministry sent its codes."""

    report: str
    persons: tuple[str, ...]
    expires_at: datetime


class NoteCodeVerified(PromisingCommand, frozen=True):
    """Persons verified their code."""

    report: str
    persons: tuple[str, ...]


class NoteCodesFailed(Command, frozen=True):
    """The verification failed at the ministry (``timeout`` or ``attempts``)."""

    report: str
    cause: str


class NoteBureauStarted(PromisingCommand, frozen=True):
    """The bureau has the filing."""

    report: str


class NoteBureauApproved(Command, frozen=True):
    """The bureau approved."""

    report: str
    subject_number: str
    website_numbers: dict[str, str]
    approved_on: date


class NoteBureauRejected(Command, frozen=True):
    """The bureau refused."""

    report: str
    code: int
    text: str
