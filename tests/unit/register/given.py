"""Records with a history, by ``given(*events).when(command).then(*events)`` or ``.refuses``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.command import derived_id
from domain.filing.kinds import Kind
from domain.refusal import Refusal
from domain.register.approved import approved
from domain.register.commands import ApplyOutcome, RegisterCommand
from domain.register.decide import decide
from domain.register.events import RegisterEvent
from domain.register.evolve import evolve, replay
from domain.register.facts import Approved
from domain.register.state import Record
from domain.roles import Actor, Role
from tests.unit.filing.samples import Sample, enterprise, hex_id
from tests.unit.filing.stories import MONDAY, SYSTEM, Story

RECORD = hex_id("record")
AT: datetime = MONDAY + timedelta(days=30)


@dataclass(frozen=True)
class Given:
    """A record with a history."""

    record: Record

    def when(self, command: RegisterCommand) -> When:
        """What the command would do."""
        return When(self.record, command)

    def once(self, command: RegisterCommand) -> Given:
        """The record after the command."""
        return Given(after(self.record, decide(command, self.record)))


@dataclass(frozen=True)
class When:
    """A command that reached the record."""

    record: Record
    command: RegisterCommand

    def then(self, *expected: RegisterEvent) -> Record:
        """Exactly these events follow; the state after them."""
        events = decide(self.command, self.record)
        assert events == list(expected)
        return after(self.record, events)

    def then_kinds(self, *kinds: type) -> Record:
        """Events of exactly these classes follow; the state after them."""
        events = decide(self.command, self.record)
        assert [type(event) for event in events] == list(kinds)
        return after(self.record, events)

    def refuses(self, refusal: type[Refusal], **facts: object) -> None:
        """The command breaks that rule; ``facts`` are among what the refusal tells."""
        with pytest.raises(Refusal) as caught:
            decide(self.command, self.record)
        assert type(caught.value) is refusal
        assert facts.items() <= caught.value.facts.items()


def after(record: Record, events: Sequence[RegisterEvent]) -> Record:
    """The state after more events."""
    for event in events:
        record = evolve(record, event)
    return record


def given(*events: RegisterEvent) -> Given:
    """A record to which this happened."""
    return Given(replay(events))


def first(sample: Sample | None = None) -> Approved:
    """The first filing of a subject, as it was approved."""
    return approved(hex_id("first filing"), Story(sample or enterprise()).filed().filing)


def outcome(what: Approved, record: str = RECORD, by: Actor = SYSTEM) -> ApplyOutcome:
    """The command that carries it out, a month later."""
    command_id = derived_id(f"{what.filing}/{record}", "register")
    return ApplyOutcome(command_id=command_id, actor=by, at=AT, record=record, approved=what)


def registered(sample: Sample | None = None) -> Given:
    """A record as the first filing makes it."""
    return Given(Record()).once(outcome(first(sample)))


def about(given: Given, kind: Kind, **changes: Any) -> Approved:
    """A filing of that kind about the record, with the record's data but for the ``changes``."""
    record = given.record
    live = record.live_sites
    what = Approved(
        filing=hex_id(f"{kind} filing"),
        kind=kind,
        account=record.account,
        identity=first().identity if record.identity is None else record.identity,
        subject=record.subject,
        sites={id_: site.site for id_, site in live.items()},
        accesses={id_: site.access for id_, site in live.items() if site.access is not None},
        subject_number=record.number,
        website_numbers={},
        approved_on=AT.date(),
        record=RECORD,
        record_sites=tuple(live),
    )
    return replace(what, **changes)


def by(role: Role) -> Actor:
    """Somebody in that role."""
    return Actor(hex_id(role), role)
