"""What cannot be right in what was stated of a domain."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.filing.facts import DomainFacts
from domain.rules.problems import Problem, text_problem

LONGEST_REGISTRAR: Final = 100
_LATEST_YEAR: Final = 2200


def check(known: DomainFacts, today: date) -> list[Problem]:
    """Problems of the facts about one domain; a fact that is not stated has none."""
    problems: list[Problem] = []
    if known.registrar is not None:
        problems += text_problem(
            "domain.registrar", known.registrar, least=0, most=LONGEST_REGISTRAR
        )
    if known.expires_on is not None and not today <= known.expires_on < date(_LATEST_YEAR, 1, 1):
        code = "expired" if known.expires_on < today else "too_far"
        problems.append(Problem("domain.expires_on", code))
    if known.real_name_on is not None:
        if known.real_name is False:
            problems.append(Problem("domain.real_name_on", "not_verified"))
        elif known.real_name_on > today:
            problems.append(Problem("domain.real_name_on", "future"))
    return problems
