"""What waits in the outbox is sent: each item to the system that its kind names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import structlog

from gateways.mail.port import MailNotSent
from gateways.miit.port import MinistryUnreachable
from gateways.sms.port import SmsNotSent
from store import outbox
from store.blobs import FilesUnavailable
from store.engine import writing
from store.outbox import DueItem
from use_cases import (
    account_codes,
    hosting_letters,
    messages,
    reading,
    records,
    report,
    retention,
    rule_notices,
)
from use_cases.desk import Desk

Sender = Callable[[Desk, Mapping[str, Any], datetime], None]

_UNSENT: Final = (MailNotSent, SmsNotSent, MinistryUnreachable, FilesUnavailable)
_log = structlog.get_logger()


def _send_code(desk: Desk, payload: Mapping[str, Any], now: datetime) -> None:
    del now
    account_codes.deliver(desk, payload)


def _send_report(desk: Desk, payload: Mapping[str, Any], now: datetime) -> None:
    report.send(desk, payload["filing"], payload["report"], now)


def _send_message(desk: Desk, payload: Mapping[str, Any], now: datetime) -> None:
    del now
    messages.deliver(desk, payload)


def _send_hosting_message(desk: Desk, payload: Mapping[str, Any], now: datetime) -> None:
    del now
    hosting_letters.deliver(desk, payload)


def _remove_files(desk: Desk, payload: Mapping[str, Any], now: datetime) -> None:
    del now
    retention.remove_files(desk, payload["files"])


SENDERS: Final[dict[str, Sender]] = {
    **dict.fromkeys(account_codes.OUTBOX_KINDS, _send_code),
    report.SEND: _send_report,
    messages.SEND: _send_message,
    hosting_letters.SEND: _send_hosting_message,
    retention.REMOVE: _remove_files,
    reading.READ: reading.read,
    records.APPLY: records.deliver,
    rule_notices.TELL: rule_notices.deliver,
}
"""Kind of outbox item -> what sends it."""


def deliver_due(desk: Desk, now: datetime, limit: int = 20) -> int:
    """Send what is due at ``now`` (UTC); how many items were tried.

    A failed item is tried again later, and after its last try it waits for the operator.
    """
    with writing(desk.unit.engine) as connection:
        items = outbox.take_due(connection, now, limit)
    for item in items:
        error = _try(desk, item, now)
        with writing(desk.unit.engine) as connection:
            if error is None:
                outbox.mark_sent(connection, item.id)
            else:
                outbox.mark_failed(connection, item, error, now)
    return len(items)


def _try(desk: Desk, item: DueItem, now: datetime) -> str | None:
    """What went wrong, without personal data, or None."""
    sender = SENDERS.get(item.kind)
    if sender is None:
        return "unknown_kind"
    try:
        sender(desk, item.payload, now)
    except _UNSENT as error:
        _log.warning("not_sent", item=item.id, kind=item.kind, error=type(error).__name__)
        return type(error).__name__
    except Exception as error:
        # An item that fails in an unforeseen way must not hold up all that wait behind it.
        _log.exception("delivery_failed", item=item.id, kind=item.kind)
        return type(error).__name__
    return None
