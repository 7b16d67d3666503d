"""How many filing types the table decides in a second, beside a plain chain of conditions.

    python -m benchmarks.decision [DECISIONS]

Both answer the cases of the tests' table with one domain; the chain is written here, row by
row, and has neither words nor versions nor a trace of what was unknown.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable
from typing import Final

from benchmarks.bench import report
from domain.rules import decision
from domain.rules.decision import UNKNOWN, Facts
from tests.unit.rules.decision_cases import cases

TABLE: Final = decision.built_in()
_EMPTY_MAY_ADD: Final = frozenset(
    ["11", "12", "14", "21", "31", "32", "33", "45", "51", "52", "53"]
)


def main(decisions: int = 20_000) -> None:
    """Decide that many times in both ways."""
    asked = [known for _, known, _ in cases() if len(known.domains) == 1]
    table = _rate(lambda facts: decision.decide_type(facts, TABLE).outcome, asked, decisions)
    chain = _rate(plain_chain, asked, decisions)
    report("decision", table=round(table), chain=round(chain), times=round(chain / table, 1))


def _rate(decide: Callable[[Facts], str], asked: list[Facts], decisions: int) -> float:
    """Decisions a second."""
    started = time.perf_counter()
    for facts in itertools.islice(itertools.cycle(asked), decisions):
        decide(facts)
    return decisions / (time.perf_counter() - started)


def plain_chain(facts: Facts) -> str:
    """The same rows for the first domain as conditions in a row; contradictions count as
    unanswered."""
    name = facts.domains[0]
    domain = facts.at_ministry(name)
    filed, owner = domain.number, domain.owner
    if facts.account_subject == "other":
        return "STOP"
    if facts.account_subject == UNKNOWN:
        return "UNDECIDED"
    black = facts.blacklisted
    if black.subject is True or name in black.domains:
        return "STOP"
    if black.subject == UNKNOWN or black.domains == UNKNOWN:
        return "UNDECIDED"
    orders = {facts.open_orders.subject, facts.open_order(name)}
    if orders & {"this_account", "other_account"}:
        return "STOP"
    if UNKNOWN in orders:
        return "UNDECIDED"
    here = facts.subject_here
    if here in {"other_account", UNKNOWN}:
        return "STOP" if here == "other_account" else "UNDECIDED"
    if here == "no_account":
        return "CLAIM"
    if filed == UNKNOWN and owner is not None:
        return "UNDECIDED"
    if filed is not None:
        return _filed(here, owner, domain.access_here)
    return _not_filed(facts, here)


def _filed(here: str | None, owner: str | None, access_here: bool | str) -> str:
    if owner == "other":
        return "STOP"
    if owner != "same" or access_here == UNKNOWN:
        return "UNDECIDED"
    if access_here:
        return "STOP"
    return "ADD_ACCESS_LOCAL" if here else "ADD_ACCESS_EXT"


def _not_filed(facts: Facts, here: str | None) -> str:
    if facts.subject_at_ministry == UNKNOWN:
        return "UNDECIDED"
    if facts.subject_at_ministry is None:
        return "UNDECIDED" if facts.same_name_other_certificate == UNKNOWN else "FIRST"
    if facts.live_sites == UNKNOWN:
        return "UNDECIDED"
    if facts.live_sites == 0 and facts.region[:2] not in _EMPTY_MAY_ADD:
        return "STOP"
    return "ADD_SITE_LOCAL" if here else "ADD_SITE_EXT"


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
