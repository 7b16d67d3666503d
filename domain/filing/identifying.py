"""A website's person proves identity by a photo, and a reviewer looks at it."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from domain.filing import commands as c
from domain.filing import policy
from domain.filing.events import (
    FilingEvent,
    IdentityAccepted,
    IdentityEvidenceSubmitted,
    IdentityLinkIssued,
    IdentityRejected,
)
from domain.filing.facts import Evidence
from domain.filing.policy import ensure
from domain.filing.refusals import LinkExpired, NoIdentityCheck, NotReviewable
from domain.filing.reviewing import ensure_reasons
from domain.filing.state import Filing
from domain.roles import Permission, Role
from domain.working_days import add_working_days

IdentityCommand: TypeAlias = c.IssueIdentityLink | c.SubmitIdentityEvidence | c.DecideIdentity


def decide(command: IdentityCommand, filing: Filing) -> list[FilingEvent]:
    """What a command about the identity photo causes."""
    match command:
        case c.IssueIdentityLink():
            return _issue_link(command, filing)
        case c.SubmitIdentityEvidence():
            return _submit(command, filing)
        case c.DecideIdentity():
            return _decide(command, filing)
        case _:
            assert_never(command)


def _issue_link(command: c.IssueIdentityLink, filing: Filing) -> list[FilingEvent]:
    policy.ensure_own(command.actor, filing)
    _ensure_asked(type(command), command.person, filing)
    expires_at = command.at + policy.LINK_LIFE
    return [IdentityLinkIssued(command.person, command.link_digest, expires_at, command.at)]


def _ensure_asked(command: type, person: str, filing: Filing) -> None:
    asked = policy.possible(command, filing) and person in policy.identity_asked(filing)
    ensure(asked, NoIdentityCheck())


def link_works(filing: Filing, person: str, command: c.SubmitIdentityEvidence) -> bool:
    """Whether the command's link is this person's newest, unused and not too old."""
    link = filing.links.get(person)
    return link is not None and link.digest == command.link_digest and command.at < link.expires_at


def _submit(command: c.SubmitIdentityEvidence, filing: Filing) -> list[FilingEvent]:
    if command.actor.role is Role.SITE_PERSON:
        ensure(link_works(filing, command.person, command), LinkExpired())
    else:
        policy.ensure_own(command.actor, filing)
    _ensure_asked(type(command), command.person, filing)
    evidence = Evidence(command.person, command.material, command.at)
    others = [person for person in policy.identity_missing(filing) if person != command.person]
    due, _ = add_working_days(command.at, policy.IDENTITY_DAYS)
    return [
        IdentityEvidenceSubmitted(
            evidence, command.link_digest, complete=not others, at=command.at, due_at=due
        )
    ]


def _decide(command: c.DecideIdentity, filing: Filing) -> list[FilingEvent]:
    policy.ensure_staff(command.actor, Permission.REVIEW, filing)
    policy.ensure_claim(command.actor, filing, command.at)
    undecided = policy.identity_undecided(filing)
    open_ = policy.possible(type(command), filing) and command.person in undecided
    ensure(open_, NotReviewable(status=filing.status))
    reviewer = command.actor.id
    if command.issues:
        ensure_reasons(command.issues)
        return [
            IdentityRejected(reviewer, command.person, command.issues, command.at, command.note)
        ]
    due, _ = add_working_days(command.at, policy.REPORT_DAYS)
    complete = undecided == (command.person,)
    return [IdentityAccepted(reviewer, command.person, complete, command.at, due)]
