"""What is looked at on every page that a journey comes through."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import assert_accessible

_ID = re.compile(r"[0-9a-f]{32}|(?<=/identity/)[\w-]{20,}")


class Inspection:
    """Holds each kind of page against axe once for each width, state and way of browsing.

    With ``KEEP_PAGES`` in the environment a picture of each is put into that directory.
    """

    def __init__(self) -> None:
        self.seen: set[tuple[str, str, int]] = set()
        self._pictures = os.environ.get("KEEP_PAGES")

    def of(self, page: Page) -> None:
        size = page.viewport_size
        width = size["width"] if size else 0
        key = (_ID.sub("-", page.url.partition("?")[0]), page.title(), width)
        if key in self.seen:
            return
        self.seen.add(key)
        if self._pictures:
            name = f"{len(self.seen):03d}-{width}{re.sub('[^a-z]+', '-', key[0].split('/', 3)[-1])}"
            page.screenshot(path=Path(self._pictures) / f"{name}.png", full_page=True)
        assert_accessible(page)
