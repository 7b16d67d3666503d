"""The lists of reviewers and report officers, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.dialects import sqlite

from domain.filing.commands import ClaimFiling
from domain.filing.decide import decide
from domain.filing.evolve import replay
from domain.filing.facts import Status
from projections import review_queue
from projections.review_queue import Filters
from store.engine import make_engine
from store.unit_of_work import UnitOfWork
from store.vault import Vault
from tests.unit.filing.samples import Sample, enterprise, hex_id, individual
from tests.unit.filing.stories import (
    APPLICANT,
    AT_STATUS,
    COLLEAGUE,
    LEAD,
    MONDAY,
    REVIEWER,
    Story,
)

LATER = MONDAY + timedelta(hours=2)


class Office:
    """A log with the review queue alone, in which stories happen."""

    def __init__(self, unit: UnitOfWork) -> None:
        self.unit = unit

    def story(self, name: str, sample: Sample | None = None, *, at: datetime = MONDAY) -> Story:
        """A filing of that name that is also recorded."""
        stream = f"filing-{hex_id(name)}"
        return Story(
            sample or individual(),
            at=at,
            seed=name,
            tell=lambda command: self.unit.handle(command, stream, replay, decide),
        )

    def ids(self, tab: str, reviewer: str = REVIEWER.id, now: datetime = LATER, **more) -> list:
        with self.unit.reading() as connection:
            page = review_queue.page(connection, tab, reviewer, now, **more)
        return [row.filing_id for row in page.rows]

    def row(self, name: str) -> review_queue.QueueRow | None:
        with self.unit.reading() as connection:
            found = review_queue.some(connection, [f"filing-{hex_id(name)}"])
        return found[0] if found else None

    def counts(self, now: datetime = LATER, filters: Filters | None = None) -> dict[str, int]:
        with self.unit.reading() as connection:
            counts = review_queue.counts(connection, REVIEWER.id, now, filters)
        return {name: getattr(counts, name) for name in counts.__struct_fields__}

    def claimable(self, filters: Filters | None = None, by: str = REVIEWER.id) -> list[str]:
        with self.unit.reading() as connection:
            rows = review_queue.claimable(connection, by, filters or Filters(), LATER)
        return [row.filing_id for row in rows]


@pytest.fixture
def office(engine: Engine, note_vault: Vault) -> Office:
    return Office(UnitOfWork(engine, note_vault, (review_queue.PROJECTION,)))


NOWHERE = {
    Status.DRAFT,
    Status.IDENTITY_PENDING,
    Status.REPORTED,
    Status.SMS_PENDING,
    Status.SMS_PARTIAL,
    Status.BUREAU_REVIEW,
    Status.STALE,
}
LISTED = {
    Status.SUBMITTED: "waiting",
    Status.RESUBMITTED: "waiting",
    Status.REVIEWING: "mine",
    Status.IDENTITY_REVIEW: "waiting",
    Status.READY: "reportable",
    Status.REPORT_FAILED: "reportable",
    Status.FIX_REQUESTED: "returned",
    Status.INITIAL_REJECTED: "returned",
    Status.IDENTITY_REJECTED: "returned",
    Status.SMS_FAILED: "returned",
    Status.BUREAU_REJECTED: "returned",
}


@pytest.mark.parametrize("status", list(AT_STATUS))
def test_every_state_stands_in_its_list_and_in_no_other(office: Office, status: Status) -> None:
    story = AT_STATUS[status](office.story("one", enterprise()))
    counts = office.counts(now=story.at)
    expected = LISTED.get(status)
    assert {name for name, count in counts.items() if count} == ({expected} if expected else set())
    row = office.row("one")
    if status in {Status.FILED, Status.ABANDONED}:
        assert row is None
    else:
        assert row is not None
        assert row.status == status
        if status not in NOWHERE:
            assert row.due_at == story.filing.due_at


def test_a_bureaus_refusal_is_work_until_somebody_mapped_it(office: Office) -> None:
    story = office.story("one").bureau_rejected()
    row = office.row("one")
    assert row is not None
    assert (row.what, row.code, row.last_stage) == ("map", 1020, "bureau")
    assert row.since == story.at
    assert office.ids("waiting", now=story.at) == [hex_id("one")]
    story.mapped()
    assert office.ids("waiting", now=story.at) == []
    assert office.ids("returned", now=story.at) == [hex_id("one")]


def test_a_live_claim_is_mine_for_me_and_anothers_for_all_others(office: Office) -> None:
    story = office.story("one").reviewing()
    assert office.ids("mine", now=story.at) == [hex_id("one")]
    assert office.ids("others", COLLEAGUE.id, now=story.at) == [hex_id("one")]
    assert office.ids("others", now=story.at) == []
    assert office.ids("waiting", COLLEAGUE.id, now=story.at) == []
    over = story.at + timedelta(minutes=16)
    assert office.ids("waiting", COLLEAGUE.id, now=over) == [hex_id("one")]
    assert office.ids("mine", now=over) == []


def test_a_take_over_moves_the_filing_to_the_lead(office: Office) -> None:
    story = office.story("one").reviewing()
    story.do(ClaimFiling, LEAD, take_over=True)
    assert office.ids("mine", LEAD.id, now=story.at) == [hex_id("one")]


def test_the_oldest_due_comes_first_over_all_pages(office: Office) -> None:
    names = [f"filing {number}" for number in range(7)]
    for days, name in enumerate(names):
        office.story(name, at=MONDAY - timedelta(days=7 * days)).submitted()
    expected = [hex_id(name) for name in reversed(names)]
    assert office.ids("waiting") == expected
    pages = [office.ids("waiting", number=number, size=3) for number in (1, 2, 3)]
    assert [one for page in pages for one in page] == expected
    assert [len(page) for page in pages] == [3, 3, 1]
    assert office.ids("waiting", number=4, size=3) == []


def test_overdue_are_those_whose_time_has_passed(office: Office) -> None:
    office.story("late", at=MONDAY - timedelta(days=7)).submitted()
    office.story("in time").submitted()
    assert office.ids("overdue") == [hex_id("late")]
    assert office.counts()["overdue"] == 1
    assert office.counts()["waiting"] == 2


def test_filters_narrow_lists_counts_and_the_next_filing(office: Office) -> None:
    office.story("person", individual()).submitted()
    office.story("company", enterprise(), at=MONDAY - timedelta(days=3)).submitted()
    for filters, name in (
        (Filters(province="440000"), "person"),
        (Filters(province="110000"), "company"),
        (Filters(nature=5), "person"),
        (Filters(nature=4), "company"),
        (Filters(older_than=2), "company"),
    ):
        assert office.ids("waiting", filters=filters) == [hex_id(name)]
        assert office.counts(filters=filters)["waiting"] == 1
        assert office.claimable(filters) == [hex_id(name)]
    assert office.ids("waiting", filters=Filters(outcome="FIRST", older_than=10)) == []
    assert office.claimable() == [hex_id("company"), hex_id("person")]


def test_nobody_is_offered_an_own_filing(office: Office) -> None:
    office.story("own").submitted()
    assert office.claimable(by=APPLICANT.id) == []
    assert office.claimable(by=REVIEWER.id) == [hex_id("own")]


def test_the_name_of_a_person_is_kept_sealed(office: Office) -> None:
    office.story("person", individual()).submitted()
    office.story("company", enterprise()).submitted()
    person, company = office.row("person"), office.row("company")
    assert person is not None
    assert company is not None
    assert person.label_is_token
    assert "林晓雨" not in person.label
    assert (company.label, company.label_is_token) == ("示例科技有限公司", False)


def test_an_unknown_list_is_a_mistake(office: Office) -> None:
    with pytest.raises(KeyError):
        office.ids("nothing")


def test_a_count_stops_at_its_limit(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_queue, "COUNTED_UP_TO", 2)
    for number in range(4):
        office.story(f"filing {number}").submitted()
    assert office.counts()["waiting"] == 2


@pytest.fixture
def statements(office: Office) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(office.unit.engine, "before_cursor_execute", note)
    yield seen
    event.remove(office.unit.engine, "before_cursor_execute", note)


def test_all_counts_take_one_statement_and_a_page_two(
    office: Office, statements: list[str]
) -> None:
    office.story("one").submitted()
    statements.clear()
    office.counts()
    assert len([one for one in statements if one.startswith("SELECT")]) == 1
    statements.clear()
    office.ids("waiting")
    assert len([one for one in statements if one.startswith("SELECT")]) == 2


def plan_of(url: str, tab: str) -> str:
    """How SQLite reads the first page of a list."""
    query = (
        select(review_queue.review_queue)
        .where(*review_queue._conditions(tab, REVIEWER.id, LATER, Filters()))
        .order_by(*review_queue.order_of(tab))
        .limit(25)
    )
    compiled = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    engine = make_engine(url)
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all()
    engine.dispose()
    return " / ".join(row[3] for row in plan)


@pytest.mark.parametrize("tab", ["waiting", "overdue", "returned", "reportable"])
def test_a_long_list_is_read_in_the_order_of_its_index(sqlite_url: str, tab: str) -> None:
    plan = plan_of(sqlite_url, tab)
    assert "ix_review_queue_order" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    ("tab", "index"),
    [("mine", "ix_review_queue_claimed_by"), ("others", "ix_review_queue_claimed_until")],
)
def test_claimed_filings_are_found_by_their_claim(sqlite_url: str, tab: str, index: str) -> None:
    assert index in plan_of(sqlite_url, tab)
