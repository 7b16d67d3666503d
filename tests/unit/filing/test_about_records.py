"""Filings about what is registered: what may be changed, who verifies, how they end."""

from __future__ import annotations

import dataclasses

import pytest
from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing import completeness, events, scope
from domain.filing.facts import Explanation, Status, Website
from domain.filing.kinds import Kind
from domain.filing.refusals import (
    BadExplanation,
    DomainsFixed,
    FieldLocked,
    Incomplete,
    NotConfirmed,
    RecordMissing,
)
from domain.personal import Personal
from domain.refusal import Refusal
from domain.working_days import shanghai_date
from tests.unit.filing.samples import (
    LIN,
    QIAN,
    ZHAO,
    Sample,
    enterprise,
    hex_id,
    identity_number,
    individual,
    person,
)
from tests.unit.filing.stories import OFFICER, REVIEWER, Story, issue

FIRST_SITE, SECOND_SITE = hex_id("s1"), hex_id("s2")
SUN = person("孙立", hex_id("sun"), identity_number("11000019880808201"), "13600136000")


def about(kind: Kind, *sites: str) -> Story:
    return Story(enterprise()).begun(kind, *sites)


def refused(story: Story, kind: type, refusal: type[Refusal], **fields: object) -> Refusal:
    with pytest.raises(refusal) as caught:
        story.do(kind, **fields)
    return caught.value


def verified_by(story: Story) -> set[str]:
    return set(scope.verifiers(story.filing))


# --- How it begins ------------------------------------------------------------------------


def test_it_begins_with_the_records_data_and_nothing_differs() -> None:
    story = about(Kind.CHANGE_BOTH)
    assert list(story.filing.sites) == [FIRST_SITE, SECOND_SITE]
    assert story.filing.subject == enterprise().subject
    assert not scope.differences(story.filing)
    assert not scope.judged(story.filing)
    assert isinstance(story.events[-1], events.RecordCopied)


def test_without_a_record_there_is_nothing_to_change() -> None:
    story = Story(enterprise())
    facts = replace(story.sample.facts, outcome="CHANGE_SITE")
    refused(story, c.StartFiling, RecordMissing, account=story.applicant.id, facts=facts)


# --- What may be changed ------------------------------------------------------------------


def test_a_change_without_any_change_is_not_complete() -> None:
    story = about(Kind.CHANGE_SITE, FIRST_SITE)
    whats = [each.what for each in completeness.missing(story.filing, shanghai_date(story.at))]
    assert whats[0] == "change"


def test_a_change_that_is_taken_back_is_none() -> None:
    story = about(Kind.CHANGE_SITE, FIRST_SITE).with_site(name="示例科技新网站")
    assert scope.changes(story.filing) == {f"site:{FIRST_SITE}.name"}
    story.with_site(name=story.sample.site.name)
    assert not scope.changes(story.filing)


def test_a_change_of_a_website_leaves_the_subject_as_it_is() -> None:
    story = about(Kind.CHANGE_SITE, FIRST_SITE)
    with pytest.raises(FieldLocked):
        story.with_mail_address("建国路9号")


def test_a_change_of_the_subject_leaves_the_websites_as_they_are() -> None:
    story = about(Kind.CHANGE_SUBJECT)
    with pytest.raises(FieldLocked):
        story.with_site(name="示例科技新网站")
    with pytest.raises(FieldLocked):
        story.with_access(modes=(1,))


def test_a_change_takes_domains_away_and_adds_none() -> None:
    story = Story(enterprise())
    site = replace(story.sample.site, domains=("example.com", "shili.com.cn"))
    story.sample = replace_sites(story, site)
    story.begun(Kind.CHANGE_SITE, FIRST_SITE).with_site(domains=("example.com",))
    assert scope.changes(story.filing) == {f"site:{FIRST_SITE}.domains"}
    with pytest.raises(DomainsFixed):
        story.with_site(domains=("example.com", "shili.cn"))


def replace_sites(story: Story, *sites: Website) -> Sample:
    return dataclasses.replace(story.sample, sites=sites)


@pytest.mark.parametrize("kind", [Kind.CHANGE_SITE, Kind.CHANGE_BOTH, Kind.CANCEL_SITE])
def test_no_website_is_put_in_or_taken_out(kind: Kind) -> None:
    story = about(kind)
    new = replace(story.sample.site, id=hex_id("s9"), domains=("shili.cn",))
    new = replace(new, home_url="www.shili.cn")
    refused(story, c.RecordSite, FieldLocked, site=new, seen=0)
    refused(story, c.RemoveSite, FieldLocked, site=FIRST_SITE, seen=_seen(story, FIRST_SITE))


def _seen(story: Story, site: str) -> int:
    return story.filing.sections[f"site:{site}"]


def test_what_the_kind_leaves_alone_is_not_asked_for_again() -> None:
    """The record's certificate ran out since: that is another filing's to mend."""
    story = Story(enterprise())
    expired = replace(story.sample.subject, long_term=False, valid_to=None)
    story.sample = dataclasses.replace(story.sample, subject=expired)
    story.begun(Kind.CHANGE_SITE, FIRST_SITE).with_site(name="示例科技新网站")
    whats = [each.what for each in completeness.missing(story.filing, shanghai_date(story.at))]
    assert whats == ["material"]


# --- Who verifies -------------------------------------------------------------------------


def test_who_changes_a_website_verifies_as_its_person() -> None:
    story = about(Kind.CHANGE_SITE, SECOND_SITE).with_site(name="示例产品新中心")
    assert verified_by(story) == {QIAN.id}


def test_a_changed_remark_is_verified_by_nobody() -> None:
    story = about(Kind.CHANGE_SITE, SECOND_SITE).with_site(remark="产品说明和下载")
    assert not verified_by(story)


def test_the_new_telephone_gets_the_code() -> None:
    other = Personal(QIAN.id, "mobile", "13512345678")
    new = replace(QIAN, mobile=other, mobile_digest="digest of the new number")
    story = about(Kind.CHANGE_SITE, SECOND_SITE).with_site(person=new)
    assert scope.verifiers(story.filing)[QIAN.id].mobile == other
    assert not scope.identity_persons(story.filing)


def test_changed_addresses_are_verified_by_nobody_and_a_changed_mode_is() -> None:
    story = about(Kind.CHANGE_ACCESS, SECOND_SITE)
    story.with_access(ips=(("203.0.113.9", "203.0.113.9"),))
    assert not verified_by(story)
    story.with_access(modes=(1,))
    assert verified_by(story) == {QIAN.id}


def test_who_changes_the_subject_verifies_as_its_person() -> None:
    story = about(Kind.CHANGE_SUBJECT).with_mail_address("建国路8号9层901室")
    assert verified_by(story) == {ZHAO.id}


def test_who_changes_both_verifies_both() -> None:
    story = about(Kind.CHANGE_BOTH).with_mail_address("建国路8号9层901室")
    assert verified_by(story) == {ZHAO.id}
    site = story.filing.sites[SECOND_SITE]
    story.do(
        c.RecordSite, site=replace(site, name="示例产品新中心"), seen=_seen(story, SECOND_SITE)
    )
    assert verified_by(story) == {ZHAO.id, QIAN.id}


@pytest.mark.parametrize(
    ("kind", "sites", "persons"),
    [
        (Kind.CANCEL_SITE, (SECOND_SITE,), {QIAN.id}),
        (Kind.CANCEL_SITE, (FIRST_SITE,), {ZHAO.id}),
        (Kind.CANCEL_SUBJECT, (), {ZHAO.id}),
        (Kind.CANCEL_ACCESS, (SECOND_SITE,), set()),
    ],
)
def test_who_verifies_an_end(kind: Kind, sites: tuple[str, ...], persons: set[str]) -> None:
    assert verified_by(about(kind, *sites)) == persons


# --- Who proves identity ------------------------------------------------------------------


def test_a_new_website_person_proves_identity_and_the_others_do_not() -> None:
    story = about(Kind.CHANGE_BOTH)
    site = story.filing.sites[SECOND_SITE]
    story.do(c.RecordSite, site=replace(site, person=SUN), seen=_seen(story, SECOND_SITE))
    assert set(scope.identity_persons(story.filing)) == {SUN.id}


def test_with_the_responsible_person_the_person_of_linked_websites_changes() -> None:
    story = about(Kind.CHANGE_SUBJECT)
    subject = replace(story.filing.subject, responsible=SUN)
    story.do(c.RecordSubject, subject=subject, seen=story.filing.sections["subject"])
    assert set(scope.identity_persons(story.filing)) == {SUN.id}


# --- Ends ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Kind.CANCEL_SITE, Kind.CANCEL_SUBJECT, Kind.CANCEL_ACCESS])
def test_an_end_needs_a_reason_and_a_confirmation(kind: Kind) -> None:
    story = about(kind)
    missing = completeness.missing(story.filing, shanghai_date(story.at))
    assert [each.what for each in missing] == ["explanation"]
    with pytest.raises(Incomplete):
        story.agreed()
    story.explained().agreed()
    seen = story.filing.content_version
    refused(story, c.Submit, NotConfirmed, snapshot="s", seen=seen)
    story.do(c.Submit, snapshot="s", seen=seen, confirmed=True)
    assert story.filing.status is Status.SUBMITTED


@pytest.mark.parametrize(
    ("reason", "text"), [("other", ""), ("other", "不用了"), ("because", ""), ("closed", "x" * 201)]
)
def test_a_reason_that_says_nothing_is_refused(reason: str, text: str) -> None:
    story = about(Kind.CANCEL_SITE, FIRST_SITE)
    said = Explanation(reason, text)
    refused(story, c.Explain, BadExplanation, explanation=said, seen=0)


def test_a_filing_that_ends_nothing_has_no_reason() -> None:
    story = about(Kind.CHANGE_SITE, FIRST_SITE)
    refused(story, c.Explain, FieldLocked, explanation=Explanation("closed"), seen=0)


def test_the_reviewer_of_an_end_judges_the_reason_alone() -> None:
    story = about(Kind.CANCEL_SITE, FIRST_SITE).explained()
    assert set(scope.judged(story.filing)) == {"explanation"}


# --- All the way --------------------------------------------------------------------------


def reviewed(story: Story) -> Story:
    """Handed in and through the review, with photos where they are asked."""
    story.with_scans().handed_in().claimed().accepted()
    if story.filing.status is Status.IDENTITY_PENDING:
        story.photographed().identity_decided()
    assert story.filing.status is Status.READY
    return story.sent()


CHANGES = {
    Kind.CHANGE_SITE: lambda story: story.with_site(name="示例科技新网站"),
    Kind.CHANGE_SUBJECT: lambda story: story.with_mail_address("建国路8号9层901室"),
    Kind.CHANGE_BOTH: lambda story: story.with_mail_address("建国路8号9层901室").with_site(
        name="示例科技新网站"
    ),
    Kind.CHANGE_ACCESS: lambda story: story.with_access(modes=(1,)),
    Kind.CANCEL_SITE: lambda story: story.explained(),
    Kind.CANCEL_SUBJECT: lambda story: story.explained(),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_it_goes_through_all_hands_to_its_end(kind: Kind) -> None:
    story = reviewed(CHANGES[kind](about(kind)))
    story.codes_sent().all_verified()
    assert story.filing.status is Status.BUREAU_REVIEW
    story.bureau_approved()
    assert story.filing.status is Status.FILED
    assert story.filing.public_security_due_on is None


def test_without_a_code_the_bureau_has_it_at_once() -> None:
    story = reviewed(about(Kind.CANCEL_ACCESS, FIRST_SITE).explained())
    assert story.filing.report is not None
    assert story.filing.report.persons == ()
    story.note(c.NoteBureauStarted)
    assert isinstance(story.events[-1], events.BureauReviewStarted)
    assert story.filing.status is Status.BUREAU_REVIEW


def test_an_individual_changes_the_website_too() -> None:
    story = Story(individual()).begun(Kind.CHANGE_SITE).with_site(name="晓雨的新笔记")
    assert verified_by(story) == {LIN.id}
    reviewed(story).codes_sent().all_verified().bureau_approved()
    assert story.filing.status is Status.FILED


def test_a_returned_change_opens_only_what_the_issue_is_about() -> None:
    story = about(Kind.CHANGE_SITE, FIRST_SITE).with_site(name="示例科技新网站")
    story.with_scans().handed_in().claimed()
    story.returned(issue(f"site:{FIRST_SITE}.name", "R-SITE-01"))
    assert story.filing.status is Status.FIX_REQUESTED
    story.with_site(name="示例科技的网站")
    with pytest.raises(FieldLocked):
        story.with_site(home_url="example.com")


def test_what_is_added_is_judged_and_the_subject_is_not() -> None:
    story = about(Kind.ADD_SITE_LOCAL)
    site = replace(story.sample.site, id=hex_id("s3"), domains=("shili.cn",))
    story.do(c.RecordSite, site=replace(site, home_url="www.shili.cn"), seen=0)
    story.do(c.RecordAccess, site=site.id, access=story.sample.access, seen=0)
    heads = {name.partition(".")[0] for name in scope.judged(story.filing)}
    assert heads == {f"site:{site.id}", f"access:{site.id}"}
    assert verified_by(story) == {ZHAO.id}
    assert set(scope.identity_persons(story.filing)) == {ZHAO.id}


def test_hands_are_those_of_a_first_filing() -> None:
    story = about(Kind.CANCEL_SITE, FIRST_SITE).explained().handed_in()
    story.do(c.ClaimFiling, REVIEWER)
    with pytest.raises(Refusal):
        story.do(c.ReportFiling, OFFICER, report=hex_id("report"))
