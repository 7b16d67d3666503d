"""How long a certificate must be valid, told by the day and not by a number of months."""

from __future__ import annotations

from domain.rules.person_rules import LEAST_VALID_MONTHS, months_after
from views.filing import reader


class FirstEnd:
    """The first end of validity that is accepted today, as an ISO date where it is shown."""

    def __str__(self) -> str:
        return months_after(reader.today(), LEAST_VALID_MONTHS).isoformat()
