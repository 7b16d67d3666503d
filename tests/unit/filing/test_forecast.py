"""What is to be expected of each reason, and what that rests on."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from domain.filing.facts import Level, Verdict
from domain.filing.forecast import Expected, forecast
from domain.filing.judging import judge
from domain.filing.state import Filing
from domain.reference import reasons
from domain.rules.case import Known
from domain.rules.decision.facts import Blacklisted, DomainAtMinistry, LookedUp, OpenOrders
from tests.unit.filing.samples import enterprise, individual, two_contacts
from tests.unit.filing.stories import Story

TODAY = date(2026, 11, 23)
KNOWN = Known(sites=0, names=(), mobiles=frozenset(), site_persons=frozenset())


def expected(filing: Filing, pools: bool | None = None) -> dict[str, Expected]:
    judgement = judge(filing, KNOWN, TODAY)
    assert judgement is not None
    found = forecast(filing, judgement, TODAY, pools=pools)
    return {each.code: each for each in found}


def outlooks(filing: Filing, *codes: str) -> list[str]:
    found = expected(filing)
    return [found[code].outlook for code in codes]


def test_every_reason_has_one_answer_in_the_order_of_the_catalogue() -> None:
    found = expected(Story(two_contacts()).completed().filing)
    assert list(found) == [each.code for each in reasons.reasons()]
    assert len(found) == 59


def test_a_rule_that_stops_is_red_and_one_that_warns_amber() -> None:
    found = expected(Story(enterprise()).completed().filing)
    assert found["R-PER-01"] == Expected("R-PER-01", "red", ("rule:CN-11.legal_representative",))
    assert found["R-PER-10"].outlook == "amber"


def test_a_rule_that_was_asked_and_found_nothing_is_green() -> None:
    found = expected(Story(two_contacts()).completed().filing)
    assert found["R-PER-01"].outlook == "green"
    assert found["R-PER-10"] == Expected("R-PER-10", "green", ("rule:CN.contacts_of_two_persons",))


def test_what_nobody_can_tell_is_left_to_a_person() -> None:
    found = expected(Story(two_contacts()).completed().filing)
    assert found["R-DOM-02"] == Expected("R-DOM-02", "person", ("rule:CN.domain_owner",))
    # Nothing here asks whether somebody picks up the telephone.
    assert found["R-PER-05"] == Expected("R-PER-05", "person", ())


def test_one_thing_that_is_wrong_outweighs_all_that_is_right() -> None:
    story = Story(two_contacts()).completed()
    scan = replace(
        next(iter(story.filing.materials.values())),
        verdicts=(Verdict("blur", Level.WARN), Verdict("watermark", Level.REFUSE)),
    )
    blurred = replace(story.filing, materials=story.filing.materials | {scan.slot: scan})
    assert outlooks(story.filing, "R-MAT-01", "R-MAT-02", "R-MAT-03") == ["green"] * 3
    assert outlooks(blurred, "R-MAT-01", "R-MAT-02", "R-MAT-03") == ["amber", "green", "red"]


def test_a_missing_scan_is_red() -> None:
    stated = Story(two_contacts()).stated().filing
    assert outlooks(stated, "R-MAT-01") == ["person"]
    missing = [each for each in expected(stated).values() if "scan:" in "".join(each.rests_on)]
    assert all(each.outlook == "red" for each in missing)


@pytest.mark.parametrize(("pools", "outlook"), [(True, "green"), (False, "red"), (None, "person")])
def test_addresses_are_judged_where_there_are_pools(pools: bool | None, outlook: str) -> None:
    assert expected(Story(individual()).completed().filing, pools)["R-ACC-01"].outlook == outlook


def test_look_ups_that_failed_are_left_to_a_person() -> None:
    filing = Story(individual()).completed().filing
    assert filing.facts is not None
    codes = ("R-SYS-01", "R-DOM-08", "R-SUB-06", "R-DOM-06")
    silent = replace(filing, facts=replace(filing.facts, found=LookedUp()))
    assert outlooks(silent, *codes) == ["person"] * 4
    known = LookedUp(
        subject_here=None,
        subject_at_ministry=None,
        domains_at_ministry={"example.cn": DomainAtMinistry(number=None)},
        open_orders=OpenOrders(subject=None, domains={}),
        blacklisted=Blacklisted(subject=False, domains=()),
    )
    answered = replace(filing, facts=replace(filing.facts, found=known))
    assert outlooks(answered, *codes) == ["green"] * 4


def test_an_accepted_photo_is_green() -> None:
    waiting = Story(individual()).passed().filing
    assert outlooks(waiting, "R-PHO-01") == ["person"]
    assert outlooks(Story(individual()).ready().filing, "R-PHO-01") == ["green"]


def test_a_sheet_that_was_overtaken_is_red() -> None:
    story = Story(individual()).fix_requested().with_mail_address("科苑路9号1栋101室")
    found = expected(story.filing)
    assert found["R-SHEET-01"].outlook == "person"
    assert found["R-SHEET-02"].outlook == "person"
