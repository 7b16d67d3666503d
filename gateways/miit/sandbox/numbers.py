"""Allocating ICP numbers as a provincial bureau does."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from domain.icp_numbers import parse, subject_number, website_number
from domain.reference.provinces import province
from domain.working_days import SHANGHAI
from gateways.miit.sandbox.tables import serials, subjects
from gateways.miit.sandbox.work import Work


def number_of_subject(work: Work, digest: str, province_code: str, kept: str | None) -> str:
    """The subject's number: the one it has, or the next of its province in this year.

    ``digest`` finds the subject by its certificate; ``kept`` is the number that the
    provider reported, believed where this ministry has none.
    """
    held = work.connection.scalar(
        select(subjects.c.number).where(subjects.c.certificate_digest == digest)
    )
    if held is not None:
        return str(held)
    number = kept or _new_number(work, province_code)
    work.connection.execute(insert(subjects).values(certificate_digest=digest, number=number))
    return number


def number_of_website(work: Work, subject: str) -> str:
    """The next number under a subject number; an index is never given twice."""
    return website_number(subject, _next(work, f"websites {subject}"))


def note_used(work: Work, subject: str, used: Iterable[str]) -> None:
    """Give no index again that a provider tells of, where this ministry did not know it."""
    indices = [parse(number).index or 0 for number in used if number.startswith(subject)]
    highest = max(indices, default=0)
    counter = f"websites {subject}"
    first = upsert(serials).values(counter=counter, last=highest)
    raised = first.on_conflict_do_update(
        index_elements=[serials.c.counter],
        set_={"last": highest},
        where=serials.c.last < highest,
    )
    work.connection.execute(raised)


def _new_number(work: Work, province_code: str) -> str:
    year = work.now.astimezone(SHANGHAI).year
    serial = _next(work, f"subjects {province_code} {year}")
    return subject_number(province(province_code).prefix, year, serial)


def _next(work: Work, counter: str) -> int:
    first = upsert(serials).values(counter=counter, last=1)
    counted = first.on_conflict_do_update(
        index_elements=[serials.c.counter], set_={"last": serials.c.last + 1}
    )
    return int(work.connection.execute(counted.returning(serials.c.last)).scalar_one())
