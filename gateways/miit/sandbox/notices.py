"""The ministry's notices to the desk: kept until acknowledged."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TypedDict

import msgspec
from sqlalchemy import Connection, insert, select, update

from gateways.miit.port import Notice
from gateways.miit.sandbox.tables import notices
from gateways.miit.sandbox.work import Work


class Heading(TypedDict):
    """The fields that all notices have."""

    notice_id: str
    filing_id: str
    report_id: str
    at: datetime


def heading(work: Work, filing_id: str, report_id: str) -> Heading:
    """The heading of a new notice about that report."""
    return Heading(
        notice_id=secrets.token_hex(16), filing_id=filing_id, report_id=report_id, at=work.now
    )


def give(work: Work, notice: Notice) -> None:
    """Put a notice where the desk collects it."""
    work.connection.execute(
        insert(notices).values(
            notice_id=notice.notice_id, body=msgspec.json.encode(notice), acknowledged=False
        )
    )


def waiting(connection: Connection) -> list[Notice]:
    """The notices that were not acknowledged, oldest first."""
    rows = connection.execute(
        select(notices.c.body).where(~notices.c.acknowledged).order_by(notices.c.seq)
    )
    return [msgspec.json.decode(body, type=Notice) for (body,) in rows]


def acknowledge(work: Work, notice_ids: list[str]) -> None:
    """Hand these out no more; an unknown id, or one acknowledged before, changes nothing."""
    work.connection.execute(
        update(notices).where(notices.c.notice_id.in_(notice_ids)).values(acknowledged=True)
    )
