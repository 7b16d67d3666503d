"""Which events are told to whom, and on which ways."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import msgspec

from domain.filing import events as e
from domain.working_days import shanghai_date

ACCOUNT: Final = "account"
RESPONSIBLE: Final = "responsible"
IDENTITY_LINK: Final = "identity_link"
"""The message whose link is put in when it is sent: no queue and no projection holds it."""


class Message(msgspec.Struct, frozen=True):
    """Something to tell. ``occasion`` names its text; ``facts`` fill it, never personal.

    ``to`` is ``account`` (the filing's account), ``responsible`` (the responsible person),
    ``person:<id>`` or ``role:<role>``; ``ways`` are ``app``, ``mail`` and ``sms``.
    """

    occasion: str
    to: str
    ways: tuple[str, ...]
    facts: dict[str, Any] = {}


_APP_MAIL: Final = ("app", "mail")
_ALL: Final = ("app", "mail", "sms")


def messages_of(event: Any) -> tuple[Message, ...]:
    """What the event means for those who wait for it."""
    match event:
        case e.Submitted(round=round_, due_at=due_at):
            facts = {"round": round_, "due_on": shanghai_date(due_at).isoformat()}
            return _told("submitted", facts, _APP_MAIL, RESPONSIBLE)
        case e.FixRequested(issues=issues):
            return _told("fix_requested", {"issues": len(issues)}, _ALL, RESPONSIBLE)
        case e.Rejected(issues=issues):
            return _told("rejected", {"issues": len(issues)}, _ALL, RESPONSIBLE)
        case e.InitialPassed(identity_needed=needed):
            occasion = "identity_needed" if needed else "initial_passed"
            return _told(occasion, {}, _ALL)
        case e.IdentityAccepted(complete=True):
            return _told("identity_accepted", {}, _ALL)
        case e.IdentityRejected(person=person):
            return _told("identity_rejected", {}, _ALL, f"person:{person}")
        case e.IdentityEvidenceExpired(person=person, needed=True):
            return _told("identity_expired", {}, _ALL, f"person:{person}")
        case e.IdentityLinkIssued(person=person, ways=ways) if ways:
            return (Message(IDENTITY_LINK, f"person:{person}", ways),)
        case e.Expired():
            return _told("expired", {}, _ALL)
        case e.ReviewOverdue(what=what):
            lead = Message("overdue", "role:lead", _APP_MAIL, {"what": what})
            return (lead, *_told("overdue", {"what": what}, ("app",)))
        case _:
            return _of_draft(event)


def _of_draft(event: Any) -> tuple[Message, ...]:
    match event:
        case e.IdleReminderDue(days=days, expires_on=expires_on):
            facts = {"days": days, "expires_on": expires_on.isoformat()}
            return _told("idle_reminder", facts, _ALL)
        case e.RulesChanged(rules=rules, holds_on=day):
            facts = {"rules": len(rules), "holds_on": day.isoformat()}
            return _told("rules_changed", facts, _APP_MAIL)
        case _:
            return _of_ministry(event)


def _of_ministry(event: Any) -> tuple[Message, ...]:
    match event:
        case e.ReportedToMiit(persons=persons):
            people = tuple(f"person:{person}" for person in persons)
            return _told("reported", {}, _ALL, *people)
        case e.ReportFailed(code=code):
            return (Message("report_failed", "role:report_officer", ("app",), {"code": code}),)
        case e.SmsReminderDue(waiting=waiting, hours=hours):
            people = tuple(f"person:{person}" for person in waiting)
            return _told("sms_reminder", {"hours": hours}, _ALL, *people)
        case e.SmsFailed(cause=cause):
            return _told(f"sms_{cause}", {}, _ALL)
        case e.PublicSecurityReminderDue(day=day):
            return _told("public_security_reminder", {"day": day}, _APP_MAIL)
        case _:
            return _of_bureau(event)


def _of_bureau(event: Any) -> tuple[Message, ...]:
    match event:
        case e.SmsCompleted(due_at=due_at):
            facts = {"due_on": shanghai_date(due_at).isoformat()}
            return _told("bureau_started", facts, _ALL, RESPONSIBLE)
        case e.BureauReviewStarted(due_at=due_at):
            facts = {"due_on": shanghai_date(due_at).isoformat()}
            return _told("bureau_review_started", facts, _ALL, RESPONSIBLE)
        case e.BureauApproved(public_security_due_on=None, subject_number=number):
            return _told("request_approved", {"number": number}, _ALL, RESPONSIBLE)
        case e.Concluded(subject_number=number):
            return _told("concluded", {"number": number}, _ALL, RESPONSIBLE)
        case e.BureauApproved(subject_number=number, public_security_due_on=date() as due_on):
            facts = {"number": number, "due_on": due_on.isoformat()}
            return _told("bureau_approved", facts, _ALL, RESPONSIBLE)
        case e.BureauRejected(code=code):
            return (Message("refusal_to_map", "role:reviewer", ("app",), {"code": code}),)
        case e.RefusalMapped(issues=issues):
            return _told("bureau_rejected", {"issues": len(issues)}, _ALL, RESPONSIBLE)
        case _:
            return ()


def _told(
    occasion: str, facts: dict[str, Any], ways: tuple[str, ...], *others: str
) -> tuple[Message, ...]:
    """To the account on all the ways, and to the others by what reaches them outside."""
    outside = tuple(way for way in ways if way != "app")
    return (
        Message(occasion, ACCOUNT, ways, facts),
        *(Message(occasion, to, outside, facts) for to in others),
    )
