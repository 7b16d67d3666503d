"""The rules that entering days can break."""

from __future__ import annotations

import msgspec

from domain.refusal import Refusal


class BadDay(msgspec.Struct, frozen=True):
    """What is wrong with a line: its number from 1, the reason (``no_date``, ``no_kind``,
    ``no_year``, ``bad_note``, ``twice``, ``holiday_and_workday``, ``too_many_lines``) and the
    text."""

    line: int
    reason: str
    text: str


class DaysRefused(Refusal):
    """Some lines say no day, or contradict each other (fact: ``lines``, as BadDay)."""


class NoDays(Refusal):
    """The text says no day at all."""


class SourceNeeded(Refusal):
    """Days need a source and a reason of ``least`` to ``most`` characters each."""
