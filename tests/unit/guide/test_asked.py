"""What is asked of a filing that is not there yet, and how rules are found."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from domain import domain_names
from domain.filing.kinds import Kind
from domain.guide.asked import asked, topic
from domain.guide.domain_check import judge
from domain.guide.search import search, terms
from domain.reference import provinces
from domain.rules.predicates import PREDICATES
from domain.rules.rule_files import built_in
from domain.rules.rule_set import RuleSet

ON = date(2026, 11, 26)
INDIVIDUAL, ENTERPRISE, INSTITUTION = 5, 4, 3


def _with_period(rule_id: str, since: date | None, until: date | None) -> RuleSet:
    book = built_in()
    rules = tuple(
        msgspec.structs.replace(rule, valid_from=since, valid_to=until)
        if rule.id == rule_id
        else rule
        for rule in book.rules
    )
    return RuleSet("changed", rules, book.sources, book.reviewed_on)


def test_what_everybody_hands_in_is_told_apart_from_what_only_some_do() -> None:
    needs = {
        each.code: each.need
        for each in asked(built_in(), Kind.FIRST, ENTERPRISE, "11", ON).materials
    }
    assert needs["M01"] == "required"
    assert needs["M04"] == "conditional"
    assert needs["M25"] == "optional"


def test_one_rule_for_everybody_makes_a_material_required() -> None:
    found = asked(built_in(), Kind.CHANGE_SITE, ENTERPRISE, "63", ON).materials
    assert next(each for each in found if each.code == "M01").need == "required"


def test_a_province_s_limit_stands_in_the_place_of_the_country_s() -> None:
    found = asked(built_in(), Kind.FIRST, ENTERPRISE, "44", ON).limits
    ages = [each.number for each in found if each.rule.check == "person_younger_than"]
    assert ages == [16]


def test_without_a_province_the_country_s_rules_hold() -> None:
    found = asked(built_in(), Kind.FIRST, ENTERPRISE, "", ON)
    assert found.rules
    assert found.own == ()


def test_a_rule_that_begins_later_is_told_as_coming() -> None:
    later = _with_period("CN-44.commitment", date(2027, 1, 1), None)
    found = asked(later, Kind.FIRST, ENTERPRISE, "44", ON)
    assert [rule.id for rule in found.coming] == ["CN-44.commitment"]
    assert "M11" not in {each.code for each in found.materials}


def test_a_material_without_a_rule_is_not_asked() -> None:
    assert asked(built_in(), Kind.TRANSFER, ENTERPRISE, "11", ON).materials == ()


def test_every_question_belongs_to_a_part_of_the_filing() -> None:
    parts = {topic(rule) for rule in built_in().rules}
    assert len(parts) > 5
    assert parts <= {p.ask.__module__.rpartition(".")[2] for p in PREDICATES.values()}


@pytest.mark.parametrize("text", ["居住证", "residence permit", "Ｒｅｓｉｄｅｎｃｅ", "居 住 证"])
def test_rules_are_found_in_either_language_and_any_width(text: str) -> None:
    ids = {rule.id for rule in search(built_in(), terms(text), ON)}
    assert "CN.residence_permit" in ids


def test_rules_are_found_by_province_material_and_listed_words() -> None:
    assert {"65"} == {
        code for rule in search(built_in(), terms("新疆 党建"), ON) for code in rule.provinces
    }
    assert "CN.gov_domain" in {rule.id for rule in search(built_in(), terms("gov.cn"), ON)}
    assert "CN.sheet" in {rule.id for rule in search(built_in(), terms("核验单"), ON)}


def test_all_terms_have_to_be_there() -> None:
    one = search(built_in(), terms("居住证"), ON)
    both = search(built_in(), terms("居住证 福建"), ON)
    assert 0 < len(both) < len(one)
    assert search(built_in(), terms("居住证 没有这样的词"), ON) == ()


def test_rules_that_ended_are_not_found() -> None:
    ended = _with_period("CN-44.commitment", None, date(2026, 1, 1))
    assert "CN-44.commitment" not in {each.id for each in search(ended, terms("承诺书"), ON)}


def test_punctuation_is_nothing_to_look_for() -> None:
    assert terms(" …… !? 、 ") == ()


def _judged(text: str, nature: int, province: str) -> dict[str, str]:
    found = judge(domain_names.parse(text), built_in(), nature, province, ON)
    return {each.rule.id: each.verdict for each in found}


def test_a_suffix_without_approval_is_told() -> None:
    assert _judged("example.io", ENTERPRISE, "")["CN.tld_approved"] == "objects"
    assert _judged("example.cn", ENTERPRISE, "")["CN.tld_approved"] == "holds"


def test_what_only_the_registrar_knows_stays_unknown() -> None:
    verdicts = _judged("example.cn", ENTERPRISE, "")
    for rule in ("CN.domain_owner", "CN.domain_real_name", "CN.registrar_approved"):
        assert verdicts[rule] == "unknown"


def test_provinces_have_rules_of_their_own_about_suffixes() -> None:
    there = _judged("example.com", INSTITUTION, "32")
    assert "objects" in there.values()
    assert "objects" not in _judged("example.cn", INSTITUTION, "32").values()


def test_any_domain_is_judged_everywhere() -> None:
    for each in provinces.provinces():
        for nature in (INDIVIDUAL, ENTERPRISE):
            assert _judged("中文.公司", nature, each.code[:2])
