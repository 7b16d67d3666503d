"""Fills a database with many filings, fast: each filing's whole story is one real append.

The events are those that the use cases made for a few model filings, told again with new
ids; they go through the unit of work with all its projections, reactions and proofs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from msgspec.structs import replace

from domain.command import Command
from domain.filing.events import BureauApproved, FilingStarted, SiteRecorded, TypeDetermined
from domain.roles import Actor, Role
from use_cases.demo.walk import ENDS, Walk
from use_cases.desk import Desk

Story = list[Any]

OWNED: Final = 20
DRAFT: Final = list(ENDS).index("draft")
GIVEN_UP: Final = list(ENDS).index("abandoned")


def model_stories(desk: Desk) -> list[Story]:
    """The events of one filing in each state, made step by step by the use cases."""
    stories: list[Story] = []
    for end, steps in ENDS.items():
        walk = Walk.begin(
            desk,
            uuid4().hex,
            uuid4().hex,
            desk.clock.now() - timedelta(days=1),
            b"scan",
            two_persons=end == "sms_partial",
        )
        walk.take(steps)
        stories.append([one.event for one in desk.unit.load(f"filing-{walk.filing_id}")])
    return stories


def retold(story: Story, account: str, domain: str, digest: str) -> Story:
    """The same story of another account, subject and domain."""
    return [_retold(event, account, domain, digest) for event in story]


def _retold(event: Any, account: str, domain: str, digest: str) -> Any:
    match event:
        case FilingStarted():
            return replace(event, account=account)
        case TypeDetermined(facts=facts):
            facts = replace(facts, domains=(domain,), certificate_digest=digest)
            return replace(event, facts=facts)
        case SiteRecorded(site=site):
            site = replace(site, domains=(domain,), home_url=f"www.{domain}")
            return replace(event, site=site)
        case BureauApproved():
            return replace(event, subject_number=f"京ICP备{int(digest[:8], 16) % 10**10:010d}号")
        case _:
            return event


def fill(desk: Desk, number: int, stories: Sequence[Story], owner: str = "") -> Iterator[int]:
    """Append ``number`` filings, their states in turn.

    An ``owner``, if given, gets the first twenty: a draft after nineteen that were given up,
    since an account has one filing at a time.
    """
    for index in range(number):
        owned = bool(owner) and index < OWNED
        number_of_story = index % len(stories)
        if owned:
            number_of_story = DRAFT if index == OWNED - 1 else GIVEN_UP
        story = retold(
            stories[number_of_story],
            owner if owned else uuid4().hex,
            f"fill-{uuid4().hex}.cn",
            uuid4().hex,
        )
        account = story[0].account
        command = Command(
            command_id=uuid4().hex,
            actor=Actor(account, Role.APPLICANT),
            at=desk.clock.now(),
        )
        desk.unit.handle(command, f"filing-{uuid4().hex}", _nothing, _told(story))
        yield index


def _nothing(events: Sequence[Any]) -> None:
    del events


def _told(story: Story) -> Any:
    def decide(command: Command, state: None) -> Story:
        del command, state
        return story

    return decide
