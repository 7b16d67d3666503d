"""Notices of the ministry come twice, late and in any order: the end is the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.filing import commands as c
from domain.filing.decide import decide
from domain.filing.evolve import evolve
from domain.filing.facts import Status
from domain.filing.state import Filing
from tests.unit.filing.samples import Sample, enterprise, individual
from tests.unit.filing.stories import MINISTRY, Story

Notice = c.FilingCommand
NUMBER = "京ICP备2026000001号"


def consistent(story: Story, verified: int, end: str) -> list[Notice]:
    """What the ministry says about one report that went one way: codes went out, the first
    ``verified`` persons verified, and then it failed, or all did and the bureau decided."""
    report = story.filing.report
    assert report is not None
    moments = iter(range(1, 100))

    def notice(kind: Any, **fields: Any) -> Notice:
        at = story.at + timedelta(minutes=next(moments))
        name = f"{kind.__name__} {fields}"
        return kind(command_id=name, actor=MINISTRY, at=at, report=report.id, **fields)  # type: ignore[no-any-return]

    told = [
        notice(
            c.NoteCodesSent,
            persons=report.persons,
            expires_at=story.at + timedelta(hours=24),
        )
    ]
    everybody = end.startswith("bureau")
    persons = report.persons if everybody else report.persons[:verified]
    told += [notice(c.NoteCodeVerified, persons=(person,)) for person in persons]
    match end:
        case "waiting":
            return told
        case "timeout" | "attempts":
            return [*told, notice(c.NoteCodesFailed, cause=end)]
    told.append(notice(c.NoteBureauStarted))
    if end == "bureau approves":
        sites = {site: f"{NUMBER}-{n}" for n, site in enumerate(story.filing.sites, 1)}
        told.append(
            notice(
                c.NoteBureauApproved,
                subject_number=NUMBER,
                website_numbers=sites,
                approved_on=date(2026, 12, 8),
            )
        )
    if end == "bureau refuses":
        told.append(notice(c.NoteBureauRejected, code=1020, text="地址不详细"))
    return told


ENDS = ("waiting", "timeout", "attempts", "bureau waits", "bureau approves", "bureau refuses")
SAMPLES: dict[str, Sample] = {"one person": individual(), "two persons": enterprise()}


def heard(filing: Filing, notices: list[Notice]) -> Filing:
    """The filing after the notices, in that order."""
    for notice in notices:
        for event in decide(notice, filing):
            filing = evolve(filing, event)
    return filing


def outcome(filing: Filing) -> tuple[Any, ...]:
    """What must not depend on the order."""
    assert filing.report is not None
    return (
        filing.status,
        filing.subject_number,
        filing.website_numbers,
        filing.approved_on,
        filing.report.verified,
        filing.report.code,
    )


@st.composite
def tellings(draw: st.DrawFn) -> tuple[Filing, list[Notice], list[Notice]]:
    """A filing at the ministry, a consistent set of notices, and one way to hear them."""
    story = Story(SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))]).reported()
    persons = len(story.filing.persons())
    notices = consistent(story, draw(st.integers(0, persons - 1)), draw(st.sampled_from(ENDS)))
    repeated = draw(st.lists(st.sampled_from(notices), max_size=5))
    return story.filing, notices, draw(st.permutations(notices + repeated))


@for_all(tellings())
def test_any_order_of_repeated_notices_ends_in_the_same_state(
    telling: tuple[Filing, list[Notice], list[Notice]],
) -> None:
    filing, in_order, as_heard = telling
    assert outcome(heard(filing, as_heard)) == outcome(heard(filing, in_order))


@for_all(tellings(), st.data())
def test_the_worker_may_call_at_any_time_between_them(
    telling: tuple[Filing, list[Notice], list[Notice]], data: st.DataObject
) -> None:
    """Deadlines that are not due change nothing between two notices."""
    filing, in_order, as_heard = telling
    expected = outcome(heard(filing, in_order))
    for notice in as_heard:
        kind = data.draw(st.sampled_from(["sms", "idle", "claim", "public_security"]))
        assert filing.touched_at is not None
        early = c.MeetDeadline(command_id=kind, actor=MINISTRY, at=filing.touched_at, kind=kind)
        filing = heard(filing, [early, notice])
    assert outcome(filing) == expected


def test_in_order_each_end_is_what_it_says() -> None:
    statuses = {
        end: heard(story.filing, consistent(story, 1, end)).status
        for story in [Story(enterprise()).reported()]
        for end in ENDS
    }
    assert statuses == {
        "waiting": Status.SMS_PARTIAL,
        "timeout": Status.SMS_FAILED,
        "attempts": Status.SMS_FAILED,
        "bureau waits": Status.BUREAU_REVIEW,
        "bureau approves": Status.FILED,
        "bureau refuses": Status.BUREAU_REJECTED,
    }
