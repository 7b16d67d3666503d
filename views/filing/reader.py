"""Whose filings the reader sees, and which page a filing's state allows."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from flask import flash, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from domain.command import derived_id
from domain.filing import policy
from domain.filing.state import Filing
from domain.working_days import shanghai_date
from use_cases import filings
from use_cases.filings import Opened
from views.desk import desk
from views.htmx import go_to


class GoTo(HTTPException):
    """Leave this page for another one: what was asked for has to wait."""

    def __init__(self, address: str) -> None:
        super().__init__(response=go_to(address))


def account_of_reader() -> str:
    """The account whose filings the reader sees: a sub-account sees its main account's."""
    return str(current_user.filing_account)


def now() -> datetime:
    """The present moment, read once where a command is made."""
    return desk().clock.now()


def today() -> date:
    """The day in Beijing."""
    return shanghai_date(now())


def own(filing_id: str) -> Opened:
    """The reader's own filing; another's is a 404 like one that does not exist."""
    return filings.own_filing(desk(), filing_id, account_of_reader())


def editable(filing_id: str) -> Opened:
    """The reader's own filing while it may be written to; else the reader goes to its start."""
    opened = own(filing_id)
    if opened.filing.status not in policy.EDITABLE:
        raise GoTo(url_for("filing.task_list", filing_id=filing_id))
    return opened


def with_subject(filing_id: str) -> Opened:
    """An editable filing whose subject is stated; else the reader is sent to the task list."""
    opened = editable(filing_id)
    if opened.filing.subject is None:
        send_to_tasks(filing_id, _l("请先填写主办单位和负责人信息。"))
    return opened


def with_site(filing_id: str, site: str) -> Opened:
    """An editable filing that has this website; without it there is nothing to show."""
    opened = with_subject(filing_id)
    if site not in opened.filing.sites:
        send_to_tasks(filing_id, _l("这个网站不在本次备案中，可能已被移除。"))
    return opened


def send_to_tasks(filing_id: str, why: object) -> None:
    """Break off and show the task list, which tells what comes first."""
    flash(str(why), "warning")
    raise GoTo(url_for("filing.task_list", filing_id=filing_id))


def seen_version(filing: Filing, section: str) -> int:
    """The version of a section that a form shows and sends back."""
    return filing.sections.get(section, 0)


def command_id_of(posted: str) -> str:
    """The id of the command that a posted form means.

    The same form sent twice is one command. A form that was sent, opened again by the
    browser's back button and changed is another one, so what was typed counts as well.
    """
    told = sorted(
        (name, value)
        for name, values in request.form.lists()
        if name not in {"csrf_token", "go"}
        for value in values
    )
    return derived_id(posted, hashlib.sha256(repr(told).encode()).hexdigest())
