"""The account's filings, and the way to begin one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from domain.filing.facts import Status
from domain.filing.lifecycle import CLOSED
from domain.filing.timing import PROMISED
from domain.roles import Permission
from projections import dashboard as rows
from projections.dashboard import DashboardRow
from views import kind_words
from views.access import requires
from views.desk import desk
from views.filing import reader
from views.filing.blueprint import pages
from views.filing.forms.site import both_forms
from views.status_words import tag_colour
from views.times import day, moment

_PAGE_OF: Final[dict[Status, tuple[str, Any]]] = {
    Status.DRAFT: ("filing.task_list", _l("继续填写")),
    Status.STALE: ("filing.check", _l("核对并重新提交")),
    Status.FIX_REQUESTED: ("filing.fix", _l("查看并修改")),
    Status.INITIAL_REJECTED: ("filing.fix", _l("查看并修改")),
    Status.IDENTITY_PENDING: ("filing.identity", _l("上传核验照片")),
    Status.IDENTITY_REJECTED: ("filing.identity", _l("重新上传核验照片")),
}


@dataclass(frozen=True)
class Card:
    """One filing. ``due`` says whose time runs, and until when."""

    title: str
    subject: str
    sites: int
    label: Any
    kind: Any
    colour: str
    next_step: Any
    number: str
    due: tuple[Any, Markup] | None
    changed_at: datetime
    href: str
    link: Any


@dataclass(frozen=True)
class Dashboard:
    """The page. ``open`` is set while one filing is under way."""

    cards: tuple[Card, ...]
    open: bool


@pages.get("")
@requires(Permission.READ_OWN_FILINGS)
def dashboard() -> str:
    with desk().unit.reading() as connection:
        found = rows.of_account(connection, reader.account_of_reader())
    names = _names(found)
    view = Dashboard(
        cards=tuple(_card(row, names[row.stream], reader.now()) for row in found),
        open=any(Status(row.status) not in CLOSED for row in found),
    )
    return render_template("filing/dashboard.html", view=view)


def _names(found: list[DashboardRow]) -> dict[str, str]:
    """The subject of each filing; a person's name is opened for its owner."""
    sealed = [row for row in found if row.label_is_token]
    opened = desk().vault.open_many([row.label for row in sealed])
    names = {row.stream: row.label for row in found}
    return names | {row.stream: value.full for row, value in zip(sealed, opened, strict=True)}


def _card(row: DashboardRow, name: str, now: datetime) -> Card:
    status = Status(row.status)
    endpoint, link = _PAGE_OF.get(status, ("filing.status", _l("查看进度")))
    if status is Status.FILED:
        endpoint, link = "filing.result", kind_words.result_link(row.kind)
    return Card(
        title=both_forms(row.main_domain) if row.main_domain else _("新的备案"),
        subject=name,
        sites=row.sites,
        label=kind_words.status_label(status, row.kind),
        kind=kind_words.title(row.kind),
        colour=tag_colour(status),
        next_step=kind_words.step(status, row.kind),
        number=row.subject_number,
        due=_due(row, now),
        changed_at=row.changed_at,
        href=url_for(endpoint, filing_id=row.filing_id),
        link=link,
    )


def _due(row: DashboardRow, now: datetime) -> tuple[Any, Markup] | None:
    """The time that runs: the ministry's, then a promised one, then the applicant's task."""
    what = PROMISED.get(Status(row.status))
    if row.sms_expires_at is not None:
        return _l("短信核验截止"), moment(row.sms_expires_at)
    if row.due_at is not None and what is not None:
        late = _l("已超过通常时间") if what == "bureau" else _l("已超过承诺时间")
        return (late if row.due_at <= now else _l("最晚完成")), day(row.due_at)
    if row.public_security_due_on is not None:
        return _l("公安备案截止"), day(row.public_security_due_on)
    return None
