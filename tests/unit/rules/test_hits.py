"""Where each question finds what it asks for, and what it tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from domain.rules.answers import CANNOT_TELL, NOTHING, Hit, found, gathered
from domain.rules.predicates import PREDICATES
from domain.rules.predicates.params import Role
from domain.rules.predicates.people import dated_number, identity_number, people
from domain.rules.rule_files import built_in
from tests.unit.rules.filings import filing

NAME, DOMAINS, PERMITS = "site:{0}.name", "site:{0}.domains", "site:{0}.pre_approvals"
PERSON = "site:{0}.person"
HITS: list[tuple[str, str, str, dict[str, Mapping[str, Any]]]] = [
    # People
    ("11 unit", "age=17", "CN.age", {"responsible.certificate_number": {"age": 17}}),
    (
        "11 unit",
        "site-person=age-17; age=16",
        "CN.age",
        {
            "responsible.certificate_number": {"age": 16},
            f"{PERSON}.certificate_number": {"age": 17},
        },
    ),
    ("36 unit", "site-person=11; id=11", "CN-36.permit_of_site_person", {f"{PERSON}.certificate_number": {}}),
    ("36 unit", "id=11", "CN-36.permit_of_site_person", {"responsible.certificate_number": {}}),
    ("32 individual", "age=17", "CN-32.income_proof", {"responsible.certificate_number": {"age": 17}}),
    ("54 unit", "ends=2027-01-01", "CN.certificate_validity", {"responsible.validity": {"least": "2027-02-26"}}),
    ("44 individual", "id=hongkong", "CN-44.permit_hk_macau", {"responsible.certificate_number": {}}),
    ("43 unit", "subject-certificate=27", "CN-43.foreign_registered", {"subject.certificate_number": {}}),
    ("52 unit", "type=CHANGE_SUBJECT; filed-persons=x", "CN-52.new_authorisation", {"responsible.name": {}}),
    ("54 unit", "representative=other", "CN-54.legal_representative", {"responsible.name": {}}),
    ("14 unit", "representative=foreign", "CN-14.foreign_representative", {"subject.legal_representative": {}}),
    ("14 unit", "id=passport", "CN-14.foreign_representative", {"responsible.certificate_number": {}}),
    ("12 unit", "", "CN-12.site_person_is_another", {f"{PERSON}.name": {}}),
    ("32 unit", "representative=other; site-person=own", "CN-32.one_person_for_both", {f"{PERSON}.name": {}}),
    ("54 unit", "site-person=taken", "CN.site_person_of_one_subject", {f"{PERSON}.name": {}}),
    # Telephones and addresses
    ("54 unit", "emergency=own", "CN.emergency_differs", {"responsible.emergency": {}}),
    ("12 unit", "site-person=own; emergency=site-person", "CN-12.emergency_of_another", {"responsible.emergency": {}}),
    ("54 unit", "site-person=same-contacts", "CN.contacts_of_two_persons", {f"{PERSON}.mobile": {}}),
    ("54 unit", "mobile=taken", "CN.mobile_of_one_subject", {"responsible.mobile": {}}),
    ("12 unit", "site-person=own; mobile=11", "CN-12.local_mobile", {"responsible.mobile": {}}),
    ("32 unit", "landline=none", "CN-32.landline", {"responsible.office_phone": {}}),
    ("62 unit", "", "CN-62.landline_note", {"responsible.office_phone": {}}),
    ("11 unit", "landline=mobile", "CN-11.office_is_landline", {"responsible.office_phone": {}}),
    ("54 unit", "landline=021-62345678", "CN.landline_of_the_place", {"responsible.office_phone": {}}),
    ("13 unit", "address=河北省唐山市样例路8号", "CN-13.mail_in_the_city", {"subject.mail_address": {}}),
    ("52 unit", "mail=样例大道1号", "CN-52.mail_as_certificate", {"subject.mail_address": {}}),
    # How many
    ("54 unit", "sites=12", "CN.sites_per_order_unit", {"order": {"found": 12}}),
    ("46 individual", "domains=3", "CN-46.domains_per_order", {"order": {"found": 3}}),
    ("41 unit", "sites=4", "CN-41.domain_certificate", {"order": {"found": 4}}),
    ("54 unit", "domains=3", "CN.one_domain_per_site", {DOMAINS: {"found": 3}}),
    ("54 individual", "filed=9", "CN.total_sites_individual", {"order": {"found": 10}}),
    ("31 unit", "filed=40", "CN-31.construction_plan", {"order": {"found": 41}}),
    ("36 unit", "filed=16; sites=3", "CN-36.one_domain_unit", {"order": {"found": 3, "filed": 16}}),
    # Domains
    ("11 unit", "domain=example.us", "CN-11.tlds", {DOMAINS: {"domains": ["example.us"]}}),
    ("32 unit", "nature=3; domain=example.com", "CN-32.institution_domains", {DOMAINS: {"domains": ["example.com"]}}),
    ("54 unit", "held=other", "CN.domain_owner", {DOMAINS: {"domains": ["example.com"]}}),
    ("54 unit", "resolves=yes", "CN.new_domain_closed", {DOMAINS: {"domains": ["example.com"]}}),
    # Names and content
    ("54 unit", "name=中国人民示例科技", "CN.name_state_words", {NAME: {"words": ["中国"]}}),
    ("54 unit", "name=示例科技中国人民", "CN.name_state_words_inside", {NAME: {"words": ["中国", "人民"]}}),
    ("54 unit", "name=示例2026", "CN.name_chinese", {NAME: {"found": 2}}),
    ("54 unit", "name=示例科技a.cn", "CN.name_is_address", {NAME: {"words": ["a.cn"]}}),
    ("54 unit", "name=白鹭旅行", "CN.name_not_of_unit", {NAME: {}}),
    ("54 individual", "name=雲南成都徒步记", "CN.name_individual_place", {NAME: {"words": ["云南", "成都"]}}),
    ("54 individual", "name=晓雨在山里慢慢读书写字", "CN.name_individual_long", {NAME: {"found": 11}}),
    (
        "54 unit",
        "name=示例新闻; remark=发布时政新闻和评论。; scope=新闻采编",
        "CN.pre_approval_news",
        {PERMITS: {"words": ["新闻", "时政"], "where": ["site_name", "remark", "business_scope"]}},
    ),
    ("54 individual", "permits=6", "CN.bulletin_individual", {PERMITS: {}}),
    ("54 individual", "contents=8", "CN.individual_contents", {"site:{0}.contents": {}}),
    ("11 unit", "domains=2", "CN-11.remark_on_domains", {"site:{0}.remark": {}}),
    ("12 individual", "subject-remark=", "CN-12.relative_in_remark", {"subject.remark": {}}),
    ("33 unit", "access=5", "CN-33.access_mode", {"access:{0}.mode": {}}),
    ("54 unit", "permits=5", "CN.pre_approval", {PERMITS: {}}),
    ("54 unit", "contents=9", "CN.commercial_contents", {"site:{0}.contents": {}}),
    ("54 unit", "filed-names=示例科技官方网站", "CN.names_distinct", {NAME: {"words": ["示例科技官方网站"]}}),
    ("54 unit", "name=示例科技a.cn和b.cn和c.cn和d.cn", "CN.name_is_address", {NAME: {"words": ["a.cn", "b.cn", "c.cn"]}}),
    ("54 unit", "name=示例科技Example.com", "CN.name_is_address", {NAME: {"words": ["example.com"]}}),
    (
        "54 individual",
        "name=北京天津上海重庆行记",
        "CN.name_individual_place",
        {NAME: {"words": ["北京", "天津", "上海"]}},
    ),
    ("54 unit", "unit=甲乙; name=甲丙乙丁戊", "CN.name_not_of_unit", {NAME: {}}),
    ("54 unit", "unit=甲乙; name=丙丁甲乙", "CN.name_not_of_unit", {}),
    ("54 unit", "unit=甲乙; name=甲乙丙丁", "CN.name_not_of_unit", {}),
    # People of websites, once more
    ("54 unit", "site-person=own", "CN.site_person_id", {f"{PERSON}.name": {}}),
    ("31 unit", "site-person=own", "CN-31.site_person_authorisation", {f"{PERSON}.name": {}}),
    ("31 unit", "representative=other; site-person=representative", "CN-31.site_person_authorisation", {}),
    ("54 unit", "site-persons=unknown; mobiles=unknown", "CN.site_person_of_one_subject", {}),
    ("54 unit", "subject-ends=2027-01-01", "CN.certificate_validity", {"subject.validity": {"least": "2027-02-26"}}),
    ("54 unit", "site-person=own; site-person-ends=2027-01-01", "CN.certificate_validity", {f"{PERSON}.validity": {"least": "2027-02-26"}}),
    ("12 unit", "representative=other; site-person=representative", "CN-12.site_person_is_another", {f"{PERSON}.name": {}}),
    # The record, and what is only told
    ("54 unit", "type=ADD_SITE_LOCAL; open=no", "CN.filed_sites_open", {"order": {}}),
    ("54 unit", "type=CHANGE_BOTH; filed-certificate=x", "CN.same_subject", {"subject.certificate_number": {}}),
    ("54 unit", "", "CN.name_proper", {NAME: {}}),
    ("31 unit", "", "CN-31.no_electronic_licence", {"material:M01": {}}),
    ("33 unit", "", "CN-33.bureau_days", {"order": {"most": 30}}),
    ("54 unit", "", "CN.bureau_days", {"order": {"most": 20}}),
    ("44 unit", "", "CN-44.footer", {"order": {"of": "subject"}}),
    ("44 unit", "", "CN-44.sheet_unit", {"material:M05": {"form": "U"}}),
    ("36 individual", "", "CN-36.sheet_fingerprint", {"material:M05": {}}),
    ("54 unit", "", "CN.identity_check", {"material:M06": {"when": "after_initial_pass"}}),
]  # fmt: skip


@pytest.mark.parametrize(("where", "changes", "rule_id", "expected"), HITS)
def test_a_hit_stands_where_it_is_mended_and_tells_what_was_found(
    where: str, changes: str, rule_id: str, expected: dict[str, Mapping[str, Any]]
) -> None:
    case = filing(where, changes).case()
    rule = next(each for each in built_in().about(case.facts, case.on) if each.id == rule_id)
    hits = [hit for _, answer in rule.answers(case) if answer is not CANNOT_TELL for hit in answer]
    site = case.sites[0].id
    told = {target.format(site): evidence for target, evidence in expected.items()}
    assert {hit.target: hit.evidence for hit in hits} == told
    assert len(hits) == len(told)


def test_each_website_is_asked_by_itself() -> None:
    case = filing("54 unit", "sites=3").case()
    rule = built_in().rule("CN.name_proper")
    assert [hit.target for _, answer in rule.answers(case) for hit in answer] == [
        f"site:{site.id}.name" for site in case.sites
    ]
    generic = built_in().rule("CN.name_generic")
    assert [each.site for each, _ in generic.answers(case)] == list(case.sites)


def test_websites_on_one_address_are_told_at_the_last() -> None:
    case = filing("54 unit", "sites-on-one-address=6").case()
    (answer,) = [each for _, each in built_in().rule("CN.sites_per_server").answers(case)]
    assert answer == (Hit(f"access:{case.sites[-1].id}.ips", {"found": 6}),)


def test_websites_without_an_address_run_on_none() -> None:
    made = filing("54 unit", "sites-on-one-address=7")
    del made.accesses[made.sites[-1].id]
    (answer,) = [each for _, each in built_in().rule("CN.sites_per_server").answers(made.case())]
    assert answer == (Hit(f"access:{made.sites[-2].id}.ips", {"found": 6}),)
    del made.accesses[made.sites[0].id]
    (answer,) = [each for _, each in built_in().rule("CN.sites_per_server").answers(made.case())]
    assert answer == NOTHING


def test_who_answers_for_others_too_is_told_where_that_person_stands() -> None:
    made = filing("54 unit", "")
    digest = made.subject.responsible.certificate_digest
    made.known["site_persons"] = frozenset({digest})
    (answer,) = [
        each for _, each in built_in().rule("CN.site_person_of_one_subject").answers(made.case())
    ]
    assert answer == (Hit("responsible.name"),)


@pytest.mark.parametrize(
    ("scan", "explained"),
    [
        ("M21:{0}", True),
        ("M21:{0}:2", True),
        ("M21", True),
        ("M21:2", True),
        ("M21:another", False),
        ("M22:{0}", False),
        ("M2", False),
    ],
)
def test_a_scan_explains_the_name_of_its_own_website(scan: str, explained: bool) -> None:
    made = filing("54 unit", "name=白鹭旅行手记")
    made.materials = {scan.format(made.sites[0].id)}
    (answer,) = [each for _, each in built_in().rule("CN.name_not_of_unit").answers(made.case())]
    assert (answer == NOTHING) is explained


def test_what_is_told_beside_an_access_is_told_for_each() -> None:
    case = filing("54 unit", "sites=2").case()
    answer = PREDICATES["told"](case, target="access.mode")
    assert answer == tuple(Hit(f"access:{site.id}.mode") for site in case.sites)
    assert PREDICATES["told"](case.each_site[0], target="site.name") == (
        Hit(f"site:{case.sites[0].id}.name"),
    )


@pytest.mark.parametrize(
    ("changes", "role", "expected"),
    [
        ("", "any", ["responsible"]),
        ("", "site_person", ["responsible"]),
        ("", "responsible", ["responsible"]),
        ("site-person=own", "any", ["responsible", PERSON]),
        ("site-person=own", "site_person", [PERSON]),
        ("site-person=own", "responsible", ["responsible"]),
        ("sites=2; site-person=own", "site_person", ["responsible", PERSON]),
    ],
)
def test_the_people_of_a_role(changes: str, role: Role, expected: list[str]) -> None:
    case = filing("54 unit", changes).case()
    told = [each.format(case.sites[0].id) for each in expected]
    assert [prefix for prefix, _ in people(case, role)] == told


def test_only_cards_tell_an_age_and_only_resident_ones_a_province() -> None:
    person = filing("54 unit", "").subject.responsible
    number = person.certificate_number.text
    assert identity_number(person) == dated_number(person) == number
    erased = filing("54 unit", "id=erased").subject.responsible
    assert identity_number(erased) == dated_number(erased) == ""
    passport = filing("54 unit", "id=passport").subject.responsible
    assert identity_number(passport) == dated_number(passport) == ""
    resident = replace(person, certificate_type=41)
    assert (identity_number(resident), dated_number(resident)) == ("", number)


def test_several_places_make_one_answer() -> None:
    hit = Hit("order")
    assert gathered([None, hit, CANNOT_TELL]) == (hit,)
    assert gathered([None, CANNOT_TELL]) is CANNOT_TELL
    assert gathered([None]) == gathered([]) == NOTHING
    assert found((hit,))
    assert not found(NOTHING)
    assert not found(CANNOT_TELL)
