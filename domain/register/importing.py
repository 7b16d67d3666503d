"""Records of a former system of the provider, which are in no account until they are claimed."""

from __future__ import annotations

from collections.abc import Iterator

from domain.filing.kinds import Kind
from domain.register import events as e
from domain.register.commands import ImportRecord
from domain.register.events import RegisterEvent
from domain.register.facts import RecordStatus
from domain.register.refusals import AlreadyRegistered, NumberMissing, NumberTaken
from domain.register.state import Record


def imported(command: ImportRecord, record: Record) -> list[RegisterEvent]:
    """The record as if it had been registered here, without an account and without a filing."""
    if record.status is not RecordStatus.NEW:
        raise AlreadyRegistered
    if not command.number:
        raise NumberMissing
    _ensure_numbers(command)
    return list(_events(command))


def _ensure_numbers(command: ImportRecord) -> None:
    seen: set[str] = set()
    for each in command.sites:
        if not each.number:
            raise NumberMissing(site=each.site.id)
        if each.number in seen:
            raise NumberTaken(number=each.number)
        seen.add(each.number)


def _events(command: ImportRecord) -> Iterator[RegisterEvent]:
    at = command.at
    yield e.SubjectRegistered(
        account="",
        number=command.number,
        identity=command.identity,
        subject=command.subject,
        kind=Kind.FIRST,
        approved_on=command.approved_on,
        filing="",
        at=at,
    )
    for each in command.sites:
        yield e.SiteRegistered(each.site, each.number, each.elsewhere, "", at)
        if each.access is not None:
            yield e.AccessRegistered(each.site.id, each.access, "", at)
