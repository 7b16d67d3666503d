"""The verification sheet as a PDF: the first of a process, and every further one.

Cold is a compiler that has read neither the font nor the templates, in a process that has
imported the library. Warm is one that has: each sheet shows another name and another code, as
those of different filings do. Milliseconds of wall time, and of processor time, which other
work on the machine does not lengthen as much; the best of many is what nothing disturbed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median, quantiles

from benchmarks.bench import report, rounded
from domain.rules.sheets import SheetForm
from gateways.sheets.port import Paper
from gateways.sheets.typeset import TypstPress

COLD = 7
WARM = 200
Timed = tuple[float, float]


def paper(form: SheetForm, number: int) -> Paper:
    """The sheet of an invented filing; each number gives another one."""
    return Paper(
        form=form,
        name=f"示例{chr(0x4E00 + number)}科技有限公司",
        domains=(f"example-{number}.cn", f"example-{number}.com.cn"),
        individual=form is SheetForm.GUANGDONG_INDIVIDUAL,
        fingerprint=False,
        provider="示例云",
        code=f"ICPS1/{number:032X}/{number:032X}/{form.value}1/{number:020X}",
        label=f"{form.value}1 · {number:08X}",
    )


def timed(work: Callable[[], object]) -> Timed:
    """Milliseconds of wall time and of processor time."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def cold() -> Timed:
    """The medians of first sheets."""
    taken = [timed(lambda: TypstPress().pdf(paper(SheetForm.NATIONAL, 1))) for _ in range(COLD)]
    return median(wall for wall, _ in taken), median(processor for _, processor in taken)


def warm(form: SheetForm) -> list[Timed]:
    """Sheets of different filings from one press."""
    press = TypstPress()
    for number in range(5):
        press.pdf(paper(form, number))
    papers = [paper(form, number) for number in range(100, 100 + WARM)]
    return [timed(lambda each=each: press.pdf(each)) for each in papers]


def main() -> None:
    """Print the figures of each form beside those of a cold start."""
    cold_wall, cold_processor = cold()
    for form in SheetForm:
        taken = warm(form)
        wall = [each for each, _ in taken]
        processor = median(each for _, each in taken)
        report(
            "sheet",
            form=form.name.lower(),
            cold_ms=rounded(cold_wall),
            warm_ms=rounded(median(wall)),
            warm_best_ms=rounded(min(wall)),
            warm_p99_ms=rounded(quantiles(wall, n=100)[98]),
            cold_processor_ms=rounded(cold_processor),
            warm_processor_ms=rounded(processor),
            ratio=rounded(median(wall) / cold_wall),
            aim="warm at most 5 ms",
        )


if __name__ == "__main__":
    main()
