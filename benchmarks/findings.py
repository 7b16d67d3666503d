"""The whole rule book asked about one filing with ten websites, beside a plain loop over the same
questions that builds no findings."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.bench import report, rounded
from domain.rules.case import Case
from domain.rules.filing_file import read_case
from domain.rules.findings import find
from domain.rules.rule import Rule
from domain.rules.rule_files import built_in

ROUNDS = 15
ASKED = 200
FILING = Path(__file__).with_name("filing_ten_sites.json")


def plain_loop(rules: Iterable[Rule], case: Case) -> int:
    """How many answers hit: every question asked with its parameters, and nothing made of it."""
    hits = 0
    for rule in rules:
        ask = rule.predicate.ask
        if rule.predicate.of_site:
            for each in case.each_site:
                hits += bool(ask(each, **rule.params))
        else:
            hits += bool(ask(case, **rule.params))
    return hits


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes, over many."""
    started = time.process_time()
    for _ in range(ASKED):
        work()
    return (time.process_time() - started) / ASKED * 1000


def main() -> None:
    """Print the medians."""
    case, rule_set = read_case(FILING.read_bytes()), built_in()
    rules = rule_set.about(case.facts, case.on)
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        bare.append(milliseconds(lambda: plain_loop(rules, case)))
        ours.append(milliseconds(lambda: find(case, rule_set)))
    found = find(case, rule_set)
    report(
        "findings",
        on=date.isoformat(case.on),
        sites=len(case.sites),
        rules=len(rules),
        findings=len(found.items),
        engine_ms=rounded(median(ours)),
        findings_per_s=rounded(len(found.items) / median(ours) * 1000),
        plain_loop_ms=rounded(median(bare)),
        ratio=rounded(median(ours) / median(bare)),
    )


if __name__ == "__main__":
    main()
