"""Rules that editors publish while a test goes on."""

from __future__ import annotations

from typing import Any, Final

from domain.command import derived_id
from domain.roles import Actor, Role
from domain.rulebook.commands import ProposeRules, PublishProposal
from domain.working_days import shanghai_date
from tests.unit.filing.samples import hex_id
from use_cases import rule_book
from use_cases.desk import Desk

AUTHOR: Final = Actor(hex_id("rule editor"), Role.RULE_EDITOR)
SECOND: Final = Actor(hex_id("second rule editor"), Role.RULE_EDITOR)
OF_READING: Final[dict[str, Any]] = {
    "id": "CN.name_of_reading",
    "applies": {"types": ["FIRST"], "nature": ["individual", "unit"]},
    "check": "site_name_holds",
    "params": {"words": ["读书"], "place": "anywhere", "unless_in_unit": True},
    "severity": "warn",
    "code": "R-SITE-01",
    "message_zh": "名称里有“{words}”。",
    "message_en": "The name holds “{words}”.",
    "fix_zh": "请换一个名称。",
    "fix_en": "Choose another name.",
    "source": ["HW"],
    "confidence": "A",
}
"""A rule that warns of what the individual of the samples calls the own website."""


def publish(desk: Desk, *rows: dict[str, Any]) -> None:
    """Let one editor propose the rules, from today on, and another one publish them."""
    now = desk.clock.now()
    today = shanghai_date(now).isoformat()
    command = ProposeRules(
        command_id=derived_id(f"{rows}", "propose"),
        actor=AUTHOR,
        at=now,
        rows=tuple(row | {"valid_from": today} for row in rows),
        sources={},
        reason="管局通知",
    )
    rule_book.handle(desk, command)
    proposal = derived_id(command.command_id, "proposal")
    rule_book.handle(
        desk,
        PublishProposal(
            command_id=derived_id(proposal, "publish"), actor=SECOND, at=now, proposal=proposal
        ),
    )
