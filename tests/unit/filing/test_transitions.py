"""Every way from state to state: what triggers it, what guards it, what refuses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing import events as e
from domain.filing import refusals as r
from domain.filing.facts import Status
from domain.filing.policy import IDLE_DAYS, LEASE
from domain.refusal import StaleVersion
from domain.working_days import add_working_days
from tests.unit.filing.given import given
from tests.unit.filing.samples import enterprise, hex_id, individual, scan
from tests.unit.filing.stories import (
    AT_STATUS,
    COLLEAGUE,
    LEAD,
    OFFICER,
    REVIEWER,
    SYSTEM,
    Story,
    issue,
)


def story() -> Story:
    return Story(individual())


def two_persons() -> Story:
    return Story(enterprise())


@pytest.mark.parametrize("status", AT_STATUS)
def test_a_story_reaches_every_state(status: Status) -> None:
    assert AT_STATUS[status](two_persons()).filing.status is status


# --- Draft and submission ----------------------------------------------------------------------


def test_a_filing_starts_with_its_type_decided() -> None:
    told = story()
    command = told.command(c.StartFiling, account=told.applicant.id, facts=told.sample.facts)
    given().when(command).then(
        e.FilingStarted(told.applicant.id, command.at), e.TypeDetermined(told.sample.facts)
    )


def test_a_filing_starts_once() -> None:
    told = story().started()
    command = told.command(c.StartFiling, account=told.applicant.id, facts=told.sample.facts)
    given(*told.events).when(command).refuses(r.FilingExists)


def test_a_complete_draft_is_handed_in_and_due_after_two_working_days() -> None:
    told = story().completed().agreed()
    command = told.command(c.Submit, snapshot="digest", seen=told.filing.content_version)
    due, estimated = add_working_days(command.at, 2)
    given(*told.events).when(command).then(
        e.Submitted(1, "digest", told.filing.consents, command.at, due, estimated)
    )


def test_without_a_scan_it_is_not_handed_in() -> None:
    told = story().stated()
    command = told.command(c.Submit, snapshot="digest", seen=told.filing.content_version)
    given(*told.events).when(command).refuses(r.Incomplete)


def test_without_the_agreements_it_is_not_handed_in() -> None:
    told = story().completed()
    command = told.command(c.Submit, snapshot="digest", seen=told.filing.content_version)
    given(*told.events).when(command).refuses(r.AgreementsMissing)


def test_what_changed_since_it_was_checked_is_not_handed_in() -> None:
    told = story().completed().agreed()
    seen = told.filing.content_version
    told.with_mail_address("科苑路9号1栋101室")
    command = told.command(c.Submit, snapshot="digest", seen=seen)
    given(*told.events).when(command).refuses(StaleVersion)


def test_agreements_are_accepted_in_the_versions_in_force_only() -> None:
    told = story().completed().agreed()
    accepted = next(event for event in told.events if isinstance(event, e.AgreementsAccepted))
    command = told.command(
        c.AcceptAgreements,
        consents=accepted.consents[:1],
        network_address=accepted.network_address,
        seen=told.filing.content_version,
    )
    given(*told.events).when(command).refuses(r.AgreementsMissing)


def test_agreements_accepted_twice_are_one_event() -> None:
    told = story().completed().agreed()
    before = len(told.events)
    told.agreed()
    assert len(told.events) == before


# --- Taken back, given up, expired -------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "back"),
    [
        (Status.SUBMITTED, Status.DRAFT),
        (Status.RESUBMITTED, Status.FIX_REQUESTED),
        (Status.READY, Status.DRAFT),
    ],
)
def test_a_waiting_filing_may_be_taken_back(status: Status, back: Status) -> None:
    told = AT_STATUS[status](two_persons())
    command = told.command(c.Withdraw)
    given(*told.events).when(command).then(e.Withdrawn(back, command.at))


def test_what_was_ready_after_a_second_round_is_free_to_edit_when_taken_back() -> None:
    told = story().fix_requested().with_mail_address("科苑路9号1栋101室").handed_in()
    told.claimed().accepted().photographed().identity_decided()
    assert told.filing.status is Status.READY
    told.do(c.Withdraw).with_mail_address("科苑路10号1栋101室")
    assert told.filing.status is Status.DRAFT


def test_while_a_reviewer_is_at_work_it_is_not_taken_back() -> None:
    told = story().reviewing()
    given(*told.events).when(told.command(c.Withdraw)).refuses(
        r.NotWithdrawable, status=Status.REVIEWING
    )


def test_after_the_claim_ran_out_and_was_released_it_may_be_taken_back() -> None:
    told = story().reviewing().later(minutes=16).do(c.MeetDeadline, SYSTEM, kind="claim")
    given(*told.events).when(told.command(c.Withdraw)).leads_to(Status.DRAFT)


def test_giving_up_twice_is_one_event() -> None:
    told = AT_STATUS[Status.ABANDONED](story())
    given(*told.events).when(told.command(c.Abandon)).then()


def test_with_the_bureau_nobody_gives_up() -> None:
    told = story().bureau_review()
    given(*told.events).when(told.command(c.Abandon)).refuses(
        r.NotAbandonable, status=Status.BUREAU_REVIEW
    )


@pytest.mark.parametrize(
    "status",
    [
        Status.DRAFT,
        Status.FIX_REQUESTED,
        Status.INITIAL_REJECTED,
        Status.IDENTITY_PENDING,
        Status.IDENTITY_REJECTED,
        Status.SMS_FAILED,
        Status.BUREAU_REJECTED,
    ],
)
def test_forty_five_idle_days_make_it_stale(status: Status) -> None:
    told = AT_STATUS[status](two_persons())
    early = told.later(days=IDLE_DAYS - 1).command(c.MeetDeadline, SYSTEM, kind="idle")
    given(*told.events).when(early).leads_to(status)
    due = told.later(days=1).command(c.MeetDeadline, SYSTEM, kind="idle")
    given(*told.events).when(due).then(e.Expired(due.at))


def test_a_stale_filing_is_handed_in_again_after_its_data_were_checked() -> None:
    told = AT_STATUS[Status.STALE](story()).handed_in()
    assert told.filing.status is Status.SUBMITTED


# --- Review ------------------------------------------------------------------------------------


def test_a_reviewer_takes_it_for_a_quarter_of_an_hour() -> None:
    told = story().submitted()
    command = told.command(c.ClaimFiling, REVIEWER)
    given(*told.events).when(command).then(
        e.Claimed(REVIEWER.id, command.at + LEASE, command.at, taken_from=None)
    )


def test_a_second_click_on_claim_does_nothing() -> None:
    told = story().reviewing()
    given(*told.events).when(told.command(c.ClaimFiling, REVIEWER)).then()


def test_a_colleague_waits_and_a_lead_takes_over_on_purpose() -> None:
    told = story().reviewing()
    given(*told.events).when(told.command(c.ClaimFiling, COLLEAGUE)).refuses(r.ClaimedByOther)
    given(*told.events).when(told.command(c.ClaimFiling, COLLEAGUE, take_over=True)).refuses(
        r.ClaimedByOther
    )
    given(*told.events).when(told.command(c.ClaimFiling, LEAD)).refuses(r.ClaimedByOther)
    command = told.command(c.ClaimFiling, LEAD, take_over=True)
    given(*told.events).when(command).then(
        e.Claimed(LEAD.id, command.at + LEASE, command.at, taken_from=REVIEWER.id)
    )


def test_work_makes_the_claim_longer_but_not_at_every_key() -> None:
    told = story().reviewing()
    given(*told.events).when(told.command(c.RenewClaim, REVIEWER)).then()
    command = told.later(minutes=6).command(c.RenewClaim, REVIEWER)
    given(*told.events).when(command).then(e.ClaimRenewed(REVIEWER.id, command.at + LEASE))


@pytest.mark.parametrize(
    ("status", "back"),
    [(Status.SUBMITTED, Status.SUBMITTED), (Status.RESUBMITTED, Status.RESUBMITTED)],
)
def test_a_claim_given_back_returns_it_to_its_queue(status: Status, back: Status) -> None:
    told = AT_STATUS[status](story()).claimed()
    command = told.command(c.ReleaseFiling, REVIEWER)
    given(*told.events).when(command).then(e.Released(REVIEWER.id, "given_back", back, command.at))


def test_a_decision_needs_a_claim_that_is_still_live() -> None:
    told = story().reviewing().later(minutes=15)
    command = told.command(
        c.PassReview,
        REVIEWER,
        accepted=tuple(told.filing.targets()),
        seen=told.filing.content_version,
    )
    given(*told.events).when(command).refuses(r.NoLiveClaim)


def test_a_pass_needs_a_verdict_on_everything() -> None:
    told = story().reviewing()
    targets = tuple(told.filing.targets())
    seen = told.filing.content_version
    command = told.command(c.PassReview, REVIEWER, accepted=targets[1:], seen=seen)
    given(*told.events).when(command).refuses(r.VerdictsMissing, targets=targets[:1])


def test_a_pass_asks_for_the_photo_of_the_site_person() -> None:
    told = story().passed()
    passed = told.events[-1]
    assert isinstance(passed, e.InitialPassed)
    assert passed.identity_needed
    assert told.filing.status is Status.IDENTITY_PENDING


def test_a_pass_with_a_photo_that_was_accepted_before_is_ready() -> None:
    told = story().sms_failed().with_mail_address("科苑路9号1栋101室").handed_in()
    told.claimed().accepted()
    assert told.filing.status is Status.READY


def test_issues_that_can_be_mended_ask_for_a_fix() -> None:
    told = story().fix_requested()
    assert isinstance(told.events[-1], e.FixRequested)
    assert told.filing.issues == (issue(),)


def test_a_blocker_rejects() -> None:
    assert isinstance(story().rejected().events[-1], e.Rejected)


def test_a_return_without_an_issue_contradicts_itself() -> None:
    told = story().reviewing()
    command = told.command(
        c.ReturnFiling,
        REVIEWER,
        accepted=tuple(told.filing.targets()),
        issues=(),
        seen=told.filing.content_version,
    )
    given(*told.events).when(command).refuses(r.VerdictsContradict)


def test_a_reason_stands_in_the_catalogue() -> None:
    told = story().reviewing()
    unknown = replace(issue(), code="R-NO-99")
    command = told.command(
        c.ReturnFiling,
        REVIEWER,
        accepted=tuple(told.filing.targets()),
        issues=(unknown,),
        seen=told.filing.content_version,
    )
    given(*told.events).when(command).refuses(r.UnknownReason, code="R-NO-99")


# --- Mending -----------------------------------------------------------------------------------


@pytest.mark.parametrize("returned", [Story.fix_requested, Story.rejected])
def test_what_was_not_mended_is_not_handed_in_again(returned: Callable[[Story], Story]) -> None:
    told = returned(story())
    command = told.command(c.Submit, snapshot="digest", seen=told.filing.content_version)
    given(*told.events).when(command).refuses(r.IssuesOpen, issues=(issue().id,))


@pytest.mark.parametrize("returned", [Story.fix_requested, Story.rejected])
def test_what_was_mended_goes_to_the_review_again(returned: Callable[[Story], Story]) -> None:
    told = returned(story()).with_mail_address("科苑路9号1栋101室").handed_in()
    assert told.filing.status is Status.RESUBMITTED
    assert told.filing.round == 2


def test_the_same_value_written_again_mends_nothing() -> None:
    told = story().fix_requested()
    before = len(told.events)
    told.with_mail_address("科苑路8号3栋1201室")
    assert len(told.events) == before


def test_only_what_was_flagged_may_change() -> None:
    told = story().fix_requested()
    site = told.sample.site
    renamed = replace(site, name="晓雨的旅行笔记")
    seen = told.filing.sections[f"site:{site.id}"]
    command = told.command(c.RecordSite, site=renamed, seen=seen)
    given(*told.events).when(command).refuses(r.FieldLocked, target=f"site:{site.id}.name")
    slot = f"M05:{site.id}"
    command = told.command(c.UploadMaterial, material=scan(slot, told.sample.subject.id, 2))
    given(*told.events).when(command).refuses(r.FieldLocked, target=f"material:{slot}")


def test_a_flagged_scan_is_mended_by_another_scan() -> None:
    told = story()
    slot = "M02:front"
    told.fix_requested(issue(f"material:{slot}", "R-MAT-01"))
    owner = told.sample.subject.responsible.id
    told.do(c.UploadMaterial, material=scan(slot, owner, 2)).handed_in()
    assert told.filing.status is Status.RESUBMITTED


def test_a_reason_beyond_the_form_is_answered_in_words() -> None:
    told = story()
    site = told.sample.site.id
    told.fix_requested(issue(f"site:{site}.domains", "R-DOM-01"))
    command = told.command(c.AnswerIssue, issue=issue().id, answer=" 已完成域名实名认证。 ")
    given(*told.events).when(command).then(
        e.IssueAnswered(issue().id, "已完成域名实名认证。", command.at)
    )
    told.do(c.AnswerIssue, issue=issue().id, answer="已完成域名实名认证。").handed_in()
    assert told.filing.status is Status.RESUBMITTED


def test_a_wrong_value_is_not_talked_away() -> None:
    told = story().fix_requested()
    command = told.command(c.AnswerIssue, issue=issue().id, answer="没有错。")
    given(*told.events).when(command).refuses(r.NotAnswerable)


# --- Identity ----------------------------------------------------------------------------------


def test_the_photo_of_the_only_person_goes_to_the_verdict() -> None:
    told = story().passed().photographed()
    assert told.filing.status is Status.IDENTITY_REVIEW


def test_with_a_photo_missing_it_keeps_waiting() -> None:
    told = two_persons().passed()
    persons = list(told.filing.site_persons())
    told.do(
        c.SubmitIdentityEvidence,
        person=persons[0],
        material=scan(f"M06:{persons[0]}", persons[0]),
        link_digest="",
    )
    assert told.filing.status is Status.IDENTITY_PENDING
    told.photographed()
    assert told.filing.status is Status.IDENTITY_REVIEW


def test_a_photo_may_be_replaced_until_somebody_looks() -> None:
    told = two_persons().passed()
    person = next(iter(told.filing.site_persons()))
    for version in (1, 2):
        photo = scan(f"M06:{person}", person, version)
        told.do(c.SubmitIdentityEvidence, person=person, material=photo, link_digest="")
    assert told.filing.evidence[person].material == scan(f"M06:{person}", person, 2)


def test_the_last_photo_left_can_be_handed_in_again_after_its_site_mate_went() -> None:
    told = two_persons().passed()
    first, _second = told.filing.site_persons()
    photo = scan(f"M06:{first}", first)
    told.do(c.SubmitIdentityEvidence, person=first, material=photo, link_digest="").expired()
    site = told.sample.sites[1]
    seen = told.filing.sections[f"site:{site.id}"]
    told.do(c.RemoveSite, site=site.id, seen=seen)
    main = told.filing.sites[told.sample.site.id]
    both = replace(main, domains=told.sample.facts.domains)
    told.do(c.RecordSite, site=both, seen=told.filing.sections[f"site:{main.id}"])
    told.signed_again().handed_in().claimed().accepted()
    assert told.filing.status is Status.IDENTITY_PENDING
    photo = scan(f"M06:{first}", first, 2)
    told.do(c.SubmitIdentityEvidence, person=first, material=photo, link_digest="")
    assert told.filing.status is Status.IDENTITY_REVIEW


def test_a_refused_photo_is_taken_again() -> None:
    told = story().identity_rejected()
    assert told.filing.status is Status.IDENTITY_REJECTED
    told.photographed(version=2)
    assert told.filing.status is Status.IDENTITY_REVIEW


def test_all_photos_accepted_make_it_ready() -> None:
    assert two_persons().ready().filing.status is Status.READY


# --- The ministry ------------------------------------------------------------------------------


def test_the_report_names_everybody_who_gets_a_code() -> None:
    told = two_persons().ready()
    command = told.command(c.ReportFiling, OFFICER, report=hex_id("report 1"))
    given(*told.events).when(command).then(
        e.ReportedToMiit(
            hex_id("report 1"),
            1,
            "110000",
            tuple(told.filing.persons()),
            OFFICER.id,
            command.at,
        )
    )


def test_a_report_that_was_refused_is_sent_again() -> None:
    told = story().report_failed()
    assert told.filing.status is Status.REPORT_FAILED
    told.sent()
    assert told.filing.status is Status.REPORTED
    assert told.filing.report is not None
    assert told.filing.report.attempt == 2


def test_a_report_that_was_refused_for_its_content_goes_back_to_the_applicant() -> None:
    told = story().report_failed().mapped()
    assert told.filing.status is Status.FIX_REQUESTED


def test_one_of_two_verified_is_not_enough() -> None:
    told = two_persons().sms_partial()
    assert told.filing.status is Status.SMS_PARTIAL
    told.all_verified()
    assert told.filing.status is Status.BUREAU_REVIEW


def test_a_day_without_verification_fails_it() -> None:
    told = two_persons().sms_partial()
    due = told.later(days=1).command(c.MeetDeadline, SYSTEM, kind="sms")
    assert told.filing.report is not None
    given(*told.events).when(due).then(e.SmsFailed(told.filing.report.id, "timeout", due.at))


def test_after_a_failure_the_same_data_go_again_without_a_review() -> None:
    told = story().sms_failed()
    command = told.command(c.ResubmitUnchanged)
    due, _ = add_working_days(command.at, 1)
    given(*told.events).when(command).then(e.ResubmittedUnchanged(command.at, due))


def test_changed_data_need_a_review() -> None:
    told = story().sms_failed().with_mail_address("科苑路9号1栋101室")
    given(*told.events).when(told.command(c.ResubmitUnchanged)).refuses(StaleVersion)
    told.handed_in()
    assert told.filing.status is Status.RESUBMITTED


def test_the_bureau_approves_and_gives_the_numbers() -> None:
    told = two_persons().filed()
    assert told.filing.subject_number == "京ICP备2026000001号"
    assert list(told.filing.website_numbers.values()) == [
        "京ICP备2026000001号-1",
        "京ICP备2026000001号-2",
    ]
    approved = told.events[-1]
    assert isinstance(approved, e.BureauApproved)
    assert approved.public_security_due_on - told.at.date() == timedelta(days=30)


def test_a_refusal_of_the_bureau_waits_for_its_meaning() -> None:
    told = story().bureau_rejected()
    command = told.command(c.Submit, snapshot="digest", seen=told.filing.content_version)
    given(*told.events).when(command).refuses(r.NotEditable, status=Status.BUREAU_REJECTED)
    told.mapped()
    command = told.command(c.Submit, snapshot="digest", seen=told.filing.content_version)
    given(*told.events).when(command).refuses(r.IssuesOpen)
    told.with_mail_address("科苑路9号1栋101室").handed_in()
    assert told.filing.status is Status.RESUBMITTED


def test_a_refusal_is_mapped_once() -> None:
    told = story().bureau_rejected().mapped()
    given(*told.events).when(told.command(c.ClaimFiling, REVIEWER)).refuses(r.NotReviewable)
    command = told.command(c.MapRefusal, REVIEWER, issues=(issue(number=2),))
    given(*told.events).when(command).refuses(r.NoLiveClaim)


def test_a_notice_about_an_older_report_changes_nothing() -> None:
    told = story().sms_failed()
    assert told.filing.report is not None
    old = told.filing.report.id
    told.do(c.ResubmitUnchanged).sent()
    command = told.command(c.NoteCodesFailed, report=old, cause="attempts")
    given(*told.events).when(command).then()


# --- After approval ----------------------------------------------------------------------------


def test_the_public_security_number_is_kept_without_its_spaces() -> None:
    told = two_persons().filed()
    site = told.sample.site.id
    command = told.command(
        c.RecordPublicSecurityNumber, site=site, number="京公网安备 11010502030123 号"
    )
    given(*told.events).when(command).then(
        e.PublicSecurityRecorded(site, "京公网安备11010502030123号", False, command.at)
    )


def test_a_wrong_public_security_number_is_refused() -> None:
    told = story().filed()
    command = told.command(
        c.RecordPublicSecurityNumber, site=told.sample.site.id, number="粤公网安备123号"
    )
    given(*told.events).when(command).refuses(r.WrongNumber)
