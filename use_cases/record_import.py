"""The operator enters records of a former system, which then wait for those whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.command import derived_id
from domain.register.commands import ImportRecord
from domain.register.reading import BadRecord, ReadRecord, read_records
from domain.register.refusals import RecordsRefused
from domain.roles import Actor
from domain.rules.problems import Problem
from domain.working_days import shanghai_date
from projections import holdings
from projections import record_lists as lists
from use_cases import records
from use_cases.desk import Desk


def import_records(desk: Desk, content: bytes, *, actor: Actor, at: datetime) -> tuple[int, int]:
    """Enter the records of a JSON file, all or none; how many are new, and how many were entered
    by an import before. So an import that was cut off goes on when it is sent again.

    Raises RecordsRefused.
    """
    read = read_records(content, shanghai_date(at), desk.vault.digest)
    new = [each for each in read if not desk.unit.was_done(_command_id(each))]
    wrong = tuple(_held(desk, new))
    if wrong:
        raise RecordsRefused(records=wrong)
    for each in new:
        command = ImportRecord(
            command_id=_command_id(each),
            actor=actor,
            at=at,
            number=each.number,
            identity=each.identity,
            subject=each.subject,
            sites=each.sites,
            approved_on=each.approved_on,
        )
        records.handle(desk, each.id, command)
    return len(new), len(read) - len(new)


def _command_id(read: ReadRecord) -> str:
    return derived_id(read.id, "register import")


def _held(desk: Desk, read: Sequence[ReadRecord]) -> Iterator[BadRecord]:
    """Records whose number, certificate or domain a record or a filing here has already."""
    with desk.unit.reading() as connection:
        for each in read:
            digest = each.identity.certificate_digest
            if lists.has_number(connection, each.number):
                yield BadRecord(each.place, Problem("number", "registered_here"))
            for holding in holdings.held_by(connection, digest, each.domains):
                what = "registered_here" if holding.filed else "being_filed_here"
                yield BadRecord(each.place, Problem(holding.kind, what))
