"""How much an account may send in on a day: enough for any filing, too little to fill a disk."""

from __future__ import annotations

from datetime import datetime

from domain.refusal import Refusal
from domain.working_days import shanghai_date
from store import upload_days
from store.engine import writing
from use_cases.desk import Desk

MEBIBYTE = 1024 * 1024


class QuotaUsed(Refusal):
    """The account sent as much as a day allows (facts: ``files``, ``megabytes``)."""


def count(desk: Desk, account: str, size: int, at: datetime) -> None:
    """Count a file of ``size`` bytes for the day of ``at`` in China, used or not: a file that is
    refused cost as much work. Raises QuotaUsed."""
    quota = desk.quota
    with writing(desk.unit.engine) as connection:
        day = upload_days.count(connection, account, shanghai_date(at), size)
    if day.files > quota.files or day.size > quota.size:
        raise QuotaUsed(files=quota.files, megabytes=quota.size // MEBIBYTE)
