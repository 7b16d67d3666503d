"""What commands carry whose events promise a working day."""

from __future__ import annotations

from domain.command import Command
from domain.working_days import BUILT_IN, Calendar


class PromisingCommand(Command, frozen=True, kw_only=True):
    """A command that leads to a promised day; ``calendar`` says which days are worked."""

    calendar: Calendar = BUILT_IN
