"""Takes a sample filing through its states, each step a real command of its actor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from msgspec.structs import replace

from domain import icp_numbers
from domain.command import derived_id
from domain.filing import commands as c
from domain.filing import drafting
from domain.filing.facts import Issue, Severity, Stage
from domain.filing.refusals import NoLiveClaim
from domain.filing.sheets import CODE
from domain.filing.state import Filing, Report
from domain.personal import Personal
from domain.reference import agreements, provinces, regions
from domain.roles import Actor, Role
from domain.working_days import shanghai_date
from use_cases import filings, findings, identity, materials, report, sheets, submit
from use_cases.deadlines import SYSTEM
from use_cases.demo.samples import Sample, make
from use_cases.desk import Desk
from use_cases.report import MINISTRY

REVIEWER: Final = Actor("demo-reviewer", Role.REVIEWER)
PROVIDER: Final = "示例云"
"""Whose name stands on the demonstration's verification sheets."""
OFFICER: Final = Actor("demo-officer", Role.REPORT_OFFICER)

STEPS: Final = (
    "start",
    "state_subject",
    "state_site",
    "upload",
    "agree",
    "submit",
    "claim",
    "pass_review",
    "show_identity",
    "accept_identity",
    "report",
    "codes_sent",
    "verify",
    "approve",
)
"""The way from nothing to a number."""

ENDS: Final[dict[str, tuple[str, ...]]] = {
    "draft": STEPS[:3],
    "submitted": STEPS[:6],
    "reviewing": STEPS[:7],
    "fix_requested": (*STEPS[:7], "request_fix"),
    "initial_rejected": (*STEPS[:7], "reject"),
    "resubmitted": (*STEPS[:7], "request_fix", "mend", "agree", "submit"),
    "identity_pending": STEPS[:8],
    "identity_review": STEPS[:9],
    "identity_rejected": (*STEPS[:9], "reject_identity"),
    "ready": STEPS[:10],
    "reported": STEPS[:11],
    "report_failed": (*STEPS[:11], "fail_report"),
    "sms_pending": STEPS[:12],
    "sms_partial": (*STEPS[:12], "verify_one"),
    "sms_failed": (*STEPS[:12], "fail_codes"),
    "bureau_review": STEPS[:13],
    "bureau_rejected": (*STEPS[:13], "refuse"),
    "filed": STEPS,
    "abandoned": (*STEPS[:3], "abandon"),
    "stale": (*STEPS[:3], "expire"),
}
"""Every state of a filing -> the steps that lead there."""


@dataclass(slots=True)
class Walk:
    """One filing on its way. ``scan`` is a JPEG that stands for every scan, but where ``signed``
    is given for those of verification sheets: it makes the scan from what was printed."""

    desk: Desk
    filing_id: str
    account: str
    at: datetime
    scan: bytes
    sample: Sample
    step: int = 0
    signed: Callable[[bytes], bytes] | None = None

    @classmethod
    def begin(
        cls,
        desk: Desk,
        seed: str,
        account: str,
        at: datetime,
        scan: bytes,
        *,
        two_persons: bool = False,
    ) -> Walk:
        """A walk whose ids and data follow from the seed; see ``samples.make``."""
        sample = make(
            seed,
            lambda purpose: derived_id(seed, purpose),
            desk.vault.digest,
            two_persons=two_persons,
        )
        return cls(desk, derived_id(seed, "filing"), account, at, scan, sample)

    @property
    def applicant(self) -> Actor:
        """The filing's owner."""
        return Actor(self.account, Role.APPLICANT)

    def take(self, steps: Sequence[str], pause: timedelta = timedelta(minutes=7)) -> Walk:
        """Take the steps one after another, ``pause`` apart."""
        for name in steps:
            getattr(self, name)()
            self.at += pause
        return self

    def handle(self, command: type[Any], actor: Actor, **values: Any) -> None:
        """Give one command."""
        given = command(**self._envelope(actor), **values)
        try:
            filings.handle(self.desk, self.filing_id, given)
        except NoLiveClaim:
            # A walk goes through the past, where the worker of a running program ends claims.
            self.claim()
            filings.handle(self.desk, self.filing_id, given)

    def _envelope(self, actor: Actor) -> dict[str, Any]:
        self.step += 1
        command_id = derived_id(self.filing_id, f"step {self.step}")
        return {"command_id": command_id, "actor": actor, "at": self.at}

    def start(self) -> None:
        facts = self.sample.facts
        self.handle(c.StartFiling, self.applicant, account=self.account, facts=facts)

    def state_subject(self) -> None:
        self.handle(c.RecordSubject, self.applicant, subject=self.sample.subject, seen=0)

    def state_site(self) -> None:
        site = self.sample.site
        self.handle(c.RecordSite, self.applicant, site=site, seen=0)
        access = self.sample.access
        self.handle(c.RecordAccess, self.applicant, site=site.id, access=access, seen=0)

    def upload(self) -> None:
        for slot in self.required_slots():
            self.upload_one(slot)

    def required_slots(self) -> list[str]:
        """The slots that must be filled."""
        return [slot.key for slot in drafting.slots(self.filing()) if slot.required]

    def upload_one(self, slot: str) -> None:
        """Put the scan into one slot."""
        envelope = self._envelope(self.applicant)
        materials.upload(self.desk, self.filing_id, slot, self._scan_for(slot), **envelope)

    def _scan_for(self, slot: str) -> bytes:
        code, _, site = slot.partition(":")
        if self.signed is None or code != CODE:
            return self.scan
        return self.signed(sheets.pdf(self.desk, self.filing_id, self.filing(), site, PROVIDER))

    def agree(self) -> None:
        judged = findings.judge(self.desk, self.filing(), shanghai_date(self.at))
        findings.acknowledge(
            self.desk,
            self.filing_id,
            **self._envelope(self.applicant),
            warnings=judged.open if judged is not None else (),
        )
        self.handle(
            c.AcceptAgreements,
            self.applicant,
            consents=agreements.current_consents(),
            network_address=Personal(self.account, "network_address", "192.0.2.7"),
            seen=self.filing().content_version,
        )

    def submit(self) -> None:
        envelope = self._envelope(self.applicant)
        submit.submit(self.desk, self.filing_id, **envelope, seen=self.filing().content_version)

    def claim(self) -> None:
        self.handle(c.ClaimFiling, REVIEWER)

    def pass_review(self) -> None:
        filing = self.filing()
        accepted = tuple(filing.targets())
        self.handle(c.PassReview, REVIEWER, accepted=accepted, seen=filing.content_version)

    def request_fix(self) -> None:
        self._return("subject.mail_address", "R-SUB-04", Severity.FIX)

    def reject(self) -> None:
        self._return("order", "R-SUB-05", Severity.BLOCKER)

    def _return(self, target: str, code: str, severity: Severity) -> None:
        filing = self.filing()
        issue = self._issue(target, code, Stage.INITIAL, severity)
        self.handle(
            c.ReturnFiling,
            REVIEWER,
            accepted=tuple(name for name in filing.targets() if name != target),
            issues=(issue,),
            seen=filing.content_version,
        )

    def _issue(
        self, target: str, code: str, stage: Stage, severity: Severity = Severity.FIX
    ) -> Issue:
        return Issue(
            id=derived_id(self.filing_id, f"issue {self.step}"),
            target=target,
            code=code,
            stage=stage,
            severity=severity,
        )

    def mend(self) -> None:
        filing = self.filing()
        subject = filing.subject
        if subject is None:
            return
        address = Personal(subject.id, "address", "示例路一号二楼三〇一室")
        self.handle(
            c.RecordSubject,
            self.applicant,
            subject=replace(subject, mail_address=address),
            seen=filing.sections["subject"],
        )

    def show_identity(self) -> None:
        for person in self.filing().site_persons():
            envelope = self._envelope(self.applicant)
            identity.submit_own(self.desk, self.filing_id, person, self.scan, **envelope)

    def accept_identity(self) -> None:
        self.claim()
        for person in self.filing().site_persons():
            self.handle(c.DecideIdentity, REVIEWER, person=person, issues=())

    def reject_identity(self) -> None:
        self.claim()
        person = next(iter(self.filing().site_persons()))
        issue = self._issue(f"material:M06:{person}", "R-PHO-01", Stage.IDENTITY)
        self.handle(c.DecideIdentity, REVIEWER, person=person, issues=(issue,))

    def report(self) -> None:
        report.report(self.desk, self.filing_id, **self._envelope(OFFICER))

    def fail_report(self) -> None:
        self.handle(c.NoteReportFailure, MINISTRY, report=self.report_id(), code=5001, text="XSD")

    def codes_sent(self) -> None:
        self.handle(
            c.NoteCodesSent,
            MINISTRY,
            report=self.report_id(),
            persons=self.people(),
            expires_at=self.at + timedelta(hours=24),
        )

    def verify(self) -> None:
        self.handle(c.NoteCodeVerified, MINISTRY, report=self.report_id(), persons=self.people())

    def verify_one(self) -> None:
        person = self.people()[0]
        self.handle(c.NoteCodeVerified, MINISTRY, report=self.report_id(), persons=(person,))

    def fail_codes(self) -> None:
        self.handle(c.NoteCodesFailed, MINISTRY, report=self.report_id(), cause="timeout")

    def approve(self) -> None:
        prefix = provinces.province(regions.province_of(self.sample.facts.region)).prefix
        serial = int(self.filing_id[:8], 16) % 10**6
        subject_number = icp_numbers.subject_number(prefix, self.at.year, serial)
        self.handle(
            c.NoteBureauApproved,
            MINISTRY,
            report=self.report_id(),
            subject_number=subject_number,
            website_numbers={self.sample.site.id: icp_numbers.website_number(subject_number, 1)},
            approved_on=self.today(),
        )

    def refuse(self) -> None:
        self.handle(
            c.NoteBureauRejected,
            MINISTRY,
            report=self.report_id(),
            code=1020,
            text="网站名称与已备案网站重复",
        )

    def abandon(self) -> None:
        self.handle(c.Abandon, self.applicant)

    def expire(self) -> None:
        self.at += timedelta(days=46)
        self.handle(c.MeetDeadline, SYSTEM, kind="idle")

    def filing(self) -> Filing:
        return filings.open_filing(self.desk, self.filing_id).filing

    def sent(self) -> Report:
        """The report that went to the ministry; a step before it was out of order."""
        sent = self.filing().report
        if sent is None:
            raise LookupError("nothing was reported yet")
        return sent

    def report_id(self) -> str:
        return self.sent().id

    def people(self) -> tuple[str, ...]:
        return self.sent().persons

    def today(self) -> date:
        return self.at.date()
