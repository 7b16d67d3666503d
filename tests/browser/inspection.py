"""What is looked at on every page that a journey comes through."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from tests.browser.conftest import assert_accessible

_ID: Final = re.compile(r"[0-9a-f]{32}|(?<=/identity/)[\w-]{20,}")
_SCRIPT: Final = re.compile(r"<script\b[^>]*></script>|</?noscript>")


class Inspection:
    """Holds each kind of page against axe once for each title, width and way of browsing.

    With ``KEEP_PAGES`` in the environment a picture of each is put into that directory.
    """

    def __init__(self) -> None:
        self.seen: set[tuple[str, str, int, bool]] = set()
        self._pictures = os.environ.get("KEEP_PAGES")

    def of(self, page: Page, *, scripts: bool = True) -> None:
        size = page.viewport_size
        width = size["width"] if size else 0
        key = (_ID.sub("-", page.url.partition("?")[0]), page.title(), width, scripts)
        if key in self.seen:
            return
        self.seen.add(key)
        if self._pictures:
            place = re.sub("[^a-z]+", "-", key[0].split("/", 3)[-1])
            path = Path(self._pictures) / f"{len(self.seen):03d}-{width}-{place}.png"
            # A hidden caret would need a style of its own, which the pages' policy refuses.
            page.screenshot(path=path, full_page=True, caret="initial")
        if scripts:
            assert_accessible(page)
        else:
            self._of_a_copy(page)

    def _of_a_copy(self, page: Page) -> None:
        """The page as it stands without scripts, in a browser where axe can run its own."""
        browser = page.context.browser
        assert browser is not None
        copy = browser.new_page(viewport=page.viewport_size)
        body = _SCRIPT.sub("", page.content())
        copy.route(
            page.url,
            lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"),
        )
        copy.goto(page.url)
        assert_accessible(copy)
        copy.close()
