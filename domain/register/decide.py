"""What a command makes of a record: events, or a named refusal."""

from __future__ import annotations

from typing import assert_never

from domain.refusal import NotPermitted
from domain.register import commands as c
from domain.register import events as e
from domain.register import importing
from domain.register.checks import ensure_active, ensure_live
from domain.register.events import RegisterEvent
from domain.register.facts import Cause, SiteStatus
from domain.register.outcomes import apply
from domain.register.refusals import ItemsMissing, NoAccessHere, NothingToMend
from domain.register.state import Record
from domain.roles import Actor, Permission, Role, may


def decide(command: c.RegisterCommand, record: Record) -> list[RegisterEvent]:
    """The events that the command causes; an empty list where there is nothing to do."""
    if isinstance(command, c.ApplyOutcome):
        _ensure_by(command.actor, Role.SYSTEM)
        return apply(command, record)
    if isinstance(command, c.ImportRecord):
        _ensure_by(command.actor, Role.SYSTEM)
        return importing.imported(command, record)
    ensure_active(record)
    if isinstance(command, c.BureauCommand):
        _ensure_by(command.actor, Role.MINISTRY)
        return _noted(command, record)
    if not may(command.actor.role, Permission.REVIEW):
        raise NotPermitted
    return _inspected(command, record)


def _noted(command: c.BureauCommand, record: Record) -> list[RegisterEvent]:
    at = command.at
    match command:
        case c.NoteSiteCancelled(site=site):
            ensure_live(record, site)
            return [e.SiteCancelled(site, Cause.BUREAU, "", at)]
        case c.NoteSubjectCancelled():
            return [e.SubjectCancelled(Cause.BUREAU, "", at)]
        case c.NoteBlacklisted(listed=listed):
            if listed == record.blacklisted:
                return []
            return [e.SubjectBlacklisted(at) if listed else e.SubjectUnlisted(at)]
        case _:
            assert_never(command)


def _inspected(command: c.InspectionCommand, record: Record) -> list[RegisterEvent]:
    registered = ensure_live(record, command.site)
    match command:
        case c.RequestRectification(site=site, items=items, due_on=due_on):
            stated = tuple(text for item in items if (text := item.strip()))
            if not stated:
                raise ItemsMissing
            return [e.RectificationRequested(site, stated, due_on, command.at)]
        case c.ConfirmRectified(site=site):
            if registered.status is not SiteStatus.RECTIFY:
                raise NothingToMend(site=site)
            return [e.Rectified(site, command.at)]
        case c.RemoveAccess(site=site):
            if registered.status is not SiteStatus.RECTIFY:
                raise NothingToMend(site=site)
            if registered.access is None:
                raise NoAccessHere(site=site)
            return [e.AccessRemoved(site, Cause.INSPECTION, "", command.at)]
        case _:
            assert_never(command)


def _ensure_by(actor: Actor, role: Role) -> None:
    if actor.role is not role:
        raise NotPermitted
