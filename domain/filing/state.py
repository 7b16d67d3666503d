"""A filing as its events tell it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from domain.filing import targets
from domain.filing.events import (
    Abandoned,
    AccessRecorded,
    AgreementsAccepted,
    BureauApproved,
    BureauRejected,
    Claimed,
    ClaimRenewed,
    Expired,
    FilingEvent,
    FilingStarted,
    FixRequested,
    IdentityAccepted,
    IdentityEvidenceSubmitted,
    IdentityLinkIssued,
    IdentityRejected,
    IdleReminderDue,
    InitialPassed,
    IssueAnswered,
    MaterialRemoved,
    MaterialUploaded,
    PublicSecurityRecorded,
    PublicSecurityReminderDue,
    RefusalMapped,
    Rejected,
    Released,
    ReportedToMiit,
    ReportFailed,
    ReviewOverdue,
    SiteRecorded,
    SiteRemoved,
    SmsCompleted,
    SmsDispatched,
    SmsFailed,
    SmsReminderDue,
    SmsVerified,
    SubjectRecorded,
    Submitted,
    TypeDetermined,
    Withdrawn,
)
from domain.filing.facts import (
    Access,
    Claim,
    Consent,
    Evidence,
    Issue,
    Material,
    Person,
    Status,
    Subject,
    TypeFacts,
    Website,
)
from domain.filing.lifecycle import next_status

Value = TypeVar("Value")

_REMINDERS = (
    ClaimRenewed
    | Expired
    | IdleReminderDue
    | PublicSecurityReminderDue
    | ReviewOverdue
    | SmsReminderDue
)


class Report(msgspec.Struct, frozen=True):
    """The last report to the ministry and what came back about it."""

    id: str
    attempt: int
    province: str
    persons: tuple[str, ...]
    at: datetime
    version: int
    verified: frozenset[str] = frozenset()
    expires_at: datetime | None = None
    failure: str = ""
    code: int | None = None
    text: str = ""


class Link(msgspec.Struct, frozen=True):
    """A one-time link that still works until it is used or too old."""

    digest: str
    expires_at: datetime


class Filing(msgspec.Struct, frozen=True):
    """The state of one filing.

    ``version`` counts its events; ``sections`` holds the version at which a page section
    last changed, ``changed`` the same for each target. ``content_version`` is the last
    version that changed what is handed in.
    """

    version: int = 0
    status: Status = Status.NEW
    account: str = ""
    touched_at: datetime | None = None
    facts: TypeFacts | None = None
    subject: Subject | None = None
    sites: dict[str, Website] = {}
    accesses: dict[str, Access] = {}
    materials: dict[str, Material] = {}
    sections: dict[str, int] = {}
    changed: dict[str, int] = {}
    content_version: int = 0
    consents: tuple[Consent, ...] = ()
    round: int = 0
    submitted_at: datetime | None = None
    due_at: datetime | None = None
    before_submission: Status = Status.DRAFT
    claim: Claim | None = None
    accepted: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()
    issues_version: int = 0
    answers: dict[str, str] = {}
    evidence: dict[str, Evidence] = {}
    links: dict[str, Link] = {}
    report: Report | None = None
    subject_number: str = ""
    website_numbers: dict[str, str] = {}
    approved_on: date | None = None
    filed_at: datetime | None = None
    public_security_due_on: date | None = None
    public_security: dict[str, str] = {}

    def site_person(self, site: str) -> Person | None:
        """Who answers for the website: its own person, or the linked responsible person."""
        own = self.sites[site].person
        if own is not None or self.subject is None:
            return own
        return self.subject.responsible

    def persons(self) -> dict[str, Person]:
        """Everybody who gets a code, by person id: the responsible person, then the sites'."""
        people: dict[str, Person] = {}
        if self.subject is not None:
            people[self.subject.responsible.id] = self.subject.responsible
        for site in self.sites:
            person = self.site_person(site)
            if person is not None:
                people[person.id] = person
        return people

    def site_persons(self) -> dict[str, Person]:
        """Everybody who proves identity by a photo: the persons of the websites."""
        found = (self.site_person(site) for site in self.sites)
        return {person.id: person for person in found if person is not None}

    def targets(self) -> targets.Targets:
        """Every judged field and material with its value, in reading order."""
        fields: targets.Targets = {}
        if self.subject is not None and self.facts is not None:
            fields |= targets.subject_targets(self.subject, self.facts)
        for site in self.sites.values():
            fields |= targets.site_targets(site)
            if site.id in self.accesses:
                fields |= targets.access_targets(site.id, self.accesses[site.id])
        for material in self.materials.values():
            fields |= targets.material_targets(material)
        return fields


def replay(events: Iterable[FilingEvent]) -> Filing:
    """The state after the events, in their order."""
    filing = Filing()
    for event in events:
        filing = evolve(filing, event)
    return filing


def evolve(filing: Filing, event: FilingEvent) -> Filing:
    """The state after one more event. It only notes what happened and refuses nothing."""
    noted = replace(
        filing,
        version=filing.version + 1,
        status=next_status(filing.status, event),
        touched_at=_touched_at(filing, event),
    )
    match event:
        case FilingStarted():
            return replace(noted, account=event.account)
        case TypeDetermined(facts=facts):
            return replace(noted, facts=facts)
        case (
            SubjectRecorded()
            | SiteRecorded()
            | SiteRemoved()
            | AccessRecorded()
            | MaterialUploaded()
            | MaterialRemoved()
            | IssueAnswered()
        ):
            return _stated(noted, event)
        case AgreementsAccepted(consents=consents):
            return replace(noted, consents=consents)
        case Submitted():
            return replace(
                noted,
                round=event.round,
                submitted_at=event.at,
                due_at=event.due_at,
                before_submission=filing.status,
                claim=None,
            )
        case Withdrawn() | Abandoned() | Expired():
            return replace(noted, due_at=None)
        case PublicSecurityRecorded(site=site, number=number):
            return replace(noted, public_security=filing.public_security | {site: number})
        case _:
            return _judged(noted, event)


def _touched_at(filing: Filing, event: FilingEvent) -> datetime | None:
    """When somebody last did something: a reminder is nobody's doing and moves no clock."""
    if isinstance(event, _REMINDERS):
        return filing.touched_at
    return getattr(event, "at", filing.touched_at)


def _stated(filing: Filing, event: FilingEvent) -> Filing:
    """What the applicant stated, with the version at which each target changed."""
    match event:
        case SubjectRecorded(subject=subject):
            after = replace(filing, subject=subject)
            return _noted(after, "subject", _subject_of(filing), _subject_of(after))
        case SiteRecorded(site=site):
            after = replace(filing, sites=filing.sites | {site.id: site})
            old = filing.sites.get(site.id)
            before = targets.site_targets(old) if old else {}
            return _noted(after, f"site:{site.id}", before, targets.site_targets(site))
        case SiteRemoved(site=gone):
            after = _without_site(filing, gone)
            return _noted(after, f"site:{gone}", filing.targets(), after.targets())
        case AccessRecorded(site=of, access=access):
            known = filing.accesses.get(of)
            after = replace(filing, accesses=filing.accesses | {of: access})
            before = targets.access_targets(of, known) if known else {}
            return _noted(after, f"access:{of}", before, targets.access_targets(of, access))
        case MaterialUploaded(material=material):
            after = replace(filing, materials=filing.materials | {material.slot: material})
            return _changed_slot(filing, after, material.slot)
        case MaterialRemoved(slot=slot):
            after = replace(filing, materials=_without(filing.materials, slot))
            return _changed_slot(filing, after, slot)
        case IssueAnswered(issue=issue, answer=answer):
            return replace(filing, answers=filing.answers | {issue: answer})
        case _:
            return filing


def _subject_of(filing: Filing) -> targets.Targets:
    if filing.subject is None or filing.facts is None:
        return {}
    return targets.subject_targets(filing.subject, filing.facts)


def _changed_slot(before: Filing, after: Filing, slot: str) -> Filing:
    old, new = before.materials.get(slot), after.materials.get(slot)
    return _noted(
        after,
        targets.material_target(slot),
        targets.material_targets(old) if old else {},
        targets.material_targets(new) if new else {},
    )


def _noted(after: Filing, section: str, before: targets.Targets, now: targets.Targets) -> Filing:
    """The state with the section's version, and that of each target that differs."""
    version = after.version
    moved = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    return replace(
        after,
        sections=after.sections | {section: version},
        changed=after.changed | dict.fromkeys(moved, version),
        accepted=after.accepted - moved,
        content_version=version if moved else after.content_version,
    )


def _without(items: dict[str, Value], key: str) -> dict[str, Value]:
    return {name: value for name, value in items.items() if name != key}


def _without_site(filing: Filing, site: str) -> Filing:
    return replace(
        filing,
        sites=_without(filing.sites, site),
        accesses=_without(filing.accesses, site),
        materials={
            slot: material
            for slot, material in filing.materials.items()
            if not slot.endswith(f":{site}")
        },
    )


def _judged(filing: Filing, event: FilingEvent) -> Filing:
    """What reviewers decided."""
    match event:
        case Claimed(reviewer=reviewer, until=until) | ClaimRenewed(reviewer=reviewer, until=until):
            return replace(filing, claim=Claim(reviewer, until))
        case Released():
            return replace(filing, claim=None)
        case InitialPassed(accepted=accepted, due_at=due_at):
            return replace(
                filing, claim=None, issues=(), accepted=frozenset(accepted), due_at=due_at
            )
        case FixRequested() | Rejected():
            return replace(_with_issues(filing, event.issues), accepted=frozenset(event.accepted))
        case RefusalMapped(issues=issues):
            returned = _with_issues(filing, issues)
            flagged = {issue.target for issue in issues}
            return replace(returned, accepted=filing.accepted - flagged)
        case (
            IdentityLinkIssued()
            | IdentityEvidenceSubmitted()
            | IdentityAccepted()
            | IdentityRejected()
        ):
            return _identified(filing, event)
        case _:
            return _reported(filing, event)


def _with_issues(filing: Filing, issues: tuple[Issue, ...]) -> Filing:
    return replace(
        filing, claim=None, issues=issues, issues_version=filing.version, answers={}, due_at=None
    )


def _identified(filing: Filing, event: FilingEvent) -> Filing:
    match event:
        case IdentityLinkIssued(person=person, link_digest=digest, expires_at=expires_at):
            return replace(filing, links=filing.links | {person: Link(digest, expires_at)})
        case IdentityEvidenceSubmitted(evidence=evidence, due_at=due_at):
            return replace(
                filing,
                evidence=filing.evidence | {evidence.person: evidence},
                links=_without(filing.links, evidence.person),
                due_at=due_at,
            )
        case IdentityAccepted(person=person, due_at=due_at, complete=complete):
            accepted = replace(filing.evidence[person], accepted=True)
            return replace(
                filing,
                evidence=filing.evidence | {person: accepted},
                due_at=due_at,
                claim=None if complete else filing.claim,
            )
        case IdentityRejected(person=person, issues=issues):
            refused = replace(filing.evidence[person], accepted=False)
            return replace(
                _with_issues(filing, issues), evidence=filing.evidence | {person: refused}
            )
        case _:
            return filing


def _reported(filing: Filing, event: FilingEvent) -> Filing:
    """What the ministry and the bureau did."""
    if isinstance(event, ReportedToMiit):
        report = Report(
            event.report, event.attempt, event.province, event.persons, event.at, filing.version
        )
        return replace(filing, report=report, issues=(), due_at=None, claim=None)
    if filing.report is None:
        return filing
    report = filing.report
    match event:
        case ReportFailed(code=code, text=text) | BureauRejected(code=code, text=text):
            report = replace(report, code=code, text=text)
            return replace(filing, report=report, due_at=None, issues=())
        case SmsDispatched(expires_at=expires_at):
            return replace(filing, report=replace(report, expires_at=expires_at))
        case SmsVerified(person=person):
            return replace(filing, report=replace(report, verified=report.verified | {person}))
        case SmsFailed(cause=cause):
            return replace(filing, report=replace(report, failure=cause))
        case SmsCompleted(due_at=due_at):
            return replace(filing, due_at=due_at)
        case BureauApproved():
            return replace(
                filing,
                due_at=None,
                subject_number=event.subject_number,
                website_numbers=event.website_numbers,
                approved_on=event.approved_on,
                filed_at=event.at,
                public_security_due_on=event.public_security_due_on,
            )
        case _:
            return filing
