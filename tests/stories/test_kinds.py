"""Filings about a record from their start to the register, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from msgspec.structs import replace

from domain.command import derived_id
from domain.filing import commands as c
from domain.filing import drafting, policy, scope
from domain.filing.facts import Explanation, Status, TypeFacts
from domain.filing.kinds import Kind
from domain.filing.state import Filing
from domain.personal import Personal
from domain.reference import agreements
from domain.refusal import NotFound
from domain.register.approved import new_record
from domain.register.facts import RecordStatus
from domain.register.state import Record
from domain.roles import Actor, Role
from domain.rules.decision import Decision, built_in, decide_type
from gateways.miit.local import LocalMinistry
from store.rebuilding import check
from tests.stories.test_register import deliver, registered
from tests.unit.filing.samples import scan
from use_cases import (
    filings,
    filings_about_records,
    records,
    report,
    start_filing,
    type_facts,
)
from use_cases.demo.walk import OFFICER, REVIEWER, Walk
from use_cases.desk import Desk
from use_cases.ministry_notices import collect


class About:
    """A filing about the record that a walk made, in the hands of everybody."""

    def __init__(self, desk: Desk, walk: Walk, seed: str) -> None:
        self.desk, self.walk, self.seed = desk, walk, seed
        self.record_id = new_record(walk.filing_id)
        self.owner = Actor(walk.account, Role.APPLICANT)
        self.id = derived_id(seed, "filing")
        self.steps = 0

    @property
    def filing(self) -> Filing:
        return filings.open_filing(self.desk, self.id).filing

    @property
    def record(self) -> Record:
        return records.open_record(self.desk, self.record_id).record

    def do(self, kind: type, by: Actor | None = None, **fields: object) -> None:
        filings.handle(self.desk, self.id, self.command(kind, by, **fields))

    def command(self, kind: type, by: Actor | None = None, **fields: object) -> c.FilingCommand:
        self.steps += 1
        made: c.FilingCommand = kind(
            command_id=derived_id(self.seed, f"step {self.steps}"),
            actor=by or self.owner,
            at=self.desk.clock.now(),
            **fields,
        )
        return made

    def begins(self, kind: Kind, site: str = "") -> About:
        filings_about_records.start(
            self.desk,
            self.id,
            self.record_id,
            kind,
            site,
            actor=self.owner,
            at=self.desk.clock.now(),
            command_id=derived_id(self.seed, "start"),
        )
        return self

    def begins_by_decision(self, kind: Kind, facts: TypeFacts) -> About:
        wanted = replace(facts, outcome=kind.value)
        command = self.command(c.StartFiling, account=self.owner.id, facts=wanted)
        assert isinstance(command, c.StartFiling)
        start_filing.start(self.desk, self.id, command)
        return self

    def explains(self) -> About:
        self.do(c.Explain, explanation=Explanation("closed"), seen=0)
        return self

    def goes_through(self) -> Filing:
        """From the scans to the register."""
        for slot in drafting.slots(self.filing):
            if slot.required and self.filing.needs.materials:
                self.do(c.UploadMaterial, material=scan(slot.key, slot.owner))
        seen = self.filing.content_version
        address = Personal(self.owner.id, "network_address", "198.51.100.7")
        consents = agreements.current_consents()
        self.do(c.AcceptAgreements, consents=consents, network_address=address, seen=seen)
        confirmed = self.filing.needs.confirmed
        self.do(c.Submit, snapshot="all", seen=seen, confirmed=confirmed)
        self.do(c.ClaimFiling, REVIEWER)
        accepted = tuple(scope.judged(self.filing))
        self.do(c.PassReview, REVIEWER, accepted=accepted, seen=seen)
        self._proves_identity()
        if self.filing.needs.reported:
            self._is_reported()
        assert self.filing.status is Status.FILED
        deliver(self.desk)
        return self.filing

    def _proves_identity(self) -> None:
        missing = policy.identity_missing(self.filing)
        for person in missing:
            photo = scan(f"M06:{person}", person)
            self.do(c.SubmitIdentityEvidence, person=person, material=photo, link_digest="")
        if missing:
            self.do(c.ClaimFiling, REVIEWER)
        for person in missing:
            self.do(c.DecideIdentity, REVIEWER, person=person, issues=())

    def _is_reported(self) -> None:
        at = self.desk.clock.now()
        report.report(
            self.desk, self.id, actor=OFFICER, at=at, command_id=derived_id(self.seed, "report")
        )
        deliver(self.desk)
        collect(self.desk)
        assert self.filing.report is not None
        bureau = cast("LocalMinistry", self.desk.ministry).bureau
        for person in scope.verifiers(self.filing).values():
            mobile, number = person.mobile.full, person.certificate_number.full
            codes = [m.letter.code for m in bureau.texts() if m.letter.to.endswith(mobile[-4:])]
            bureau.verify(mobile, next(filter(None, codes)), number[-6:])
        bureau.approve(self.filing.report.id)
        collect(self.desk)


@pytest.fixture
def owner(desk: Desk) -> Callable[[str], About]:
    """Somebody with a record, who may begin filings about it, one after the other."""
    walk, _ = registered(desk)
    return lambda seed: About(desk, walk, seed)


Owner = Callable[[str], About]


def site_of(about: About) -> str:
    return next(iter(about.record.sites))


def test_a_changed_website_stands_in_the_register_with_its_number(owner: Owner) -> None:
    about = owner("change")
    site = site_of(about)
    number = about.record.sites[site].number
    about.begins(Kind.CHANGE_SITE, site)
    old = about.filing.sites[site]
    seen = about.filing.sections[f"site:{site}"]
    about.do(c.RecordSite, site=replace(old, name="换了名字的网站"), seen=seen)
    about.goes_through()
    assert about.record.sites[site].site.name == "换了名字的网站"
    assert about.record.sites[site].number == number


def test_a_changed_subject_stands_in_the_register(owner: Owner) -> None:
    about = owner("subject").begins(Kind.CHANGE_SUBJECT)
    subject = about.filing.subject
    assert subject is not None
    address = Personal(subject.mail_address.person, "address", "新的路99号1层101室")
    seen = about.filing.sections["subject"]
    about.do(c.RecordSubject, subject=replace(subject, mail_address=address), seen=seen)
    about.goes_through()
    assert about.record.subject is not None
    assert about.record.subject.mail_address.text == "新的路99号1层101室"


def test_changed_addresses_are_in_force_without_a_code(owner: Owner) -> None:
    about = owner("access")
    site = site_of(about)
    about.begins(Kind.CHANGE_ACCESS, site)
    access = replace(about.filing.accesses[site], ips=(("203.0.113.77", "203.0.113.77"),))
    about.do(c.RecordAccess, site=site, access=access, seen=about.filing.sections[f"access:{site}"])
    filing = about.goes_through()
    assert filing.report is not None
    assert filing.report.persons == ()
    assert about.record.sites[site].access == access


def test_the_access_ends_then_the_website_then_the_subject(owner: Owner) -> None:
    about = owner("end of access")
    site = site_of(about)
    about.begins(Kind.CANCEL_ACCESS, site).explains().goes_through()
    assert about.record.sites[site].is_empty
    owner("end of website").begins(Kind.CANCEL_SITE, site).explains().goes_through()
    assert about.record.is_empty
    owner("end of subject").begins(Kind.CANCEL_SUBJECT).explains().goes_through()
    assert about.record.status is RecordStatus.CANCELLED


def test_with_the_subject_its_websites_end(owner: Owner) -> None:
    about = owner("end of all").begins(Kind.CANCEL_SUBJECT).explains()
    about.goes_through()
    assert about.record.status is RecordStatus.CANCELLED
    assert not about.record.live_sites


def test_a_record_goes_to_another_account_which_may_change_it(owner: Owner, desk: Desk) -> None:
    about = owner("transfer").begins(Kind.TRANSFER)
    about.do(c.HandOver, to_account="account of a friend", confirmed=True)
    assert about.filing.status is Status.FILED
    deliver(desk)
    assert about.record.account == "account of a friend"
    later = owner("by the friend")
    with pytest.raises(NotFound):
        later.begins(Kind.CANCEL_SUBJECT)
    later.owner = Actor("account of a friend", Role.APPLICANT)
    later.begins(Kind.CANCEL_SUBJECT).explains().goes_through()
    assert later.record.status is RecordStatus.CANCELLED
    assert list(check(desk.unit.engine, desk.unit.projections)) == []


def test_a_further_website_gets_a_number_under_the_same_subject(owner: Owner) -> None:
    about = owner("more")
    site = about.record.sites[site_of(about)]
    facts = replace(about.walk.sample.facts, domains=("xinzengde.cn",))
    about.begins_by_decision(Kind.ADD_SITE_LOCAL, facts)
    new = replace(
        site.site,
        id=derived_id("more", "site"),
        domains=("xinzengde.cn",),
        home_url="www.xinzengde.cn",
    )
    about.do(c.RecordSite, site=new, seen=0)
    about.do(c.RecordAccess, site=new.id, access=site.access, seen=0)
    filing = about.goes_through()
    assert list(about.record.live_sites) == [site.site.id, new.id]
    assert filing.subject_number == about.record.number
    assert filing.public_security_due_on is not None


def test_an_access_comes_back_to_the_website_that_was_here(owner: Owner, desk: Desk) -> None:
    about = owner("end")
    site = site_of(about)
    access = about.record.sites[site].access
    about.begins(Kind.CANCEL_ACCESS, site).explains().goes_through()
    assert decided(desk, about).outcome == Kind.ADD_ACCESS_LOCAL
    again = owner("again").begins_by_decision(Kind.ADD_ACCESS_LOCAL, about.walk.sample.facts)
    assert list(again.filing.sites) == [site]
    again.do(c.RecordAccess, site=site, access=access, seen=0)
    again.goes_through()
    assert again.record.sites[site].access == access
    assert list(check(desk.unit.engine, desk.unit.projections)) == []


def decided(desk: Desk, about: About) -> Decision:
    """What the table says of the walk's subject and domain."""
    facts = about.walk.sample.facts
    asked = type_facts.Asked(
        nature=facts.nature,
        region=facts.region,
        certificate_type=facts.certificate_type,
        number=facts.certificate_number or (facts.holder.full if facts.holder else ""),
        domains=facts.domains,
    )
    return decide_type(type_facts.look_up(desk, about.owner.id, asked), built_in())


@pytest.mark.parametrize("kind", [Kind.ADD_SITE_EXT, Kind.ADD_ACCESS_EXT])
def test_a_subject_that_was_filed_elsewhere_gets_a_record_here(desk: Desk, kind: Kind) -> None:
    walk = Walk.begin(desk, str(kind), f"account of {kind}", desk.clock.now(), b"")
    facts, subject = walk.sample.facts, walk.sample.subject
    number = facts.certificate_number or (facts.holder.full if facts.holder else "")
    bureau = cast("LocalMinistry", desk.ministry).bureau
    province = f"{facts.region[:2]}0000"
    domain = walk.sample.site.domains[0] if kind is Kind.ADD_ACCESS_EXT else "bieren.cn"
    bureau.file_elsewhere(number, province, domain)
    about = About(desk, walk, str(kind)).begins_by_decision(kind, facts)
    about.do(c.RecordSubject, subject=subject, seen=0)
    about.do(c.RecordSite, site=walk.sample.site, seen=0)
    about.do(c.RecordAccess, site=walk.sample.site.id, access=walk.sample.access, seen=0)
    filing = about.goes_through()
    record = records.open_record(desk, new_record(about.id)).record
    assert record.number == filing.subject_number
    number = record.sites[walk.sample.site.id].number
    assert number.endswith("-1" if kind is Kind.ADD_ACCESS_EXT else "-2")
