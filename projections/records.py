"""The register as lists: each subject's record, and its websites, live and former ones."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    Table,
    Text,
)

from domain.filing.facts import Subject, Website
from domain.reference import regions
from domain.register import events as r
from domain.register.facts import RecordStatus, SiteStatus
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import UtcTime, metadata

records: Final = Table(
    "records",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("certificate_digest", Text, nullable=False),
    Column("nature", Integer, nullable=False),
    Column("province", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("label_is_token", Boolean, nullable=False),
    Column("status", Text, nullable=False),
    Column("blacklisted", Boolean, nullable=False),
    Column("live_sites", Integer, nullable=False),
    Column("approved_on", Date),
    Column("registered_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Index("ix_records_account", "account"),
    Index("ix_records_number", "number"),
    Index("ix_records_certificate_digest", "certificate_digest"),
    Index("ix_records_label", "label"),
    Index("ix_records_changed_at", "changed_at", "stream"),
)
record_sites: Final = Table(
    "record_sites",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("site", Text, primary_key=True),
    Column("number", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("domains", JSON, nullable=False),
    Column("status", Text, nullable=False),
    Column("access_here", Boolean, nullable=False),
    Column("elsewhere", Boolean, nullable=False),
    Index("ix_record_sites_number", "number"),
)
record_domains: Final = Table(
    "record_domains",
    metadata,
    Column("domain", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("site", Text, primary_key=True),
)


def project(recorded: Recorded, tables: Tables) -> None:
    """Follows each record, its websites and their domains."""
    event: Any = recorded.event
    if isinstance(event, r.SubjectRegistered):
        tables[records].put(_new_row(recorded, event))
        return
    row = tables[records].get(recorded.stream)
    if row is None:
        return
    _of_sites(recorded.stream, event, tables)
    live = row["live_sites"] + _added_sites(event)
    changes = {"live_sites": live, "changed_at": recorded.time} | _changes(event)
    tables[records].put(row | changes)


def _new_row(recorded: Recorded, event: r.SubjectRegistered) -> dict[str, Any]:
    identity = event.identity
    return {
        "stream": recorded.stream,
        "account": event.account,
        "number": event.number,
        "certificate_digest": identity.certificate_digest,
        "nature": identity.nature,
        "province": regions.province_of(identity.region),
        "status": RecordStatus.ACTIVE.value,
        "blacklisted": False,
        "live_sites": 0,
        "approved_on": event.approved_on,
        "registered_at": recorded.time,
        "changed_at": recorded.time,
    } | _label(event.subject)


def _label(subject: Subject) -> dict[str, Any]:
    label = subject.name or subject.responsible.name.token
    return {"label": label, "label_is_token": not subject.name}


def _changes(event: Any) -> dict[str, Any]:
    match event:
        case r.SubjectChanged(subject=subject):
            return _label(subject)
        case r.SubjectCancelled():
            return {"status": RecordStatus.CANCELLED.value, "live_sites": 0}
        case r.RecordTransferred(to_account=account) | r.RecordClaimed(account=account):
            return {"account": account}
        case r.SubjectBlacklisted():
            return {"blacklisted": True}
        case r.SubjectUnlisted():
            return {"blacklisted": False}
        case _:
            return {}


def _added_sites(event: Any) -> int:
    match event:
        case r.SiteRegistered() | r.SiteMovedIn():
            return 1
        case r.SiteCancelled() | r.SiteMovedOut():
            return -1
        case _:
            return 0


def _of_sites(stream: str, event: Any, tables: Tables) -> None:
    match event:
        case r.SiteRegistered(site=site, number=number, elsewhere=elsewhere):
            _put_site(stream, site, tables, number=number, elsewhere=elsewhere)
        case r.SiteMovedIn(site=site, number=number, access=access):
            _put_site(stream, site, tables, number=number, access_here=access is not None)
        case r.SiteChanged(site=site):
            _change_site(stream, site, tables)
        case r.SiteCancelled(site=id_):
            _end(stream, id_, SiteStatus.CANCELLED, tables)
        case r.SiteMovedOut(site=id_):
            _end(stream, id_, SiteStatus.MOVED, tables)
        case r.SubjectCancelled():
            for row in tables[record_sites].where(stream=stream):
                if row["status"] in {SiteStatus.ACTIVE, SiteStatus.RECTIFY}:
                    _end(stream, row["site"], SiteStatus.CANCELLED, tables)
        case _:
            _of_access(stream, event, tables)


def _of_access(stream: str, event: Any, tables: Tables) -> None:
    sites = tables[record_sites]
    match event:
        case r.AccessRegistered(site=site):
            sites.change(stream, site, access_here=True)
        case r.AccessRemoved(site=site):
            sites.change(stream, site, access_here=False, status=SiteStatus.ACTIVE.value)
        case r.RectificationRequested(site=site):
            sites.change(stream, site, status=SiteStatus.RECTIFY.value)
        case r.Rectified(site=site):
            sites.change(stream, site, status=SiteStatus.ACTIVE.value)


def _put_site(stream: str, site: Website, tables: Tables, **values: Any) -> None:
    """A website that is new in the record."""
    row: dict[str, Any] = {
        "stream": stream,
        "site": site.id,
        "name": site.name,
        "domains": list(site.domains),
        "status": SiteStatus.ACTIVE.value,
        "access_here": False,
        "elsewhere": False,
    }
    tables[record_sites].put(row | values)
    _put_domains(stream, site, tables)


def _change_site(stream: str, site: Website, tables: Tables) -> None:
    before = tables[record_sites].get(stream, site.id)
    for domain in before["domains"] if before else ():
        tables[record_domains].delete(domain, stream, site.id)
    tables[record_sites].change(stream, site.id, name=site.name, domains=list(site.domains))
    _put_domains(stream, site, tables)


def _put_domains(stream: str, site: Website, tables: Tables) -> None:
    for domain in site.domains:
        tables[record_domains].put({"domain": domain, "stream": stream, "site": site.id})


def _end(stream: str, site: str, status: SiteStatus, tables: Tables) -> None:
    """The website holds no more. Its domains stay, so that it is found by them."""
    ended = {"status": status.value, "access_here": False}
    if status is SiteStatus.CANCELLED:
        ended |= {"elsewhere": False}
    tables[record_sites].change(stream, site, **ended)


PROJECTION: Final = Projection(
    name="records",
    tables=(records, record_sites, record_domains),
    project=project,
    names=frozenset(
        f"register.{fact}"
        for fact in (
            "subject_registered",
            "site_registered",
            "access_registered",
            "subject_changed",
            "site_changed",
            "access_changed",
            "access_removed",
            "site_cancelled",
            "subject_cancelled",
            "site_moved_out",
            "site_moved_in",
            "record_transferred",
            "record_claimed",
            "rectification_requested",
            "rectified",
            "subject_blacklisted",
            "subject_unlisted",
        )
    ),
)
