"""What the bureau and inspections do to a record, without a filing."""

from __future__ import annotations

from datetime import date

import pytest

from domain.command import derived_id
from domain.filing.kinds import Kind
from domain.refusal import NotPermitted
from domain.register import commands as c
from domain.register import events as e
from domain.register.facts import Cause, RecordStatus, SiteStatus
from domain.register.refusals import (
    ItemsMissing,
    NoAccessHere,
    NothingToMend,
    RecordCancelled,
    SiteGone,
    UnknownRecord,
    UnknownSite,
)
from domain.roles import Role
from tests.unit.filing.samples import CLOUD, hex_id
from tests.unit.register.given import AT, about, by, given, outcome, registered

S1, S2 = hex_id("s1"), hex_id("s2")
DUE = date(2027, 1, 15)


def command(kind: type, role: Role, /, **fields: object):
    """A command of that class by somebody in the role."""
    command_id = derived_id(f"{kind.__name__} {fields}", "command")
    return kind(command_id=command_id, actor=by(role), at=AT, **fields)


def asked(site: str = S1):
    """An inspection that found something."""
    return command(
        c.RequestRectification, Role.REVIEWER, site=site, items=("首页底部没有备案号",), due_on=DUE
    )


def mended(site: str = S1):
    return command(c.ConfirmRectified, Role.REVIEWER, site=site)


def access_removed(site: str = S1):
    return command(c.RemoveAccess, Role.REVIEWER, site=site)


def site_cancelled(site: str = S1):
    return command(c.NoteSiteCancelled, Role.MINISTRY, site=site)


def subject_cancelled():
    return command(c.NoteSubjectCancelled, Role.MINISTRY)


def test_an_inspection_says_what_to_mend_and_by_when():
    left = (
        registered()
        .when(asked())
        .then(e.RectificationRequested(S1, ("首页底部没有备案号",), DUE, AT))
    )
    assert left.sites[S1].status is SiteStatus.RECTIFY
    assert left.sites[S1].rectification is not None
    assert left.sites[S1].rectification.due_on == DUE
    assert left.sites[S1].is_live


def test_what_is_mended_is_active_again():
    left = registered().once(asked()).when(mended()).then(e.Rectified(S1, AT))
    assert left.sites[S1].status is SiteStatus.ACTIVE
    assert left.sites[S1].rectification is None
    assert left.sites[S1].access == CLOUD


def test_what_is_not_mended_in_time_loses_its_access_and_keeps_its_number():
    left = (
        registered()
        .once(asked())
        .when(access_removed())
        .then(e.AccessRemoved(S1, Cause.INSPECTION, "", AT))
    )
    assert left.sites[S1].is_empty
    assert left.sites[S1].number


@pytest.mark.parametrize("act", [mended, access_removed])
def test_nothing_is_mended_where_nothing_was_found(act):
    registered().when(act()).refuses(NothingToMend, site=S1)


def test_an_inspection_says_something():
    nothing = command(c.RequestRectification, Role.REVIEWER, site=S1, items=(" ", ""), due_on=DUE)
    registered().when(nothing).refuses(ItemsMissing)


def test_an_access_that_is_gone_is_not_removed_again():
    record = registered()
    record = record.once(outcome(about(record, Kind.CANCEL_ACCESS, record_sites=(S1,))))
    record.once(asked()).when(access_removed()).refuses(NoAccessHere, site=S1)


@pytest.mark.parametrize("act", [asked, site_cancelled])
def test_an_unknown_website_is_refused(act):
    registered().when(act("nobody's")).refuses(UnknownSite, site="nobody's")


def test_the_bureau_cancels_an_empty_website():
    left = registered().when(site_cancelled()).then(e.SiteCancelled(S1, Cause.BUREAU, "", AT))
    assert left.sites[S1].status is SiteStatus.CANCELLED


def test_the_bureau_cancels_a_website_once():
    registered().once(site_cancelled()).when(site_cancelled()).refuses(SiteGone, site=S1)


def test_the_bureau_cancels_a_subject_with_its_websites():
    left = registered().when(subject_cancelled()).then(e.SubjectCancelled(Cause.BUREAU, "", AT))
    assert left.status is RecordStatus.CANCELLED
    assert {site.status for site in left.sites.values()} == {SiteStatus.CANCELLED}


@pytest.mark.parametrize("act", [asked, mended, access_removed, site_cancelled])
def test_nothing_happens_to_a_cancelled_record(act):
    registered().once(subject_cancelled()).when(act()).refuses(RecordCancelled)


@pytest.mark.parametrize("act", [asked, site_cancelled])
def test_nothing_happens_to_a_record_that_is_not_there(act):
    given().when(act()).refuses(UnknownRecord)


def test_the_bureau_lists_a_subject_and_takes_it_off_again():
    listed = command(c.NoteBlacklisted, Role.MINISTRY, listed=True)
    cleared = command(c.NoteBlacklisted, Role.MINISTRY, listed=False)
    left = registered().when(listed).then(e.SubjectBlacklisted(AT))
    assert left.blacklisted
    record = registered().once(listed)
    record.when(listed).then()
    assert not record.when(cleared).then(e.SubjectUnlisted(AT)).blacklisted


INSPECTORS = {Role.REVIEWER, Role.LEAD}


@pytest.mark.parametrize("role", sorted(set(Role) - INSPECTORS))
def test_only_reviewers_inspect(role):
    registered().when(command(c.ConfirmRectified, role, site=S1)).refuses(NotPermitted)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MINISTRY}))
def test_only_the_bureau_cancels_without_a_filing(role):
    registered().when(command(c.NoteSubjectCancelled, role)).refuses(NotPermitted)
    registered().when(command(c.NoteBlacklisted, role, listed=True)).refuses(NotPermitted)
