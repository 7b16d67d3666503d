"""What could not be sent, for the operator: how much waits, what was given up, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.roles import Permission
from store.outbox import DeadItem, State
from use_cases import dead_letters, hosting_letters, messages, report, retention
from views.access import requires
from views.desk import desk
from views.operate.blueprint import pages
from views.paging import row_number

PAGE_SIZE: Final = 50
KINDS: Final[dict[str, LazyString]] = {
    messages.SEND: _l("备案进展通知"),
    hosting_letters.SEND: _l("服务器和授权码的通知"),
    report.SEND: _l("上报管局"),
    retention.REMOVE: _l("删除到期的资料图片"),
    "mail.code": _l("邮件验证码"),
    "sms.code": _l("短信验证码"),
}
ERRORS: Final[dict[str, LazyString]] = {
    "MailNotSent": _l("邮件服务器没有接受"),
    "SmsNotSent": _l("短信网关没有接受"),
    "MinistryUnreachable": _l("管局接口不通"),
    "FilesUnavailable": _l("文件存储不可用"),
    "unknown_kind": _l("程序不认识这种待发内容"),
}
STATES: Final[dict[str, tuple[LazyString, str]]] = {
    State.PENDING: (_l("待发送"), "blue"),
    State.DEAD: (_l("已停止重试"), "red"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """What waits, of one kind in one state."""

    kind: str
    state: LazyString
    colour: str
    count: int
    tried: int
    error: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An item that was given up; ``about`` are the ids that it carries."""

    id: int
    kind: str
    about: str
    way: str
    position: int
    attempts: int
    error: str


@pages.get("/outbox")
@requires(Permission.OPERATE)
def outbox() -> str:
    """Counts first, then what needs a hand."""
    before = request.args.get("before", type=row_number)
    found = dead_letters.dead(desk(), PAGE_SIZE + 1, before)
    return render_template(
        "operate/outbox.html",
        rows=_rows(),
        letters=[_letter(item) for item in found[:PAGE_SIZE]],
        older=found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None,
        before=before,
    )


@pages.post("/outbox/<int(max=9223372036854775807):item>/again")
@requires(Permission.OPERATE)
def send_again(item: int) -> ResponseReturnValue:
    """Try an item again. One that is being tried, or was sent, is left as it is."""
    if dead_letters.send_again(desk(), item, desk().clock.now()):
        flash(_("已放回待发送队列，几秒内会再次发送。"), "success")
    else:
        flash(_("这一条已不在停止重试的列表中。"), "notice")
    return redirect(url_for(".outbox"), 303)


def _rows() -> Sequence[Row]:
    return [
        Row(
            str(KINDS.get(one.kind, one.kind)),
            *STATES[one.state],
            one.count,
            one.most_attempts,
            error_words(one.error or ""),
        )
        for one in dead_letters.waiting(desk())
    ]


def _letter(item: DeadItem) -> Letter:
    payload = item.payload
    to = str(payload.get("to", ""))
    return Letter(
        id=item.id,
        kind=str(KINDS.get(item.kind, item.kind)),
        about=str(payload.get("filing", "")),
        way=" · ".join(part for part in (str(payload.get("way", "")), to) if part),
        position=item.position,
        attempts=item.attempts,
        error=error_words(item.error),
    )


def error_words(error: str) -> str:
    """The error in words; its name where it has none."""
    return str(ERRORS.get(error, error))
