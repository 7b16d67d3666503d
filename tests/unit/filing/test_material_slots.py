"""Which scans are asked, by which rule, and what happens to the list when the data change."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing import drafting
from domain.filing.completeness import missing
from domain.filing.events import MaterialUploaded, SiteRemoved
from domain.filing.evolve import evolve
from domain.filing.facts import INDIVIDUAL, PreApproval, TypeFacts
from domain.filing.material_changes import Change, last_change
from domain.filing.refusals import UnknownSlot
from domain.reference.materials import materials
from domain.rules import materials as needed
from domain.rules.case import Case
from domain.rules.materials import NotNeeded, Slot
from domain.rules.rule_files import built_in
from domain.working_days import shanghai_date
from tests.unit.filing.samples import QIAN, Sample, enterprise, individual, scan
from tests.unit.filing.stories import MONDAY, Story

TODAY = date(2026, 11, 26)


def case(sample: Sample, on: date = TODAY, **facts: object) -> Case:
    changed: TypeFacts = replace(sample.facts, **facts)
    return Case(changed, sample.subject, sample.sites, on)


def slots(case: Case) -> tuple[Slot, ...]:
    return needed.slots(case, built_in())


def not_needed(case: Case) -> tuple[NotNeeded, ...]:
    return needed.not_needed(case, built_in())


def codes(case: Case, *, required: bool | None = None) -> list[str]:
    """The codes asked, each once, in the order of the list."""
    wanted = [s for s in slots(case) if required is None or s.required is required]
    return list(dict.fromkeys(slot.code for slot in wanted))


def test_an_individual_in_guangdong_signs_the_commitment_letter() -> None:
    assert codes(case(individual()), required=True) == ["M02", "M05", "M11"]
    assert codes(case(individual()), required=False) == ["M09", "M11", "M25"]


def test_a_unit_with_another_representative_is_asked_for_the_authorisation() -> None:
    found = codes(case(enterprise()), required=True)
    assert found == ["M01", "M02", "M03", "M04", "M05", "M10"]
    own = replace(enterprise().subject, legal_representative=None)
    alone = replace(case(enterprise()), subject=own)
    assert codes(alone, required=True) == ["M01", "M02", "M04", "M05"]


def test_keys_that_stand_in_stored_events_do_not_change() -> None:
    first, second = (site.id for site in enterprise().sites)
    keys = {slot.key for slot in slots(case(enterprise()))}
    assert {
        "M01",
        "M02:front",
        "M02:back",
        "M03:front",
        "M03:back",
        f"M04:front:{second}",
        f"M04:back:{second}",
        f"M05:{first}",
        f"M05:{second}",
        "M25",
    } <= keys
    assert f"M04:front:{first}" not in keys


@pytest.mark.parametrize(
    ("region", "asked"),
    [
        ("440305", {"M11"}),
        ("310101", {"M11"}),
        ("320102", {"M12"}),
        ("430102", {"M08", "M10", "M16"}),
        ("650102", {"M20"}),
        ("420102", {"M22"}),
        ("110105", set[str]()),
    ],
)
def test_provinces_ask_for_more(region: str, asked: set[str]) -> None:
    everywhere = {"M01", "M02", "M03", "M04", "M05", "M10"}
    found = set(codes(case(enterprise(), region=region), required=True))
    assert found == everywhere | asked


@pytest.mark.parametrize(("region", "least"), [("410102", 4), ("610102", 5)])
def test_domain_certificates_are_asked_from_a_number_of_domains(region: str, least: int) -> None:
    def asked(count: int) -> list[str]:
        domains = tuple(f"example{n}.cn" for n in range(count))
        site = replace(enterprise().sites[0], domains=domains)
        many = replace(case(enterprise(), region=region), sites=(site,))
        return [slot.key for slot in slots(many) if slot.code == "M08" and slot.required]

    site = enterprise().sites[0].id
    assert asked(least - 1) == []
    assert asked(least) == [
        f"M08:{site}",
        *(f"M08:{site}:{number}" for number in range(2, least + 1)),
    ]


def test_an_individual_from_elsewhere_shows_a_permit_or_what_may_stand_in_for_it() -> None:
    here = case(individual(), region="440305")
    assert "M13" not in codes(here)
    there = case(individual(), region="330102")
    assert "M13" in codes(there, required=True)
    assert "M14" not in codes(there)
    assert "M13" not in codes(case(individual(), region="530102"))


def test_what_stands_in_for_another_makes_it_done() -> None:
    sample = individual()
    story = Story(replace_facts(sample, region="370102")).completed()
    story.do(c.RemoveMaterial, slot="M13")
    today = shanghai_date(story.at)
    assert [one.detail for one in missing(story.filing, today)] == ["M13"]
    owner = sample.subject.responsible.id
    story.do(c.UploadMaterial, material=scan("M14", owner))
    assert missing(story.filing, today) == ()


def test_a_stated_pre_approval_is_shown() -> None:
    plain = case(enterprise())
    assert "M17" not in codes(plain)
    permit = replace(plain.sites[0], pre_approvals=(PreApproval(type=9, number="文网文1号"),))
    stated = replace(plain, sites=(permit, plain.sites[1]))
    asked = [slot for slot in slots(stated) if slot.code == "M17" and slot.required]
    assert [slot.site for slot in asked] == [permit.id]
    none = replace(plain.sites[0], pre_approvals=(PreApproval(type=24, number=""),))
    assert "M17" not in codes(replace(plain, sites=(none,)))


def test_a_rule_asks_nothing_before_it_is_in_force() -> None:
    assert "M11" not in codes(case(individual(), on=date(2021, 6, 20)))
    assert "M11" in codes(case(individual(), on=date(2021, 6, 21)))


def test_government_domains_need_their_forms() -> None:
    site = replace(enterprise().sites[0], domains=("example.gov.cn",))
    government = replace(case(enterprise(), nature=2), sites=(site,))
    assert "M23" in codes(government, required=True)
    assert "M23" not in codes(replace(case(enterprise()), sites=(site,)))


@pytest.mark.parametrize("sample", [individual(), enterprise()])
def test_every_material_of_the_list_is_asked_or_said_not_to_be(sample: Sample) -> None:
    asked = set(codes(case(sample)))
    left = {row.code: row for row in not_needed(case(sample))}
    assert asked | left.keys() == {f"M{number:02d}" for number in range(1, 27)}
    assert not asked & left.keys()
    assert left["M06"].reason == "identity"
    assert left["M08"].reason == "province"
    assert left["M08"].provinces == ("41", "43", "61")
    assert left["M19"].reason == "type"
    assert left["M26"].reason == "none"
    if sample.facts.nature == INDIVIDUAL:
        assert left["M01"].reason == "nature"
        assert left["M13"].reason == "data"


def test_slots_carry_what_may_be_uploaded() -> None:
    by_code = {slot.code: slot for slot in slots(case(enterprise()))}
    assert by_code["M10"].may_be_pdf
    assert not by_code["M02"].may_be_pdf
    assert {kind.accept_bytes for kind in materials()} == {30 * 1024 * 1024}


def test_supporting_documents_offer_the_next_empty_place_up_to_ten() -> None:
    story = Story(individual()).stated()
    owner = individual().subject.id

    def offered() -> list[str]:
        return [slot.key for slot in drafting.slots(story.filing) if slot.code == "M25"]

    assert offered() == ["M25"]
    for number in range(1, 11):
        key = offered()[-1]
        assert key == ("M25" if number == 1 else f"M25:{number}")
        story.do(c.UploadMaterial, material=scan(key, owner))
    assert len(offered()) == 10
    with pytest.raises(UnknownSlot):
        story.do(c.UploadMaterial, material=scan("M25:11", owner))
    story.do(c.RemoveMaterial, slot="M25:3")
    assert offered()[2] == "M25:3"


def replace_facts(sample: Sample, **facts: object) -> Sample:
    return Sample(replace(sample.facts, **facts), sample.subject, sample.sites, sample.access)


def test_the_list_tells_what_a_statement_added_and_dropped() -> None:
    story = Story(enterprise()).stated()
    assert last_change(story.events) == Change()
    story.do(c.UploadMaterial, material=scan("M01", story.sample.subject.id))
    subject = story.filing.subject
    assert subject is not None
    alone = replace(subject, legal_representative=None)
    story.do(c.RecordSubject, subject=alone, seen=story.filing.sections["subject"])
    gone = ("M03:front", "M03:back", "M10")
    assert last_change(story.events) == Change(dropped=gone)
    story.do(c.RecordSubject, subject=subject, seen=story.filing.sections["subject"])
    assert last_change(story.events) == Change(added=gone)


def test_a_scan_that_is_no_longer_asked_for_stays_until_it_is_taken_out() -> None:
    story = Story(enterprise()).completed()
    site = story.filing.sites[story.sample.sites[1].id]
    linked = replace(site, person=None)
    story.do(c.RecordSite, site=linked, seen=story.filing.sections[f"site:{site.id}"])
    key = f"M04:front:{site.id}"
    assert key in story.filing.materials
    assert key not in {slot.key for slot in drafting.slots(story.filing)}
    with pytest.raises(UnknownSlot):
        story.do(c.UploadMaterial, material=scan(key, QIAN.id))
    story.do(c.RemoveMaterial, slot=key)
    assert key not in story.filing.materials


def test_a_removed_website_takes_all_of_its_pictures_along() -> None:
    filing = Story(enterprise()).completed().filing
    site, kept = (each.id for each in enterprise().sites)
    for of in (site, kept):
        for slot in (f"M09:{of}", f"M09:{of}:2", f"M09:{of}:10"):
            filing = evolve(filing, MaterialUploaded(scan(slot, QIAN.id), MONDAY))
    filing = evolve(filing, SiteRemoved(site, MONDAY))
    assert not [slot for slot in filing.materials if site in slot]
    assert [slot for slot in filing.materials if slot.startswith("M09")] == [
        f"M09:{kept}",
        f"M09:{kept}:2",
        f"M09:{kept}:10",
    ]
