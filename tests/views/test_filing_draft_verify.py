"""The verification of the filing type, as a browser without scripts meets it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from domain.working_days import shanghai_date
from gateways.miit.sandbox.bureau import Bureau
from gateways.miit.sandbox.settings import Behaviour
from tests.unit.filing.samples import identity_number
from tests.views.applicants import (
    CREDIT_CODE,
    ENTERPRISE,
    INDIVIDUAL,
    PERSON_ID,
    PLACE,
    applicant,
)
from tests.views.filling import Answers, alert, fill, heading, messages, send, values
from tests.views.filling import main_form as form_of
from tests.views.html_lint import parsed, text_of

DOMAIN_PAGE = ENTERPRISE[:2]


def at_certificate(app: Flask, nature: str, **answer: Any) -> dict[str, str]:
    """The messages after a certificate was entered for that nature."""
    someone = applicant(app)
    page = fill(someone.browser, "/filings/new", PLACE | {"nature": nature}, answer)
    return messages(page)


def at_domain(app: Flask, domain: str) -> str:
    """The message about a domain; empty where there is none."""
    someone = applicant(app)
    page = fill(someone.browser, "/filings/new", *DOMAIN_PAGE, {"domain": domain})
    return messages(page).get("domain", "")


@pytest.mark.parametrize(
    ("city", "district", "age", "told"),
    [
        ("360100", "360102", 16, ""),
        ("360100", "360102", 15, "负责人须年满 16 周岁，请换一位负责人。"),
        ("340100", "340102", 17, "负责人须年满 18 周岁，请换一位负责人。"),
    ],
)
def test_how_old_an_individual_must_be_differs_with_the_province(
    app: Flask, city: str, district: str, age: int, told: str
) -> None:
    place = {
        "region_province": f"{city[:2]}0000",
        "region_city": city,
        "region_district": district,
        "nature": "5",
    }
    born = shanghai_date(app.extensions["desk"].clock.now()).year - age
    number = identity_number(f"{district}{born}0101785")
    someone = applicant(app)
    answer = {"certificate_type": "2", "certificate_number": number}
    page = fill(someone.browser, "/filings/new", place, answer)
    assert messages(page).get("certificate_number", "") == told


def test_three_pages_lead_to_a_first_filing(app: Flask) -> None:
    someone = applicant(app)
    result = fill(someone.browser, "/filings/new", *ENTERPRISE[:3])
    assert heading(result) == "您需要办理：首次备案"
    assert "未通过" not in result.text
    someone.begin(ENTERPRISE)
    filing = someone.opened.filing
    assert filing.account == someone.account
    assert filing.facts is not None
    assert filing.facts.certificate_number == CREDIT_CODE
    assert filing.facts.domains == ("yunfan.com.cn",)


def test_an_individuals_number_is_stored_as_personal_only(app: Flask) -> None:
    facts = applicant(app).begin(INDIVIDUAL).opened.filing.facts
    assert facts is not None
    assert facts.certificate_number == ""
    assert facts.holder is not None
    assert facts.holder.text == PERSON_ID


def test_nothing_typed_stands_in_an_address(app: Flask) -> None:
    someone = applicant(app)
    page = fill(someone.browser, "/filings/new", *INDIVIDUAL[:3])
    assert page.request.path == "/filings/new"
    assert page.request.query_string == b""
    assert form_of(page).get("action") == "/filings/new"


def test_a_page_that_is_skipped_by_a_forged_form_is_asked_first(app: Flask) -> None:
    someone = applicant(app)
    page = fill(someone.browser, "/filings/new", {"page": "domain", "domain": "yunfan.com.cn"})
    assert page.status_code == 422
    assert "region_province" in messages(page)


def test_places_follow_each_other_without_scripts(app: Flask) -> None:
    someone = applicant(app)
    page = fill(someone.browser, "/filings/new", {"region_province": "440000", "go": "options"})
    assert page.status_code == 200
    assert "深圳市" in page.text
    assert messages(page) == {}


def test_htmx_gets_only_the_places(app: Flask) -> None:
    someone = applicant(app)
    query = "region_province=440000&region_city=440300&region_district=110105"
    part = someone.browser.get(f"/filings/new/places?{query}", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith("<fieldset")
    assert "南山区" in part.text
    assert "朝阳区" not in part.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("http://yunfan.com.cn", "去掉 http://"),
        ("yunfan.com.cn/shop", "去掉 http://"),
        ("yun_fan.cn", "下划线"),
        ("203.0.113.8", "IP 地址"),
        ("com.cn", "域名后缀"),
        ("www.yunfan.cn", "主域名 yunfan.cn"),
        ("yunfan.invalidtld", "不能备案"),
        ("", "请输入要备案的域名"),
        ("😀😀", "不是完整的域名"),
        ("好" * 10_000, "最多填写"),
    ],
)
def test_what_is_no_domain_is_refused_with_the_reason(app: Flask, typed: str, told: str) -> None:
    assert told in at_domain(app, typed)


def test_a_chinese_domain_is_shown_in_both_forms(app: Flask) -> None:
    someone = applicant(app)
    page = fill(someone.browser, "/filings/new", *DOMAIN_PAGE, {"domain": "例子。中国"})
    assert "例子.中国（xn--fsqu00a.xn--fiqs8s）" in page.text


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("110105194912310021", "校验位"),
        ("11010519491331002X", "出生日期"),
        ("99010519491231002X", "地区代码"),
        ("1101051949123100", "位数或格式"),
        ("", "请输入证件号码"),
        ("😀" * 40, "位数或格式"),
        ("1" * 10_000, "最多填写"),
    ],
)
def test_a_wrong_identity_number_is_told_by_its_kind(app: Flask, number: str, told: str) -> None:
    told_beside = at_certificate(app, "5", certificate_type="2", certificate_number=number)
    assert told in told_beside["certificate_number"]


def test_full_width_digits_lower_case_and_spaces_are_meant_as_the_number(app: Flask) -> None:
    wide = "１１０１０５ 19491231 002x"
    pages = (INDIVIDUAL[0], INDIVIDUAL[1] | {"certificate_number": wide}, *INDIVIDUAL[2:])
    facts = applicant(app).begin(pages).opened.filing.facts
    assert facts is not None
    assert facts.holder is not None
    assert facts.holder.text == PERSON_ID


def test_a_certificate_of_another_nature_is_not_taken(app: Flask) -> None:
    told = at_certificate(app, "4", certificate_type="2", certificate_number=PERSON_ID)
    assert told == {"certificate_type": "请选择证件类型。"}


def test_a_form_sent_twice_makes_one_filing(app: Flask) -> None:
    someone = applicant(app)
    result = fill(someone.browser, "/filings/new", *ENTERPRISE[:3])
    first = send(someone.browser, result, go="start")
    second = send(someone.browser, result, go="start")
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]


def test_an_own_open_filing_stops_and_is_linked(app: Flask) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    page = fill(someone.browser, "/filings/new", *ENTERPRISE[:3])
    assert heading(page) == "现在不能开始备案"
    assert "您已有一个正在办理的备案" in page.text
    links = [link.get("href") for link in parsed(page.text).iter("a")]
    assert someone.path in links


@pytest.mark.parametrize(
    "answers",
    [
        ENTERPRISE,
        (*ENTERPRISE[:2], {"domain": "another-one.cn"}),
        (INDIVIDUAL[0], INDIVIDUAL[1], ENTERPRISE[2]),
    ],
)
def test_what_another_account_holds_stops_in_the_same_words(
    app: Flask, answers: tuple[Answers, ...]
) -> None:
    holder = applicant(app).begin(ENTERPRISE)
    page = fill(applicant(app).browser, "/filings/new", *answers[:3])
    assert heading(page) == "现在不能开始备案"
    assert "该证件或域名已备案，或正在备案中" in page.text
    assert holder.path.removeprefix("/filings/") not in page.text
    assert "开始填写" not in [text_of(button) for button in parsed(page.text).iter("button")]


def test_another_subject_needs_another_account(app: Flask) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    page = fill(someone.browser, "/filings/new", *INDIVIDUAL[:3])
    assert "一个账号只能办理一个主体" in page.text


def test_a_forged_start_over_a_stop_begins_nothing(app: Flask) -> None:
    applicant(app).begin(ENTERPRISE)
    someone = applicant(app)
    page = fill(someone.browser, "/filings/new", *ENTERPRISE[:3])
    assert send(someone.browser, page, go="start").status_code == 422


def test_back_keeps_what_was_typed(app: Flask) -> None:
    someone = applicant(app)
    page = fill(someone.browser, "/filings/new", *ENTERPRISE[:2])
    page = send(someone.browser, page, go="back", domain="half-typed")
    assert "主办者的证件" in heading(page)
    assert values(form_of(page))["domain"] == ["half-typed"]


def test_look_ups_are_limited(app: Flask, still_minute: None) -> None:
    someone = applicant(app)
    statuses = {fill(someone.browser, "/filings/new", {}).status_code for _ in range(21)}
    assert 429 in statuses


def test_the_error_summary_names_each_problem(app: Flask) -> None:
    page = fill(applicant(app).browser, "/filings/new", {})
    assert page.status_code == 422
    assert "请选择省、自治区或直辖市。" in alert(page)
    assert "请选择主办单位性质。" in alert(page)


def test_several_domains_are_verified_together(app: Flask) -> None:
    someone = applicant(app)
    typed = {"domain": "Yunfan.com.cn，yunfan.cn\n yunfan.net 例子.中国"}
    someone.begin((*ENTERPRISE[:2], typed, ENTERPRISE[3]))
    facts = someone.opened.filing.facts
    assert facts is not None
    assert facts.domains == ("yunfan.com.cn", "yunfan.cn", "yunfan.net", "xn--fsqu00a.xn--fiqs8s")


def test_of_several_domains_the_wrong_one_is_named(app: Flask) -> None:
    assert "www.yunfan.cn：" in at_domain(app, "yunfan.com.cn\nwww.yunfan.cn")
    many = "\n".join(f"d{number}.cn" for number in range(500))
    assert "500 个域名，一次最多 100 个" in at_domain(app, many)


def test_the_reasons_stand_there_with_what_was_looked_up_and_where(app: Flask) -> None:
    page = fill(applicant(app).browser, "/filings/new", *ENTERPRISE[:3])
    assert "为什么是首次备案" in page.text
    assert "判定表第 13 行：首次备案" in page.text
    assert "没有主体备案号（工信部备案系统）" in page.text
    assert "第 8 行：新增接入（主体在别处）" in page.text


def test_a_subject_that_is_filed_elsewhere_does_not_need_a_first_filing(
    app: Flask, bureau: Bureau
) -> None:
    bureau.file_elsewhere(CREDIT_CODE, "350000", "elsewhere.cn")
    page = fill(applicant(app).browser, "/filings/new", *ENTERPRISE[:3])
    assert "您需要办理：新增网站" in heading(page)
    assert "判定表第 11 行" in page.text


def test_a_mix_is_split_with_the_access_first(app: Flask, bureau: Bureau) -> None:
    bureau.file_elsewhere(CREDIT_CODE, "350000", "elsewhere.cn")
    typed = {"domain": "yunfan.com.cn elsewhere.cn"}
    page = fill(applicant(app).browser, "/filings/new", *ENTERPRISE[:2], typed)
    assert heading(page) == "您需要分 2 次办理"
    order = next(each for each in parsed(page.text).iter("ol") if each.get("id"))
    assert [text_of(item).split()[-1] for item in order] == ["elsewhere.cn", "yunfan.com.cn"]


def test_another_subjects_domain_and_the_black_list_stop(app: Flask, bureau: Bureau) -> None:
    bureau.file_elsewhere("91110105MA0000015F", "110000", "yunfan.com.cn")
    page = fill(applicant(app).browser, "/filings/new", *ENTERPRISE[:3])
    assert heading(page) == "现在不能开始备案"
    assert "域名冲突" in page.text
    bureau.put_on_blacklist("subject", CREDIT_CODE)
    someone = applicant(app)
    page = fill(someone.browser, "/filings/new", *ENTERPRISE[:3])
    assert "该主体被列入黑名单" in page.text
    assert send(someone.browser, page, go="start").status_code == 422


def test_while_the_ministry_is_silent_a_draft_begins_that_cannot_be_handed_in(
    app: Flask, bureau: Bureau
) -> None:
    bureau.behave(Behaviour(silent=True))
    someone = applicant(app)
    page = fill(someone.browser, "/filings/new", *ENTERPRISE[:3])
    assert heading(page) == "暂时不能判断备案类型"
    assert "无结果" in page.text
    someone.begin(ENTERPRISE)
    facts = someone.opened.filing.facts
    assert facts is not None
    assert facts.undecided
    check = someone.browser.get(f"{someone.path}/check")
    assert "备案类型还没有确定" in check.text
    look = {"command_id": "0" * 31 + "1"}
    told = someone.browser.post(f"{someone.path}/type", data=look, follow_redirects=True)
    assert "查询暂时没有结果" in told.text
    bureau.behave(Behaviour())
    look = {"command_id": "0" * 31 + "2"}
    told = someone.browser.post(f"{someone.path}/type", data=look, follow_redirects=True)
    assert "备案类型已确定：首次备案" in told.text
    assert "备案类型还没有确定" not in told.text
    facts = someone.opened.filing.facts
    assert facts is not None
    assert not facts.undecided


def test_what_is_found_later_is_told_when_it_is_looked_up_again(app: Flask, bureau: Bureau) -> None:
    bureau.behave(Behaviour(silent=True))
    someone = applicant(app).begin(ENTERPRISE)
    bureau.behave(Behaviour())
    bureau.file_elsewhere(CREDIT_CODE, "350000", "elsewhere.cn")
    look = {"command_id": "0" * 31 + "1"}
    told = someone.browser.post(f"{someone.path}/type", data=look, follow_redirects=True)
    assert "不能按首次备案提交" in told.text
    assert "备案类型还没有确定" in told.text
