"""What auditors search: the history of events and the keys of filings, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine

from domain.access.commands import ErasePerson, SearchFilings, ViewScan
from domain.access.decide import decide as decide_access
from domain.access.state import replay as replay_access
from domain.filing import commands as c
from domain.filing.decide import decide
from domain.filing.evolve import replay
from domain.personal import Personal
from projections import history, search_keys
from projections.history import Search
from store import rebuilding
from store.unit_of_work import UnitOfWork
from store.vault import Vault
from tests.unit.filing.samples import LIN, QIAN, Sample, enterprise, hex_id, individual
from tests.unit.filing.stories import APPLICANT, AUDITOR, MONDAY, REVIEWER, SYSTEM, Story

ONE = f"filing-{hex_id('one')}"


class Archive:
    """A log with the two projections, in which stories happen."""

    def __init__(self, unit: UnitOfWork) -> None:
        self.unit = unit

    def story(self, name: str = "one", sample: Sample | None = None) -> Story:
        stream = f"filing-{hex_id(name)}"
        return Story(
            sample or individual(),
            seed=name,
            tell=lambda command: self.unit.handle(command, stream, replay, decide),
        )

    def access(self, stream: str, command) -> None:
        self.unit.handle(command, stream, replay_access, decide_access)

    def found(self, search: Search, **more) -> list[history.HistoryRow]:
        with self.unit.reading() as connection:
            return history.found(connection, search, **more)

    def streams(self, kind: str, *values: str) -> list[str]:
        with self.unit.reading() as connection:
            return search_keys.streams(connection, kind, values)

    def named(self, start: str) -> list[str]:
        with self.unit.reading() as connection:
            return search_keys.streams_named(connection, start)


@pytest.fixture
def archive(engine: Engine, note_vault: Vault) -> Archive:
    projections = (history.PROJECTION, search_keys.PROJECTION)
    return Archive(UnitOfWork(engine, note_vault, projections))


def look(number: int = 1) -> ViewScan:
    return ViewScan(
        command_id=hex_id(f"look {number}"),
        actor=REVIEWER,
        at=MONDAY + timedelta(hours=5),
        filing=hex_id("one"),
        material=hex_id("scan"),
        slot="M02:front",
    )


def test_events_of_a_filing_and_looks_at_it_stand_in_their_order(archive: Archive) -> None:
    archive.story().submitted()
    archive.access(f"access-{hex_id('one')}", look())
    archive.story("two", enterprise()).started()
    with archive.unit.reading() as connection:
        told = history.found(connection, Search(stream=ONE))
        looked = history.found(connection, Search(stream=f"access-{hex_id('one')}"))
    assert [row.name for row in told][:2] == ["filing.submitted", "filing.agreements_accepted"]
    assert [row.name for row in looked] == ["access.scan_viewed"]
    positions = [row.position for row in (*looked, *told)]
    assert positions == sorted(positions, reverse=True)


def test_renewed_claims_are_left_out(archive: Archive) -> None:
    story = archive.story().reviewing().later(minutes=9)
    story.do(c.RenewClaim, REVIEWER)
    assert archive.found(Search(), limit=1)[0].name == "filing.claimed"
    assert archive.found(Search(name="filing.claim_renewed")) == []


def test_events_are_found_by_actor_kind_stream_and_period(archive: Archive) -> None:
    story = archive.story().submitted().claimed()
    archive.story("two", enterprise()).started()
    assert {row.actor for row in archive.found(Search(actor=REVIEWER.id))} == {REVIEWER.id}
    assert [row.name for row in archive.found(Search(actor=REVIEWER.id))] == ["filing.claimed"]
    assert len(archive.found(Search(name="filing.started"))) == 2
    assert len(archive.found(Search(name="filing.started", stream=ONE))) == 1
    last = story.at
    assert [row.name for row in archive.found(Search(since=last, stream=ONE))] == ["filing.claimed"]
    before = archive.found(Search(until=last, stream=ONE))
    assert "filing.claimed" not in [row.name for row in before]
    assert before


def test_pages_of_events_hold_each_once(archive: Archive) -> None:
    archive.story().submitted()
    everything = [row.position for row in archive.found(Search())]
    paged: list[int] = []
    while rows := archive.found(Search(), before=paged[-1] if paged else None, limit=3):
        paged += [row.position for row in rows]
    assert paged == everything


def test_searches_and_erasures_are_events_of_the_history(archive: Archive) -> None:
    search = SearchFilings(
        command_id=hex_id("s"), actor=AUDITOR, at=MONDAY, by=("domain",), digest="d", found=0
    )
    archive.access("access-search-20261123", search)
    erase = ErasePerson(
        command_id=hex_id("e"),
        actor=SYSTEM,
        at=MONDAY,
        filing=hex_id("one"),
        person=LIN.id,
        reason="依法",
    )
    archive.access(f"access-{hex_id('one')}", erase)
    assert [row.name for row in archive.found(Search())] == [
        "access.person_erased",
        "access.searched",
    ]


def test_a_filing_has_every_key_that_it_ever_had(archive: Archive) -> None:
    story = archive.story(sample=enterprise()).stated()
    subject = story.sample.subject
    new = replace(
        subject.responsible,
        mobile=Personal(subject.responsible.id, "mobile", "13500135000"),
        mobile_digest="digest of 13500135000",
    )
    seen = story.filing.sections["subject"]
    story.do(c.RecordSubject, subject=replace(subject, responsible=new), seen=seen)
    for mobile in ("13900139000", "13500135000", "13700137000"):
        assert archive.streams(search_keys.MOBILE, f"digest of {mobile}") == [ONE]
    for domain in ("example.com", "example.com.cn"):
        assert archive.streams(search_keys.DOMAIN, domain) == [ONE]
    assert archive.streams(search_keys.CERTIFICATE, "digest of the company's number") == [ONE]
    for person in (subject.id, subject.responsible.id, QIAN.id, subject.legal_representative.id):
        assert archive.streams(search_keys.PERSON, person) == [ONE]
    assert archive.streams(search_keys.DOMAIN, "example.org") == []
    assert archive.streams(search_keys.DOMAIN) == []


def test_units_are_found_by_the_beginning_of_their_name(archive: Archive) -> None:
    archive.story(sample=enterprise()).stated()
    archive.story("two").stated()
    assert archive.named("示例") == [ONE]
    assert archive.named("科技") == []
    # An individual has no name in the clear, and signs of a pattern are only signs.
    assert archive.named("林") == archive.named("%") == archive.named("_") == []


def test_a_filing_is_found_by_its_numbers(archive: Archive) -> None:
    archive.story(sample=enterprise()).filed()
    for number in ("京ICP备2026000001号", "京ICP备2026000001号-2"):
        assert archive.streams(search_keys.NUMBER, number) == [ONE]
    assert archive.streams(search_keys.NUMBER, "京ICP备2026000001号-3") == []


def test_no_key_is_personal(archive: Archive) -> None:
    archive.story(sample=enterprise()).filed()
    with archive.unit.reading() as connection:
        rows = connection.execute(search_keys.search_keys.select()).all()
    held = {f"{row.kind} {row.value}" for row in rows}
    # The sample's digests name what they stand for; a real one is a keyed hash.
    plain = [one for one in held if not one.startswith(("mobile digest of", "certificate digest"))]
    assert not [one for one in plain if "139" in one or "赵明" in one or "11010519" in one]


def test_a_rebuild_makes_the_same(archive: Archive) -> None:
    archive.story(sample=enterprise()).filed()
    archive.access(f"access-{hex_id('one')}", look())
    archive.story("two").reviewing()
    assert list(rebuilding.check(archive.unit.engine, archive.unit.projections)) == []
    rebuilding.rebuild(archive.unit.engine, archive.unit.projections)
    assert list(rebuilding.check(archive.unit.engine, archive.unit.projections)) == []
    assert archive.streams(search_keys.MOBILE, "digest of 13700137000") == [ONE]
    assert APPLICANT.id in {row.actor for row in archive.found(Search())}
