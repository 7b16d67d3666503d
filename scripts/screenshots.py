"""Makes the pictures of the documentation anew, from the running program with made-up data:

.venv/bin/python -m scripts.screenshots
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from benchmarks.scan_set import documents
from benchmarks.scan_set.labelled import draw, plans
from cli.demo import drawn_scan
from projections import accounts
from settings import Settings
from tests.browser.program import Program, own_environment
from use_cases.account_codes import contact_digest
from use_cases.demo.walk import ENDS, STEPS, Walk
from use_cases.desk import Desk
from wiring import make_desk

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SIZE = {"width": 1280, "height": 1000}
PHONE = {"width": 390, "height": 844}
FRONT = "主体负责人证件（正面）"
SEED = 7
"""Of the drawn scans in the pictures."""
BACKGROUND = "24"
"""Filings beside those in the pictures."""


def main() -> None:
    """Start the program with data of its own, take the pictures, and end it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("This needs a browser and Chinese letters: apt install chromium fonts-noto-cjk")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        environment = own_environment(Path(directory))
        program = Program(environment, Path(directory) / "first.txt")
        try:
            program.wait_until_ready()
            # Claims of yesterday have run out: a worker would end them between the steps.
            program.stop()
            begun, returned = _filings(program)
            program = Program(environment, Path(directory) / "second.txt")
            program.wait_until_ready()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox"]
                )
                applicant = _signed_in(browser, program, "applicant")
                _take_task_list(applicant, begun)
                _take_materials(applicant, begun)
                _take_phone(browser, applicant)
                _take_review(_signed_in(browser, program, "reviewer"), returned)
                _take_timeline(_signed_in(browser, program, "auditor"), returned)
                browser.close()
        finally:
            program.stop()


def _filings(program: Program) -> tuple[str, str]:
    """The first applicant's filing, half filled in, and one in its second round of review."""
    program.flask("demo", BACKGROUND)
    own = {name.lower(): value for name, value in program.environment.items()}
    fields = {name: own[name] for name in Settings.model_fields if name in own}
    desk = make_desk(Settings(_env_file=None, **fields))
    now, scan = desk.clock.now(), drawn_scan()
    at = now - timedelta(hours=3)
    first, second = _applicants(desk, program)
    begun = Walk.begin(desk, "begun", first, at, scan, two_persons=True)
    begun.take(STEPS[: STEPS.index("upload")])
    begun.upload_one(begun.required_slots()[0])
    at = now - timedelta(hours=5)
    returned = Walk.begin(desk, "returned", second, at, scan, two_persons=True)
    returned.take(ENDS["resubmitted"], timedelta(minutes=14))
    desk.unit.engine.dispose()
    return begun.filing_id, returned.filing_id


def _applicants(desk: Desk, program: Program) -> list[str]:
    contacts = [name for role, name, _secret in program.accounts() if role == "applicant"]
    with desk.unit.reading() as connection:
        rows = [accounts.by_contact(connection, contact_digest(desk, each)) for each in contacts]
    return [row.id for row in rows if row is not None]


def _signed_in(browser: Browser, program: Program, wanted: str) -> Page:
    contact, secret = next((n, s) for role, n, s in program.accounts() if role == wanted)
    page = browser.new_page(base_url=program.address, viewport=SIZE, locale="zh-CN")
    page.goto("/sign-in")
    page.get_by_role("textbox", name="电子邮箱或手机号码").fill(contact)
    page.get_by_label("密码", exact=True).fill(secret)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("button", name="退出").wait_for()
    return page


def _take_task_list(page: Page, filing: str) -> None:
    page.goto(f"/filings/{filing}")
    _keep(page, "task-list", whole=True)


def _take_materials(page: Page, filing: str) -> None:
    """A photo with a finding, beside the card that the coach says it of."""
    page.goto(f"/filings/{filing}/materials")
    place = page.get_by_role("region", name=FRONT)
    place.get_by_label("选择图片").set_input_files([_photo("skew")])
    place.get_by_text("证件歪了约").wait_for()
    place.scroll_into_view_if_needed()
    place.evaluate("place => window.scrollTo(0, place.offsetTop - 120)")
    _keep(page, "materials")


def _take_phone(browser: Browser, page: Page) -> None:
    """The same place as the phone sees it that was sent there by its code."""
    place = page.get_by_role("region", name=FRONT)
    place.get_by_role("button", name="用手机继续上传").click()
    address = place.locator("code").inner_text()
    phone = browser.new_page(viewport=PHONE, locale="zh-CN")
    phone.goto(address)
    phone.get_by_label("或从相册、文件中选择").set_input_files([_photo("cut")])
    phone.get_by_role("heading", name="图片已收到").wait_for()
    _keep(phone, "phone")


def _photo(defect: str) -> FilePayload:
    """A drawn card with the defect, as a phone would take it."""
    plan = next(
        plan
        for plan in plans(SEED)
        if (plan.defect, plan.strength, plan.draw) == (defect, 3, documents.card_front)
    )
    return FilePayload(name="card.jpg", mimeType="image/jpeg", buffer=draw(plan))


def _take_review(page: Page, filing: str) -> None:
    page.goto(f"/review/{filing}")
    page.get_by_role("button", name="领取", exact=True).click()
    page.get_by_text("您已领取").wait_for()
    page.wait_for_load_state("networkidle")
    _keep(page, "review")


def _take_timeline(page: Page, filing: str) -> None:
    page.goto(f"/audit/{filing}")
    _keep(page, "timeline")


def _keep(page: Page, name: str, *, whole: bool = False) -> None:
    # A hidden caret would need a style of its own, which the pages' policy refuses.
    page.screenshot(path=IMAGES / f"{name}.png", full_page=whole, caret="initial")
    print(IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
