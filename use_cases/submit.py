"""The applicant hands a filing in."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from domain.filing.commands import Submit
from domain.filing.decide import decide
from domain.filing.events import FilingEvent
from domain.filing.refusals import Incomplete
from domain.filing.state import Filing
from domain.personal import Personal
from domain.roles import Actor
from domain.working_days import shanghai_date
from use_cases import accesses, filings, findings
from use_cases.desk import Desk
from use_cases.type_again import look_up_again


def submit(
    desk: Desk,
    filing_id: str,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
    seen: int,
    confirmed: bool = False,
) -> None:
    """Hand in what was shown, after another look at what the filing type rests on;
    ``confirmed`` for what cannot be undone. Raises the refusals of submission and StaleVersion."""
    opened = filings.own_filing(desk, filing_id, actor.id)
    found = look_up_again(desk, filing_id, opened.filing)
    facts = found[0] if found is not None else None

    def with_snapshot(command: Submit, filing: Filing) -> list[FilingEvent]:
        events = decide(replace(command, snapshot=snapshot(desk, filing)), filing)
        missing = accesses.missing(desk, filing, shanghai_date(at))
        if missing:
            raise Incomplete(missing=missing)
        return events

    command = Submit(
        command_id=command_id,
        actor=actor,
        at=at,
        snapshot="",
        seen=seen,
        confirmed=confirmed,
        facts=facts,
        known=findings.known(desk, opened.filing),
    )
    filings.handle(desk, filing_id, command, with_snapshot)


def snapshot(desk: Desk, filing: Filing) -> str:
    """The keyed digest (hex) of all that is handed in, personal values included.

    Keyed, so that nobody can test guesses of an identity number against the log.
    """
    told = msgspec.json.encode(filing.targets(), enc_hook=_plain, order="deterministic")
    return desk.vault.digest("snapshot", told.decode())


def _plain(value: object) -> object:
    if isinstance(value, Personal):
        return [value.person, value.kind, value.text]
    raise NotImplementedError(type(value).__name__)
