"""What a proposal would do to 10,000 drafts, looked through in the parts of the page, beside the
plain way: open each draft and ask the whole rule book twice."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from benchmarks.bench import directory, make_desk, report, rounded
from benchmarks.filled import DRAFT, fill, model_stories
from domain.filing import judging
from domain.rules.changes import changed
from domain.rules.effects import Comparison
from domain.rules.findings import find
from domain.rules.rule_files import repository, rule_set
from domain.working_days import shanghai_date
from projections import dashboard
from use_cases import filings, findings, rule_effects
from use_cases.desk import Desk

DRAFTS = 10_000
PLAIN = 500


def comparison(rule: str) -> Comparison:
    """The rules of the program, and the same with other words in this one."""
    book = repository()
    row = next(row for _name, file in book.files for row in file.items if row["id"] == rule)
    after = changed(book, [row | {"message_zh": "新的说法", "severity": "info"}], {})
    return Comparison(rule_set(book.files, book.sources), rule_set(after.files, after.sources))


def per_second(number: int, work: Callable[[], object]) -> tuple[float, float]:
    """How many a second, by the clock and by this process's time on its core."""
    clock, core = time.perf_counter(), time.process_time()
    work()
    return number / (time.perf_counter() - clock), number / (time.process_time() - core)


def main() -> None:
    """Print the figures."""
    with directory() as home:
        desk = make_desk(home, sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{home}/desk.db")
        for _ in fill(desk, DRAFTS, [model_stories(desk)[DRAFT]]):
            pass
        today = shanghai_date(desk.clock.now())
        touching = comparison("CN.emergency_differs")
        streams = [f"{row.stream}" for row in _rows(desk)]

        def plain() -> None:
            for stream in streams[:PLAIN]:
                filing = filings.open_filing(desk, stream.removeprefix("filing-")).filing
                case = judging.case_on(filing, findings.known(desk, filing), today)
                if case is not None:
                    find(case, touching.before)
                    find(case, touching.after)

        ours = per_second(len(streams), lambda: look_through(desk, touching))
        elsewhere = per_second(
            len(streams), lambda: look_through(desk, comparison("CN-65.own_province_only"))
        )
        report(
            "rule_preview",
            engine=desk.unit.engine.dialect.name,
            drafts=len(streams),
            drafts_per_s=rounded(ours[0]),
            drafts_per_core_s=rounded(ours[1]),
            other_province_per_s=rounded(elsewhere[0]),
            plain_per_s=rounded(per_second(PLAIN, plain)[0]),
        )


def look_through(desk: Desk, each: Comparison) -> int:
    """All parts, as the page asks for them; how many drafts change."""
    today, after, changing = shanghai_date(desk.clock.now()), "", 0
    while True:
        batch = rule_effects.open_filings(desk, each, today, after)
        changing += len(batch.affected)
        if batch.next is None:
            return changing
        after = batch.next


def _rows(desk: Desk) -> list[dashboard.DashboardRow]:
    with desk.unit.reading() as connection:
        return dashboard.behind(connection, rule_effects.OPEN, "", DRAFTS * 2)


if __name__ == "__main__":
    main()
