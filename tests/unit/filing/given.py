"""``given(*events).when(command).then(*events)`` or ``.refuses(Refusal)``."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from domain.filing.commands import FilingCommand
from domain.filing.decide import decide
from domain.filing.events import FilingEvent
from domain.filing.evolve import evolve, replay
from domain.filing.facts import Status
from domain.filing.state import Filing
from domain.refusal import Refusal


@dataclass(frozen=True)
class Given:
    """A filing with a history."""

    filing: Filing

    def when(self, command: FilingCommand) -> When:
        """What the command would do."""
        return When(self.filing, command)


@dataclass(frozen=True)
class When:
    """A command that reached the filing."""

    filing: Filing
    command: FilingCommand

    def then(self, *expected: FilingEvent) -> Filing:
        """Exactly these events follow; the state after them."""
        events = decide(self.command, self.filing)
        assert events == list(expected)
        return after(self.filing, events)

    def then_kinds(self, *kinds: type) -> Filing:
        """Events of exactly these classes follow; the state after them."""
        events = decide(self.command, self.filing)
        assert [type(event) for event in events] == list(kinds)
        return after(self.filing, events)

    def follows(self) -> list[FilingEvent]:
        """The events that follow, for a look at one of them."""
        return decide(self.command, self.filing)

    def leads_to(self, status: Status) -> Filing:
        """The command is accepted and the filing stands there afterwards."""
        filing = after(self.filing, decide(self.command, self.filing))
        assert filing.status is status
        return filing

    def refuses(self, refusal: type[Refusal], **facts: object) -> None:
        """The command breaks that rule; ``facts`` are among what the refusal tells."""
        with pytest.raises(Refusal) as caught:
            decide(self.command, self.filing)
        assert type(caught.value) is refusal
        assert facts.items() <= caught.value.facts.items()


def after(filing: Filing, events: list[FilingEvent]) -> Filing:
    """The state after more events."""
    for event in events:
        filing = evolve(filing, event)
    return filing


def given(*events: FilingEvent) -> Given:
    """A filing to which this happened."""
    return Given(replay(events))
