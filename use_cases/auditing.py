"""What an auditor asks: which filings, which events, and the whole history of one filing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from domain import domain_names, icp_numbers, phones
from domain.access.commands import SearchFilings
from domain.domain_names import NotADomainName
from domain.icp_numbers import NotAnIcpNumber
from domain.reference import certificates, tables
from domain.refusal import NotFound, Refusal
from domain.roles import Actor
from domain.working_days import shanghai_date
from projections import accounts, dashboard, history, search_keys
from projections.accounts import AccountRow
from projections.dashboard import DashboardRow
from projections.history import HistoryRow, Search
from store import event_log
from store.recorded import Recorded
from use_cases import access_records, filings
from use_cases.desk import Desk
from use_cases.type_facts import certificate_digest

By = Literal["filing", "number", "domain", "name", "certificate", "mobile"]
MOST_FOUND: Final = 100
_SEARCHED: Final = {
    "stream": "stream",
    "actor": "actor",
    "name": "event",
    "since": "since",
    "until": "until",
}
"""Fields of a search -> how the event of a search calls them."""


class NotSearchable(Refusal):
    """The text is not of the kind that is looked for (fact: ``by``)."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One filing with all that happened to it, and the looks at its personal data."""

    opened: filings.Opened
    looks: Sequence[Recorded]


def find_filings(
    desk: Desk, by: By, text: str, *, actor: Actor, at: datetime, command_id: str
) -> list[DashboardRow]:
    """At most 100 filings that have or ever had the value; recorded as a search.

    A certificate is the subject's own, a mobile that of any responsible person. Raises
    NotSearchable for a text that cannot be such a value, and NotPermitted.
    """
    with desk.unit.reading() as connection:
        if by == "name":
            streams = search_keys.streams_named(connection, text.strip(), MOST_FOUND)
        elif by == "filing":
            streams = [filings.stream_of(_filing_id(text))]
        else:
            kind, values = _keys(desk, by, text)
            streams = search_keys.streams(connection, kind, values, MOST_FOUND)
        rows = dashboard.some(connection, streams)
    _record(desk, (by,), f"{by}:{text.strip()}", len(rows), actor, at, command_id)
    return rows


def find_events(
    desk: Desk,
    search: Search,
    before: int | None,
    limit: int,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> list[HistoryRow]:
    """The newest events that fit, below ``before``; recorded as a search."""
    with desk.unit.reading() as connection:
        rows = history.found(connection, search, before, limit)
    by = tuple(said for field, said in _SEARCHED.items() if getattr(search, field))
    _record(desk, by, repr(search), len(rows), actor, at, command_id)
    return rows


def open_dossier(desk: Desk, filing_id: str) -> Dossier:
    """The filing's events, and the looks at it with their values unopened. Raises NotFound."""
    opened = filings.open_filing(desk, filing_id)
    looks = desk.unit.load_unopened(access_records.stream_of(filing_id))
    return Dossier(opened, looks)


def version_at(opened: filings.Opened, until: datetime) -> int:
    """The version of the filing just before ``until`` (UTC). Raises NotFound before its first."""
    version = sum(1 for recorded in opened.history if recorded.time < until)
    if version == 0:
        raise NotFound
    return version


def stored_json(desk: Desk, positions: Collection[int]) -> dict[int, bytes]:
    """The events at these positions as they are stored, personal values sealed."""
    with desk.unit.reading() as connection:
        return event_log.read_data(connection, positions)


def accounts_of(desk: Desk, ids: Collection[str]) -> list[AccountRow]:
    """The accounts among these ids of actors."""
    with desk.unit.reading() as connection:
        return accounts.some(connection, ids)


def staff_of(desk: Desk) -> list[AccountRow]:
    """All staff accounts."""
    with desk.unit.reading() as connection:
        return accounts.staff(connection)


def log_size(desk: Desk) -> int:
    """How many events the log says it has."""
    with desk.unit.reading() as connection:
        return event_log.head(connection).size


def positions_of(desk: Desk, stream: str) -> list[int]:
    """Where in the log the events of a stream stand; none is decoded."""
    with desk.unit.reading() as connection:
        return event_log.positions_of(connection, stream)


def stream_at(desk: Desk, position: int) -> str:
    """The stream of the event at a position, empty where no such event is stored."""
    with desk.unit.reading() as connection:
        return event_log.stream_at(connection, position)


def _filing_id(text: str) -> str:
    found = text.strip().lower().replace("-", "").removeprefix("filing")
    if len(found) != 32 or not set(found) <= set("0123456789abcdef"):
        raise NotSearchable(by="filing")
    return found


def _keys(desk: Desk, by: By, text: str) -> tuple[str, list[str]]:
    """The kind and the values under which ``projections.search_keys`` has it."""
    match by:
        case "number":
            try:
                return search_keys.NUMBER, [icp_numbers.parse(text, old_prefixes=True).text]
            except NotAnIcpNumber:
                raise NotSearchable(by=by) from None
        case "domain":
            try:
                return search_keys.DOMAIN, [domain_names.parse(text).registrable]
            except NotADomainName:
                raise NotSearchable(by=by) from None
        case "mobile":
            mobile = phones.normalise_mobile(text)
            if phones.check_mobile(mobile):
                raise NotSearchable(by=by)
            return search_keys.MOBILE, [desk.vault.digest("mobile", mobile)]
        case _:
            return search_keys.CERTIFICATE, _certificate_digests(desk, text)


def _certificate_digests(desk: Desk, number: str) -> list[str]:
    """The number under every type of certificate, as only the number is known."""
    types = [
        kind.id
        for subject_type in tables.subject_types()
        for kind in tables.certificate_types(subject_type.id)
    ]
    return [
        certificate_digest(desk, kind, certificates.normalise_certificate(kind, number))
        for kind in types
    ]


def _record(
    desk: Desk,
    by: tuple[str, ...],
    text: str,
    found: int,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> None:
    command = SearchFilings(
        command_id=command_id,
        actor=actor,
        at=at,
        by=by,
        digest=desk.vault.digest("search", text),
        found=found,
    )
    access_records.record(desk, f"access-search-{shanghai_date(at):%Y%m%d}", command)
