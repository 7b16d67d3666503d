"""What can be told of a domain from its name alone, and what the rules about domains say.

Nobody is asked whether it is filed, or by whom: whoever has the name learns no more than what
the name and public lists tell.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from domain.domain_names import DomainName
from domain.filing.kinds import Kind
from domain.guide.asked import topic
from domain.guide.imagined import first_filing
from domain.rules.answers import CANNOT_TELL
from domain.rules.case import Case
from domain.rules.rule import Rule
from domain.rules.rule_set import RuleSet

Verdict = Literal["objects", "holds", "unknown"]


class Judged(msgspec.Struct, frozen=True):
    """A rule about domains, and whether it objects to this one; ``unknown``: it asks for a fact
    that the name does not tell, such as its holder."""

    rule: Rule
    verdict: Verdict


def judge(
    name: DomainName, rule_set: RuleSet, nature: int, province: str, on: date
) -> tuple[Judged, ...]:
    """What the rules about domains say in a first filing by a subject of that nature in that
    province (two digits; empty: what holds in the whole country)."""
    about = rule_set.about_such(Kind.FIRST, nature, province, on)
    case = first_filing((name.registrable,), nature, province, on)
    return tuple(
        Judged(rule, _verdict(rule, case))
        for rule in about
        if topic(rule) == "domains" and rule.severity != "material"
    )


def _verdict(rule: Rule, case: Case) -> Verdict:
    answer = rule.ask(case)
    if answer is CANNOT_TELL:
        return "unknown"
    return "objects" if answer else "holds"
