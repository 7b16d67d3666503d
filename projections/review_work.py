"""Whose work an open filing is: one row each, moved along by its events.

``queue`` says whose turn it is: ``review`` (reviewers: handed in, a photo to look at, a
bureau's refusal to map), ``report`` (report officers), ``returned`` (the applicant's turn
after a return) or empty (nobody's here). ``what`` is the work itself. Closed filings have no
row, so the lists cost the same however many filings were closed.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from domain.filing import events as e
from domain.filing.facts import Status
from domain.filing.lifecycle import CLOSED, RETURNED, WAITING, next_status
from domain.reference import regions
from store.projecting import Tables
from store.recorded import Recorded
from store.tables import UtcTime, metadata

review_queue: Final = Table(
    "review_queue",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("queue", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("nature", Integer, nullable=False),
    Column("province", Text, nullable=False),
    Column("main_domain", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("label_is_token", Boolean, nullable=False),
    Column("round", Integer, nullable=False),
    Column("submitted_at", UtcTime),
    Column("since", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    Column("due_estimated", Boolean, nullable=False),
    Column("order_at", UtcTime, nullable=False),
    Column("claimed_by", Text),
    Column("claimed_until", UtcTime),
    Column("last_stage", Text, nullable=False),
    Column("code", Integer),
    Column("text", Text, nullable=False),
    # The lists are read in the order of this index, and counted without touching a row.
    Index("ix_review_queue_order", "queue", "order_at", "stream", "claimed_until", "due_at"),
    Index("ix_review_queue_province", "queue", "province", "order_at", "stream"),
    Index("ix_review_queue_claimed_by", "claimed_by", "claimed_until"),
    Index("ix_review_queue_claimed_until", "queue", "claimed_until"),
)

REVIEW: Final = "review"
REPORT: Final = "report"
RETURNED_TO_APPLICANT: Final = "returned"


QUIET: Final = (
    e.SiteRecorded,
    e.RecordCopied,
    e.Explained,
    e.DomainStated,
    e.SiteRemoved,
    e.AccessRecorded,
    e.MaterialUploaded,
    e.MaterialRemoved,
    e.MaterialRead,
    e.UploadLinkIssued,
    e.IssueAnswered,
    e.AgreementsAccepted,
    e.WarningsAcknowledged,
    e.IdentityLinkIssued,
    e.IdentityLinkOpened,
    e.IdentityLinkRevoked,
    e.SmsReminderDue,
    e.IdleReminderDue,
    e.ReviewOverdue,
    e.RulesChanged,
    e.PublicSecurityReminderDue,
    e.PublicSecurityRecorded,
)
"""What changes nothing here, so that a step of an applicant need not read the row."""


def project(recorded: Recorded, tables: Tables) -> None:
    """Follows a filing from its start to its end."""
    rows = tables[review_queue]
    event: Any = recorded.event
    if isinstance(event, e.FilingStarted):
        rows.put(_new_row(recorded, event))
        return
    row = rows.get(recorded.stream)
    if row is None:
        return
    status = next_status(Status(row["status"]), event)
    if status in CLOSED:
        rows.delete(recorded.stream)
        return
    before = row["queue"], row["what"]
    row["status"] = status.value
    for change in (_facts, _claim, _due, _returned):
        row |= change(event)
    row["queue"], row["what"] = _work(status, row)
    if (row["queue"], row["what"]) != before:
        row["since"] = recorded.time
    row["order_at"] = row["due_at"] or row["since"]
    rows.put(row)


def _new_row(recorded: Recorded, event: e.FilingStarted) -> dict[str, Any]:
    return {
        "stream": recorded.stream,
        "account": event.account,
        "status": Status.DRAFT.value,
        "queue": "",
        "what": "",
        "outcome": "",
        "nature": 0,
        "province": "",
        "main_domain": "",
        "label": "",
        "label_is_token": False,
        "round": 0,
        "submitted_at": None,
        "since": recorded.time,
        "due_at": None,
        "due_estimated": False,
        "order_at": recorded.time,
        "claimed_by": None,
        "claimed_until": None,
        "last_stage": "",
        "code": None,
        "text": "",
    }


def _facts(event: Any) -> dict[str, Any]:
    match event:
        case e.TypeDetermined(facts=facts):
            return {
                "outcome": facts.outcome,
                "nature": facts.nature,
                "province": regions.province_of(facts.region),
                "main_domain": facts.domains[0] if facts.domains else "",
            }
        case e.SubjectRecorded(subject=subject):
            label = subject.name or subject.responsible.name.token
            return {"label": label, "label_is_token": not subject.name}
        case e.Submitted(round=round_, at=at):
            return {"round": round_, "submitted_at": at}
        case _:
            return {}


def _claim(event: Any) -> dict[str, Any]:
    match event:
        case (
            e.Claimed(reviewer=reviewer, until=until)
            | e.ClaimRenewed(reviewer=reviewer, until=until)
        ):
            return {"claimed_by": reviewer, "claimed_until": until}
        case (
            e.Submitted()
            | e.Withdrawn()
            | e.Released()
            | e.InitialPassed()
            | e.FixRequested()
            | e.Rejected()
            | e.IdentityAccepted(complete=True)
            | e.IdentityRejected()
            | e.IdentityEvidenceExpired(needed=True)
            | e.RefusalMapped()
            | e.ReportedToMiit()
        ):
            return {"claimed_by": None, "claimed_until": None}
        case _:
            return {}


def _due(event: Any) -> dict[str, Any]:
    """The promised time that runs after the event, where the event starts or ends one."""
    match event:
        case e.Submitted(due_at=due_at, due_estimated=estimated):
            return {"due_at": due_at, "due_estimated": estimated}
        case (
            e.ResubmittedUnchanged(due_at=due_at)
            | e.InitialPassed(due_at=due_at)
            | e.IdentityEvidenceSubmitted(due_at=due_at)
            | e.IdentityAccepted(due_at=due_at)
        ):
            return {"due_at": due_at, "due_estimated": False}
        case (
            e.Withdrawn()
            | e.FixRequested()
            | e.Rejected()
            | e.IdentityRejected()
            | e.IdentityEvidenceExpired(needed=True)
            | e.RefusalMapped()
            | e.ReportedToMiit()
            | e.SmsFailed()
            | e.BureauRejected()
            | e.Expired()
        ):
            return {"due_at": None, "due_estimated": False}
        case _:
            return {}


def _returned(event: Any) -> dict[str, Any]:
    """Which hand found the last issue, and what the ministry said."""
    match event:
        case (
            e.FixRequested(issues=issues)
            | e.Rejected(issues=issues)
            | e.IdentityRejected(issues=issues)
            | e.RefusalMapped(issues=issues)
        ):
            return {"last_stage": issues[0].stage.value, "what": ""}
        case e.SmsFailed():
            return {"last_stage": "sms"}
        case e.ReportFailed(code=code, text=text):
            return {"last_stage": "transport", "code": code, "text": text}
        case e.BureauRejected(code=code, text=text):
            return {"last_stage": "bureau", "code": code, "text": text, "what": "map"}
        case e.ReportedToMiit():
            return {"code": None, "text": ""}
        case _:
            return {}


def _work(status: Status, row: dict[str, Any]) -> tuple[str, str]:
    """Whose work the filing is in this state, and what work."""
    match status:
        case Status.IDENTITY_REVIEW:
            return REVIEW, "identity"
        case Status.READY | Status.REPORT_FAILED:
            return REPORT, "report"
        case _ if status in WAITING or status is Status.REVIEWING:
            return REVIEW, "review"
        case Status.BUREAU_REJECTED if row["what"] == "map":
            return REVIEW, "map"
        case _ if status in RETURNED:
            return RETURNED_TO_APPLICANT, ""
        case _:
            return "", ""
