"""The owner hands a record over to another account of this provider (转移备案).

Nothing about subject or websites changes, so nobody reviews it and the ministry is not told
(Huawei Cloud, QingCloud).
"""

from __future__ import annotations

from domain.filing import commands as c
from domain.filing import policy
from domain.filing.events import Concluded, FilingEvent, HandedOver
from domain.filing.kinds import Effect
from domain.filing.policy import ensure
from domain.filing.refusals import BadRecipient, NotConfirmed, NotEditable
from domain.filing.state import Filing


def decide(command: c.HandOver, filing: Filing) -> list[FilingEvent]:
    """The record goes to the account. Raises NotConfirmed, and BadRecipient for the own one."""
    moves = filing.needs.effect is Effect.MOVE_RECORD
    possible = moves and policy.possible(c.HandOver, filing)
    ensure(possible, NotEditable(status=filing.status))
    ensure(command.to_account != filing.account, BadRecipient())
    ensure(command.confirmed, NotConfirmed())
    record = filing.on_record
    if record is None:
        raise NotEditable(status=filing.status)
    return [
        HandedOver(command.to_account, command.at),
        Concluded(record.subject_number, record.website_numbers, command.at),
    ]
