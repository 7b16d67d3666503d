"""Questions about the domains of a website."""

from __future__ import annotations

from domain.rules.answers import NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.predicate import of_site


@of_site("domains")
def domain_under(case: Case, *, suffix: str) -> Answer:
    """One of the website's domains lies under the suffix."""
    if case.site is None:
        return NOTHING
    under = [name for name in case.site.domains if is_under(name, suffix)]
    return (Hit(f"site:{case.site.id}.domains", {"domains": under}),) if under else NOTHING


def is_under(name: str, suffix: str) -> bool:
    """Whether a domain is the suffix or lies under it; both in ASCII."""
    return name == suffix or name.endswith(f".{suffix}")
