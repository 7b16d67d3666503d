"""The frame in a real browser: both languages, both widths, failures included."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Readers, assert_accessible


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("path", ["/", "/nothing-here"])
def test_pages_for_everybody_are_accessible(
    readers: Readers, viewport: dict[str, int], locale: str, path: str
) -> None:
    page = readers.new(viewport=viewport, locale=locale)
    page.goto(path)
    assert_accessible(page)


def test_the_language_is_switched_without_scripts(readers: Readers) -> None:
    page = readers.new(scripts=False)
    page.goto("/")
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="简体中文").click()
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_the_keyboard_reaches_the_text_first(readers: Readers) -> None:
    page = readers.new()
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
