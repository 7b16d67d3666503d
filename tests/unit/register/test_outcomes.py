"""What the outcome of each kind of filing does to a record."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from domain.filing.facts import Access
from domain.filing.kinds import Kind
from domain.personal import Personal
from domain.refusal import NotPermitted
from domain.register import events as e
from domain.register.approved import new_record, records_of
from domain.register.facts import Cause, RecordStatus, SiteStatus
from domain.register.refusals import (
    AlreadyRegistered,
    NoAccessHere,
    NotTheOwner,
    NotTheSubject,
    NumberMissing,
    NumberTaken,
    OtherNumber,
    RecordCancelled,
    SiteGone,
    TargetMissing,
    UnknownRecord,
    UnknownSite,
)
from domain.roles import Role
from tests.unit.filing.samples import CLOUD, QIAN, hex_id, website
from tests.unit.filing.stories import APPLICANT, STRANGER
from tests.unit.register.given import (
    AT,
    RECORD,
    Given,
    about,
    by,
    first,
    given,
    outcome,
    registered,
)

S1, S2 = hex_id("s1"), hex_id("s2")
NUMBER = "京ICP备2026000001号"
OTHER_ACCESS = Access(ips=(("203.0.113.20", "203.0.113.29"),), modes=(5,), server_places=(110000,))
NEW_SITE = website("示例科技论坛", "example.net", site_id="s3")
FORUM = NEW_SITE.id

BOTH_SITES = (
    e.SubjectRegistered,
    *(e.SiteRegistered, e.AccessRegistered) * 2,
    e.OutcomeApplied,
)
"""What becomes of a subject that is new here, with the two websites of the sample."""


def done(kind: Kind, *, complete: bool = True) -> e.OutcomeApplied:
    return e.OutcomeApplied(hex_id(f"{kind} filing"), kind, complete, AT)


# --- First filing ---------------------------------------------------------------------------


def test_a_first_filing_registers_the_subject_with_its_websites_and_accesses():
    what = first()
    record = (
        given()
        .when(outcome(what))
        .then(
            e.SubjectRegistered(
                account=APPLICANT.id,
                number=NUMBER,
                identity=what.identity,
                subject=what.subject,
                kind=Kind.FIRST,
                approved_on=date(2026, 12, 8),
                filing=what.filing,
                at=AT,
            ),
            e.SiteRegistered(what.sites[S1], f"{NUMBER}-1", False, what.filing, AT),
            e.AccessRegistered(S1, CLOUD, what.filing, AT),
            e.SiteRegistered(what.sites[S2], f"{NUMBER}-2", False, what.filing, AT),
            e.AccessRegistered(S2, CLOUD, what.filing, AT),
            e.OutcomeApplied(what.filing, Kind.FIRST, True, AT),
        )
    )
    assert record.status is RecordStatus.ACTIVE
    assert list(record.live_sites) == [S1, S2]
    assert record.site_person(S2) == QIAN
    assert record.site_person(S1) == what.subject.responsible


def test_the_same_outcome_twice_is_as_once():
    what = first()
    assert registered().when(outcome(what)).then() == registered().record


def test_a_record_is_not_registered_again_by_another_filing():
    again = replace(first(), filing=hex_id("another"))
    registered().when(outcome(again)).refuses(AlreadyRegistered)


@pytest.mark.parametrize("lacks", [{"subject_number": ""}, {"website_numbers": {}}])
def test_nothing_is_registered_without_its_number(lacks):
    given().when(outcome(replace(first(), **lacks))).refuses(NumberMissing)


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.REVIEWER, Role.OPERATOR, Role.MINISTRY])
def test_only_the_system_carries_out_an_outcome(role):
    given().when(outcome(first(), by=by(role))).refuses(NotPermitted)


NEEDS_ANOTHER = {Kind.FIRST, Kind.CLAIM}
"""Kinds that a record which is there, and in an account, refuses."""


@pytest.mark.parametrize("kind", sorted(set(Kind) - NEEDS_ANOTHER))
def test_every_kind_has_an_outcome(kind):
    what = about(registered(), kind, to_account=STRANGER.id, to_record=hex_id("other record"))
    if kind.startswith("ADD_"):
        what = replace(what, sites={FORUM: NEW_SITE}, website_numbers={FORUM: f"{NUMBER}-3"})
    assert what.filing in registered().once(outcome(what)).record.applied


@pytest.mark.parametrize("kind", sorted(NEEDS_ANOTHER))
def test_some_kinds_need_a_record_that_is_not_there_or_in_no_account(kind):
    what = about(registered(), kind, record="")
    registered().when(outcome(what)).refuses(
        AlreadyRegistered if kind is Kind.FIRST else NotTheOwner
    )


# --- Websites and accesses that are added -----------------------------------------------------


def test_a_website_is_added_under_the_same_subject_number():
    record = registered()
    what = about(
        record,
        Kind.ADD_SITE_LOCAL,
        sites={FORUM: NEW_SITE},
        accesses={FORUM: CLOUD},
        website_numbers={FORUM: f"{NUMBER}-3"},
    )
    left = record.when(outcome(what)).then(
        e.SiteRegistered(NEW_SITE, f"{NUMBER}-3", False, what.filing, AT),
        e.AccessRegistered(FORUM, CLOUD, what.filing, AT),
        done(Kind.ADD_SITE_LOCAL),
    )
    assert list(left.live_sites) == [S1, S2, FORUM]


def test_a_subject_from_another_provider_is_known_here_with_its_new_website():
    what = replace(
        first(),
        kind=Kind.ADD_SITE_EXT,
        sites={FORUM: NEW_SITE},
        website_numbers={FORUM: f"{NUMBER}-7"},
        accesses={FORUM: CLOUD},
    )
    record = (
        given()
        .when(outcome(what))
        .then_kinds(e.SubjectRegistered, e.SiteRegistered, e.AccessRegistered, e.OutcomeApplied)
    )
    assert record.sites[FORUM].number == f"{NUMBER}-7"


def test_an_added_website_needs_a_record():
    what = about(registered(), Kind.ADD_SITE_LOCAL, sites={FORUM: NEW_SITE})
    given().when(outcome(what)).refuses(UnknownRecord)


def test_a_number_that_a_website_had_is_given_to_no_other():
    record = registered()
    left = record.once(outcome(about(record, Kind.CANCEL_SITE, record_sites=(S2,))))
    what = about(
        record, Kind.ADD_SITE_LOCAL, sites={FORUM: NEW_SITE}, website_numbers={FORUM: f"{NUMBER}-2"}
    )
    left.when(outcome(what)).refuses(NumberTaken, number=f"{NUMBER}-2")


def test_an_approval_with_another_subject_number_changes_nothing():
    record = registered()
    what = about(record, Kind.ADD_SITE_LOCAL, subject_number="京ICP备2026000002号")
    record.when(outcome(what)).refuses(OtherNumber, number="京ICP备2026000002号")


def test_a_website_filed_elsewhere_gets_an_access_here_and_keeps_its_number():
    record = registered()
    what = about(
        record,
        Kind.ADD_ACCESS_LOCAL,
        sites={FORUM: NEW_SITE},
        accesses={FORUM: CLOUD},
        website_numbers={FORUM: f"{NUMBER}-9"},
    )
    left = record.when(outcome(what)).then(
        e.SiteRegistered(NEW_SITE, f"{NUMBER}-9", True, what.filing, AT),
        e.AccessRegistered(FORUM, CLOUD, what.filing, AT),
        done(Kind.ADD_ACCESS_LOCAL),
    )
    assert left.sites[FORUM].elsewhere


def test_a_website_of_the_record_that_lost_its_access_gets_one_again():
    record = without_access()
    what = about(record, Kind.ADD_ACCESS_LOCAL, sites=only(record, S1), accesses={S1: OTHER_ACCESS})
    left = record.when(outcome(what)).then(
        e.AccessRegistered(S1, OTHER_ACCESS, what.filing, AT), done(Kind.ADD_ACCESS_LOCAL)
    )
    assert left.sites[S1].access == OTHER_ACCESS
    assert left.sites[S1].number == f"{NUMBER}-1"


def test_an_access_is_not_added_where_there_is_one():
    record = registered()
    what = about(record, Kind.ADD_ACCESS_LOCAL, sites=only(record, S1))
    record.when(outcome(what)).refuses(AlreadyRegistered, site=S1)


def test_subject_and_website_from_another_provider_are_taken_in():
    what = replace(first(), kind=Kind.ADD_ACCESS_EXT)
    record = given().when(outcome(what)).then_kinds(*BOTH_SITES)
    assert all(site.elsewhere for site in record.sites.values())


# --- Changes ----------------------------------------------------------------------------------


def moved_subject(record):
    subject = record.record.subject
    address = Personal(subject.mail_address.person, "address", "建国路8号9层901室")
    return replace(subject, mail_address=address)


def test_a_change_of_the_subject_replaces_its_data_and_keeps_the_number():
    record = registered()
    subject = moved_subject(record)
    what = about(record, Kind.CHANGE_SUBJECT, subject=subject)
    left = record.when(outcome(what)).then(
        e.SubjectChanged(subject, what.filing, AT), done(Kind.CHANGE_SUBJECT)
    )
    assert (left.subject, left.number) == (subject, NUMBER)


def test_only_the_websites_that_differ_are_changed():
    record = registered()
    renamed = replace(record.record.sites[S2].site, name="示例产品与服务")
    what = about(
        record, Kind.CHANGE_SITE, sites=only(record, S1) | {S2: renamed}, record_sites=(S1, S2)
    )
    left = record.when(outcome(what)).then(
        e.SiteChanged(renamed, what.filing, AT), done(Kind.CHANGE_SITE)
    )
    assert left.sites[S2].site.name == "示例产品与服务"
    assert left.sites[S2].number == f"{NUMBER}-2"


def test_subject_and_website_change_together():
    record = registered()
    renamed = replace(record.record.sites[S1].site, name="示例科技新网站")
    what = about(record, Kind.CHANGE_BOTH, subject=moved_subject(record), sites={S1: renamed})
    record.when(outcome(what)).then_kinds(e.SubjectChanged, e.SiteChanged, e.OutcomeApplied)


def test_an_access_changes_its_addresses():
    record = registered()
    what = about(record, Kind.CHANGE_ACCESS, accesses={S1: OTHER_ACCESS, S2: CLOUD})
    left = record.when(outcome(what)).then(
        e.AccessChanged(S1, OTHER_ACCESS, what.filing, AT), done(Kind.CHANGE_ACCESS)
    )
    assert left.sites[S2].access == CLOUD


def test_a_kind_changes_nothing_that_it_only_shows():
    record = registered()
    renamed = replace(record.record.sites[S1].site, name="示例科技新网站")
    shown = {"sites": {S1: renamed}, "accesses": {S1: OTHER_ACCESS}}
    record.when(outcome(about(record, Kind.CHANGE_SUBJECT, **shown))).then(
        done(Kind.CHANGE_SUBJECT)
    )


def test_an_access_that_is_gone_is_not_changed():
    record = without_access()
    what = about(record, Kind.CHANGE_ACCESS, accesses={S1: OTHER_ACCESS})
    record.when(outcome(what)).refuses(NoAccessHere, site=S1)


# --- Ends -------------------------------------------------------------------------------------


def test_a_cancelled_website_leaves_the_others_and_never_comes_back():
    record = registered()
    what = about(record, Kind.CANCEL_SITE, record_sites=(S1,))
    left = record.when(outcome(what)).then(
        e.SiteCancelled(S1, Cause.FILING, what.filing, AT), done(Kind.CANCEL_SITE)
    )
    assert left.sites[S1].status is SiteStatus.CANCELLED
    assert list(left.live_sites) == [S2]
    again = about(Given(left), Kind.CHANGE_SITE, sites=only(record, S1))
    Given(left).when(outcome(again)).refuses(SiteGone, site=S1)


def test_a_subject_without_a_website_is_an_empty_one_and_holds():
    record = registered()
    what = about(record, Kind.CANCEL_SITE)
    left = record.when(outcome(what)).then_kinds(e.SiteCancelled, e.SiteCancelled, e.OutcomeApplied)
    assert left.is_empty
    assert left.status is RecordStatus.ACTIVE


def test_a_cancelled_subject_takes_its_websites_along_and_never_comes_back():
    record = registered()
    what = about(record, Kind.CANCEL_SUBJECT)
    left = record.when(outcome(what)).then(
        e.SubjectCancelled(Cause.FILING, what.filing, AT), done(Kind.CANCEL_SUBJECT)
    )
    assert left.status is RecordStatus.CANCELLED
    assert not left.live_sites
    assert not left.is_empty
    later = about(record, Kind.CHANGE_SUBJECT, subject=moved_subject(record))
    Given(left).when(outcome(later)).refuses(RecordCancelled)


def test_a_website_whose_access_ends_keeps_its_number_as_an_empty_one():
    left = without_access().record
    assert left.sites[S1].is_empty
    assert left.sites[S1].is_live
    assert not left.sites[S2].is_empty


def test_a_website_that_runs_elsewhere_too_is_no_empty_one_without_us():
    what = replace(first(), kind=Kind.ADD_ACCESS_EXT)
    record = given().once(outcome(what))
    ended = about(record, Kind.CANCEL_ACCESS, record_sites=(S1,))
    left = record.when(outcome(ended)).then_kinds(e.AccessRemoved, e.OutcomeApplied)
    assert not left.sites[S1].is_empty


def test_an_access_ends_only_once():
    record = without_access()
    what = about(record, Kind.CANCEL_ACCESS, record_sites=(S1,), filing=hex_id("a second filing"))
    record.when(outcome(what)).refuses(NoAccessHere, site=S1)


def test_an_unknown_website_is_not_cancelled():
    record = registered()
    what = about(record, Kind.CANCEL_SITE, record_sites=(FORUM,))
    record.when(outcome(what)).refuses(UnknownSite, site=FORUM)


# --- Owners -----------------------------------------------------------------------------------


def test_a_record_goes_to_another_account_with_all_that_is_in_it():
    record = registered()
    what = about(record, Kind.TRANSFER, to_account=STRANGER.id)
    left = record.when(outcome(what)).then(
        e.RecordTransferred(APPLICANT.id, STRANGER.id, what.filing, AT), done(Kind.TRANSFER)
    )
    assert left.account == STRANGER.id
    assert left.sites == record.record.sites


@pytest.mark.parametrize("to", ["", APPLICANT.id])
def test_a_record_goes_to_no_account_or_to_its_own(to):
    record = registered()
    record.when(outcome(about(record, Kind.TRANSFER, to_account=to))).refuses(TargetMissing)


def test_the_filing_of_another_account_changes_nothing():
    record = registered()
    what = about(record, Kind.CHANGE_SUBJECT, account=STRANGER.id)
    record.when(outcome(what)).refuses(NotTheOwner)


def test_a_filing_about_another_certificate_changes_nothing():
    record = registered()
    identity = replace(record.record.identity, certificate_digest="another")
    what = about(record, Kind.CHANGE_SUBJECT, identity=identity)
    record.when(outcome(what)).refuses(NotTheSubject)


def test_what_is_not_in_the_register_is_not_claimed():
    given().when(outcome(replace(first(), kind=Kind.CLAIM))).refuses(UnknownRecord)


def test_a_claim_changes_nothing_of_what_the_ministry_has():
    ownerless = Given(replace(registered().record, account=""))
    other = replace(ownerless.record.subject, name="另一个名称有限公司")
    what = about(ownerless, Kind.CLAIM, account=STRANGER.id, subject=other)
    left = ownerless.when(outcome(what)).then(
        e.RecordClaimed(STRANGER.id, what.filing, AT), done(Kind.CLAIM)
    )
    assert left.subject == ownerless.record.subject


def test_a_record_that_is_in_no_account_is_claimed():
    ownerless = Given(replace(registered().record, account=""))
    what = about(ownerless, Kind.CLAIM, account=STRANGER.id)
    left = ownerless.when(outcome(what)).then(
        e.RecordClaimed(STRANGER.id, what.filing, AT), done(Kind.CLAIM)
    )
    assert left.account == STRANGER.id


def test_what_is_in_an_account_is_not_claimed():
    record = registered()
    record.when(outcome(about(record, Kind.CLAIM, account=STRANGER.id))).refuses(NotTheOwner)


# --- A website goes from one subject to another -------------------------------------------------

TARGET = hex_id("target record")
TARGET_NUMBER = "京ICP备2026000077号"


def target():
    """The record of another subject, without a website."""
    made = registered().record
    return Given(
        replace(
            made,
            account=STRANGER.id,
            number=TARGET_NUMBER,
            identity=replace(made.identity, certificate_digest="digest of the target"),
            sites={},
        )
    )


def migration():
    source, to = registered(), target()
    return about(
        source,
        Kind.MIGRATE,
        account=STRANGER.id,
        identity=to.record.identity,
        subject=to.record.subject,
        record_sites=(S1,),
        to_record=TARGET,
        subject_number=TARGET_NUMBER,
        website_numbers={S1: f"{TARGET_NUMBER}-1"},
    )


def test_a_migration_changes_two_records_the_one_that_gives_first():
    assert records_of(migration()) == (RECORD, TARGET)
    assert records_of(first()) == (new_record(first().filing),)


def test_a_website_leaves_its_subject():
    left = (
        registered()
        .when(outcome(migration()))
        .then(
            e.SiteMovedOut(S1, TARGET, migration().filing, AT), done(Kind.MIGRATE, complete=False)
        )
    )
    assert left.sites[S1].status is SiteStatus.MOVED
    assert left.sites[S1].access is None
    assert list(left.live_sites) == [S2]


def test_a_website_comes_to_another_subject_under_a_number_of_that():
    what = migration()
    left = (
        target()
        .when(outcome(what, TARGET))
        .then(
            e.SiteMovedIn(
                site=what.sites[S1],
                number=f"{TARGET_NUMBER}-1",
                access=CLOUD,
                from_record=RECORD,
                filing=what.filing,
                at=AT,
            ),
            done(Kind.MIGRATE),
        )
    )
    assert left.sites[S1].number == f"{TARGET_NUMBER}-1"
    assert left.sites[S1].access == CLOUD


def test_a_website_may_come_to_a_subject_that_was_not_in_the_register():
    (
        given()
        .when(outcome(migration(), TARGET))
        .then_kinds(e.SubjectRegistered, e.SiteMovedIn, e.OutcomeApplied)
    )


def test_a_website_does_not_move_to_nowhere():
    lost = replace(migration(), to_record="")
    registered().when(outcome(lost)).refuses(TargetMissing)


def only(record, *sites):
    """Some websites of the record as their owner stated them."""
    return {site: record.record.sites[site].site for site in sites}


def without_access():
    """A record whose first website has no access any more."""
    record = registered()
    what = about(record, Kind.CANCEL_ACCESS, record_sites=(S1,))
    left = record.when(outcome(what)).then(
        e.AccessRemoved(S1, Cause.FILING, what.filing, AT), done(Kind.CANCEL_ACCESS)
    )
    return Given(left)
