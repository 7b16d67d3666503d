"""Days and times as readers see them: Beijing time, and sortable."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask import Flask
from markupsafe import Markup

BEIJING: Final = ZoneInfo("Asia/Shanghai")


def init_times(app: Flask) -> None:
    """Add the filters ``moment`` and ``day``."""
    app.jinja_env.filters.update(moment=moment, day=day)


def moment(at: datetime) -> Markup:
    """A point of time (aware) to the minute, such as 2026-11-23 16:02."""
    local = at.astimezone(BEIJING)
    return Markup('<time datetime="{}">{:%Y-%m-%d %H:%M}</time>').format(local.isoformat(), local)


def day(at: date) -> Markup:
    """A day; a point of time gives its day in Beijing."""
    local = at.astimezone(BEIJING).date() if isinstance(at, datetime) else at
    return Markup('<time datetime="{0}">{0}</time>').format(local.isoformat())
