"""A published change of the rules is told to the drafts that it matters to, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.filing.events import RulesChanged
from domain.roles import Actor, Role
from projections import notices
from tests.published_rules import OF_READING, publish
from tests.unit.filing.samples import hex_id, individual
from tests.unit.filing.stories import Story
from tests.views.review_office import other
from use_cases import deliveries, filings, rule_notices
from use_cases.desk import Desk


def draft(desk: Desk, name: str) -> Story:
    """A filing of an account of its own, with everything stated, that the desk records."""

    def tell(command: Any) -> None:
        filings.handle(desk, hex_id(name), command)

    return Story(
        other(individual(), name),
        applicant=Actor(hex_id(f"owner of {name}"), Role.APPLICANT),
        at=desk.clock.now(),
        tell=tell,
        seed=name,
    ).completed()


def changes_of(desk: Desk, name: str) -> list[RulesChanged]:
    history = filings.open_filing(desk, hex_id(name)).history
    return [one.event for one in history if isinstance(one.event, RulesChanged)]


def later(desk: Desk) -> Any:
    return desk.clock.now() + timedelta(minutes=10)


def test_drafts_hear_of_a_change_that_matters_to_them(desk: Desk) -> None:
    draft(desk, "one")
    draft(desk, "two").agreed().handed_in()
    publish(desk, OF_READING)
    deliveries.deliver_due(desk, later(desk), 50)
    (change,) = changes_of(desk, "one")
    assert change.rules == ("CN.name_of_reading",)
    assert changes_of(desk, "two") == []
    with desk.unit.reading() as connection:
        (notice,) = notices.latest(connection, (hex_id("owner of one"),), 1)
    assert notice.occasion == "rules_changed"
    assert notice.facts == {"rules": 1, "holds_on": "2026-11-23"}


def test_a_second_try_tells_nothing_twice(desk: Desk) -> None:
    draft(desk, "one")
    publish(desk, OF_READING)
    proposal = _published(desk)
    for _time in range(2):
        rule_notices.deliver(desk, {"proposal": proposal}, later(desk))
    assert len(changes_of(desk, "one")) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"severity": "info"},
        {"provinces": ["65"]},
        {"params": OF_READING["params"] | {"words": ["没有这个词"]}},
    ],
)
def test_a_change_that_asks_nothing_of_a_draft_is_not_told(
    desk: Desk, change: dict[str, Any]
) -> None:
    draft(desk, "one")
    publish(desk, OF_READING | change)
    rule_notices.deliver(desk, {"proposal": _published(desk)}, later(desk))
    assert changes_of(desk, "one") == []


def _published(desk: Desk) -> str:
    (*_others, published) = desk.unit.load("rulebook")
    event: Any = published.event
    return str(event.proposal)
