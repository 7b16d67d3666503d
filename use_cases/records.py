"""Records of the register: opened from their events, and changed by what was approved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog

from domain import domain_names, icp_numbers
from domain.command import derived_id
from domain.domain_names import NotADomainName
from domain.filing.events import BureauApproved, Concluded
from domain.filing.kinds import Kind
from domain.icp_numbers import NotAnIcpNumber
from domain.refusal import NotFound
from domain.register.approved import approved, new_record, records_of
from domain.register.commands import ApplyOutcome, RegisterCommand
from domain.register.decide import decide
from domain.register.evolve import replay
from domain.register.facts import RecordStatus
from domain.register.policy import Underway
from domain.register.state import Record
from projections import holdings
from projections import record_lists as lists
from projections.record_lists import RecordRow
from store.outbox import OutboxItem
from store.recorded import Recorded
from use_cases import filings
from use_cases.deadlines import SYSTEM
from use_cases.desk import Desk

APPLY: Final = "register.apply"
"""The kind of outbox item that carries an approval to the register."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Opened:
    """A record with the events that made it, personal values opened."""

    id: str
    record: Record
    history: Sequence[Recorded]


def stream_of(record_id: str) -> str:
    """The stream of a record."""
    return f"register-{record_id}"


def open_record(desk: Desk, record_id: str) -> Opened:
    """The record with that id. Raises NotFound."""
    history = desk.unit.load(stream_of(record_id))
    if not history:
        raise NotFound
    events: list[Any] = [recorded.event for recorded in history]
    return Opened(record_id, replay(events), history)


def own_record(desk: Desk, record_id: str, account: str) -> Opened:
    """The account's own record; another's is NotFound like one that does not exist."""
    opened = open_record(desk, record_id)
    if opened.record.account != account:
        raise NotFound
    return opened


@dataclass(frozen=True, slots=True)
class WithUnderway:
    """A record with the filings about it that are under way."""

    id: str
    record: Record
    underway: tuple[Underway, ...]


def of_account(desk: Desk, account: str) -> list[WithUnderway]:
    """What the account has in the register, what holds first; each with its filings under way."""
    with desk.unit.reading() as connection:
        rows = lists.of_account(connection, account)
    opened = (open_record(desk, row.record_id) for row in rows)
    return [
        WithUnderway(each.id, each.record, underway(desk, each.id, each.record)) for each in opened
    ]


def underway(desk: Desk, record_id: str, record: Record) -> tuple[Underway, ...]:
    """The filings about the record or its subject that the register does not have yet."""
    if record.identity is None or record.status is RecordStatus.CANCELLED:
        return ()
    with desk.unit.reading() as connection:
        found = holdings.filings_about(connection, record_id, record.identity.certificate_digest)
    return tuple(Underway(each.filing, Kind(each.kind)) for each in found)


def record_after(desk: Desk, opened: filings.Opened) -> str:
    """The id of the record that the filing is about, or that it made; empty where there is none."""
    facts = opened.filing.facts
    wanted = facts.record if facts and facts.record else new_record(opened.id)
    with desk.unit.reading() as connection:
        return wanted if lists.is_there(connection, stream_of(wanted)) else ""


def newest(desk: Desk, limit: int, after: int) -> list[RecordRow]:
    """All records, the last changed first, without the first ``after``."""
    with desk.unit.reading() as connection:
        return lists.newest(connection, limit, after)


def found(desk: Desk, text: str) -> list[RecordRow]:
    """The records that have or had the number or the domain, or of units whose name starts so."""
    typed = text.strip()
    try:
        number = icp_numbers.parse(typed, old_prefixes=True).text
    except NotAnIcpNumber:
        number = ""
    try:
        domain = domain_names.parse(typed).registrable
    except NotADomainName:
        domain = ""
    with desk.unit.reading() as connection:
        return lists.found(connection, name=typed, number=number, domain=domain)


def handle(desk: Desk, record_id: str, command: RegisterCommand, correlation: str = "") -> bool:
    """Let the record decide on the command and record what follows; whether anything did."""
    return desk.unit.handle(command, stream_of(record_id), replay, decide, correlation)


def apply_when_approved(recorded: Recorded) -> list[OutboxItem]:
    """What was approved goes into the register, by the worker."""
    if not isinstance(recorded.event, BureauApproved | Concluded):
        return []
    filing = recorded.stream.removeprefix("filing-")
    return [OutboxItem(APPLY, {"filing": filing, "correlation": recorded.correlation_id})]


def deliver(desk: Desk, payload: Mapping[str, Any], now: datetime) -> None:
    """Carry out the approval of an outbox item."""
    apply(desk, payload["filing"], now, payload["correlation"])


def apply(desk: Desk, filing_id: str, now: datetime, correlation: str = "") -> None:
    """Carry out what the filing came to, in each record that it changes. Twice is as once: the
    ids of the commands follow from the filing. Raises the register's refusals."""
    outcome = approved(filing_id, filings.open_filing(desk, filing_id).filing)
    for record_id in records_of(outcome):
        command = ApplyOutcome(
            command_id=derived_id(f"{filing_id}/{record_id}", "register"),
            actor=SYSTEM,
            at=now,
            record=record_id,
            approved=outcome,
        )
        handle(desk, record_id, command, correlation)


def apply_all(desk: Desk, now: datetime) -> tuple[int, int]:
    """Carry out every approval that the register does not know yet, as after an upgrade from a
    program without a register; how many were, and how many could not be."""
    with desk.unit.reading() as connection:
        waiting = holdings.not_registered(connection)
    failed = 0
    for filing_id in waiting:
        try:
            apply(desk, filing_id, now)
        except Exception:
            # One filing that cannot be carried out must not keep all others out.
            _log.exception("not_registered", filing=filing_id)
            failed += 1
    return len(waiting) - failed, failed
