"""Who sends this request: the session in the database that the cookie's token opens."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from flask import Flask, request, session, url_for
from flask_login import LoginManager, UserMixin, login_user, logout_user
from werkzeug.user_agent import UserAgent

from domain.personal import Personal
from domain.roles import Actor, Role
from gateways.clock import SystemClock
from use_cases.sign_in import SignedIn, signed_in
from views.desk import desk
from views.frame import navigation
from views.ways_back import safe_next

_SYSTEMS: Final = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
_BROWSERS: Final = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


class Account(UserMixin):  # type: ignore[misc]
    """The account that is signed in, as pages know it."""

    def __init__(self, token: str, opened: SignedIn) -> None:
        self.row = opened.account
        self.session = opened.session
        self.token = token
        self.id: str = opened.account.id
        self.role: Role = opened.account.role
        self.actor = Actor(self.id, self.role)

    def get_id(self) -> str:
        """What the cookie holds: the session's token, and not the account."""
        return self.token

    @property
    def filing_account(self) -> str:
        """The account whose filings are shown: a sub-account sees those of its main account."""
        return self.row.filing_account

    @property
    def contact(self) -> Personal:
        """The e-mail address or mobile number; printed as a mask."""
        return desk().vault.open(self.row.contact)

    @property
    def label(self) -> str:
        """The masked contact."""
        return self.contact.masked

    name = label


def init_sessions(app: Flask) -> None:
    """Let Flask-Login find accounts by the token in the cookie."""
    manager: LoginManager = app.login_manager  # type: ignore[attr-defined]
    manager.user_loader(_load)


def real_now() -> datetime:
    """The computer's time: codes and sessions last as long as people expect of a clock."""
    return SystemClock().now()


def begin_session(token: str) -> None:
    """Hand the browser a session. All that the cookie held before is dropped, so a cookie that
    somebody planted gains nothing, and the form tokens are new."""
    session.clear()
    account = _load(token)
    if account is not None:
        login_user(account)


def end_session() -> None:
    """Take the session from the browser."""
    logout_user()
    session.clear()


def device() -> str:
    """The browser and system of this request in words, such as ``Chrome · Windows``."""
    agent: UserAgent = request.user_agent
    return f"{_first(_BROWSERS, agent.string)} · {_first(_SYSTEMS, agent.string)}"


def after_signing_in(wanted: str | None) -> str:
    """The page that was asked for before, or the first that this reader works on."""
    if path := safe_next(wanted):
        return path
    return next((link.address for link in navigation()), url_for("public.start"))


def _load(token: str) -> Account | None:
    opened = signed_in(desk(), token, real_now())
    return None if opened is None else Account(token, opened)


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for pattern, name in names if re.search(pattern, agent)), "—")
