"""What falls due for a filing: at most one row of each kind, moved along by its events."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from domain.filing import events as e
from domain.filing import policy
from domain.filing.identifying import PHOTO_SLOT
from domain.filing.timing import PHOTO
from store.deadlines import deadlines
from store.event_names import EVENTS
from store.projecting import Projection, Tables
from store.recorded import Recorded

Timers = dict[str, datetime | None]
"""Kind of deadline -> when it is due, or None where it ends."""

_FIRST_IDLE = timedelta(days=policy.IDLE_REMINDERS[0])


def project(recorded: Recorded, tables: Tables) -> None:
    """Sets and ends the timers that the event means."""
    rows = tables[deadlines]
    for kind, due_at in timers(recorded.event).items():
        if due_at is not None:
            rows.put({"stream": recorded.stream, "kind": kind, "due_at": due_at})
        else:
            rows.delete(recorded.stream, kind)


_ENDED: Final[Timers] = dict.fromkeys(("sms", "sms_reminder", "idle", "overdue", "claim"))
"""What no longer runs once a filing is at its end."""


def timers(event: Any) -> Timers:
    """The timers that an event sets (a moment in UTC) or ends (None)."""
    match event:
        case (
            e.FilingStarted()
            | e.SubjectRecorded()
            | e.SiteRecorded()
            | e.SiteRemoved()
            | e.AccessRecorded()
            | e.MaterialUploaded()
            | e.MaterialRemoved()
            | e.UploadLinkIssued()
            | e.IssueAnswered()
            | e.AgreementsAccepted()
            | e.WarningsAcknowledged()
            | e.Explained()
            | e.DomainStated()
            | e.IdentityLinkIssued()
        ):
            return {"idle": event.at + _FIRST_IDLE}
        case e.Submitted() | e.ResubmittedUnchanged():
            return {"idle": None, "overdue": event.due_at}
        case e.Withdrawn():
            return {"idle": event.at + _FIRST_IDLE, "overdue": None, "claim": None}
        case e.Abandoned():
            return {"idle": None, "overdue": None}
        case e.Expired():
            return {"idle": None}
        case e.Claimed() | e.ClaimRenewed():
            return {"claim": event.until}
        case e.Released():
            return {"claim": None}
        case e.FixRequested() | e.Rejected() | e.RefusalMapped():
            return _returned(event.at)
        case _:
            return _of_photos(event)


def _returned(at: datetime) -> Timers:
    """The applicant's move: nothing is promised, nobody holds the filing."""
    return {"idle": at + _FIRST_IDLE, "overdue": None, "claim": None}


def _of_photos(event: Any) -> Timers:
    match event:
        case e.IdentityEvidenceSubmitted(evidence=evidence, complete=complete):
            photo: Timers = {f"{PHOTO}{evidence.person}": policy.photo_until(evidence)}
            if complete:
                return photo | {"idle": None, "overdue": event.due_at}
            return photo | {"idle": event.at + _FIRST_IDLE}
        case e.IdentityAccepted(person=person, complete=complete):
            done: Timers = {f"{PHOTO}{person}": None}
            return done | {"overdue": event.due_at, "claim": None} if complete else done
        case e.IdentityEvidenceExpired(person=person, needed=needed):
            over: Timers = {f"{PHOTO}{person}": None}
            return over | _returned(event.at) if needed else over
        case e.IdentityRejected(person=person):
            return _returned(event.at) | {f"{PHOTO}{person}": None}
        case e.MaterialsPurged(slots=slots):
            photos = (slot for slot in slots if slot.startswith(PHOTO_SLOT))
            return {f"{PHOTO}{slot.removeprefix(PHOTO_SLOT)}": None for slot in photos}
        case _:
            return _after_pass(event)


def _after_pass(event: Any) -> Timers:
    match event:
        case e.InitialPassed(identity_needed=True):
            return _returned(event.at)
        case e.InitialPassed():
            return {"overdue": event.due_at, "claim": None}
        case e.ReportedToMiit():
            return {"overdue": None, "claim": None, "idle": None}
        case e.SmsDispatched(expires_at=expires_at):
            first = expires_at - policy.SMS_LIFE + timedelta(hours=policy.SMS_REMINDERS[0])
            return {"sms": expires_at, "sms_reminder": first}
        case e.SmsFailed():
            return {"sms": None, "sms_reminder": None, "idle": event.at + _FIRST_IDLE}
        case e.SmsCompleted() | e.BureauReviewStarted():
            return {"sms": None, "sms_reminder": None, "idle": None, "overdue": event.due_at}
        case e.BureauRejected():
            return {"sms": None, "sms_reminder": None, "idle": None, "overdue": None}
        case e.BureauApproved(public_security_due_on=due_on):
            first = event.at + timedelta(days=policy.PUBLIC_SECURITY_REMINDERS[0])
            return _ENDED | {"public_security": first} if due_on else _ENDED
        case e.Concluded():
            return _ENDED
        case _:
            return _after_reminder(event)


def _after_reminder(event: Any) -> Timers:
    match event:
        case e.ReviewOverdue():
            return {"overdue": None}
        case e.IdleReminderDue(days=days):
            steps = (*policy.IDLE_REMINDERS, policy.IDLE_DAYS)
            return {"idle": _next(event.at, timedelta(days=1), steps, days)}
        case e.SmsReminderDue(hours=hours):
            return {
                "sms_reminder": _next(event.at, timedelta(hours=1), policy.SMS_REMINDERS, hours)
            }
        case e.PublicSecurityReminderDue(day=day):
            steps = policy.PUBLIC_SECURITY_REMINDERS
            return {"public_security": _next(event.at, timedelta(days=1), steps, day)}
        case e.PublicSecurityRecorded(complete=True):
            return {"public_security": None}
        case _:
            return {}


def _next(at: datetime, unit: timedelta, steps: tuple[int, ...], done: int) -> datetime | None:
    later = [step for step in steps if step > done]
    return at + (later[0] - done) * unit if later else None


PROJECTION: Final = Projection(
    name="deadlines",
    tables=(deadlines,),
    project=project,
    names=frozenset(name for name in EVENTS if name.startswith("filing.")),
    since="0013",
)
