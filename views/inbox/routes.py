"""The inbox: messages in the reader's language, the newest first, and how many are new."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from domain.account.commands import MarkMessagesRead
from domain.roles import Permission, Role
from projections.notices import Notice
from use_cases import inbox
from use_cases.inbox import Entry
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm
from views.language import language

pages = Blueprint("inbox", __name__, url_prefix="/messages")
PAGE_SIZE: Final = 25
COUNTED_UP_TO: Final = 99


@dataclass(frozen=True, slots=True)
class Line:
    """A message as the page shows it; ``href`` is None where there is nothing to open."""

    key: str
    subject: str
    text: str
    at: datetime
    new: bool
    href: str | None


class ReadForm(DeskForm):
    """One button."""


@pages.record
def count_in_header(state: BlueprintSetupState) -> None:
    """Let the header of every page say how many messages are new."""
    state.app.jinja_env.globals["unread_messages"] = unread_messages


def unread_messages() -> str:
    """How many messages are new, empty for none and for whoever has no account.

    One query for each page.
    """
    account = getattr(current_user, "row", None)
    if account is None:
        return ""
    if "unread_messages" not in g:
        g.unread_messages = inbox.unread(desk(), account)
    count: int = g.unread_messages
    return f"{COUNTED_UP_TO}+" if count > COUNTED_UP_TO else str(count or "")


@pages.get("")
@requires(Permission.KEEP_OWN_ACCOUNT)
def messages() -> str:
    """The newest messages, page by page."""
    before = request.args.get("before", type=int)
    found = inbox.latest(desk(), current_user.row, language(), PAGE_SIZE + 1, before)
    shown = found[:PAGE_SIZE]
    return render_template(
        "inbox/messages.html",
        lines=_lines(shown),
        up_to=shown[0].notice.position if shown and before is None else 0,
        unread=unread_messages(),
        older=shown[-1].notice.position if len(found) > PAGE_SIZE else None,
        before=before,
        command_id=uuid.uuid4().hex,
    )


@pages.post("")
@requires(Permission.KEEP_OWN_ACCOUNT)
def mark_read() -> ResponseReturnValue:
    """All that the page showed counts as read; what came meanwhile stays new."""
    form = ReadForm()
    up_to = request.form.get("up_to", "")
    if form.validate() and up_to.isascii() and up_to.isdecimal() and len(up_to) < 19:
        command = MarkMessagesRead(
            command_id=form.command_id.data or "",
            actor=current_actor(),
            at=desk().clock.now(),
            up_to=int(up_to),
        )
        inbox.mark_read(desk(), current_user.row, command)
        flash(_("消息已全部标为已读。"), "success")
    return redirect(url_for(".messages"), 303)


def _lines(entries: Sequence[Entry]) -> list[Line]:
    return [
        Line(
            key=f"message-{entry.notice.position}-{number}",
            subject=entry.letter.subject,
            text=entry.letter.text,
            at=entry.notice.at,
            new=entry.new,
            href=_address(entry.notice),
        )
        for number, entry in enumerate(entries)
    ]


def _address(notice: Notice) -> str | None:
    """Where this reader works on what the message is about."""
    if notice.stream.startswith("resource-"):
        return url_for("hosting.show")
    filing_id = notice.filing_id
    match current_user.role:
        case Role.APPLICANT | Role.SUB_ACCOUNT:
            return url_for("filing.task_list", filing_id=filing_id)
        case Role.REVIEWER | Role.LEAD:
            return url_for("review.open", filing_id=filing_id)
        case Role.REPORT_OFFICER:
            return url_for("report.waiting")
        case _:
            return None
