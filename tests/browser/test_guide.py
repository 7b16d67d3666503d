"""The guide in a real browser: every kind of page held against axe, and the way without scripts."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Readers, assert_accessible

PATHS = (
    "/guide",
    "/guide/rules?province=44&nature=4&kind=FIRST",
    "/guide/rules?province=44",
    "/guide/provinces/44",
    "/guide/search?q=CN",
    "/guide/search?q=",
    "/guide/plan",
    "/guide/plan?wish=new_owner",
    "/guide/plan?wish=new_owner&province=33",
    "/guide/plan?wish=new_owner&subject=no&access=here&last=no&province=33&nature=5",
    "/guide/domain?domain=example.io",
    "/guide/domain?domain=http://example.cn",
    "/guide/domain?domain=www.例子.中国&province=32&nature=3",
)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_the_pages_of_the_guide_are_accessible(
    readers: Readers, viewport: dict[str, int], locale: str
) -> None:
    page = readers.new(viewport=viewport, locale=locale)
    for path in PATHS:
        page.goto(path)
        assert_accessible(page)


def test_the_guide_is_used_without_scripts(readers: Readers) -> None:
    page = readers.new(viewport=PHONE, scripts=False)
    page.goto("/")
    page.get_by_role("link", name="查看所在省份的要求").click()
    page.get_by_label("省份", exact=True).select_option("65")
    page.get_by_label("主办者性质").select_option("5")
    page.get_by_label("办理什么").select_option("FIRST")
    page.get_by_role("button", name="查看要求").click()
    assert page.locator("h1").inner_text() == "新疆维吾尔自治区 · 个人 · 首次备案"
    page.get_by_role("link", name="备案指南").first.click()
    page.get_by_role("link", name="选择情况").click()
    page.get_by_role("link", name="关闭一个网站").click()
    page.get_by_label("在这里").check()
    page.get_by_label("是", exact=True).check()
    page.get_by_label("省份", exact=True).select_option("11")
    page.get_by_label("主办者性质").select_option("4")
    page.get_by_role("button", name="要办什么").click()
    assert page.locator("h2").first.inner_text() == "第 1 步：注销主体"


def test_what_is_folded_away_is_printed(readers: Readers) -> None:
    page = readers.new()
    page.goto("/guide/rules?province=44&nature=4&kind=FIRST")
    words = page.get_by_text("最新版、带统一社会信用代码的证件原件").first
    assert not words.is_visible()
    page.emulate_media(media="print")
    assert words.is_visible()
    assert not page.get_by_text("换省份、性质或业务").is_visible()
