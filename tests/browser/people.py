"""The people of the journeys. They find their way by labels and headings, as people do."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import FilePayload, Locator, Page, expect

from cli.demo import drawn_scan
from domain.personal import mask
from tests.browser.inspection import Inspection
from tests.browser.paperwork import Papers, PersonPapers
from tests.signed_sheets import scanned

PASSWORD = "a long walk along the river"
SCAN = FilePayload(name="scan.jpg", mimeType="image/jpeg", buffer=drawn_scan())
PATIENCE = 15
"""Seconds until a message has come through the worker."""


class Reader:
    """Somebody in front of a page; every page that is read is also inspected.

    ``scripts`` says whether the browser runs any.
    """

    def __init__(self, page: Page, inspection: Inspection, *, scripts: bool = True) -> None:
        self.page = page
        self.inspection = inspection
        self.scripts = scripts

    def looks_around(self) -> None:
        """Look over the page as it is now."""
        self.inspection.of(self.page, scripts=self.scripts)

    def reads(self, heading: str) -> None:
        """Wait for the page with the heading, and look it over."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        self.looks_around()

    def finds(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def finds_not(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).not_to_contain_text(text)

    def opens(self, path: str) -> None:
        self.page.goto(path)

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follows(self, name: str | re.Pattern[str]) -> None:
        """Follow a link of the page itself, whether it looks like a link or like a button."""
        main = self.page.locator("main")
        link = main.get_by_role("link", name=name, exact=True)
        link.or_(
            main.locator("a").and_(main.get_by_role("button", name=name, exact=True))
        ).first.click()

    def fills(self, label: str, text: str) -> None:
        self.page.get_by_role("textbox", name=label).fill(text)

    def chooses(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def ticks(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def tabs_to(self, wanted: Locator) -> None:
        """Press Tab until it has the focus; everything is reached within a page's length."""
        for _ in range(40):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")

    def region(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title, exact=True)

    def waits(self, seen: Callable[[], bool]) -> None:
        """Read the page again and again until it shows what is awaited."""
        until = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < until, f"{self.page.url} did not change in {PATIENCE} s"
            time.sleep(0.3)
            self.page.reload()

    def signs_in(self, contact: str, password: str = PASSWORD) -> None:
        self.opens("/sign-in")
        self.reads("登录")
        self.fills("电子邮箱或手机号码", contact)
        # A password box has no role; its label finds it.
        self.page.get_by_label("密码", exact=True).fill(password)
        self.presses("登录")


class Applicant(Reader):
    """Takes a first filing to its number."""

    def __init__(
        self,
        page: Page,
        inspection: Inspection,
        sandbox: str,
        papers: Papers,
        *,
        scripts: bool = True,
    ) -> None:
        super().__init__(page, inspection, scripts=scripts)
        self.sandbox = sandbox
        self.papers = papers
        self.email = papers.responsible.email
        self.filing = ""

    def registers(self) -> None:
        self.opens("/")
        self.reads("办理网站备案")
        self.opens("/register")
        self.reads("注册账号")
        self.fills("电子邮箱或手机号码", self.email)
        self.page.get_by_label("密码", exact=True).fill(PASSWORD)
        self.presses("发送验证码")
        self.reads("填写验证码")
        self.fills("验证码", self._mailed_code())
        self.presses("完成注册")

    def _mailed_code(self) -> str:
        """The code from the newest message to this address, on the sandbox's mail page."""
        mail = Reader(self.page.context.new_page(), self.inspection, scripts=self.scripts)
        mail.opens(f"{self.sandbox}/mail")
        mine = mail.page.locator("article", has_text=self.email)
        mail.waits(lambda: mine.count() > 0)
        mail.reads("邮件收件箱")
        found = re.search(r"\b[0-9]{6}\b", mine.first.inner_text())
        mail.page.close()
        assert found is not None
        return found[0]

    def starts_a_filing(self, answer: str = "您需要办理：首次备案") -> None:
        """The three pages that find out which filing is needed, and the start."""
        papers = self.papers
        self.opens("/filings/new")
        self.reads("主办者的所在地和性质")
        self._chooses_the_place()
        self.chooses("主办单位性质", papers.nature)
        self.presses("继续")
        self.reads("主办者的证件")
        self.ticks(papers.certificate)
        self.fills("证件号码", papers.number)
        self.presses("继续")
        self.reads("要备案的域名")
        self.fills("域名", papers.domain)
        self.presses("继续")
        self.reads(answer)
        self.presses("开始填写")
        self.reads(papers.domain)
        self.filing = self.page.url.rpartition("/")[2]

    def _chooses_the_place(self) -> None:
        levels = ("省、自治区、直辖市", "市", "区、县")
        for label, place in zip(levels, self.papers.place, strict=True):
            self.chooses(label, place)
            if not self.scripts and label != levels[-1]:
                self.presses("更新选项")

    @property
    def here(self) -> str:
        return f"/filings/{self.filing}"

    def states_the_subject(self) -> None:
        self.opens(self.here)
        if self.papers.is_person:
            self.follows("个人信息")
            self.reads("您的身份和地址")
            self.fills("姓名", self.papers.responsible.name)
            self.ticks("证件长期有效")
            self._fills_the_addresses()
            self.presses("继续")
            self.reads("您的联系方式")
        else:
            self.follows("主办单位和负责人")
            self._states_the_unit()
        self._fills_the_contacts(self.papers.responsible)
        self.presses("保存并继续")

    def _states_the_unit(self) -> None:
        self.reads("主办单位信息")
        self.fills("主办单位名称", self.papers.subject_name)
        self.fills("投资人或上级主管单位", self.papers.subject_name)
        self._fills_the_addresses()
        self.ticks("证件长期有效")
        self.presses("继续")
        self.reads("主体负责人")
        self.ticks("是")
        self._fills_the_identity(self.papers.responsible)
        self.presses("继续")
        self.reads("主体负责人的联系方式")

    def _fills_the_addresses(self) -> None:
        self.fills("证件住所", "示例大道18号")
        self.fills("通信地址", "示例路9号3层302室")

    def _fills_the_identity(self, person: PersonPapers) -> None:
        self.fills("姓名", person.name)
        self.chooses("证件类型", "居民身份证")
        self.fills("证件号码", person.certificate)
        self.ticks("证件长期有效")

    def _fills_the_contacts(self, person: PersonPapers) -> None:
        self.fills("手机号码", person.mobile)
        self.fills("应急联系电话", person.emergency)
        self.fills("电子邮箱", person.email)

    def adds_the_site(self) -> None:
        """The website and where it runs; the pages follow those of the subject."""
        self.reads("网站名称和域名")
        self.fills("网站名称", self.papers.site_name)
        self.fills("域名", self.papers.domain)
        self.fills("首页网址", f"www.{self.papers.domain}")
        self.presses("继续")
        self.reads("网站内容")
        self.ticks(self.papers.contents)
        self.ticks("中文简体")
        self.presses("继续")
        self.reads("前置审批")
        self.ticks("以上都不涉及")
        self._names_the_site_person()
        self.reads("接入信息")
        self.fills("网站 IP 地址", "203.0.113.8")
        self.ticks("云接入")
        self.ticks(self.papers.place[0])
        self.presses("保存并继续")
        self.reads("网站")

    def _names_the_site_person(self) -> None:
        self.presses("继续")
        if self.papers.is_person:
            return
        self.reads("网站负责人")
        if self.papers.site_person is None:
            self.ticks("同主体负责人")
            self.presses("继续")
            return
        self.ticks("另一个人")
        self.presses("继续")
        self.reads("网站负责人的身份")
        self._fills_the_identity(self.papers.site_person)
        self.presses("继续")
        self.reads("网站负责人的联系方式")
        self._fills_the_contacts(self.papers.site_person)
        self.presses("保存并继续")

    def uploads_everything(self) -> None:
        self.opens(f"{self.here}/materials")
        self.reads("上传资料")
        slots = self.page.get_by_role("region").filter(has=self.page.get_by_label("选择图片"))
        needed = slots.filter(has_not_text="（选填）").get_by_role("heading").all_inner_texts()
        for title in needed:
            self.uploads(title)
        self.looks_around()

    def uploads(self, title: str) -> None:
        # On the list of what is to be mended the place lies within a region of the same name.
        slot = self.region(title).last
        signed = self._signs_the_sheet(slot) if "核验单" in title else SCAN
        slot.get_by_label(re.compile("选择图片|更换图片")).set_input_files([signed])
        if not self.scripts:
            slot.get_by_role("button", name=re.compile("^上传")).click()
        # A busy machine decodes and judges a picture slower than a page answers.
        expect(self.region(title).last).to_contain_text("已上传", timeout=PATIENCE * 1000)
        if signed is not SCAN:
            expect(self.region(title).last).to_contain_text("已识别")

    def _signs_the_sheet(self, slot: Locator) -> FilePayload:
        """Print the sheet that the place links to, sign it and scan it."""
        address = slot.locator("a", has_text="打印核验单").get_attribute("href") or ""
        page = self.page.request.get(address).text()
        found = re.search(r'href="([^"]+\.pdf)"', page)
        assert found is not None, page
        pdf = self.page.request.get(found[1]).body()
        return FilePayload(name="sheet.jpg", mimeType="image/jpeg", buffer=scanned(pdf))

    def submits(self) -> None:
        """Check the answers, agree, read who will get a code, and hand in."""
        self.opens(f"{self.here}/check")
        self.reads("核对信息")
        for box in self.page.get_by_role("checkbox").all():
            box.check()
        self.page.get_by_role("button", name=re.compile("^(同意并)?继续$")).click()
        self.reads("提交前请知悉：短信核验")
        self.page.get_by_role("button", name=re.compile("^确认并(重新)?提交初审$")).click()
        self.reads(self.papers.domain)

    def fills_in_everything(self) -> None:
        self.registers()
        self.starts_a_filing()
        self.states_the_subject()
        self.adds_the_site()
        self.uploads_everything()

    def sees_status(self, label: str) -> None:
        """Wait on the status page until it says so."""
        self.opens(f"{self.here}/status")
        self.waits(lambda: label in self.page.locator("main").inner_text())
        self.looks_around()

    def asks_for_the_photo(self) -> str:
        """The one-time link for the site person's phone."""
        self.sees_status("待真实性核验")
        self.follows("上传核验照片")
        self.reads("真实性核验")
        self.presses("生成拍照链接")
        self.finds("链接只显示这一次")
        self.reads("真实性核验")
        return self.region("拍照链接").inner_text().strip()

    def hands_in_the_photos(self) -> None:
        """Put the photo in from the applicant's own browser."""
        self.sees_status("待真实性核验")
        self.follows("上传核验照片")
        self.reads("真实性核验")
        for person in self.papers.site_persons:
            self.page.get_by_label(re.compile(f"选择照片 {person.name}")).set_input_files([SCAN])
            self.presses("上传照片")
        self.sees_status("核验审核中")

    def opens_the_fix_list(self, count: int) -> None:
        self.sees_status("待修改")
        self.follows("查看并修改")
        self.reads("需要修改的内容")
        self.finds(f"共 {count} 项，已处理 0 项")

    def mends(self, item: str, label: str, text: str) -> None:
        """Go from the list to the field, change it, and come back to the list."""
        self.follows(f"去修改 {item}")
        self.reads("")
        self.fills(label, text)
        self.presses("保存并继续")
        self.reads("需要修改的内容")

    def hands_in_again(self) -> None:
        self.presses("修改信息提交")
        self.submits()

    def resubmits_unchanged(self) -> None:
        self.sees_status("短信核验失败")
        self.presses("原样重新提交")
        self.sees_status("待提交管局")

    def gets_the_numbers(self) -> None:
        """The result: both numbers, what goes below the home page, what is to be done next."""
        self.sees_status("已备案")
        self.follows("查看备案号")
        self.reads("备案成功")
        main = self.page.locator("main").inner_text()
        subject = re.search(r"[\u4e00-\u9fff]ICP备[0-9]+号(?!-)", main)
        site = re.search(r"[\u4e00-\u9fff]ICP备[0-9]+号-1", main)
        assert subject is not None
        assert site is not None
        # Guangdong wants the subject's number below the page, all others the website's.
        shown = subject[0] if self.papers.place[0] == "广东省" else site[0]
        self.finds(f'<a href="https://beian.miit.gov.cn/" target="_blank" rel="noopener">{shown}')
        self.finds("第二件事：办理公安备案", "30 日内")
        buttons = self.page.get_by_role("button", name=re.compile("^复制"))
        expect(buttons).to_have_count(3 if self.scripts else 0)


class SitePerson(Reader):
    """Takes the photo on a phone, without an account."""

    def takes_the_photo(self, link: str, name: str) -> None:
        self.opens(link)
        self.reads(f"请{mask('name', name)}本人拍照")
        self.page.get_by_label("从相册选择").set_input_files([SCAN])
        self.presses("上传所选照片")
        self.reads("照片已收到")
