"""Which form the verification sheet has, and when a signed one is overtaken by the data."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing import policy, sheets
from domain.filing.completeness import missing
from domain.filing.facts import TypeFacts
from domain.filing.targets import material_target
from domain.personal import Personal
from domain.rules.sheets import SheetForm, SheetItem, form_for
from domain.working_days import shanghai_date
from tests.unit.filing.samples import LIN, QIAN, Sample, enterprise, individual
from tests.unit.filing.stories import Story, issue


@pytest.mark.parametrize(
    ("region", "personal", "domains", "form"),
    [
        ("330106", False, 1, SheetForm.NATIONAL),
        ("330106", True, 3, SheetForm.NATIONAL),
        ("110105", False, 1, SheetForm.NATIONAL),
        ("110105", False, 2, SheetForm.BEIJING),
        ("110105", True, 2, SheetForm.BEIJING),
        ("440305", False, 2, SheetForm.GUANGDONG_UNIT),
        ("440305", True, 1, SheetForm.GUANGDONG_INDIVIDUAL),
    ],
)
def test_the_form_follows_from_place_nature_and_domains(
    region: str, personal: bool, domains: int, form: SheetForm
) -> None:
    facts = replace((individual() if personal else enterprise()).facts, region=region)
    assert form_for(facts, domains) is form


@pytest.mark.parametrize(
    ("region", "asked"), [("360102", True), ("650102", True), ("330106", False)]
)
def test_jiangxi_and_xinjiang_ask_individuals_for_a_fingerprint(region: str, asked: bool) -> None:
    sample = individual()
    facts = replace(sample.facts, region=region)
    story = Story(replace_facts(sample, facts)).stated()
    sheet = sheets.sheet_of(story.filing, sample.site.id)
    assert sheet is not None
    assert sheet.fingerprint is asked


def replace_facts(sample: Sample, facts: TypeFacts) -> Sample:
    return Sample(facts, sample.subject, sample.sites, sample.access)


def test_a_unit_is_never_asked_for_a_fingerprint() -> None:
    sample = enterprise()
    story = Story(replace_facts(sample, replace(sample.facts, region="360102"))).stated()
    sheet = sheets.sheet_of(story.filing, sample.site.id)
    assert sheet is not None
    assert not sheet.fingerprint
    assert sheet.printed_name == "示例科技有限公司"


def test_the_name_of_an_individual_is_the_persons() -> None:
    story = Story(individual()).stated()
    sheet = sheets.sheet_of(story.filing, story.sample.site.id)
    assert sheet is not None
    assert sheet.printed_name == "林晓雨"
    assert sheet.signer == LIN.id
    assert "林晓雨" not in repr(sheet)


def renamed(story: Story, name: str) -> Story:
    subject = story.filing.subject
    assert subject is not None
    responsible = replace(subject.responsible, name=Personal(LIN.id, "name", name))
    after = replace(subject, responsible=responsible)
    return story.do(c.RecordSubject, subject=after, seen=story.filing.sections["subject"])


def gaps(story: Story) -> set[str]:
    return {one.section for one in missing(story.filing, shanghai_date(story.at))}


def test_another_name_overtakes_the_signed_sheet_and_the_old_one_makes_it_good_again() -> None:
    story = Story(individual()).completed()
    slot = sheets.slot_of(story.sample.site.id)
    assert gaps(story) == set()
    assert gaps(renamed(story, "林小雨")) == {material_target(slot)}
    assert gaps(renamed(story, "林晓雨")) == set()


def test_another_address_leaves_the_sheet_good() -> None:
    story = Story(individual()).completed().with_mail_address("科苑路9号")
    assert gaps(story) == set()


def test_further_domains_of_another_website_may_ask_for_another_form() -> None:
    story = Story(enterprise()).completed()
    site = story.filing.sites[story.sample.sites[1].id]
    more = replace(site, domains=(*site.domains, "example.net"))
    story.do(c.RecordSite, site=more, seen=story.filing.sections[f"site:{site.id}"])
    assert gaps(story) == {material_target(sheets.slot_of(site.id))}


def test_another_person_of_the_website_has_to_sign_again() -> None:
    story = Story(enterprise()).completed()
    site = story.filing.sites[story.sample.site.id]
    own = replace(site, person=QIAN)
    story.do(c.RecordSite, site=own, seen=story.filing.sections[f"site:{site.id}"])
    assert material_target(sheets.slot_of(site.id)) in gaps(story)


def test_in_a_returned_filing_an_overtaken_sheet_may_be_replaced_though_it_was_accepted() -> None:
    story = Story(individual()).fix_requested(issue("responsible.name", "R-SUB-04"))
    target = material_target(sheets.slot_of(story.sample.site.id))
    assert not policy.can_edit(story.filing, target)
    renamed(story, "林小雨")
    assert policy.can_edit(story.filing, target)
    story.signed_again().handed_in()
    assert not policy.can_edit(story.filing, target)


def test_nothing_is_overtaken_in_an_empty_slot_or_one_of_another_material() -> None:
    slot = sheets.slot_of(individual().site.id)
    assert not sheets.is_overtaken(Story(individual()).stated().filing, slot)
    assert not sheets.is_overtaken(Story(individual()).completed().filing, "M02:front")


def found_right(story: Story, site: str = "") -> set[SheetItem]:
    return set(sheets.checked_items(story.filing, site or story.sample.site.id))


def test_nothing_is_confirmed_before_the_review_and_all_that_was_stated_after_it() -> None:
    assert found_right(Story(enterprise()).submitted()) == set()
    not_stated = {SheetItem.LANDLINE}
    everything = set(SheetItem) - not_stated
    assert found_right(Story(enterprise()).passed()) == everything
    assert found_right(Story(individual()).passed()) == everything


def test_a_telephone_that_was_stated_is_confirmed() -> None:
    story = Story(enterprise()).passed()
    subject = story.filing.subject
    assert subject is not None
    phone = Personal(subject.responsible.id, "office_phone", "0571-88880000")
    with_phone = replace(
        story.filing,
        subject=replace(subject, responsible=replace(subject.responsible, office_phone=phone)),
    )
    site = story.sample.site.id
    assert SheetItem.LANDLINE not in sheets.checked_items(with_phone, site)
    judged = replace(with_phone, accepted=frozenset(with_phone.targets()))
    assert SheetItem.LANDLINE in sheets.checked_items(judged, site)


@pytest.mark.parametrize(
    ("target", "items"),
    [
        ("subject.name", {SheetItem.SUBJECT}),
        ("material:M01", {SheetItem.SUBJECT}),
        ("responsible.validity", {SheetItem.RESPONSIBLE}),
        ("responsible.mobile", {SheetItem.MOBILE}),
        ("subject.mail_address", {SheetItem.ADDRESS}),
        ("site:{site}.domains", {SheetItem.DOMAINS}),
        ("access:{site}.ips", {SheetItem.ADDRESSES, SheetItem.PROVIDER}),
        ("subject.investor", set()),
    ],
)
def test_an_item_is_confirmed_only_if_all_that_belongs_to_it_was(
    target: str, items: set[SheetItem]
) -> None:
    story = Story(enterprise()).passed()
    before = found_right(story)
    target = target.format(site=story.sample.site.id)
    assert target in story.filing.accepted
    less = replace(story.filing, accepted=story.filing.accepted - {target})
    assert before - sheets.checked_items(less, story.sample.site.id) == items
