"""What changes a record: the outcome of a filing, the bureau's word, an inspection."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from domain.command import Command
from domain.filing.facts import Subject
from domain.register.facts import Approved, Identity, ImportedSite


class ApplyOutcome(Command, frozen=True):
    """Carry out what a filing came to, in the record ``record``."""

    record: str
    approved: Approved


class ImportRecord(Command, frozen=True, kw_only=True):
    """Enter what a former system of the provider has of a subject. ``sites`` come in the order of
    their numbers."""

    number: str
    identity: Identity
    subject: Subject
    sites: tuple[ImportedSite, ...]
    approved_on: date | None = None


class NoteSiteCancelled(Command, frozen=True):
    """The bureau cancelled a website, an empty one for instance."""

    site: str


class NoteSubjectCancelled(Command, frozen=True):
    """The bureau cancelled the subject with all its websites."""


class NoteBlacklisted(Command, frozen=True):
    """The bureau put the subject on its black list, or took it off."""

    listed: bool


class RequestRectification(Command, frozen=True):
    """Tell the owner what an inspection found wrong with a website, and by when to mend it."""

    site: str
    items: tuple[str, ...]
    due_on: date


class ConfirmRectified(Command, frozen=True):
    """Say that what an inspection found is mended."""

    site: str


class RemoveAccess(Command, frozen=True):
    """End the access of a website that was not mended in time."""

    site: str


BureauCommand: TypeAlias = NoteSiteCancelled | NoteSubjectCancelled | NoteBlacklisted
InspectionCommand: TypeAlias = RequestRectification | ConfirmRectified | RemoveAccess
RegisterCommand: TypeAlias = ApplyOutcome | ImportRecord | BureauCommand | InspectionCommand
