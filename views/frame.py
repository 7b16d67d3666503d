"""What the frame around every page shows: the service, the provider, the reader, the ways."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from flask import Flask, current_app, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from domain.roles import Permission, may
from settings import Settings
from views.desk import desk
from views.plain_requests import own_address


class Way(NamedTuple):
    """One entry of the main navigation."""

    label: LazyString
    endpoint: str
    permission: Permission


class Link(NamedTuple):
    """A way as the template shows it."""

    label: LazyString
    address: str
    current: bool


WAYS: tuple[Way, ...] = (
    Way(_l("我的备案"), "filing.dashboard", Permission.READ_OWN_FILINGS),
    Way(_l("备案记录"), "records.mine", Permission.READ_OWN_FILINGS),
    Way(_l("服务器与授权码"), "hosting.show", Permission.READ_OWN_FILINGS),
    Way(_l("审核"), "review.queue", Permission.REVIEW),
    Way(_l("上报"), "report.waiting", Permission.REPORT),
    Way(_l("审计"), "audit.search", Permission.AUDIT),
    Way(_l("备案库"), "records.search", Permission.READ_REGISTER),
    Way(_l("规则"), "rulebook.rules", Permission.EDIT_RULES),
    Way(_l("工作人员"), "operate.staff", Permission.OPERATE),
    Way(_l("IP 地址库"), "operate.pools", Permission.OPERATE),
    Way(_l("服务器"), "operate.resources", Permission.OPERATE),
    Way(_l("发送情况"), "operate.outbox", Permission.OPERATE),
)


def init_frame(app: Flask) -> None:
    """Give the layouts what they show on every page."""
    settings: Settings = app.extensions["settings"]
    app.jinja_env.globals.update(
        provider_name=settings.provider_name,
        clock_factor=lambda: getattr(desk().clock, "factor", 1.0),
        navigation=navigation,
        static_file=static_file,
        this_page=this_page,
        has_page=lambda endpoint: endpoint in app.view_functions,
    )


def navigation() -> list[Link]:
    """The parts of the program that this reader may enter."""
    return [
        Link(way.label, address, _is_within(address))
        for way in WAYS
        if may(current_user.role, way.permission) and (address := url_for(way.endpoint))
    ]


def _is_within(address: str) -> bool:
    """Whether the page is the one at that address or lies below it."""
    return request.path == address or request.path.startswith(f"{address}/")


def this_page() -> str:
    """The path that the reader is on, where it can be opened again by a link."""
    return own_address() if request.method == "GET" else request.path


def static_file(name: str) -> str:
    """The address of a static file, which changes with its content so that it can be cached."""
    fingerprints: dict[str, str] = current_app.extensions.setdefault("fingerprints", {})
    if name not in fingerprints or current_app.debug:
        fingerprints[name] = _fingerprint(name)
    return url_for("static", filename=name, v=fingerprints[name])


def _fingerprint(name: str) -> str:
    content = Path(str(current_app.static_folder), name).read_bytes()
    return hashlib.sha256(content).hexdigest()[:10]
