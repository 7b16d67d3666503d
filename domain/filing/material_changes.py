"""How the list of materials changed when the applicant changed what was stated."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from domain.filing.drafting import slots
from domain.filing.events import FilingEvent, SiteRecorded, SiteRemoved, SubjectRecorded
from domain.filing.evolve import evolve
from domain.filing.state import Filing


class Change(msgspec.Struct, frozen=True):
    """Slot keys that a statement added to the list, and those that it took from it."""

    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def change(before: Filing, after: Filing) -> Change:
    """What is asked after a statement and was not before, and the other way round.

    The first list is no change: it stands when the first website is stated. Only required
    places count, and of those that take several pictures the first.
    """
    if not before.sites:
        return Change()
    old, new = _asked(before), _asked(after)
    return Change(
        added=tuple(key for key in new if key not in old),
        dropped=tuple(key for key in old if key not in new),
    )


def last_change(events: Iterable[FilingEvent]) -> Change:
    """The newest change of the list by a statement after the first scan was uploaded: before
    that nobody had worked with the list."""
    filing, last = Filing(), Change()
    for event in events:
        before, filing = filing, evolve(filing, event)
        if isinstance(event, SubjectRecorded | SiteRecorded | SiteRemoved):
            found = change(before, filing) if before.materials else Change()
            last = found if found.added or found.dropped else last
    return last


def _asked(filing: Filing) -> tuple[str, ...]:
    return tuple(slot.key for slot in slots(filing) if slot.required and slot.number == 1)
