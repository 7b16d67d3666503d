"""First filings on their whole way, in a real browser, through the real processes."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import paperwork
from tests.browser.cast import Cast
from tests.browser.conftest import PHONE
from tests.browser.offices import Flaw
from tests.browser.people import Applicant

UNTIL_REPORTED = (
    "确定备案类型：首次备案",
    "第 1 轮提交初审",
    "初审通过",
    "核验照片通过",
    "第 1 次上报管局",
    "工信部发出核验短信",
)
UNTIL_FILED = ("短信核验全部完成", "管局审核通过，主体备案号")


def test_a_form_is_filled_in_with_the_keyboard_alone(cast: Cast) -> None:
    applicant = cast.applicant(paperwork.individual())
    applicant.registers()
    applicant.opens("/filings/new")
    page, keys = applicant.page, applicant.page.keyboard
    keys.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    keys.press("Enter")

    # Nothing is chosen: the answer begins at the list of errors, whose links lead to the fields.
    applicant.tabs_to(page.get_by_role("button", name="继续", exact=True))
    keys.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert page.title().startswith("错误：")
    applicant.reads("主办者的所在地和性质")
    keys.press("Tab")
    keys.press("Enter")
    province = page.get_by_label("省、自治区、直辖市")
    expect(province).to_be_focused()

    for _ in range(3):
        keys.press("ArrowDown")
    cities = page.get_by_label("市", exact=True).locator("option")
    expect(cities.filter(has_text="石家庄市")).to_have_count(1)
    # The lists were replaced by new ones; the choice and the focus are where they were.
    expect(province).to_have_value("130000")
    expect(province).to_be_focused()
    applicant.tabs_to(page.get_by_label("市", exact=True))
    keys.press("ArrowDown")
    expect(page.get_by_label("区、县").locator("option")).not_to_have_count(1)
    applicant.tabs_to(page.get_by_label("区、县"))
    keys.press("ArrowDown")
    applicant.tabs_to(page.get_by_label("主办单位性质"))
    keys.press("ArrowDown")
    applicant.tabs_to(page.get_by_role("button", name="继续", exact=True))
    keys.press("Enter")
    applicant.reads("主办者的证件")


def reviewed(cast: Cast, applicant: Applicant) -> None:
    """The first review is passed, the photo taken and accepted, and the filing reported."""
    reviewer = cast.reviewer()
    reviewer.takes(applicant.papers)
    reviewer.passes()
    applicant.hands_in_the_photos()
    reviewer.accepts_the_photos(applicant.papers)
    cast.officer().reports(applicant.papers)


def test_one_person_goes_from_a_new_account_to_the_number(cast: Cast) -> None:
    applicant = cast.applicant(paperwork.individual(), viewport=PHONE)
    applicant.fills_in_everything()
    applicant.submits()
    reviewer = cast.reviewer()
    reviewer.takes_next(applicant.papers.title)
    reviewer.passes()

    link = applicant.asks_for_the_photo()
    cast.site_person().takes_the_photo(link, applicant.papers.responsible.name)
    applicant.sees_status("核验审核中")
    reviewer.accepts_the_photos(applicant.papers)
    cast.officer().reports(applicant.papers)

    ministry = cast.ministry()
    ministry.verifies(applicant.papers.responsible, "核验成功")
    applicant.sees_status("待管局审核")
    ministry.approves(applicant.papers)
    applicant.gets_the_numbers()
    cast.auditor().replays(applicant.papers, *UNTIL_REPORTED, *UNTIL_FILED)


def test_an_enterprise_goes_all_the_way_without_scripts(cast: Cast) -> None:
    applicant = cast.applicant(paperwork.enterprise(), scripts=False)
    applicant.fills_in_everything()
    applicant.submits()
    reviewed(cast, applicant)
    ministry = cast.ministry()
    ministry.verifies(applicant.papers.responsible, "核验成功")
    ministry.approves(applicant.papers)
    applicant.gets_the_numbers()
    cast.auditor().replays(applicant.papers, *UNTIL_REPORTED, *UNTIL_FILED)


def test_what_was_returned_is_mended_and_passes(cast: Cast) -> None:
    applicant = cast.applicant(paperwork.enterprise())
    applicant.fills_in_everything()
    applicant.submits()
    reviewer = cast.reviewer()
    reviewer.takes(applicant.papers)
    reviewer.returns(
        Flaw("通信地址", "R-SUB-04"),
        Flaw("网站名称", "R-SITE-01", "网站名称不能只写公司全称，请写网站实际的名字。"),
        Flaw("主办单位证件", "R-MAT-01"),
    )

    applicant.opens_the_fix_list(3)
    applicant.finds("通信地址", "网站名称", "主办单位证件", "含禁用词。网站名称不能只写公司")
    applicant.finds_not("首页网址", "应急联系电话")
    applicant.presses("修改信息提交")
    applicant.reads("需要修改的内容")
    applicant.finds("还有 3 项没有处理", "原样提交会被再次退回")
    applicant.mends("通信地址", "通信地址", "示例路10号2层201室")
    applicant.mends("网站名称", "网站名称", "云帆科技产品中心")
    applicant.uploads("主办单位证件")
    applicant.finds("3 项全部处理完毕")
    applicant.hands_in_again()

    reviewer.takes(applicant.papers)
    reviewer.finds("第 2 轮", "本轮改动 3 项", "沿用上轮")
    reviewer.passes()
    applicant.sees_status("待真实性核验")

    auditor = cast.auditor()
    auditor.replays(
        applicant.papers,
        "第 1 轮提交初审",
        "退回修改",
        "修改主体信息",
        "修改网站",
        "替换主办单位证件",
        "第 2 轮提交初审",
        "初审通过",
    )
    auditor.looks_back(5, applicant.papers.site_name)
    auditor.compares_the_rounds("通信地址", "网站名称", "云帆科技产品中心", "有 3 项不同")
    auditor.proves_the_log()


def test_of_two_persons_one_is_late_and_both_get_new_codes(cast: Cast) -> None:
    papers = paperwork.enterprise().with_two_persons()
    assert papers.site_person is not None
    applicant = cast.applicant(papers)
    applicant.fills_in_everything()
    applicant.submits()
    reviewed(cast, applicant)
    ministry = cast.ministry()
    ministry.verifies(papers.responsible, "已核验，等待其他核验人")
    applicant.sees_status("等待其他核验人")

    cast.program.flask("clock", "advance", "25h")
    applicant.resubmits_unchanged()
    cast.officer().reports(papers)
    applicant.sees_status("短信待验证")
    ministry.verifies(papers.responsible, "已核验，等待其他核验人")
    ministry.verifies(papers.site_person, "核验成功")
    ministry.approves(papers)
    applicant.gets_the_numbers()
    late = ("24 小时内未完成", "原样重新提交", "第 2 次上报管局")
    cast.auditor().replays(papers, *UNTIL_REPORTED, "完成短信核验", *late, *UNTIL_FILED)


def test_codes_that_ran_out_are_sent_again_unchanged(cast: Cast) -> None:
    applicant = cast.applicant(paperwork.individual())
    applicant.fills_in_everything()
    applicant.submits()
    reviewed(cast, applicant)
    applicant.sees_status("短信待验证")
    ministry = cast.ministry()
    ministry.lets_pass("24 小时")
    applicant.resubmits_unchanged()
    cast.officer().reports(applicant.papers)
    ministry.verifies(applicant.papers.responsible, "核验成功")
    applicant.sees_status("待管局审核")
    late = ("24 小时内未完成", "原样重新提交", "第 2 次上报管局", "短信核验全部完成")
    cast.auditor().replays(applicant.papers, *UNTIL_REPORTED, *late)


def test_a_refusal_of_the_bureau_is_explained_mended_and_approved(cast: Cast) -> None:
    applicant = cast.applicant(paperwork.enterprise())
    applicant.fills_in_everything()
    applicant.submits()
    reviewed(cast, applicant)
    ministry = cast.ministry()
    ministry.verifies(applicant.papers.responsible, "核验成功")
    ministry.refuses(applicant.papers, "1020", "网站名称与已备案网站重复")
    applicant.sees_status("正在分析原因")
    applicant.finds_not("网站名称与已备案网站重复")

    reviewer = cast.reviewer()
    reviewer.explains_the_refusal(applicant.papers, Flaw("网站名称", "R-SITE-05"))
    applicant.sees_status("查看并修改")
    applicant.follows("查看并修改")
    applicant.reads("需要修改的内容")
    applicant.mends("网站名称", "网站名称", "云帆科技产品中心")
    applicant.hands_in_again()
    # The photo that was accepted stays good, so the next hand is the officer's.
    reviewer.takes(applicant.papers)
    reviewer.passes()
    cast.officer().reports(applicant.papers)
    ministry.verifies(applicant.papers.responsible, "核验成功")
    ministry.approves(applicant.papers)
    applicant.gets_the_numbers()
    refused = ("管局驳回", "把管局意见对应到字段", "第 2 轮提交初审", "第 2 次上报管局")
    cast.auditor().replays(applicant.papers, *UNTIL_REPORTED, *refused, *UNTIL_FILED)
