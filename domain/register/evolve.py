"""How each event changes a record. Nothing is refused here: it has happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from domain.register import events as e
from domain.register.facts import RecordStatus, SiteStatus
from domain.register.state import Record, Rectification, RegisteredSite


def replay(events: Iterable[e.RegisterEvent]) -> Record:
    """The state after the events, in their order."""
    record = Record()
    for event in events:
        record = evolve(record, event)
    return record


def evolve(record: Record, event: e.RegisterEvent) -> Record:
    """The state after one more event."""
    touched = replace(record, version=record.version + 1, changed_at=event.at)
    match event:
        case e.SubjectRegistered():
            return replace(
                touched,
                account=event.account,
                number=event.number,
                identity=event.identity,
                subject=event.subject,
                status=RecordStatus.ACTIVE,
                registered_at=event.at,
                approved_on=event.approved_on,
            )
        case e.SubjectChanged(subject=subject):
            return replace(touched, subject=subject)
        case e.SubjectCancelled():
            sites = {id_: _ended(site) for id_, site in record.sites.items()}
            return replace(touched, status=RecordStatus.CANCELLED, sites=sites)
        case e.RecordTransferred(to_account=account) | e.RecordClaimed(account=account):
            return replace(touched, account=account)
        case e.OutcomeApplied(filing=filing):
            return replace(touched, applied=record.applied | {filing})
        case e.SubjectBlacklisted():
            return replace(touched, blacklisted=True)
        case e.SubjectUnlisted():
            return replace(touched, blacklisted=False)
        case _:
            return _of_site(touched, event)


def _of_site(record: Record, event: e.RegisterEvent) -> Record:
    match event:
        case e.SiteRegistered(site=site, number=number, elsewhere=elsewhere):
            return _with(record, site.id, RegisteredSite(site, number, None, elsewhere))
        case e.SiteMovedIn(site=site, number=number, access=access):
            return _with(record, site.id, RegisteredSite(site, number, access))
        case e.SiteChanged(site=site):
            return _change(record, site.id, site=site)
        case e.AccessRegistered(site=id_, access=access) | e.AccessChanged(site=id_, access=access):
            return _change(record, id_, access=access)
        case e.AccessRemoved(site=id_):
            return _change(record, id_, access=None, status=SiteStatus.ACTIVE, rectification=None)
        case e.SiteCancelled(site=id_):
            return _with(record, id_, _ended(record.sites[id_]))
        case e.SiteMovedOut(site=id_):
            return _change(record, id_, access=None, status=SiteStatus.MOVED, rectification=None)
        case e.RectificationRequested(site=id_, items=items, due_on=due_on):
            asked = Rectification(items, due_on)
            return _change(record, id_, status=SiteStatus.RECTIFY, rectification=asked)
        case e.Rectified(site=id_):
            return _change(record, id_, status=SiteStatus.ACTIVE, rectification=None)
        case _:
            return record


def _ended(site: RegisteredSite) -> RegisteredSite:
    """A website after its subject or itself was cancelled; one that had moved away stays so."""
    if not site.is_live:
        return site
    return replace(
        site,
        access=None,
        elsewhere=False,
        status=SiteStatus.CANCELLED,
        rectification=None,
    )


def _change(record: Record, site: str, /, **values: Any) -> Record:
    return _with(record, site, replace(record.sites[site], **values))


def _with(record: Record, site: str, registered: RegisteredSite) -> Record:
    return replace(record, sites=record.sites | {site: registered})
