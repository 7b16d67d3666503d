"""Every filing in one row: the applicant's dashboard, and what filings are found by."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Index,
    Integer,
    Table,
    Text,
    func,
    select,
)

from domain.filing import events as e
from domain.filing.facts import Status
from domain.filing.lifecycle import next_status
from domain.reference import regions
from store.event_names import EVENTS
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import UtcTime, metadata

dashboard: Final = Table(
    "dashboard",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("nature", Integer, nullable=False),
    Column("province", Text, nullable=False),
    Column("certificate_digest", Text, nullable=False),
    Column("main_domain", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("label_is_token", Boolean, nullable=False),
    Column("sites", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("subject_number", Text, nullable=False),
    Column("due_at", UtcTime),
    Column("sms_expires_at", UtcTime),
    Column("public_security_due_on", Date),
    Column("started_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("kind", Text, nullable=False),
    Index("ix_dashboard_account_changed_at", "account", "changed_at"),
    Index("ix_dashboard_certificate_digest", "certificate_digest"),
    Index("ix_dashboard_main_domain", "main_domain"),
    Index("ix_dashboard_subject_number", "subject_number"),
)


class DashboardRow(msgspec.Struct, frozen=True):
    """A filing as its owner's list shows it. ``label`` is the unit's name, or the sealed
    token of the person's name where ``label_is_token``; empty before it is stated."""

    stream: str
    account: str
    status: str
    nature: int
    province: str
    certificate_digest: str
    main_domain: str
    label: str
    label_is_token: bool
    sites: int
    round: int
    subject_number: str
    due_at: datetime | None
    sms_expires_at: datetime | None
    public_security_due_on: date | None
    started_at: datetime
    changed_at: datetime
    kind: str

    @property
    def filing_id(self) -> str:
        """The id of the filing in addresses."""
        return self.stream.removeprefix("filing-")


_QUIET: Final = (e.ClaimRenewed,)


def project(recorded: Recorded, tables: Tables) -> None:
    """Follows the state and what a list shows of it."""
    rows = tables[dashboard]
    event: Any = recorded.event
    if isinstance(event, e.FilingStarted):
        rows.put(_new_row(recorded, event))
        return
    row = rows.get(recorded.stream)
    if row is None:
        return
    row["status"] = next_status(Status(row["status"]), event).value
    row["changed_at"] = recorded.time
    row |= _changes(row, event)
    rows.put(row)


def _new_row(recorded: Recorded, event: e.FilingStarted) -> dict[str, Any]:
    return {
        "stream": recorded.stream,
        "account": event.account,
        "status": Status.DRAFT.value,
        "nature": 0,
        "province": "",
        "certificate_digest": "",
        "main_domain": "",
        "label": "",
        "label_is_token": False,
        "sites": 0,
        "round": 0,
        "subject_number": "",
        "due_at": None,
        "sms_expires_at": None,
        "public_security_due_on": None,
        "started_at": recorded.time,
        "changed_at": recorded.time,
        "kind": "FIRST",
    }


def _changes(row: dict[str, Any], event: Any) -> dict[str, Any]:
    match event:
        case e.MaterialUploaded() | e.AccessRecorded():
            return {}
        case e.TypeDetermined(facts=facts):
            return {
                "nature": facts.nature,
                "province": regions.province_of(facts.region),
                "certificate_digest": facts.certificate_digest,
                "main_domain": facts.domains[0] if facts.domains else "",
                "kind": facts.outcome,
            }
        case e.SubjectRecorded(subject=subject):
            label = subject.name or subject.responsible.name.token
            return {"label": label, "label_is_token": not subject.name}
        case e.SiteRecorded(new=True):
            return {"sites": row["sites"] + 1}
        case e.SiteRemoved():
            return {"sites": row["sites"] - 1}
        case e.SmsDispatched(expires_at=expires_at):
            return {"sms_expires_at": expires_at, "due_at": None}
        case e.BureauApproved(subject_number=number, public_security_due_on=due_on):
            return {
                "subject_number": number,
                "public_security_due_on": due_on,
                "due_at": None,
                "sms_expires_at": None,
            }
        case e.Concluded(subject_number=number):
            return {"subject_number": number, "due_at": None}
        case e.Submitted(round=round_, due_at=due_at):
            return {"round": round_, "due_at": due_at}
        case _:
            return _due(event)


def _due(event: Any) -> dict[str, Any]:
    """The promised time that runs after the event, where the event starts or ends one."""
    match event:
        case (
            e.ResubmittedUnchanged(due_at=due_at)
            | e.InitialPassed(due_at=due_at)
            | e.IdentityEvidenceSubmitted(due_at=due_at)
            | e.IdentityAccepted(due_at=due_at)
        ):
            return {"due_at": due_at}
        case e.SmsCompleted(due_at=due_at) | e.BureauReviewStarted(due_at=due_at):
            return {"due_at": due_at, "sms_expires_at": None}
        case (
            e.Withdrawn()
            | e.Abandoned()
            | e.FixRequested()
            | e.Rejected()
            | e.IdentityRejected()
            | e.IdentityEvidenceExpired(needed=True)
            | e.ReportedToMiit()
            | e.SmsFailed()
            | e.BureauRejected()
            | e.Expired()
        ):
            return {"due_at": None, "sms_expires_at": None}
        case _:
            return {}


PROJECTION: Final = Projection(
    name="dashboard",
    tables=(dashboard,),
    project=project,
    names=frozenset(
        name
        for name, (cls, _) in EVENTS.items()
        if name.startswith("filing.") and cls not in _QUIET
    ),
)


def of_account(connection: Connection, account: str, limit: int = 50) -> list[DashboardRow]:
    """The account's filings, the last changed first."""
    query = (
        select(dashboard)
        .where(dashboard.c.account == account)
        .order_by(dashboard.c.changed_at.desc(), dashboard.c.stream)
        .limit(limit)
    )
    return [DashboardRow(**row) for row in connection.execute(query).mappings()]


def one(connection: Connection, stream: str) -> DashboardRow | None:
    """The row of one filing."""
    query = select(dashboard).where(dashboard.c.stream == stream)
    row = connection.execute(query).mappings().one_or_none()
    return DashboardRow(**row) if row else None


def some(connection: Connection, streams: Collection[str]) -> list[DashboardRow]:
    """The rows of these filings, the last changed first."""
    query = select(dashboard).where(dashboard.c.stream.in_(streams))
    ordered = query.order_by(dashboard.c.changed_at.desc(), dashboard.c.stream)
    return [DashboardRow(**row) for row in connection.execute(ordered).mappings()]


def number(connection: Connection, statuses: Collection[Status]) -> int:
    """How many filings have one of these statuses."""
    query = select(func.count()).select_from(dashboard)
    return connection.scalar(query.where(dashboard.c.status.in_(_values(statuses)))) or 0


def behind(
    connection: Connection, statuses: Collection[Status], after: str, limit: int
) -> list[DashboardRow]:
    """The filings with one of these statuses behind that stream, in the order of streams."""
    query = (
        select(dashboard)
        .where(dashboard.c.stream > after, dashboard.c.status.in_(_values(statuses)))
        .order_by(dashboard.c.stream)
        .limit(limit)
    )
    return [DashboardRow(**row) for row in connection.execute(query).mappings()]


def _values(statuses: Collection[Status]) -> list[str]:
    return [status.value for status in statuses]
