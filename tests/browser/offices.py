"""Those who decide: reviewers, the report officer, and the ministry with its bureau."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.inspection import Inspection
from tests.browser.paperwork import Papers, PersonPapers
from tests.browser.people import Reader


@dataclass(frozen=True)
class Flaw:
    """What a reviewer finds wrong: where, the code of the canned reason, own words."""

    item: str
    reason: str
    words: str = ""


class Reviewer(Reader):
    """Reviews what is handed in, judging every item."""

    def takes_next(self, heading: str) -> None:
        """Take the filing that has waited longest."""
        self.opens("/review")
        self.reads("审核队列")
        self.presses("下一件")
        self.reads(heading)

    def takes(self, papers: Papers) -> None:
        """Find the filing among those that wait, and claim it."""
        self.opens("/review?tab=waiting")
        self.reads("审核队列")
        row = self.page.get_by_role("row").filter(has_text=papers.domain)
        row.get_by_role("link").click()
        self.reads(papers.title)
        self.presses("领取")
        expect(self.page.locator("main")).to_contain_text("您已领取")
        self.reads(papers.title)

    def passes(self) -> None:
        self._accepts_the_rest()
        self.presses("通过初审")
        self.reads("审核队列")
        self.finds("已通过初审")

    def returns(self, *flaws: Flaw) -> None:
        for flaw in flaws:
            self.flags(flaw)
        self._accepts_the_rest()
        self.presses("退回申请人")
        self.reads("审核队列")

    def flags(self, flaw: Flaw) -> None:
        verdict = self.page.get_by_role("radiogroup", name=flaw.item, exact=True)
        verdict.get_by_text("有问题", exact=True).click()
        self._gives_the_reason(self.page.locator("[data-item]").filter(has=verdict), flaw)

    def _gives_the_reason(self, item: Locator, flaw: Flaw) -> None:
        item.get_by_label("理由", exact=True).select_option(value=flaw.reason)
        if flaw.words:
            item.get_by_label("给申请人的说明").fill(flaw.words)

    def _accepts_the_rest(self) -> None:
        groups = self.page.get_by_role("button", name=re.compile("^本组未判定的全部通过"))
        # Without scripts each press loads the page anew, without the button that was pressed.
        for words in groups.all_inner_texts():
            self.page.get_by_role("button", name=words, exact=True).click()

    def accepts_the_photos(self, papers: Papers) -> None:
        self.takes(papers)
        for left in range(len(papers.site_persons), 0, -1):
            expect(self.page.get_by_role("radiogroup")).to_have_count(left)
            self.page.get_by_role("radiogroup").first.get_by_text("通过", exact=True).click()
            self.page.get_by_role("button", name="提交结论").first.click()
        self.reads("审核队列")

    def explains_the_refusal(self, papers: Papers, flaw: Flaw) -> None:
        """Say which item the bureau means, so that the applicant can mend it."""
        self.takes(papers)
        box = self.page.get_by_role("checkbox", name=flaw.item, exact=True)
        box.check()
        self._gives_the_reason(self.page.locator("[data-item]").filter(has=box), flaw)
        self.presses("告知申请人")
        self.reads("审核队列")


class ReportOfficer(Reader):
    """Hands passed filings to the ministry."""

    def reports(self, papers: Papers) -> None:
        self.opens("/report")
        self.reads("上报管局")
        for box in self.page.get_by_role("checkbox").all():
            box.set_checked(papers.title in (box.get_attribute("aria-label") or ""))
        self.presses("上报所选")
        self.reads("已交付上报 1 件")


class Ministry(Reader):
    """The pages of the simulated ministry: inbox, verification, the bureau's desk."""

    def __init__(self, page: Page, inspection: Inspection, address: str) -> None:
        super().__init__(page, inspection)
        self.address = address

    def code_for(self, person: PersonPapers) -> str:
        """The newest code in the person's inbox, which comes once the worker has reported."""
        mine = self.page.locator(
            f"article[data-channel=ministry][data-state=''][data-to='{person.masked_mobile}']"
        )
        self.opens(f"{self.address}/inbox")
        self.waits(lambda: mine.count() > 0)
        self.reads("短信收件箱")
        return mine.first.get_attribute("data-code") or ""

    def verifies(self, person: PersonPapers, answer: str) -> None:
        code = self.code_for(person)
        self.follows("去填写核验码")
        self.reads("短信核验")
        self.fills("手机号码", person.mobile)
        self.fills("短信核验码", f"{code[:3]} {code[3:]}")
        self.fills("证件号码后 6 位", person.certificate[-6:])
        self.presses("提交核验")
        self.reads(answer)

    def lets_pass(self, span: str) -> None:
        """Set the clock of the demonstration forward."""
        self.opens(f"{self.address}/clock")
        self.reads("演示时钟")
        self.chooses("立即向前", span)
        self.presses("向前")
        self.finds("时钟已向前")

    def approves(self, papers: Papers) -> None:
        self._takes(papers)
        self.presses("审核通过")
        self.finds("已通过")

    def refuses(self, papers: Papers, code: str, text: str) -> None:
        self._takes(papers)
        self.page.get_by_label("结果代码").select_option(value=code)
        self.fills("退回原因", text)
        self.presses("退回备案")
        self.finds("已退回")

    def _takes(self, papers: Papers) -> None:
        self.opens(f"{self.address}/")
        self.reads("管局办理台")
        waiting = self.page.locator("article[data-state=bureau]", has_text=papers.domain)
        waiting.get_by_role("link", name=re.compile("查看并退回")).click()
        self.reads("")


class Auditor(Reader):
    """Reads what happened, and changes nothing."""

    def replays(self, papers: Papers, *facts: str) -> None:
        """Find the filing by its domain; its timeline tells the facts in this order."""
        self.opens("/audit")
        self.reads("审计")
        self.chooses("按什么查找", "域名")
        self.fills("查找内容", papers.domain)
        self.presses("查找")
        self.reads(papers.title)
        titles = self.page.get_by_role("heading", level=3)
        told = "\n".join(titles.all_inner_texts())
        place = 0
        for fact in facts:
            place = told.find(fact, place)
            assert place >= 0, f"{fact} is not told, or not in this order: {told}"

    def looks_back(self, version: int, *texts: str) -> None:
        """The filing as it was after so many events: nothing there can be changed."""
        self.page.get_by_role("link", name=f"第 {version} 版", exact=True).first.click()
        expect(self.page.get_by_text("历史视图，只读")).to_be_visible()
        self.looks_around()
        self.finds(*texts)
        for button in self.page.locator("main").get_by_role("button").all_inner_texts():
            # These look at more of the past; no other button may stand here.
            assert button in {"查看", "显示"}

    def compares_the_rounds(self, *texts: str) -> None:
        """What the second submission changed, by the link that offers it."""
        self.follows("版本比较")
        self.page.get_by_role("link", name=re.compile("^第 2 轮提交的改动")).click()
        expect(self.page).to_have_url(re.compile("from="))
        self.looks_around()
        self.finds(*texts)

    def proves_the_log(self) -> None:
        self.opens("/audit/verify")
        self.reads("核验日志")
        self.presses("核验整个日志")
        self.finds("日志完整，没有改动")
        self.looks_around()
