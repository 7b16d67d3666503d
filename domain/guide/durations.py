"""How long the hands usually take that a kind of filing passes through.

In working days, for each hand from the least to the most. Sources: the promises of this provider
(``domain.filing.policy``), the rules about the bureau's time, and for the end of a filing the help
pages of Huawei Cloud and Tencent Cloud (one to five working days).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec

from domain.filing import policy
from domain.filing.kinds import NEEDS, Effect, IdentityCheck, Kind, Verifiers
from domain.rules.rule import Rule

Hand = Literal["review", "identity", "report", "sms", "bureau"]

_ENDS: Final = frozenset({Effect.CANCEL_SITES, Effect.CANCEL_SUBJECT, Effect.REMOVE_ACCESSES})
_END_USUALLY: Final = 5


class Stage(msgspec.Struct, frozen=True):
    """One hand. ``usual`` is what it takes as a rule where that is much less than ``most``, 0
    for none; ``maybe``: only where a website's person changes."""

    hand: Hand
    least: int
    most: int
    usual: int = 0
    maybe: bool = False


def stages(kind: Kind, rules: Iterable[Rule]) -> tuple[Stage, ...]:
    """The hands of that kind, in their order; none where it takes effect at once. ``rules`` are
    those in force for such a filing."""
    return tuple(_stages(kind, rules))


def span(found: Iterable[Stage]) -> tuple[int, int]:
    """The working days of all hands together: the least without what may not be needed, and the
    most."""
    found = tuple(found)
    return sum(each.least for each in found if not each.maybe), sum(each.most for each in found)


def _stages(kind: Kind, rules: Iterable[Rule]) -> Iterator[Stage]:
    needs = NEEDS[kind]
    if needs.reviewed:
        yield Stage("review", 1, policy.REVIEW_DAYS)
    if needs.identity is not IdentityCheck.NEVER:
        maybe = needs.identity is IdentityCheck.IF_PERSON_CHANGES
        yield Stage("identity", 1, policy.IDENTITY_DAYS, maybe=maybe)
    if needs.reported:
        yield Stage("report", 1, policy.REPORT_DAYS)
        if needs.verifiers is not Verifiers.NOBODY:
            yield Stage("sms", 0, policy.SMS_LIFE.days)
        usual = _END_USUALLY if needs.effect in _ENDS else 0
        yield Stage("bureau", 1, _bureau(rules), usual)


def _bureau(rules: Iterable[Rule]) -> int:
    told = [rule.params["most"] for rule in rules if rule.check == "bureau_days"]
    return max(told, default=policy.BUREAU_DAYS)
