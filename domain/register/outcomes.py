"""What the outcome of a filing does to a record, by the effect that its kind has.

The data of a filing replace those of the record only here, when the filing was approved.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeAlias

from domain.filing.facts import Website
from domain.filing.kinds import NEEDS, Data, Effect
from domain.register import events as e
from domain.register.checks import ensure_active, ensure_live
from domain.register.commands import ApplyOutcome
from domain.register.events import RegisterEvent
from domain.register.facts import Approved, Cause, RecordStatus
from domain.register.refusals import (
    AlreadyRegistered,
    NoAccessHere,
    NotTheOwner,
    NotTheSubject,
    NumberMissing,
    NumberTaken,
    OtherNumber,
    TargetMissing,
    UnknownRecord,
)
from domain.register.state import Record, RegisteredSite

Events: TypeAlias = list[RegisterEvent]
_Apply: TypeAlias = Callable[[ApplyOutcome, Record], Events]


def apply(command: ApplyOutcome, record: Record) -> Events:
    """The events by which the record becomes what was approved; none the second time."""
    approved = command.approved
    if approved.filing in record.applied:
        return []
    effect = NEEDS[approved.kind].effect
    complete = effect is not Effect.MOVE_SITES or command.record != approved.record
    done = e.OutcomeApplied(approved.filing, approved.kind, complete, command.at)
    return [*_BY_EFFECT[effect](command, record), done]


def _registered(command: ApplyOutcome, record: Record) -> Events:
    """A subject that was not in the register, with its websites."""
    approved = command.approved
    if approved.record == command.record:
        raise UnknownRecord
    if record.status is not RecordStatus.NEW:
        raise AlreadyRegistered
    return [_subject(approved, command.at), *_added(command, record, elsewhere=False)]


def _sites_added(command: ApplyOutcome, record: Record) -> Events:
    return [*_known_subject(command, record), *_added(command, record, elsewhere=False)]


def _accesses_added(command: ApplyOutcome, record: Record) -> Events:
    """Accesses to websites that had a number before: those of the record and others."""
    return [*_known_subject(command, record), *_added(command, record, elsewhere=True)]


def _known_subject(command: ApplyOutcome, record: Record) -> Events:
    """The subject as the filing restated it; one that was filed elsewhere is known from now on."""
    approved = command.approved
    if record.status is RecordStatus.NEW:
        if approved.record == command.record:
            raise UnknownRecord
        return [_subject(approved, command.at)]
    _ensure_about(approved, record)
    if approved.subject_number and approved.subject_number != record.number:
        raise OtherNumber(number=approved.subject_number)
    return _subject_changed(command, record)


def _subject(approved: Approved, at: datetime) -> e.SubjectRegistered:
    if not approved.subject_number or approved.subject is None:
        raise NumberMissing
    return e.SubjectRegistered(
        account=approved.account,
        number=approved.subject_number,
        identity=approved.identity,
        subject=approved.subject,
        kind=approved.kind,
        approved_on=approved.approved_on,
        filing=approved.filing,
        at=at,
    )


def _added(command: ApplyOutcome, record: Record, *, elsewhere: bool) -> Events:
    """The websites of the filing with where they run; one that the record has gets its access."""
    approved, at, events = command.approved, command.at, list[RegisterEvent]()
    for id_, site in approved.sites.items():
        if id_ in record.sites:
            present = ensure_live(record, id_)
            if not elsewhere or present.access is not None:
                raise AlreadyRegistered(site=id_)
            events += _site_changed(command, present, site)
        else:
            number = _new_number(approved, record, id_)
            events.append(e.SiteRegistered(site, number, elsewhere, approved.filing, at))
        access = approved.accesses.get(id_)
        if access is not None:
            events.append(e.AccessRegistered(id_, access, approved.filing, at))
    return events


def _new_number(approved: Approved, record: Record, site: str) -> str:
    """The website's number, which no website of the record has or had."""
    number = approved.website_numbers.get(site, "")
    if not number:
        raise NumberMissing(site=site)
    if any(number == other.number for other in record.sites.values()):
        raise NumberTaken(number=number)
    return number


def _changed(command: ApplyOutcome, record: Record) -> Events:
    """Only what differs from the record is an event."""
    _ensure_about(command.approved, record)
    approved, at = command.approved, command.at
    events = _subject_changed(command, record)
    for id_, site in approved.sites.items():
        events += _site_changed(command, ensure_live(record, id_), site)
    if NEEDS[approved.kind].access is Data.SHOWN:
        return events
    for id_, access in approved.accesses.items():
        present = ensure_live(record, id_).access
        if present is None:
            raise NoAccessHere(site=id_)
        if present != access:
            events.append(e.AccessChanged(id_, access, approved.filing, at))
    return events


def _subject_changed(command: ApplyOutcome, record: Record) -> Events:
    """The subject where the kind of filing lets it be stated, and something else was."""
    approved, subject = command.approved, command.approved.subject
    shown = NEEDS[approved.kind].subject is Data.SHOWN
    if shown or subject is None or subject == record.subject:
        return []
    return [e.SubjectChanged(subject, approved.filing, command.at)]


def _site_changed(command: ApplyOutcome, present: RegisteredSite, site: Website) -> Events:
    approved = command.approved
    if NEEDS[approved.kind].site is Data.SHOWN or present.site == site:
        return []
    return [e.SiteChanged(site, approved.filing, command.at)]


def _sites_cancelled(command: ApplyOutcome, record: Record) -> Events:
    approved = command.approved
    return [
        e.SiteCancelled(site, Cause.FILING, approved.filing, command.at)
        for site in _own_sites(command, record)
    ]


def _subject_cancelled(command: ApplyOutcome, record: Record) -> Events:
    _ensure_about(command.approved, record)
    return [e.SubjectCancelled(Cause.FILING, command.approved.filing, command.at)]


def _accesses_removed(command: ApplyOutcome, record: Record) -> Events:
    sites = _own_sites(command, record)
    for site in sites:
        if record.sites[site].access is None:
            raise NoAccessHere(site=site)
    filing = command.approved.filing
    return [e.AccessRemoved(site, Cause.FILING, filing, command.at) for site in sites]


def _moved(command: ApplyOutcome, record: Record) -> Events:
    """The record goes to another account of this provider."""
    approved = command.approved
    _ensure_about(approved, record)
    if not approved.to_account or approved.to_account == record.account:
        raise TargetMissing
    return [e.RecordTransferred(record.account, approved.to_account, approved.filing, command.at)]


def _taken_in(command: ApplyOutcome, record: Record) -> Events:
    """A record that was in no account. Its data stay as the ministry has them: what was stated
    proves whose it is, and went to no bureau."""
    approved = command.approved
    ensure_active(record)
    _ensure_subject(approved, record)
    if record.account:
        raise NotTheOwner
    return [e.RecordClaimed(approved.account, approved.filing, command.at)]


def _sites_moved(command: ApplyOutcome, record: Record) -> Events:
    """Out of the one record or into the other, as the command says which."""
    approved = command.approved
    if not approved.to_record or approved.to_record == approved.record:
        raise TargetMissing
    if command.record == approved.record:
        ensure_active(record)
        for site in approved.record_sites:
            ensure_live(record, site)
        return [
            e.SiteMovedOut(site, approved.to_record, approved.filing, command.at)
            for site in approved.record_sites
        ]
    return [*_known_subject(command, record), *_moved_in(command, record)]


def _moved_in(command: ApplyOutcome, record: Record) -> Events:
    approved, events = command.approved, list[RegisterEvent]()
    for id_ in approved.record_sites:
        if id_ in record.live_sites:
            raise AlreadyRegistered(site=id_)
        events.append(
            e.SiteMovedIn(
                site=approved.sites[id_],
                number=_new_number(approved, record, id_),
                access=approved.accesses.get(id_),
                from_record=approved.record,
                filing=approved.filing,
                at=command.at,
            )
        )
    return events


def _own_sites(command: ApplyOutcome, record: Record) -> tuple[str, ...]:
    """The websites that the filing is about, all of them live ones of its record."""
    _ensure_about(command.approved, record)
    for site in command.approved.record_sites:
        ensure_live(record, site)
    return command.approved.record_sites


def _ensure_about(approved: Approved, record: Record) -> None:
    """The record holds, and the filing is its owner's and about its subject."""
    ensure_active(record)
    _ensure_subject(approved, record)
    if record.account != approved.account:
        raise NotTheOwner


def _ensure_subject(approved: Approved, record: Record) -> None:
    known = record.identity
    if known is None or known.certificate_digest != approved.identity.certificate_digest:
        raise NotTheSubject


_BY_EFFECT: Final[dict[Effect, _Apply]] = {
    Effect.REGISTER: _registered,
    Effect.ADD_SITES: _sites_added,
    Effect.ADD_ACCESSES: _accesses_added,
    Effect.CHANGE: _changed,
    Effect.CANCEL_SITES: _sites_cancelled,
    Effect.CANCEL_SUBJECT: _subject_cancelled,
    Effect.REMOVE_ACCESSES: _accesses_removed,
    Effect.MOVE_RECORD: _moved,
    Effect.TAKE_IN: _taken_in,
    Effect.MOVE_SITES: _sites_moved,
}
