"""What the ministry says about reports becomes commands; said twice, it has one effect."""

from __future__ import annotations

from typing import Any, assert_never

from domain.command import derived_id
from domain.filing import commands as c
from domain.refusal import NotFound
from gateways.miit.port import (
    BureauApprovedNotice,
    BureauRefused,
    BureauStarted,
    CodesFailed,
    CodesSent,
    CodeVerified,
    Notice,
)
from use_cases import filings
from use_cases.desk import Desk
from use_cases.report import MINISTRY


def collect(desk: Desk) -> int:
    """Fetch and record all notices, then acknowledge them; how many there were.

    Raises MinistryUnreachable. A notice is acknowledged only after it was recorded; one
    about a filing that this desk does not have is acknowledged and has no effect.
    """
    notices = desk.ministry.collect()
    for notice in notices:
        try:
            filings.open_filing(desk, notice.filing_id)
        except NotFound:
            continue
        filings.handle(desk, notice.filing_id, command_of(notice))
    if notices:
        desk.ministry.acknowledge([notice.notice_id for notice in notices])
    return len(notices)


def command_of(notice: Notice) -> c.FilingCommand:
    """The command that a notice means; its id follows from the notice's, so that a
    repeated notice is a repeated command."""
    envelope: dict[str, Any] = {
        "command_id": derived_id(notice.notice_id, "notice"),
        "actor": MINISTRY,
        "at": notice.at,
        "report": notice.report_id,
    }
    match notice:
        case CodesSent(person_ids=persons, expires_at=expires_at):
            return c.NoteCodesSent(**envelope, persons=persons, expires_at=expires_at)
        case CodeVerified(person_ids=persons):
            return c.NoteCodeVerified(**envelope, persons=persons)
        case CodesFailed(cause=cause):
            return c.NoteCodesFailed(**envelope, cause=cause)
        case BureauStarted():
            return c.NoteBureauStarted(**envelope)
        case BureauApprovedNotice():
            return c.NoteBureauApproved(
                **envelope,
                subject_number=notice.subject_number,
                website_numbers=notice.website_numbers,
                approved_on=notice.approved_on,
            )
        case BureauRefused(code=code, text=text):
            return c.NoteBureauRejected(**envelope, code=code, text=text)
        case _:
            assert_never(notice)
