"""Questions about how much stands in one filing, and the one that asks nothing more."""

from __future__ import annotations

from domain.filing.targets import ORDER
from domain.rules.answers import NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.predicate import of_filing


@of_filing()
def always(_case: Case) -> Answer:
    """Nothing more than nature, type and province is asked."""
    return (Hit(ORDER),)


@of_filing("found")
def domains_at_least(case: Case, *, count: int) -> Answer:
    """The filing's websites have that many domains together."""
    found = sum(len(each.domains) for each in case.sites)
    return (Hit(ORDER, {"found": found}),) if found >= count else NOTHING


@of_filing("found")
def sites_at_least(case: Case, *, count: int) -> Answer:
    """The filing has that many websites."""
    found = len(case.sites)
    return (Hit(ORDER, {"found": found}),) if found >= count else NOTHING
