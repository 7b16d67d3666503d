"""Servers carry no more websites than they may, and a code serves one: on both engines."""

from __future__ import annotations

import dataclasses
import threading
from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.account.refusals import WrongPassword
from domain.filing import commands as c
from domain.filing.facts import Access
from domain.filing.refusals import Incomplete
from domain.hosting.refusals import (
    CodeInUse,
    CodesUsedUp,
    NoSuchAccount,
    NotEligible,
    SitesUsedUp,
)
from domain.pools.commands import RemoveRange
from domain.refusal import NotFound
from domain.register import commands as r
from domain.register.approved import new_record
from domain.roles import Actor, Role
from domain.working_days import shanghai_date
from store.rebuilding import check, rebuild
from tests.account_stories import PASSWORD, hash_cheaply, opened
from tests.hosting_stories import envelope, issued, owner, registered
from tests.unit.filing.samples import CLOUD, hex_id, individual
from tests.unit.filing.stories import Story
from tests.views.review_office import other
from use_cases import accesses, filings, hosting, hosting_rounds, pools, records, submit
from use_cases.deliveries import deliver_due
from use_cases.desk import Desk

OWNER = hex_id("account owner")
OTHER = hex_id("account of another")


class Draft:
    """A filing of an account, with a website whose access is stated by the tests."""

    def __init__(self, desk: Desk, name: str, account: str = OWNER, site: str = "") -> None:
        self.desk, self.id, self.name = desk, hex_id(f"filing {name}"), name
        sample = other(individual(), name)
        website = replace(sample.site, id=hex_id(site or f"site {name}"))
        self.site = website.id
        self.account = account
        facts = replace(sample.facts, certificate_digest=f"digest {name}")
        self.story = Story(
            dataclasses.replace(sample, facts=facts, sites=(website,)),
            applicant=Actor(f"{account}{name}", Role.APPLICANT),
            seed=f"{name} of {account}",
            at=desk.clock.now(),
            tell=lambda command: filings.handle(desk, self.id, command),
        ).stated()

    def runs(self, resource: str = "", code: str = "") -> Draft:
        access = replace(CLOUD, resource=resource, code=code)
        seen = self.story.filing.sections.get(f"access:{self.site}", 0)
        self.story.do(c.RecordAccess, site=self.site, access=access, seen=seen)
        return self

    def tells(self, resource: str = "", code: str = "") -> None:
        """The same, sent to the desk alone: what is refused leaves the story as it is."""
        seen = filings.open_filing(self.desk, self.id).filing.sections[f"access:{self.site}"]
        access = replace(CLOUD, resource=resource, code=code)
        command = self.story.command(c.RecordAccess, site=self.site, access=access, seen=seen)
        filings.handle(self.desk, self.id, command)


def state(desk: Desk, code: str) -> str:
    return hosting.own_code(desk, code, OWNER).state


def sites_left(desk: Desk, resource: str) -> int:
    return hosting.find(desk, resource).sites_left


def test_the_last_website_of_a_server_goes_to_one_filing(desk: Desk) -> None:
    resource = registered(desk, OWNER, sites=1)
    first, second = Draft(desk, "one"), Draft(desk, "two")
    first.tells(resource)
    with pytest.raises(SitesUsedUp):
        second.tells(resource)
    assert sites_left(desk, resource) == 0
    first.tells()
    second.tells(resource)
    assert sites_left(desk, resource) == 0


def test_a_code_serves_one_website_and_is_free_again_when_the_filing_says_otherwise(
    desk: Desk,
) -> None:
    (code,) = issued(desk, OWNER, registered(desk, OWNER))
    first, second = Draft(desk, "one"), Draft(desk, "two")
    first.tells(code=code.id)
    assert state(desk, code.id) == "in_use"
    with pytest.raises(CodeInUse):
        second.tells(code=code.id)
    first.tells()
    assert state(desk, code.id) == "unused"
    second.tells(code=code.id)


@pytest.mark.parametrize("kind", ["code", "server"])
def test_of_two_filings_at_the_same_moment_one_wins(desk: Desk, kind: str) -> None:
    resource = registered(desk, OWNER, sites=1)
    (code,) = issued(desk, OWNER, resource)
    drafts = [Draft(desk, f"draft{n}") for n in range(4)]
    start = threading.Barrier(len(drafts))
    ends: list[str] = []

    def use(draft: Draft) -> None:
        start.wait()
        try:
            draft.tells(code=code.id) if kind == "code" else draft.tells(resource)
        except (CodeInUse, SitesUsedUp) as refusal:
            ends.append(type(refusal).__name__)
        else:
            ends.append("won")

    threads = [threading.Thread(target=use, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = "CodeInUse" if kind == "code" else "SitesUsedUp"
    assert sorted(ends) == sorted(["won", *[refused] * 3])


def test_giving_a_filing_up_or_removing_its_website_frees_what_it_used(desk: Desk) -> None:
    resource = registered(desk, OWNER)
    (code,) = issued(desk, OWNER, resource)
    by_code, by_server = Draft(desk, "one").runs(code=code.id), Draft(desk, "two").runs(resource)
    assert (state(desk, code.id), sites_left(desk, resource)) == ("in_use", 4)
    by_code.story.do(c.Abandon)
    seen = by_server.story.filing.sections[f"site:{by_server.site}"]
    by_server.story.do(c.RemoveSite, site=by_server.site, seen=seen)
    assert (state(desk, code.id), sites_left(desk, resource)) == ("unused", 5)


def test_approval_uses_a_code_up(desk: Desk) -> None:
    (code,) = issued(desk, OWNER, registered(desk, OWNER))
    sample = other(individual(), "one")
    site = replace(sample.site, id=hex_id("site one"))
    access = replace(CLOUD, code=code.id)
    filing = hex_id("filing one")
    Story(
        dataclasses.replace(sample, sites=(site,), access=access),
        at=desk.clock.now(),
        tell=lambda command: filings.handle(desk, filing, command),
    ).filed()
    assert state(desk, code.id) == "used"
    with pytest.raises(CodeInUse):
        Draft(desk, "two").tells(code=code.id)
    with pytest.raises(CodeInUse):
        hosting.revoke_code(desk, envelope(desk, owner(OWNER)), code.id)


def test_everything_is_rebuilt_as_it_grew(desk: Desk) -> None:
    resource = registered(desk, OWNER)
    first, second, third = issued(desk, OWNER, resource, 3)
    Draft(desk, "one").runs(code=first.id)
    Draft(desk, "two").runs(resource).story.do(c.Abandon)
    Draft(desk, "three").runs(resource)
    hosting.revoke_code(desk, envelope(desk, owner(OWNER)), second.id)
    hosting.withdraw(desk, envelope(desk), resource, "退租")
    assert state(desk, third.id) == "void"
    assert list(check(desk.unit.engine, desk.unit.projections)) == []
    rebuild(desk.unit.engine, desk.unit.projections)
    assert list(check(desk.unit.engine, desk.unit.projections)) == []


def test_a_code_that_was_taken_a_moment_ago_is_not_revoked(desk: Desk) -> None:
    (code,) = issued(desk, OWNER, registered(desk, OWNER))
    Draft(desk, "one").runs(code=code.id)
    with pytest.raises(CodeInUse):
        hosting.revoke_code(desk, envelope(desk, owner(OWNER)), code.id)
    assert state(desk, code.id) == "in_use"


def test_codes_are_counted_and_freed_by_revoking(desk: Desk) -> None:
    resource = registered(desk, OWNER, codes=2)
    first, _second = issued(desk, OWNER, resource, 2)
    with pytest.raises(CodesUsedUp):
        issued(desk, OWNER, resource)
    hosting.revoke_code(desk, envelope(desk, owner(OWNER)), first.id)
    assert len(issued(desk, OWNER, resource)) == 1


def test_the_same_form_makes_its_codes_once(desk: Desk) -> None:
    resource = registered(desk, OWNER)
    asked = envelope(desk, owner(OWNER))
    for _time in range(2):
        hosting.issue_codes(desk, asked, resource, 2)
    assert len(hosting.codes_of(desk, OWNER)[0]) == 2


def test_a_code_is_found_by_what_is_typed_and_shown_to_its_holder_only(desk: Desk) -> None:
    (code,) = issued(desk, OWNER, registered(desk, OWNER))
    text = hosting.text_of(desk, code.id, OWNER)
    assert len(text) == 19
    for typed in (text, text.lower(), f" {text.replace('-', '')} "):
        found = hosting.typed_code(desk, typed)
        assert found is not None
        assert found.id == code.id
    assert hosting.typed_code(desk, text[:-1] + "!") is None
    assert hosting.typed_code(desk, "ABCD-EFGH-JKMN-PQRS") is None
    with pytest.raises(NotFound):
        hosting.text_of(desk, code.id, OTHER)


def test_the_text_of_a_code_stands_nowhere_in_the_clear(desk: Desk, tmp_path) -> None:
    (code,) = issued(desk, OWNER, registered(desk, OWNER))
    text = hosting.text_of(desk, code.id, OWNER).replace("-", "").encode()
    desk.unit.engine.dispose()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert text not in path.read_bytes(), path.name
    recorded = desk.unit.load_unopened(f"resource-{code.resource}")
    assert all(text.decode() not in str(one.event) for one in recorded)


@pytest.fixture
def accounts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Two applicants with passwords."""
    hash_cheaply(monkeypatch)
    return (
        opened(desk, Role.APPLICANT, "one@example.com"),
        opened(desk, Role.APPLICANT, "two@example.com"),
    )


def test_a_granted_code_belongs_to_the_other_account(desk: Desk, accounts) -> None:
    mine, theirs = accounts
    (code,) = issued(desk, mine, registered(desk, mine))
    asked = envelope(desk, owner(mine))
    hosting.grant_code(desk, asked, code.id, "two@example.com", PASSWORD, "分公司")
    own, granted = hosting.codes_of(desk, theirs)
    assert own == []
    assert [(row.id, row.note) for row in granted] == [(code.id, "分公司")]
    assert hosting.text_of(desk, code.id, theirs)
    with pytest.raises(NotFound):
        hosting.text_of(desk, code.id, mine)
    today = shanghai_date(desk.clock.now())
    access = replace(CLOUD, code=code.id)
    (wrong,) = accesses.check(desk, mine, "site", access, today)
    assert (wrong.field, wrong.code) == ("access.code", "unknown_code")
    assert accesses.check(desk, theirs, "site", access, today) == []


def test_nothing_is_granted_without_the_password_or_to_nobody(desk: Desk, accounts) -> None:
    mine, theirs = accounts
    (code,) = issued(desk, mine, registered(desk, mine))
    asked = envelope(desk, owner(mine))
    with pytest.raises(WrongPassword):
        hosting.grant_code(desk, asked, code.id, "nobody@example.com", "not it at all", "")
    with pytest.raises(NoSuchAccount):
        hosting.grant_code(desk, asked, code.id, "nobody@example.com", PASSWORD, "")
    stranger = envelope(desk, owner(theirs))
    with pytest.raises(NotFound):
        hosting.grant_code(desk, stranger, code.id, "one@example.com", PASSWORD, "")


def test_handing_a_server_over_takes_its_unused_codes_and_leaves_the_used_ones(
    desk: Desk, accounts
) -> None:
    mine, theirs = accounts
    resource = registered(desk, mine)
    used, unused = issued(desk, mine, resource, 2)
    Draft(desk, "one", mine).runs(code=used.id)
    hosting.hand_over(desk, envelope(desk), resource, "two@example.com")
    states = {row.id: row.state for row in hosting.codes_of(desk, theirs)[0]}
    assert states == {used.id: "in_use", unused.id: "void"}
    assert hosting.servers_of(desk, mine) == []
    with pytest.raises(NoSuchAccount):
        hosting.hand_over(desk, envelope(desk), resource, "nobody@example.com")


def test_codes_are_not_made_on_a_server_that_ends_soon(desk: Desk) -> None:
    today = shanghai_date(desk.clock.now())
    resource = registered(
        desk, OWNER, bought_on=today - timedelta(days=200), bought_until=today + timedelta(days=29)
    )
    with pytest.raises(NotEligible):
        issued(desk, OWNER, resource)


CHECKED = {
    "an eligible server": ({}, OWNER, None),
    "of another account": ({}, OTHER, "server_not_yours"),
    "paid as it goes": ({"prepaid": False}, OWNER, "server_not_prepaid"),
    "outside the mainland": ({"place": 0}, OWNER, "server_not_mainland"),
    "without websites": ({"sites": 0}, OWNER, "sites_used_up"),
}


@pytest.mark.parametrize("case", CHECKED)
def test_a_server_is_checked_where_an_access_names_it(desk: Desk, case: str) -> None:
    changed, account, code = CHECKED[case]
    resource = registered(desk, OWNER, **changed)
    today = shanghai_date(desk.clock.now())
    wrong = accesses.check(desk, account, "site", replace(CLOUD, resource=resource), today)
    assert [problem.code for problem in wrong] == ([code] if code else [])


def test_a_website_stays_on_its_server_until_the_servers_end(desk: Desk) -> None:
    resource = registered(desk, OWNER)
    draft = Draft(desk, "one").runs(resource)
    access = replace(CLOUD, resource=resource)
    late = shanghai_date(desk.clock.now()) + timedelta(days=350)
    assert accesses.check(desk, OWNER, draft.site, access, late) == []
    (wrong,) = accesses.check(desk, OWNER, "another", access, late)
    assert wrong.code == "server_ends_too_soon"
    over = late + timedelta(days=16)
    (wrong,) = accesses.check(desk, OWNER, draft.site, access, over)
    assert wrong.code == "server_ended"


def test_a_website_may_need_a_server_or_a_code(desk: Desk) -> None:
    strict = dataclasses.replace(desk, hosting=dataclasses.replace(desk.hosting, by_hand=False))
    today = shanghai_date(desk.clock.now())
    (wrong,) = accesses.check(strict, OWNER, "site", CLOUD, today)
    assert (wrong.field, wrong.code) == ("access.source", "choice_needed")


def add(desk: Desk, text: str) -> None:
    asked = envelope(desk)
    pools.add(
        desk,
        text,
        reason="测试",
        source="typed",
        actor=asked.actor,
        at=asked.at,
        command_id=asked.command_id,
    )


INSIDE = {
    "203.0.113.8": True,
    "203.0.113.0-203.0.113.255": True,
    "203.0.113.250-203.0.114.5": True,
    "203.0.113.250-203.0.114.128": False,
    "203.0.112.255": False,
    "203.0.112.255-203.0.113.1": False,
    "198.51.100.7": True,
    "198.51.100.8": False,
    "2001:db8::1-2001:db8::ffff": True,
    "2001:db9::1": False,
    "::203.0.113.8": False,
}


def test_ranges_are_looked_up_in_the_pools_and_over_neighbours(desk: Desk) -> None:
    add(desk, "203.0.113.0/24\n203.0.114.0/25\n198.51.100.7\n2001:db8::/32")
    assert {text: pools.holds(desk, text) for text in INSIDE} == INSIDE
    assert pools.count(desk) == 4


def test_addresses_outside_the_pools_are_told_and_without_pools_none_is(desk: Desk) -> None:
    today = shanghai_date(desk.clock.now())
    away = Access(
        ips=(("203.0.113.8", "203.0.113.8"), ("192.0.2.1", "192.0.2.9")),
        modes=(5,),
        server_places=(2,),
    )
    assert pools.outside(desk, away.ips) is None
    assert accesses.check(desk, OWNER, "site", away, today) == []
    add(desk, "203.0.113.0/24")
    (wrong,) = accesses.check(desk, OWNER, "site", away, today)
    assert (wrong.field, wrong.code) == ("access.ips", "outside_pools")
    assert wrong.facts == {"addresses": "192.0.2.1-192.0.2.9"}


def test_pools_are_listed_by_address_page_by_page(desk: Desk) -> None:
    add(desk, "2001:db8::/32\n203.0.113.0/24\n9.0.0.0/24\n198.51.100.7")
    first = pools.listed(desk, 3)
    assert [row.text for row in first] == [
        "9.0.0.0-9.0.0.255",
        "198.51.100.7",
        "203.0.113.0-203.0.113.255",
    ]
    (last,) = pools.listed(desk, 3, after=first[-1].place)
    assert last.text.startswith("2001:db8::")
    assert last.added_by == "operator"


def test_servers_are_listed_by_name_page_by_page(desk: Desk) -> None:
    for name in ("b", "a", "c", "a"):
        registered(desk, OWNER, name=name)
    first = hosting.listed(desk, 2)
    rest = hosting.listed(desk, 2, after=first[-1].id)
    assert [row.server.name for row in (*first, *rest)] == ["a", "a", "b", "c"]
    assert [row.server.name for row in hosting.listed(desk, 9, "b")] == ["b"]


def test_the_day_passes_and_unused_codes_expire_while_used_ones_stay(desk: Desk, clock) -> None:
    used, unused = issued(desk, OWNER, registered(desk, OWNER), 2)
    Draft(desk, "one").runs(code=used.id)
    assert hosting_rounds.meet_due(desk, desk.clock.now()) == 0
    clock.set(desk.clock.now() + timedelta(days=366))
    today = shanghai_date(desk.clock.now())
    assert hosting.own_code(desk, unused.id, OWNER).state_on(today) == "void"
    for _round in range(2):
        hosting_rounds.meet_due(desk, desk.clock.now())
    assert (state(desk, used.id), state(desk, unused.id)) == ("in_use", "void")


def test_an_owner_is_told_once_of_each_end(desk: Desk) -> None:
    account = opened(desk, Role.APPLICANT, "owner@example.com")
    today = shanghai_date(desk.clock.now())
    resource = registered(desk, account, bought_until=today + timedelta(days=40))
    registered(desk, account, name="later")
    for _round in range(2):
        hosting_rounds.meet_due(desk, desk.clock.now())
        deliver_due(desk, desk.clock.now())
    assert [letter.subject for letter in desk.mail.sent] == ["服务器即将到期"]
    hosting.prolong(desk, envelope(desk), resource, today + timedelta(days=44))
    hosting_rounds.meet_due(desk, desk.clock.now())
    deliver_due(desk, desk.clock.now())
    assert len(desk.mail.sent) == 2


def approved(desk: Desk, access: Access, account: str = OWNER) -> tuple[str, str]:
    """The record and the website of a filing that was approved and reached the register."""
    sample = other(individual(), "one")
    site = replace(sample.site, id=hex_id("site one"))
    filing = hex_id("filing one")
    Story(
        dataclasses.replace(sample, sites=(site,), access=access),
        applicant=Actor(account, Role.APPLICANT),
        at=desk.clock.now(),
        tell=lambda command: filings.handle(desk, filing, command),
    ).filed()
    records.apply(desk, filing, desk.clock.now())
    return new_record(filing), site.id


LEAVING = {
    "the website is cancelled": lambda site, **by: r.NoteSiteCancelled(site=site, **by),
    "the subject is cancelled": lambda _site, **by: r.NoteSubjectCancelled(**by),
}


@pytest.mark.parametrize("case", LEAVING)
@pytest.mark.parametrize("frees", [True, False])
def test_a_cancelled_website_makes_room_where_the_servers_terms_say_so(
    desk: Desk, case: str, frees: bool
) -> None:
    resource = registered(desk, OWNER, frees_quota=frees)
    record, site = approved(desk, replace(CLOUD, resource=resource))
    assert sites_left(desk, resource) == 4
    ministry = Actor("ministry", Role.MINISTRY)
    by = {"command_id": hex_id("cancel"), "actor": ministry, "at": desk.clock.now()}
    records.handle(desk, record, LEAVING[case](site, **by))
    assert sites_left(desk, resource) == (5 if frees else 4)
    assert list(check(desk.unit.engine, desk.unit.projections)) == []


def test_a_filing_whose_addresses_left_the_pools_meanwhile_is_not_handed_in(desk: Desk) -> None:
    add(desk, "203.0.113.0/24")
    filing = hex_id("filing one")
    story = Story(
        individual(),
        at=desk.clock.now(),
        tell=lambda command: filings.handle(desk, filing, command),
    )
    seen = story.completed().agreed().filing.content_version
    (row,) = pools.listed(desk, 9)
    asked = envelope(desk)
    by = {"actor": asked.actor, "at": asked.at, "command_id": asked.command_id}
    pools.remove(desk, RemoveRange(range=row.id, reason="退租", **by))
    add(desk, "198.51.100.0/24")
    sending = {"actor": story.applicant, "at": story.at, "command_id": hex_id("sending")}
    with pytest.raises(Incomplete) as refused:
        submit.submit(desk, filing, seen=seen, **sending)
    assert [gap.what for gap in refused.value.facts["missing"]] == ["hosting"]
    add(desk, "203.0.113.0/24")
    submit.submit(desk, filing, seen=seen, **sending)
    assert filings.open_filing(desk, filing).filing.round == 1
