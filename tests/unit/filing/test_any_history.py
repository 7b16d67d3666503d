"""Any command in any state: events or a named refusal, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing import drafting, policy
from domain.filing import events as e
from domain.filing.completeness import missing
from domain.filing.decide import decide
from domain.filing.evolve import evolve, replay
from domain.filing.explaining import REASONS
from domain.filing.facts import Explanation, Severity, Stage, Status
from domain.filing.judging import judge, warned
from domain.filing.kinds import NEEDS, Effect, Kind
from domain.filing.lifecycle import next_status
from domain.filing.state import Filing
from domain.filing.targets import EXPLANATION
from domain.filing.timing import KINDS, PHOTO
from domain.refusal import Refusal
from domain.roles import Actor, Role
from domain.rules.case import Known
from domain.working_days import shanghai_date
from tests.unit.filing.samples import enterprise, hex_id, individual, scan
from tests.unit.filing.stories import (
    APPLICANT,
    AT_STATUS,
    COLLEAGUE,
    LEAD,
    MAIL_ADDRESS,
    MINISTRY,
    OFFICER,
    REVIEWER,
    STRANGER,
    SUB_ACCOUNT,
    SYSTEM,
    Story,
    issue,
)

ACTORS = (APPLICANT, STRANGER, SUB_ACCOUNT, REVIEWER, COLLEAGUE, LEAD, OFFICER)
ISSUES = st.sampled_from(
    [
        issue(),
        issue("material:M02:front", "R-MAT-01", number=2),
        issue("order", "R-SYS-01", severity=Severity.BLOCKER, number=3),
        issue("responsible.name", "R-PER-01", stage=Stage.BUREAU, number=4),
    ]
)


class AnyHistory(RuleBasedStateMachine):
    """Steps that lead on are mixed with steps that nobody should take."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[e.FilingEvent] = []
        self.filing = Filing()

    @initialize(
        several=st.booleans(),
        where=st.sampled_from([None, *AT_STATUS]),
        kind=st.sampled_from([Kind.FIRST, *Kind]),
    )
    def begin(self, several: bool, where: Status | None, kind: Kind) -> None:
        """A first filing that stands anywhere, so that short histories meet every state, or the
        beginning of one of any other kind."""
        self.story = Story(enterprise() if several or where is Status.SMS_PARTIAL else individual())
        if kind is not Kind.FIRST:
            self._begin_about_a_record(kind)
        elif where is None:
            self.story.started()
        else:
            AT_STATUS[where](self.story)
        self.events = list(self.story.events)
        self.filing = self.story.filing

    def _begin_about_a_record(self, kind: Kind) -> None:
        """A filing of another kind, which steps then lead on."""
        if NEEDS[kind].of_record:
            self.story.begun(kind)
            return
        claimed = hex_id("record") if NEEDS[kind].effect is Effect.TAKE_IN else ""
        facts = replace(self.story.sample.facts, outcome=kind.value, record=claimed)
        self.story.do(c.StartFiling, account=APPLICANT.id, facts=facts)

    def attempt(self, kind: type, by: Actor, /, **fields: Any) -> None:
        command = self.story.command(kind, by, **fields)
        try:
            events = decide(command, self.filing)
        except Refusal:
            return
        assert isinstance(events, list)
        for event in events:
            expected = next_status(self.filing.status, event)
            self.filing = evolve(self.filing, event)
            assert self.filing.status is expected
        self.events += events

    # --- The applicant --------------------------------------------------------------------

    @rule(by=st.sampled_from(ACTORS), stale=st.booleans(), text=st.text(max_size=20))
    def write_the_subject(self, by: Actor, stale: bool, text: str) -> None:
        other = Story(self.story.sample).stated()
        subject = other.filing.subject
        if text.strip():
            try:
                subject = other.with_mail_address(text).filing.subject
            except Refusal:
                subject = self.story.sample.subject
        seen = self.filing.sections.get("subject", 0) - stale
        self.attempt(c.RecordSubject, by, subject=subject, seen=seen)

    @rule(number=st.integers(0, 1), by=st.sampled_from((APPLICANT, STRANGER)))
    def write_a_site(self, number: int, by: Actor) -> None:
        sites = enterprise().sites if number else self.story.sample.sites
        site = sites[number % len(sites)]
        seen = self.filing.sections.get(f"site:{site.id}", 0)
        self.attempt(c.RecordSite, by, site=site, seen=seen)
        self.attempt(c.RecordAccess, by, site=site.id, access=self.story.sample.access, seen=0)

    @rule(number=st.integers(0, 1))
    def take_a_site_out(self, number: int) -> None:
        site = enterprise().sites[number].id
        seen = self.filing.sections.get(f"site:{site}", 0)
        self.attempt(c.RemoveSite, APPLICANT, site=site, seen=seen)

    @rule(version=st.integers(1, 3), slot=st.sampled_from(["M02:front", "M01", "M99"]))
    def put_in_a_scan(self, version: int, slot: str) -> None:
        owner = self.story.sample.subject.responsible.id
        self.attempt(c.UploadMaterial, APPLICANT, material=scan(slot, owner, version))

    @rule(slot=st.sampled_from(["M02:front", "M01"]), digest=st.sampled_from(["one", "two"]))
    def put_in_a_scan_from_a_phone(self, slot: str, digest: str) -> None:
        owner = self.story.sample.subject.responsible.id
        phone = Actor(hex_id("phone"), Role.LINK_HOLDER)
        self.attempt(c.IssueUploadLink, APPLICANT, slot=slot, link_digest="one")
        material = scan(slot, owner, 4)
        self.attempt(c.UploadMaterial, phone, material=material, link_digest=digest)

    @rule()
    def put_in_all_scans(self) -> None:
        if self.filing.facts is None:
            return
        for slot in drafting.slots(self.filing):
            self.attempt(c.UploadMaterial, APPLICANT, material=scan(slot.key, slot.owner))

    @rule(slot=st.sampled_from(["M02:front", "M25"]))
    def take_a_scan_out(self, slot: str) -> None:
        self.attempt(c.RemoveMaterial, APPLICANT, slot=slot)

    @rule(answer=st.sampled_from(["", "已处理"]), which=st.integers(1, 5))
    def answer(self, answer: str, which: int) -> None:
        self.attempt(c.AnswerIssue, APPLICANT, issue=issue(number=which).id, answer=answer)

    @rule(reason=st.sampled_from([*REASONS, "because"]), text=st.text(max_size=9))
    def explain(self, reason: str, text: str) -> None:
        seen = self.filing.sections.get(EXPLANATION, 0)
        self.attempt(c.Explain, APPLICANT, explanation=Explanation(reason, text), seen=seen)

    @rule(name=st.sampled_from(["换了名字的网站", "好"]), mode=st.integers(1, 9))
    def change_the_first_site(self, name: str, mode: int) -> None:
        for site in list(self.filing.sites.values())[:1]:
            seen = self.filing.sections.get(f"site:{site.id}", 0)
            self.attempt(c.RecordSite, APPLICANT, site=replace(site, name=name), seen=seen)
            access = replace(self.story.sample.access, modes=(mode,))
            seen = self.filing.sections.get(f"access:{site.id}", 0)
            self.attempt(c.RecordAccess, APPLICANT, site=site.id, access=access, seen=seen)

    @rule(sites=st.sampled_from([None, 0, 50]))
    def acknowledge(self, sites: int | None) -> None:
        judged = judge(self.filing, Known(sites=sites), shanghai_date(self.story.at))
        open_ = judged.open if judged is not None else ()
        self.attempt(
            c.AcknowledgeWarnings,
            APPLICANT,
            warnings=tuple(warned(each) for each in open_),
            known=Known(sites=sites),
        )

    @rule(behind=st.integers(0, 1), confirmed=st.booleans(), asked=st.booleans())
    def hand_in(self, behind: int, confirmed: bool, asked: bool) -> None:
        story = Story(self.story.sample).completed().agreed()
        agreed = next(x for x in story.events if isinstance(x, e.AgreementsAccepted))
        seen = self.filing.content_version - behind
        self.attempt(
            c.AcceptAgreements,
            APPLICANT,
            consents=agreed.consents,
            network_address=agreed.network_address,
            seen=seen,
        )
        known = Known(sites=0, names=()) if asked else None
        self.attempt(
            c.Submit, APPLICANT, snapshot="digest", seen=seen, confirmed=confirmed, known=known
        )

    @rule(
        kind=st.sampled_from((c.ResubmitUnchanged, c.Withdraw, c.Abandon)), dice=st.integers(0, 3)
    )
    def turn_back(self, kind: type, dice: int) -> None:
        # Giving up ends a history, so it is tried seldom.
        if kind is not c.Abandon or dice == 0:
            self.attempt(kind, APPLICANT)

    @rule(number=st.sampled_from(["京公网安备11010502030123号", "1"]))
    def note_the_public_security_number(self, number: str) -> None:
        site = self.story.sample.site.id
        self.attempt(c.RecordPublicSecurityNumber, APPLICANT, site=site, number=number)

    # --- Staff ----------------------------------------------------------------------------

    @rule(by=st.sampled_from(ACTORS), take_over=st.booleans())
    def claim(self, by: Actor, take_over: bool) -> None:
        self.attempt(c.ClaimFiling, by, take_over=take_over)

    @rule(kind=st.sampled_from((c.RenewClaim, c.ReleaseFiling)), by=st.sampled_from(ACTORS))
    def keep_or_give_back(self, kind: type, by: Actor) -> None:
        self.attempt(kind, by)

    @rule(issues=st.lists(ISSUES, max_size=2, unique=True))
    def decide_as_whoever_holds_it(self, issues: list[Any]) -> None:
        by = self.holder()
        targets = tuple(self.filing.targets())
        seen = self.filing.content_version
        if self.filing.status is Status.REVIEWING:
            if issues:
                self.attempt(c.ReturnFiling, by, accepted=targets, issues=tuple(issues), seen=seen)
            else:
                self.attempt(c.PassReview, by, accepted=targets, seen=seen)
        self.attempt(c.MapRefusal, by, issues=tuple(issues))
        for person in policy.identity_undecided(self.filing):
            self.attempt(c.DecideIdentity, by, person=person, issues=tuple(issues))

    def holder(self) -> Actor:
        claim = self.filing.claim
        return next((a for a in ACTORS if claim and a.id == claim.reviewer), REVIEWER)

    @rule(linked=st.booleans(), who=st.integers(0, 2))
    def show_a_photo(self, linked: bool, who: int) -> None:
        people = (*self.filing.site_persons(), hex_id("nobody"))
        person = people[who % len(people)]
        by = Actor(person, Role.SITE_PERSON) if linked else APPLICANT
        if linked:
            self.attempt(c.IssueIdentityLink, APPLICANT, person=person, link_digest="link")
        self.attempt(
            c.SubmitIdentityEvidence,
            by,
            person=person,
            material=scan(f"M06:{person}", person),
            link_digest="link" if linked else "",
        )

    @rule(by=st.sampled_from(ACTORS))
    def report(self, by: Actor) -> None:
        number = len(self.events)
        self.attempt(c.ReportFiling, by, report=hex_id(f"report {number}"))

    # --- The ministry and the clock -------------------------------------------------------

    @rule(kind=st.sampled_from(["sent", "one", "all", "failed", "refused", "started", "no", "yes"]))
    def the_ministry_says(self, kind: str) -> None:
        report = self.filing.report
        name = report.id if report else hex_id("no report")
        persons = report.persons if report else ()
        notices: dict[str, tuple[type, dict[str, Any]]] = {
            "sent": (
                c.NoteCodesSent,
                {"persons": persons, "expires_at": self.story.at + timedelta(hours=24)},
            ),
            "one": (c.NoteCodeVerified, {"persons": persons[:1]}),
            "all": (c.NoteCodeVerified, {"persons": persons}),
            "failed": (c.NoteCodesFailed, {"cause": "attempts"}),
            "refused": (c.NoteReportFailure, {"code": 1, "text": "refused"}),
            "started": (c.NoteBureauStarted, {}),
            "no": (c.NoteBureauRejected, {"code": 1020, "text": "no"}),
            "yes": (
                c.NoteBureauApproved,
                {
                    "subject_number": "京ICP备2026000001号",
                    "website_numbers": {},
                    "approved_on": date(2026, 12, 8),
                },
            ),
        }
        command, fields = notices[kind]
        self.attempt(command, MINISTRY, report=name, **fields)

    @rule(who=st.integers(0, 2), hours=st.sampled_from((1, 71, 73)))
    def a_photo_expires(self, who: int, hours: int) -> None:
        people = (*self.filing.site_persons(), hex_id("nobody"))
        self.story.later(hours=hours)
        self.attempt(c.MeetDeadline, SYSTEM, kind=f"{PHOTO}{people[who % len(people)]}")

    @rule(who=st.integers(0, 2), by=st.sampled_from(ACTORS))
    def open_or_revoke_a_link(self, who: int, by: Actor) -> None:
        people = (*self.filing.site_persons(), hex_id("nobody"))
        person = people[who % len(people)]
        visitor = Actor(person, Role.SITE_PERSON)
        self.attempt(c.OpenIdentityLink, visitor, person=person, link_digest="link")
        self.attempt(c.RevokeIdentityLink, by, person=person)

    @rule(kind=st.sampled_from((*KINDS, "unknown")), days=st.sampled_from((0, 0, 1, 8, 50)))
    def time_passes(self, kind: str, days: int) -> None:
        self.story.later(days=days)
        self.attempt(c.MeetDeadline, SYSTEM, kind=kind)

    @rule(days=st.sampled_from((1, 61)), by=st.sampled_from((SYSTEM, *ACTORS)))
    def the_time_of_scans_ends(self, days: int, by: Actor) -> None:
        self.story.later(days=days)
        self.attempt(c.PurgeMaterials, by, kept_days=60)

    # --- What always holds ----------------------------------------------------------------

    @invariant()
    def the_state_is_what_the_events_say(self) -> None:
        assert replay(self.events) == self.filing
        assert self.filing.version == len(self.events)

    @invariant()
    def questions_of_the_pages_have_answers(self) -> None:
        if self.filing.version:
            missing(self.filing, self.story.at.date())
        policy.open_issues(self.filing)
        policy.can_edit(self.filing, MAIL_ADDRESS)
        self.filing.targets()

    @invariant()
    def what_is_in_a_slot_is_kept_or_was_purged(self) -> None:
        held = {scan.id for scan in self.filing.materials.values()}
        held |= {each.material.id for each in self.filing.evidence.values()}
        assert held <= self.filing.scans.keys() | self.filing.purged.keys()

    @invariant()
    def nobody_judges_what_they_made(self) -> None:
        if self.filing.claim is not None:
            assert self.filing.claim.reviewer != self.filing.account

    @invariant()
    def who_is_filed_has_a_number(self) -> None:
        assert (self.filing.status is Status.FILED) == bool(self.filing.subject_number)

    @invariant()
    def whoever_returned_it_says_why(self) -> None:
        if self.filing.status in {Status.FIX_REQUESTED, Status.INITIAL_REJECTED}:
            assert self.filing.issues


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
