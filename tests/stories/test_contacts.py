"""Whose telephones and certificates are in use, and what the rules make of it."""

from __future__ import annotations

import dataclasses

from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing.facts import Person
from domain.roles import Actor, Role
from domain.rules.case import Known
from store.rebuilding import check
from tests.unit.filing.samples import QIAN, Sample, hex_id, individual, two_contacts
from tests.unit.filing.stories import Story
from tests.views.review_office import other
from use_cases import filings, findings, records
from use_cases.desk import Desk


def told(desk: Desk, sample: Sample, name: str) -> Story:
    """A filing of somebody of its own, which the desk records."""

    def tell(command: object) -> None:
        filings.handle(desk, hex_id(name), command)

    return Story(
        other(sample, name),
        applicant=Actor(hex_id(f"owner of {name}"), Role.APPLICANT),
        at=desk.clock.now(),
        seed=name,
        tell=tell,
    )


def known(desk: Desk, story: Story) -> Known:
    return findings.known(desk, story.filing)


def with_site_person(sample: Sample, person: Person) -> Sample:
    first, *others = sample.sites
    return dataclasses.replace(sample, sites=(replace(first, person=person), *others))


def test_nobody_else_uses_what_only_this_subject_states(desk: Desk) -> None:
    story = told(desk, two_contacts(), "one").completed()
    assert known(desk, story).mobiles == frozenset()
    assert known(desk, story).site_persons == frozenset()


def test_a_mobile_of_another_subject_is_known_until_that_filing_ends(desk: Desk) -> None:
    first = told(desk, individual(), "one").completed()
    second = told(desk, individual(), "two").completed()
    mobile = second.filing.subject.responsible.mobile_digest
    assert known(desk, second).mobiles == {mobile}
    judged = findings.judge(desk, second.filing, desk.clock.now().date())
    assert "CN.mobile_of_one_subject" in [each.rule for each in judged.open]
    first.do(c.Abandon)
    assert known(desk, second).mobiles == frozenset()


def test_a_website_that_is_taken_out_frees_its_person(desk: Desk) -> None:
    first = told(desk, two_contacts(), "one").completed()
    second = told(desk, with_site_person(two_contacts(), QIAN), "two").completed()
    assert QIAN.certificate_digest in known(desk, second).site_persons
    for site in list(first.filing.sites.values()):
        if site.person is not None:
            seen = first.filing.sections[f"site:{site.id}"]
            first.do(c.RemoveSite, site=site.id, seen=seen)
    assert QIAN.certificate_digest not in known(desk, second).site_persons


def test_who_answers_for_a_linked_website_answers_for_one(desk: Desk) -> None:
    told(desk, individual(), "one").completed()
    second = told(desk, individual(), "two").stated()
    person = second.filing.subject.responsible
    assert known(desk, second).site_persons == {person.certificate_digest}


def test_what_the_register_has_counts_as_the_filing_did(desk: Desk) -> None:
    first = told(desk, individual(), "one").filed()
    records.apply(desk, hex_id("one"), desk.clock.now())
    second = told(desk, individual(), "two").stated()
    assert known(desk, second).mobiles == {first.filing.subject.responsible.mobile_digest}
    assert list(check(desk.unit.engine, desk.unit.projections)) == []
