"""Scans in a real browser: sent, judged, turned, sent from a phone; looked at by reviewers."""

from __future__ import annotations

import io
import re
from datetime import timedelta

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

from cli.demo import drawn_scan
from domain.roles import Role
from tests.account_stories import opened, signed_in
from tests.browser.conftest import PHONE, Readers, Running, assert_accessible
from tests.browser.people import SCAN
from use_cases.demo.walk import ENDS, STEPS, Walk
from use_cases.filings import open_filing

FRONT = "主体负责人证件（正面）"
BACK = "主体负责人证件（反面）"
PATIENCE = 20_000
"""Milliseconds until a picture has been looked at."""


def askew(degrees: float) -> FilePayload:
    """A drawn card on a brown desk, by so many degrees clockwise out of the straight."""
    card = Image.new("RGB", (1300, 820), (243, 238, 226))
    pencil = ImageDraw.Draw(card)
    for line in range(9):
        pencil.rectangle((80, 70 + 80 * line, 1200 - 40 * line, 94 + 80 * line), (40, 60, 110))
    card = card.convert("RGBA").rotate(-degrees, Image.Resampling.BICUBIC, expand=True)
    picture = Image.new("RGB", (card.width + 160, card.height + 160), (120, 90, 70))
    picture.paste(card, (80, 80), card)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=92)
    return FilePayload(name="card.jpg", mimeType="image/jpeg", buffer=file.getvalue())


def arrived(readers: Readers, running: Running, account: str, **how: object) -> Page:
    """A page of somebody who is signed in."""
    page = readers.new(**how)  # type: ignore[arg-type]
    cookie = signed_in(running.app, account).get_cookie("desk")
    assert cookie is not None
    page.context.add_cookies([{"name": "desk", "value": cookie.value, "url": running.address}])
    return page


def draft(running: Running, steps: tuple[str, ...]) -> tuple[str, str]:
    """A new account and its filing after the steps."""
    desk = running.app.extensions["desk"]
    account = opened(desk, Role.APPLICANT)
    at = desk.clock.now() - timedelta(hours=2)
    walk = Walk.begin(desk, account, account, at, drawn_scan())
    return account, walk.take(steps).filing_id


def test_a_scan_is_judged_set_straight_and_followed_by_one_from_a_phone(
    readers: Readers, running: Running
) -> None:
    account, filing = draft(running, STEPS[:3])
    page = arrived(readers, running, account)
    page.goto(f"/filings/{filing}/materials")
    front = page.get_by_role("region", name=FRONT)
    front.get_by_label("选择图片").set_input_files([askew(8)])
    expect(front).to_contain_text("证件歪了约", timeout=PATIENCE)
    expect(front).to_contain_text("这是将提交给管局的图片")
    assert_accessible(page)
    front.get_by_role("button", name="一键摆正").click()
    expect(front).not_to_contain_text("证件歪了约", timeout=PATIENCE)

    back = page.get_by_role("region", name=BACK)
    back.get_by_role("button", name="用手机继续上传").click()
    address = back.locator("code").inner_text()
    assert_accessible(page)
    phone = readers.new(viewport=PHONE)
    # The address is that of the settings, which do not know the port of this test.
    phone.goto("/handover/" + address.rpartition("/")[2])
    assert_accessible(phone)
    phone.get_by_label("或从相册、文件中选择").set_input_files([askew(8)])
    expect(phone.get_by_role("heading", level=1)).to_have_text("图片已收到", timeout=PATIENCE)
    expect(phone.locator("main")).to_contain_text("证件歪了约")
    assert_accessible(phone)
    expect(back).to_contain_text("来自手机", timeout=PATIENCE)
    expect(front).to_contain_text("已上传")


def test_the_page_that_waits_for_a_photo_moves_on_as_a_whole(
    readers: Readers, running: Running
) -> None:
    account, filing = draft(running, ENDS["identity_pending"])
    page = arrived(readers, running, account)
    page.goto(f"/filings/{filing}/identity")
    page.get_by_role("button", name="生成拍照链接").click()
    address = page.locator("code").inner_text()
    phone = readers.new(viewport=PHONE)
    phone.goto("/identity/" + address.strip().rpartition("/")[2])
    phone.locator("input[name=file]").set_input_files([SCAN])
    phone.get_by_role("button", name="上传所选照片").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("照片已收到")
    expect(page).to_have_url(re.compile("/status$"), timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("备案进度")
    expect(page.get_by_role("button", name="退出")).to_be_visible()
    assert_accessible(page)


def test_an_upload_is_cancelled_and_the_place_takes_the_next_file(
    readers: Readers, running: Running
) -> None:
    account, filing = draft(running, STEPS[:3])
    page = arrived(readers, running, account)
    page.goto(f"/filings/{filing}/materials")
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 100_000}
    line.send("Network.emulateNetworkConditions", slow)
    front = page.get_by_role("region", name=FRONT)
    large = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=bytes(4_000_000))
    front.get_by_label("选择图片").set_input_files([large])
    expect(front.get_by_label("上传进度")).to_be_visible()
    front.get_by_role("button", name="取消上传").click()
    expect(front.get_by_label("上传进度")).to_be_hidden()
    expect(page.locator("#announcements")).to_have_text("已取消，没有上传。")
    line.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    front.get_by_label("选择图片").set_input_files([SCAN])
    expect(front).to_contain_text("这是将提交给管局的图片", timeout=PATIENCE)


def test_what_fails_at_the_server_is_not_called_a_fault_of_the_network(
    readers: Readers, running: Running
) -> None:
    account, filing = draft(running, STEPS[:3])
    page = arrived(readers, running, account)
    page.goto(f"/filings/{filing}/materials")
    front, alarm = page.get_by_role("region", name=FRONT), page.locator("#alarms")
    page.route("**/materials/M02:front", lambda route: route.fulfill(status=503, body=""))
    front.get_by_label("选择图片").set_input_files([SCAN])
    expect(alarm).to_contain_text("系统繁忙", timeout=PATIENCE)
    page.unroute("**/materials/M02:front")
    page.route("**/materials/M02:front", lambda route: route.abort())
    front.get_by_label("选择图片").set_input_files([SCAN])
    expect(alarm).to_contain_text("网络不通", timeout=PATIENCE)
    page.unroute("**/materials/M02:front")
    front.get_by_label("选择图片").set_input_files([SCAN])
    expect(front).to_contain_text("这是将提交给管局的图片", timeout=PATIENCE)
    expect(alarm).to_be_hidden()
    # htmx tells the console of both failures.
    assert all("htmx.min.js" in complaint for complaint in readers.complaints)
    readers.complaints.clear()


def test_a_reviewer_looks_at_scans_by_keys_mouse_and_links(
    readers: Readers, running: Running
) -> None:
    _account, filing = draft(running, ENDS["submitted"])
    page = arrived(readers, running, opened(running.app.extensions["desk"], Role.REVIEWER))
    page.goto(f"/review/{filing}")
    page.get_by_role("button", name="领取").click()
    state = page.locator("[data-state]")
    expect(state).to_contain_text("1/")
    page.get_by_text("快捷键", exact=True).click()
    page.get_by_label("启用单键快捷键").check()
    page.locator("h1").click()
    for key in ("]", "t", "z"):
        page.keyboard.press(key)
    expect(state).to_contain_text("2/")
    expect(state).to_contain_text("100% · 90°")
    # The scan after this one is there before anybody asks for it.
    third = page.locator("[data-scan] img").nth(2)
    assert third.get_attribute("loading") == "eager"

    frame = page.locator("[data-scan]:not([hidden]) [data-frame]")
    frame.hover()
    page.mouse.wheel(0, -200)
    expect(state).to_contain_text("125%")
    before = frame.evaluate("frame => frame.scrollTop")
    page.mouse.down()
    box = frame.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20, steps=4)
    page.mouse.up()
    assert frame.evaluate("frame => frame.scrollTop") > before
    page.get_by_role("button", name="反色").click()
    assert "invert(1)" in frame.locator("img").evaluate("image => image.style.filter")
    assert_accessible(page)

    plain = arrived(readers, running, _reviewer_of(running, filing), scripts=False)
    plain.goto(f"/review/{filing}")
    plain.get_by_role("link", name="单独放大").first.click()
    for name in ("右转 90°", "200%", "调亮", "反色"):
        plain.get_by_role("link", name=name, exact=True).click()
    image = plain.locator(".app-scan__image")
    for shown in ("turn-90", "200", "light-130", "invert"):
        assert f"app-shown--{shown}" in (image.get_attribute("class") or "")


def _reviewer_of(running: Running, filing: str) -> str:
    claim = open_filing(running.app.extensions["desk"], filing).filing.claim
    assert claim is not None
    return claim.reviewer
