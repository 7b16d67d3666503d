"""Questions about what a website offers."""

from __future__ import annotations

from domain.filing.facts import PreApproval
from domain.reference import tables
from domain.rules.answers import NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.predicate import of_site


@of_site()
def states_pre_approval(case: Case) -> Answer:
    """The website states content that another authority approves first."""
    if case.site is None or not stated_permits(case):
        return NOTHING
    return (Hit(f"site:{case.site.id}.pre_approvals"),)


def stated_permits(case: Case) -> tuple[PreApproval, ...]:
    """The permits that the website states."""
    stated = case.site.pre_approvals if case.site is not None else ()
    return tuple(permit for permit in stated if permit.type != tables.NO_PRE_APPROVAL)
