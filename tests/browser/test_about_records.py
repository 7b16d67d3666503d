"""What is filed is changed and cancelled, from the record to the bureau's word."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from domain.filing.kinds import Kind
from tests.browser import paperwork
from tests.browser.cast import Cast
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.paperwork import Papers
from tests.browser.people import PASSWORD, Applicant


class Owner:
    """An applicant who has a record, and all others through whose hands a filing goes."""

    def __init__(self, cast: Cast, *, viewport: dict[str, int] = DESKTOP) -> None:
        self.cast = cast
        self.applicant = cast.applicant(paperwork.enterprise(), viewport=viewport)
        self.papers = self.applicant.papers

    def gets_a_record(self) -> None:
        self.applicant.fills_in_everything()
        self.applicant.submits()
        self._is_reviewed(photos=True)
        self._is_verified()

    def begins(self, kind: Kind) -> Applicant:
        """Start a filing from what the record offers."""
        applicant = self.applicant
        offer = applicant.page.locator(f"a[href*='/begin/{kind}/']").first
        applicant.opens("/records")
        # The register hears of an approval by the worker, a moment later.
        applicant.waits(lambda: offer.count() > 0)
        applicant.looks_around()
        offer.click()
        applicant.presses("开始办理")
        expect(applicant.page).to_have_url(re.compile("/filings/[0-9a-f]{32}$"))
        applicant.filing = applicant.page.url.rpartition("/")[2]
        applicant.looks_around()
        return applicant

    def explains(self, reason: str) -> None:
        self.applicant.follows("说明原因")
        self.applicant.reads("说明原因")
        self.applicant.ticks(reason)
        self.applicant.presses("保存")

    def hands_in(self, heading: str = "提交前请知悉：短信核验") -> None:
        applicant = self.applicant
        applicant.opens(f"{applicant.here}/check")
        applicant.reads("核对信息")
        for box in applicant.page.get_by_role("checkbox").all():
            box.check()
        applicant.page.get_by_role("button", name=re.compile("^(同意并)?继续$")).click()
        applicant.reads(heading)
        confirmation = applicant.page.get_by_role("checkbox")
        if confirmation.count():
            confirmation.check()
        applicant.presses("确认并提交初审")
        expect(applicant.page).to_have_url(re.compile("/status$"))

    def goes_through(self, *texts: str, codes: bool = True, photos: bool = False) -> None:
        """Review, report, the codes, the bureau; the reviewer reads these texts."""
        self._is_reviewed(*texts, photos=photos)
        if codes:
            self._is_verified()
        else:
            self.applicant.sees_status("待管局审核")
            self.cast.ministry().approves(self.papers)

    def _is_reviewed(self, *texts: str, photos: bool = False) -> None:
        reviewer = self.cast.reviewer()
        reviewer.takes(self.papers)
        reviewer.finds(*texts)
        reviewer.passes()
        if photos:
            self.applicant.hands_in_the_photos()
            reviewer.accepts_the_photos(self.papers)
        self.cast.officer().reports(self.papers)

    def _is_verified(self) -> None:
        ministry = self.cast.ministry()
        ministry.verifies(self.papers.responsible, "核验成功")
        ministry.approves(self.papers)

    def reads_the_outcome(self, title: str, *texts: str) -> None:
        self.applicant.sees_status(title)
        self.applicant.follows("查看结果")
        self.applicant.finds(title, *texts)
        self.applicant.looks_around()


def test_a_record_is_changed_and_ended_in_every_way(cast: Cast) -> None:
    owner = Owner(cast)
    owner.gets_a_record()

    # The website's name.
    applicant = owner.begins(Kind.CHANGE_SITE)
    applicant.finds("取自备案记录，本次不变更", "还没有变更任何内容")
    applicant.follows("网站")
    applicant.page.get_by_role("link", name=re.compile("^修改")).first.click()
    applicant.fills("网站名称", "云帆科技新官网")
    applicant.presses("保存并稍后继续")
    applicant.finds("已变更 1 项")
    applicant.uploads_everything()
    owner.hands_in()
    owner.goes_through("变更网站", "备案记录", owner.papers.site_name)
    owner.reads_the_outcome("已变更", "云帆科技新官网", owner.papers.site_name)

    # The subject's address.
    applicant = owner.begins(Kind.CHANGE_SUBJECT)
    applicant.follows("主办单位和负责人")
    applicant.fills("通信地址", "示例路20号1层101室")
    applicant.presses("保存并稍后继续")
    applicant.uploads_everything()
    owner.hands_in()
    owner.goes_through("变更主体", "示例路")
    owner.reads_the_outcome("已变更", "示例路20号1层101室", "示例路9号3层302室")

    # Where it runs: an address alone is verified by nobody.
    applicant = owner.begins(Kind.CHANGE_ACCESS)
    applicant.page.get_by_role("link", name=re.compile("^接入信息")).click()
    applicant.fills("网站 IP 地址", "203.0.113.9")
    applicant.presses("保存并继续")
    owner.hands_in("最后一步：确认提交")
    owner.goes_through("变更接入", "203.0.113.8", codes=False)
    owner.reads_the_outcome("已变更", "203.0.113.9")

    # The access ends.
    owner.begins(Kind.CANCEL_ACCESS)
    owner.explains("改由其他接入商或主办者开办")
    owner.hands_in("最后一步：确认提交")
    owner.goes_through("取消接入", codes=False)
    owner.reads_the_outcome("已取消接入")

    # The access comes back: the page that decides sees that the website does not run here.
    applicant.starts_a_filing("您需要办理：新增接入")
    applicant.page.get_by_role("link", name=re.compile("^接入信息")).click()
    applicant.fills("网站 IP 地址", "203.0.113.10")
    applicant.ticks("云接入")
    applicant.ticks(owner.papers.place[0])
    applicant.presses("保存并继续")
    applicant.uploads_everything()
    owner.hands_in()
    owner.goes_through("新增接入", photos=True)
    owner.reads_the_outcome("已接入", "号-1")

    owner.begins(Kind.CANCEL_SITE)
    owner.explains("网站不再开办")
    owner.hands_in()
    owner.goes_through("注销网站", "网站不再开办")
    owner.reads_the_outcome("已注销", "不能恢复")
    auditor = cast.auditor()
    auditor.opens(f"/audit/{applicant.filing}")
    auditor.finds(
        "确定备案类型：注销网站",
        "说明注销或取消的原因",
        "已确认办成后不能撤销",
        "短信核验全部完成",
        "管局审核通过",
    )
    auditor.looks_around()


def test_a_record_grows_and_goes_to_another_account(cast: Cast) -> None:
    owner = Owner(cast, viewport=PHONE)
    owner.gets_a_record()
    applicant, papers = owner.applicant, owner.papers

    # Another website of the subject that is known here.
    more = replace(papers, domain=f"di-er-{papers.domain}", site_name="云帆科技第二官网")
    applicant.papers = owner.papers = more
    applicant.starts_a_filing("您需要办理：新增网站")
    applicant.finds("取自备案记录，本次不变更")
    applicant.follows("网站")
    applicant.adds_the_site()
    applicant.uploads_everything()
    owner.hands_in()
    owner.goes_through("新增网站", photos=True)
    applicant.sees_status("已备案")
    applicant.follows("查看备案号")
    applicant.finds("号-2")
    applicant.papers = owner.papers = papers

    # Subject and website at once.
    applicant = owner.begins(Kind.CHANGE_BOTH)
    applicant.follows("主办单位和负责人")
    applicant.fills("通信地址", "示例路20号1层101室")
    applicant.presses("保存并稍后继续")
    applicant.follows("网站")
    applicant.page.get_by_role("link", name=re.compile("^修改")).first.click()
    applicant.fills("网站名称", "云帆科技新官网")
    applicant.presses("保存并稍后继续")
    applicant.uploads_everything()
    owner.hands_in()
    owner.goes_through("变更主体和网站")
    owner.reads_the_outcome("已变更", "示例路20号1层101室", "云帆科技新官网")

    # To another account, which ends it all.
    friend = cast.applicant(paperwork.enterprise())
    friend.registers()
    applicant = owner.begins(Kind.TRANSFER)
    applicant.follows("填写对方账号并确认")
    applicant.fills("对方的邮箱或手机号码", friend.email)
    applicant.page.get_by_label("您的登录密码", exact=True).fill(PASSWORD)
    applicant.page.get_by_role("checkbox").check()
    applicant.looks_around()
    applicant.presses("转移备案")
    applicant.reads("")
    applicant.finds("已转移")
    owner.applicant, friend.papers = friend, papers
    owner.begins(Kind.CANCEL_SUBJECT)
    owner.explains("单位注销、停业或合并")
    owner.hands_in()
    owner.goes_through("注销主体", "单位注销")
    owner.reads_the_outcome("已注销", "不能恢复")


def filed_elsewhere(cast: Cast, papers: Papers, domain: str) -> None:
    """The ministry knows the subject, and a domain of it, from another provider."""
    ministry = cast.ministry()
    ministry.opens(f"{ministry.address}/register")
    form = ministry.page.locator("#elsewhere")
    form.get_by_label("主体证件号码").fill(papers.number)
    form.get_by_label("备案所在省").select_option(value="330000")
    form.get_by_label(re.compile("^域名")).fill(domain)
    ministry.presses("登记")


@pytest.mark.parametrize(
    ("filed", "kind", "number"),
    [("qiye-{}.cn", "新增接入", "号-1"), ("bieren-{}.cn", "新增网站", "号-2")],
    ids=["its domain", "another domain"],
)
def test_a_subject_of_another_provider_comes_here(
    cast: Cast, filed: str, kind: str, number: str
) -> None:
    owner = Owner(cast)
    papers, applicant = owner.papers, owner.applicant
    filed_elsewhere(cast, papers, filed.format(papers.responsible.mobile[-4:]))
    applicant.registers()
    applicant.starts_a_filing(f"您需要办理：{kind}")
    applicant.finds("须与备案完全一致")
    applicant.states_the_subject()
    applicant.adds_the_site()
    applicant.uploads_everything()
    owner.hands_in()
    owner.goes_through(kind, photos=True)
    applicant.sees_status("已接入" if kind == "新增接入" else "已备案")
    applicant.follows("查看结果" if kind == "新增接入" else "查看备案号")
    applicant.finds(number)
    applicant.looks_around()
