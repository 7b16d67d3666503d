"""The messages that somebody finds in the program: their own, and those to their role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.account.commands import MarkMessagesRead
from projections import dashboard, notices
from projections.accounts import AccountRow
from projections.notices import Notice
from use_cases import accounts, hosting_letters, messages
from use_cases.account_letters import Letter
from use_cases.desk import Desk


@dataclass(frozen=True, slots=True)
class Entry:
    """A message in words. ``new`` says that the reader has not marked it as read."""

    notice: Notice
    letter: Letter
    new: bool


def audiences(account: AccountRow) -> tuple[str, ...]:
    """As whom the account is written to: a sub-account reads what its main account gets."""
    return (account.filing_account, f"role:{account.role}")


def unread(desk: Desk, account: AccountRow) -> int:
    """How many messages came since the reader marked them as read, counted to a hundred."""
    with desk.unit.reading() as connection:
        return notices.unread(connection, audiences(account), account.read_up_to)


def latest(
    desk: Desk, account: AccountRow, language: str, limit: int, before: int | None = None
) -> Sequence[Entry]:
    """The newest messages, below position ``before`` for paging, in ``zh`` or ``en``."""
    with desk.unit.reading() as connection:
        found = notices.latest(connection, audiences(account), limit, before)
        rows = dashboard.some(connection, {notice.stream for notice in found})
    domains = {row.stream: row.main_domain for row in rows}
    return [
        Entry(
            notice,
            _written(notice, language, domains.get(notice.stream, "")),
            notice.position > account.read_up_to,
        )
        for notice in found
    ]


def _written(notice: Notice, language: str, domain: str) -> Letter:
    if notice.stream.startswith("resource-"):
        return hosting_letters.written(notice.occasion, language, notice.facts)
    return messages.written(notice.occasion, language, notice.facts, domain)


def mark_read(desk: Desk, account: AccountRow, command: MarkMessagesRead) -> None:
    """Remember how far the reader has read, at most to the newest message there is."""
    with desk.unit.reading() as connection:
        newest = notices.latest(connection, audiences(account), 1)
    if newest and command.up_to <= newest[0].position:
        accounts.mark_messages_read(desk, command)
