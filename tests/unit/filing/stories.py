"""Filings with a history, told as what people did: ``Story(individual()).submitted()``.

Every step is a command that the domain decides on, so no story holds what cannot happen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from domain.command import derived_id
from domain.filing import commands as c
from domain.filing import drafting, policy, sheets
from domain.filing.decide import decide
from domain.filing.events import FilingEvent
from domain.filing.evolve import evolve
from domain.filing.facts import Explanation, Issue, OnRecord, Severity, Stage, Status
from domain.filing.kinds import NEEDS, About, Kind
from domain.filing.state import Filing
from domain.filing.targets import EXPLANATION
from domain.personal import Personal
from domain.reference import agreements, reasons
from domain.roles import Actor, Role
from tests.unit.filing.samples import Sample, hex_id, scan

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Ten o'clock in Beijing on a day of work."""

APPLICANT = Actor(hex_id("applicant"), Role.APPLICANT)
STRANGER = Actor(hex_id("stranger"), Role.APPLICANT)
SUB_ACCOUNT = Actor(hex_id("sub-account"), Role.SUB_ACCOUNT)
REVIEWER = Actor(hex_id("reviewer"), Role.REVIEWER)
COLLEAGUE = Actor(hex_id("colleague"), Role.REVIEWER)
LEAD = Actor(hex_id("lead"), Role.LEAD)
OFFICER = Actor(hex_id("officer"), Role.REPORT_OFFICER)
AUDITOR = Actor(hex_id("auditor"), Role.AUDITOR)
OPERATOR = Actor(hex_id("operator"), Role.OPERATOR)
SYSTEM = Actor("system", Role.SYSTEM)
MINISTRY = Actor("ministry", Role.MINISTRY)

NUMBER_ON_RECORD = "京ICP备2025000007号"
_WITHOUT_SITES = {kind for kind, needs in NEEDS.items() if needs.about is About.NO_SITE}
MAIL_ADDRESS = "subject.mail_address"


def issue(
    target: str = MAIL_ADDRESS,
    code: str = "R-SUB-04",
    *,
    severity: Severity = Severity.FIX,
    stage: Stage = Stage.INITIAL,
    number: int = 1,
    text: str = "",
) -> Issue:
    """One thing that is wrong, with the advice of the catalogue."""
    advice = reasons.reason(code).advice("zh")
    return Issue(hex_id(f"issue {number}"), target, code, stage, severity, text, advice)


class Story:
    """A filing that grows by commands. ``tell`` is also given every command, so that a
    story can be told to a running desk at the same time."""

    def __init__(
        self,
        sample: Sample,
        *,
        applicant: Actor = APPLICANT,
        at: datetime = MONDAY,
        tell: Callable[[c.FilingCommand], None] | None = None,
        seed: str = "story",
    ) -> None:
        self.sample = sample
        self.applicant = applicant
        self.at = at
        self.filing = Filing()
        self.events: list[FilingEvent] = []
        self._tell = tell
        self._seed = seed
        self._commands = 0

    # --- Commands -------------------------------------------------------------------------

    def command(self, kind: type, by: Actor | None = None, /, **fields: Any) -> Any:
        """A command of that class with an id of its own, a minute after the last one."""
        self._commands += 1
        self.at += timedelta(minutes=1)
        return kind(
            command_id=derived_id(f"{self._seed} {self._commands}", "command"),
            actor=by or self.applicant,
            at=self.at,
            **fields,
        )

    def do(self, kind: type, by: Actor | None = None, /, **fields: Any) -> Story:
        """Let the filing decide on the command; refusals pass through."""
        command = self.command(kind, by, **fields)
        events = decide(command, self.filing)
        for event in events:
            self.filing = evolve(self.filing, event)
        self.events = [*self.events, *events]
        if self._tell is not None:
            self._tell(command)
        return self

    def later(self, **span: float) -> Story:
        """Time passes, given as for ``timedelta``."""
        self.at += timedelta(**span)
        return self

    # --- The applicant --------------------------------------------------------------------

    def started(self) -> Story:
        return self.do(c.StartFiling, account=self.applicant.id, facts=self.sample.facts)

    def begun(self, kind: Kind, *sites: str) -> Story:
        """A filing of that kind about the sample as it stands in the register; with ``sites``
        about these of its websites only."""
        known = tuple(site for site in self.sample.sites if not sites or site.id in sites)
        known = known if kind not in _WITHOUT_SITES else ()
        number = NUMBER_ON_RECORD
        places = {site.id: index for index, site in enumerate(self.sample.sites, 1)}
        facts = replace(
            self.sample.facts,
            outcome=kind.value,
            row=0,
            rule_version="",
            record=hex_id("record"),
            record_sites=tuple(site.id for site in known),
        )
        on_record = OnRecord(
            self.sample.subject,
            known,
            {site.id: self.sample.access for site in known},
            number,
            {site.id: f"{number}-{places[site.id]}" for site in known},
        )
        return self.do(c.StartFiling, account=self.applicant.id, facts=facts, on_record=on_record)

    def with_scans(self) -> Story:
        """Every needed scan is there."""
        for slot in drafting.slots(self.filing):
            if slot.required and slot.key not in self.filing.materials:
                self.do(c.UploadMaterial, material=scan(slot.key, slot.owner))
        return self

    def explained(self, reason: str = "closed", text: str = "") -> Story:
        seen = self.filing.sections.get(EXPLANATION, 0)
        return self.do(c.Explain, explanation=Explanation(reason, text), seen=seen)

    def with_site(self, **changes: Any) -> Story:
        """The applicant writes something else about the first website."""
        site = next(iter(self.filing.sites.values()))
        return self.do(
            c.RecordSite,
            site=replace(site, **changes),
            seen=self.filing.sections[f"site:{site.id}"],
        )

    def with_access(self, **changes: Any) -> Story:
        """The applicant writes something else about where the first website runs."""
        site = next(iter(self.filing.sites))
        return self.do(
            c.RecordAccess,
            site=site,
            access=replace(self.filing.accesses[site], **changes),
            seen=self.filing.sections[f"access:{site}"],
        )

    def stated(self) -> Story:
        """Subject, websites and access are filled in; no scans yet."""
        self.started().do(c.RecordSubject, subject=self.sample.subject, seen=0)
        for site in self.sample.sites:
            self.do(c.RecordSite, site=site, seen=0)
            self.do(c.RecordAccess, site=site.id, access=self.sample.access, seen=0)
        return self

    def completed(self) -> Story:
        """All is filled in and every needed scan is there."""
        self.stated()
        for slot in drafting.slots(self.filing):
            if slot.required:
                self.do(c.UploadMaterial, material=scan(slot.key, slot.owner))
        return self

    def signed_again(self) -> Story:
        """The sheets that show what was changed since are printed and signed again."""
        for slot in drafting.slots(self.filing):
            if sheets.is_overtaken(self.filing, slot.key):
                self.do(c.UploadMaterial, material=scan(slot.key, slot.owner, version=2))
        return self

    def agreed(self) -> Story:
        return self.do(
            c.AcceptAgreements,
            consents=agreements.current_consents(),
            network_address=Personal(self.applicant.id, "network_address", "198.51.100.7"),
            seen=self.filing.content_version,
        )

    def handed_in(self) -> Story:
        """Agreed and submitted as it stands now."""
        self.agreed()
        return self.do(
            c.Submit,
            snapshot=f"snapshot {self.filing.content_version}",
            seen=self.filing.content_version,
            confirmed=self.filing.needs.confirmed,
        )

    def submitted(self) -> Story:
        return self.completed().handed_in()

    def with_mail_address(self, text: str) -> Story:
        """The applicant writes another mail address."""
        subject = self.filing.subject
        assert subject is not None
        address = Personal(subject.mail_address.person, "address", text)
        return self.do(
            c.RecordSubject,
            subject=replace(subject, mail_address=address),
            seen=self.filing.sections.get("subject", 0),
        )

    # --- Reviewers ------------------------------------------------------------------------

    def claimed(self, by: Actor = REVIEWER) -> Story:
        return self.do(c.ClaimFiling, by)

    def reviewing(self) -> Story:
        return self.submitted().claimed()

    def accepted(self, by: Actor = REVIEWER) -> Story:
        """The reviewer passes everything."""
        seen = self.filing.content_version
        return self.do(c.PassReview, by, accepted=tuple(self.filing.targets()), seen=seen)

    def returned(self, *issues: Issue) -> Story:
        """The reviewer sends it back with the issues and accepts the rest."""
        accepted = tuple(
            target
            for target in self.filing.targets()
            if not any(issue.target == target for issue in issues)
        )
        seen = self.filing.content_version
        return self.do(c.ReturnFiling, REVIEWER, accepted=accepted, issues=issues, seen=seen)

    def fix_requested(self, *issues: Issue) -> Story:
        return self.reviewing().returned(*(issues or (issue(),)))

    def rejected(self) -> Story:
        blocker = issue("subject.mail_address", severity=Severity.BLOCKER)
        return self.reviewing().returned(blocker)

    def passed(self) -> Story:
        """Through the review; the photos come next."""
        return self.reviewing().accepted()

    # --- Identity -------------------------------------------------------------------------

    def photographed(self, version: int = 1) -> Story:
        """Every photo that is missing is handed in by the applicant."""
        for person in policy.identity_missing(self.filing):
            photo = scan(f"M06:{person}", person, version)
            self.do(c.SubmitIdentityEvidence, person=person, material=photo, link_digest="")
        return self

    def identity_review(self) -> Story:
        return self.passed().photographed()

    def identity_decided(self, *issues: Issue) -> Story:
        """A reviewer looks at the photos: refuses the first with issues, else accepts all."""
        self.claimed()
        for person in policy.identity_undecided(self.filing)[: 1 if issues else None]:
            self.do(c.DecideIdentity, REVIEWER, person=person, issues=issues)
        return self

    def identity_rejected(self) -> Story:
        photo = issue("order", "R-PHO-01", stage=Stage.IDENTITY)
        return self.identity_review().identity_decided(photo)

    def ready(self) -> Story:
        return self.identity_review().identity_decided()

    # --- The ministry ---------------------------------------------------------------------

    def sent(self) -> Story:
        """The report officer sends it to the ministry."""
        attempt = self.filing.report.attempt + 1 if self.filing.report else 1
        return self.do(c.ReportFiling, OFFICER, report=hex_id(f"report {attempt}"))

    def note(self, kind: type, /, **fields: Any) -> Story:
        """The ministry says something about the last report."""
        assert self.filing.report is not None
        return self.do(kind, MINISTRY, report=self.filing.report.id, **fields)

    def reported(self) -> Story:
        return self.ready().sent()

    def report_failed(self) -> Story:
        return self.reported().note(c.NoteReportFailure, code=1, text="transmission refused")

    def codes_sent(self) -> Story:
        assert self.filing.report is not None
        self.at += timedelta(minutes=5)
        expires_at = self.at + policy.SMS_LIFE
        return self.note(c.NoteCodesSent, persons=self.filing.report.persons, expires_at=expires_at)

    def sms_pending(self) -> Story:
        return self.reported().codes_sent()

    def sms_partial(self) -> Story:
        """One of two verified; a sample with two persons is needed."""
        self.sms_pending()
        assert self.filing.report is not None
        return self.note(c.NoteCodeVerified, persons=self.filing.report.persons[:1])

    def sms_failed(self, cause: str = "timeout") -> Story:
        return self.sms_pending().note(c.NoteCodesFailed, cause=cause)

    def all_verified(self) -> Story:
        assert self.filing.report is not None
        return self.note(c.NoteCodeVerified, persons=self.filing.report.persons)

    def bureau_review(self) -> Story:
        return self.sms_pending().all_verified()

    def bureau_refused(self) -> Story:
        return self.note(c.NoteBureauRejected, code=1020, text="通信地址不详细，请核实。")

    def bureau_rejected(self) -> Story:
        """Refused by the bureau; no reviewer has said yet which fields it means."""
        return self.bureau_review().bureau_refused()

    def mapped(self, *issues: Issue) -> Story:
        self.claimed()
        return self.do(c.MapRefusal, REVIEWER, issues=issues or (issue(stage=Stage.BUREAU),))

    def bureau_approved(self) -> Story:
        prefix = "粤ICP备" if self.sample.facts.region.startswith("44") else "京ICP备"
        number = f"{prefix}2026000001号"
        sites = enumerate(self.filing.sites, 1)
        return self.note(
            c.NoteBureauApproved,
            subject_number=number,
            website_numbers={site: f"{number}-{index}" for index, site in sites},
            approved_on=date(2026, 12, 8),
        )

    def filed(self) -> Story:
        return self.bureau_review().bureau_approved()

    # --- The clock ------------------------------------------------------------------------

    def expired(self) -> Story:
        """Nobody does anything for 45 days."""
        return self.later(days=policy.IDLE_DAYS).do(c.MeetDeadline, SYSTEM, kind="idle")


AT_STATUS: dict[Status, Callable[[Story], Story]] = {
    Status.DRAFT: Story.completed,
    Status.SUBMITTED: Story.submitted,
    Status.REVIEWING: Story.reviewing,
    Status.FIX_REQUESTED: Story.fix_requested,
    Status.RESUBMITTED: lambda story: (
        story.fix_requested().with_mail_address("建国路8号9层901室").handed_in()
    ),
    Status.INITIAL_REJECTED: Story.rejected,
    Status.IDENTITY_PENDING: Story.passed,
    Status.IDENTITY_REVIEW: Story.identity_review,
    Status.IDENTITY_REJECTED: Story.identity_rejected,
    Status.READY: Story.ready,
    Status.REPORTED: Story.reported,
    Status.REPORT_FAILED: Story.report_failed,
    Status.SMS_PENDING: Story.sms_pending,
    Status.SMS_PARTIAL: Story.sms_partial,
    Status.SMS_FAILED: Story.sms_failed,
    Status.BUREAU_REVIEW: Story.bureau_review,
    Status.BUREAU_REJECTED: lambda story: story.bureau_rejected().mapped(),
    Status.FILED: Story.filed,
    Status.ABANDONED: lambda story: story.completed().do(c.Abandon),
    Status.STALE: lambda story: story.completed().expired(),
}
"""How a filing comes to each state."""
