"""What a command makes of a filing: events, or a named refusal. One function a command."""

from __future__ import annotations

from typing import assert_never

from domain.filing import commands as c
from domain.filing import drafting, identifying, reporting, reviewing, submitting, timing
from domain.filing.events import FilingEvent
from domain.filing.state import Filing


def decide(command: c.FilingCommand, filing: Filing) -> list[FilingEvent]:
    """The events that the command causes; an empty list where there is nothing to do."""
    match command:
        case (
            c.StartFiling()
            | c.RecordSubject()
            | c.RecordSite()
            | c.RemoveSite()
            | c.RecordAccess()
            | c.UploadMaterial()
            | c.RemoveMaterial()
            | c.AnswerIssue()
        ):
            return drafting.decide(command, filing)
        case (
            c.AcceptAgreements()
            | c.Submit()
            | c.ResubmitUnchanged()
            | c.Withdraw()
            | c.Abandon()
            | c.RecordPublicSecurityNumber()
        ):
            return submitting.decide(command, filing)
        case (
            c.ClaimFiling()
            | c.RenewClaim()
            | c.ReleaseFiling()
            | c.PassReview()
            | c.ReturnFiling()
            | c.MapRefusal()
        ):
            return reviewing.decide(command, filing)
        case c.IssueIdentityLink() | c.SubmitIdentityEvidence() | c.DecideIdentity():
            return identifying.decide(command, filing)
        case (
            c.ReportFiling()
            | c.NoteReportFailure()
            | c.NoteCodesSent()
            | c.NoteCodeVerified()
            | c.NoteCodesFailed()
            | c.NoteBureauStarted()
            | c.NoteBureauApproved()
            | c.NoteBureauRejected()
        ):
            return reporting.decide(command, filing)
        case c.MeetDeadline():
            return timing.decide(command, filing)
        case _:
            assert_never(command)
