"""What must be so before a record is changed."""

from __future__ import annotations

from domain.register.facts import RecordStatus
from domain.register.refusals import RecordCancelled, SiteGone, UnknownRecord, UnknownSite
from domain.register.state import Record, RegisteredSite


def ensure_active(record: Record) -> None:
    """Raises UnknownRecord, or RecordCancelled."""
    if record.status is RecordStatus.NEW:
        raise UnknownRecord
    if record.status is RecordStatus.CANCELLED:
        raise RecordCancelled


def ensure_live(record: Record, site: str) -> RegisteredSite:
    """The website of the record. Raises UnknownSite, or SiteGone."""
    registered = record.sites.get(site)
    if registered is None:
        raise UnknownSite(site=site)
    if not registered.is_live:
        raise SiteGone(site=site)
    return registered
