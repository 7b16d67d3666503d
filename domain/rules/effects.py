"""What a change of the rules does to one filing: which findings come, go or read otherwise.

Only the rules that differ for such a filing are asked, and those that hang together with them,
so that thousands of filings can be looked through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import msgspec

from domain.filing.facts import TypeFacts
from domain.rules.case import Case
from domain.rules.findings import Finding, Findings, find
from domain.rules.rule import Rule
from domain.rules.rule_set import RuleSet

Such = tuple[str, int, str, date]
"""What decides which rules are about a filing: type, nature, province (two digits) and day."""


class Effect(msgspec.Struct, frozen=True):
    """What differs: findings that ``come`` or ``go``, pairs that read or weigh otherwise, and
    ids of rules that nobody can answer any more, or that could not be answered before."""

    come: tuple[Finding, ...] = ()
    go: tuple[Finding, ...] = ()
    other: tuple[tuple[Finding, Finding], ...] = ()
    dark: tuple[str, ...] = ()
    lit: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.come, self.go, self.other, self.dark, self.lit))

    @property
    def matters(self) -> bool:
        """Whether the applicant has something else to do than before: what is only told, and
        other words for the same, ask nothing."""
        weighed = [
            each for pair in self.other if pair[0].severity != pair[1].severity for each in pair
        ]
        return any(each.severity != "info" for each in (*self.come, *self.go, *weighed))

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that find something else."""
        others = [after for _before, after in self.other]
        found = [each.rule for each in (*self.come, *self.go, *others)]
        return tuple(dict.fromkeys((*found, *self.dark, *self.lit)))


@dataclass(frozen=True)
class Comparison:
    """Two sets of rules side by side."""

    before: RuleSet
    after: RuleSet
    _narrowed: dict[Such, tuple[RuleSet, RuleSet] | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    def touches(self, such: Such) -> bool:
        """Whether any rule differs for filings like that."""
        return self._sides(such) is not None

    def questions(self, such: Such) -> frozenset[str]:
        """The names of the questions that are asked about filings like that."""
        sides = self._sides(such) or ()
        return frozenset(rule.check for side in sides for rule in side.rules)

    def effect(self, case: Case) -> Effect:
        """What differs for this case, on its day."""
        sides = self._sides(such_as(case.facts, case.on))
        if sides is None:
            return Effect()
        return _difference(find(case, sides[0]), find(case, sides[1]))

    def _sides(self, such: Such) -> tuple[RuleSet, RuleSet] | None:
        """The rules to ask on both sides; None where none differs."""
        if such not in self._narrowed:
            self._narrowed[such] = self._narrow(such)
        return self._narrowed[such]

    def _narrow(self, such: Such) -> tuple[RuleSet, RuleSet] | None:
        before, after = self.before.about_such(*such), self.after.about_such(*such)
        differing = {(r.id, r.version) for r in before} ^ {(r.id, r.version) for r in after}
        if not differing:
            return None
        wanted = _with_kin({rule for rule, _version in differing}, (*before, *after))
        return _part(self.before, before, wanted), _part(self.after, after, wanted)


def such_as(facts: TypeFacts, on: date) -> Such:
    """What decides which rules are about this filing on that day."""
    return facts.outcome, facts.nature, facts.region[:2], on


def _with_kin(wanted: set[str], rules: Iterable[Rule]) -> set[str]:
    """With the rules that need one of these, and those that they need themselves; and all that
    ask for scans where one of these does, as scans stand in for each other."""
    rules = tuple(rules)
    if any(rule.id in wanted and rule.severity == "material" for rule in rules):
        wanted = wanted | {rule.id for rule in rules if rule.severity == "material"}
    while True:
        needing = {rule.id for rule in rules if wanted.intersection(rule.needs)}
        needed = {other for rule in rules if rule.id in wanted for other in rule.needs}
        if needing | needed <= wanted:
            return wanted
        wanted = wanted | needing | needed


def _part(whole: RuleSet, about: tuple[Rule, ...], wanted: set[str]) -> RuleSet:
    """Some of the rules that hold. What others replaced is out already."""
    rules = tuple(rule for rule in about if rule.id in wanted)
    return RuleSet(whole.version, rules, whole.sources, whole.reviewed_on)


def _difference(before: Findings, after: Findings) -> Effect:
    old, new = dict(_placed(before.items)), dict(_placed(after.items))
    untold_before = {each.rule for each in before.untold}
    untold_after = {each.rule for each in after.untold}
    return Effect(
        come=tuple(each for place, each in new.items() if place not in old),
        go=tuple(each for place, each in old.items() if place not in new),
        other=tuple(
            (each, new[place])
            for place, each in old.items()
            if place in new and _told(each) != _told(new[place])
        ),
        dark=tuple(sorted(untold_after - untold_before)),
        lit=tuple(sorted(untold_before - untold_after)),
    )


def _placed(items: Iterable[Finding]) -> Iterator[tuple[tuple[str, str, int], Finding]]:
    """Each finding under its rule and target, and which one it is there."""
    seen: dict[tuple[str, str], int] = {}
    for each in items:
        place = (each.rule, each.target)
        seen[place] = seen.get(place, 0) + 1
        yield (*place, seen[place]), each


def _told(finding: Finding) -> Finding:
    """All that people see of it: the version of a rule alone is no difference."""
    return msgspec.structs.replace(finding, rule_version="")
