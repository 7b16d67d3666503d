"""From the approval to the register, and who holds what, on both engines."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from domain.command import derived_id
from domain.filing import commands as c
from domain.filing.facts import OnRecord, TypeFacts
from domain.filing.kinds import Kind
from domain.filing.refusals import AccountInUse, DomainInProcess, SubjectInProcess
from domain.refusal import NotFound, Refusal
from domain.register.approved import approved, new_record
from domain.register.commands import ApplyOutcome
from domain.register.facts import RecordStatus
from domain.register.refusals import NumberTaken
from domain.register.state import Record
from domain.roles import Actor, Role
from projections import holdings
from projections import record_lists as lists
from store.rebuilding import check, rebuild
from store.verify import verify
from tests.stories.test_every_state import walk_to
from use_cases import deliveries, filings, records
from use_cases.deadlines import SYSTEM
from use_cases.demo.walk import Walk
from use_cases.desk import Desk
from use_cases.filings_about_records import copied, facts_about


def registered(desk: Desk, seed: str = "") -> tuple[Walk, Record]:
    """A filing that was approved, with its record."""
    walk = walk_to(desk, "filed", seed)
    deliver(desk)
    return walk, record_of(desk, walk)


def deliver(desk: Desk) -> None:
    """The worker sends what waits, the approval among it."""
    while deliveries.deliver_due(desk, desk.clock.now().replace(year=2027)):
        pass


def record_of(desk: Desk, walk: Walk) -> Record:
    return records.open_record(desk, new_record(walk.filing_id)).record


def start(
    desk: Desk, seed: str, account: str, facts: TypeFacts, on_record: OnRecord | None = None
) -> None:
    """Begin a filing of that account."""
    command = c.StartFiling(
        command_id=derived_id(seed, "start"),
        actor=Actor(account, Role.APPLICANT),
        at=desk.clock.now(),
        account=account,
        facts=facts,
        on_record=on_record,
    )
    filings.handle(desk, derived_id(seed, "filing"), command)


def start_about(
    desk: Desk, seed: str, account: str, walk: Walk, kind: Kind, **changes: Any
) -> None:
    """Begin a filing of that kind about the record that the walk made."""
    record, record_id = record_of(desk, walk), new_record(walk.filing_id)
    on_record = copied(record, kind, walk.sample.site.id)
    facts = replace(facts_about(record_id, record, kind, on_record), **changes)
    start(desk, seed, account, facts, on_record)


def test_what_was_approved_stands_in_the_register(desk: Desk) -> None:
    walk = walk_to(desk, "filed")
    with pytest.raises(NotFound):
        record_of(desk, walk)
    deliver(desk)
    record, filing = record_of(desk, walk), walk.filing()
    assert record.status is RecordStatus.ACTIVE
    assert record.account == walk.account
    assert record.number == filing.subject_number
    assert record.subject == filing.subject
    assert {id_: site.site for id_, site in record.sites.items()} == filing.sites
    assert {id_: site.access for id_, site in record.sites.items()} == filing.accesses
    assert {id_: site.number for id_, site in record.sites.items()} == filing.website_numbers


def test_an_approval_that_is_carried_out_again_changes_nothing(desk: Desk) -> None:
    walk, record = registered(desk)
    size = verify(desk.unit.engine).size
    records.apply(desk, walk.filing_id, desk.clock.now())
    assert records.apply_all(desk, desk.clock.now()) == (0, 0)
    assert verify(desk.unit.engine).size == size
    assert record_of(desk, walk) == record


def test_a_record_is_listed_found_rebuilt_and_proved(desk: Desk) -> None:
    walk, record = registered(desk)
    (domain,) = walk.sample.site.domains
    with desk.unit.reading() as connection:
        (row,) = lists.of_account(connection, walk.account)
        assert row.number == record.number
        assert row.live_sites == 1
        (site,) = lists.sites_of(connection, row.stream)
        assert site.access_here
        assert lists.by_domain(connection, domain) == site
        assert lists.by_certificate(connection, walk.sample.facts.certificate_digest) == row
        for number in (record.number, site.number):
            assert lists.found(connection, name="-", number=number, domain="") == [row]
        assert lists.found(connection, name="-", number="", domain=domain) == [row]
        assert lists.found(connection, name="-", number="", domain="nothing.cn") == []
    assert list(check(desk.unit.engine, desk.unit.projections)) == []
    rebuild(desk.unit.engine, desk.unit.projections)
    assert list(check(desk.unit.engine, desk.unit.projections)) == []


def test_filings_of_before_there_was_a_register_get_their_records(desk: Desk) -> None:
    """As after an upgrade: nothing waits in the outbox, and one of the persons was erased."""
    walks = [walk_to(desk, "filed", seed) for seed in ("", " two")]
    erased = walks[0].sample.subject.responsible.id
    desk.vault.erase(erased)
    assert records.apply_all(desk, desk.clock.now()) == (2, 0)
    assert records.apply_all(desk, desk.clock.now()) == (0, 0)
    first, second = (record_of(desk, walk) for walk in walks)
    assert first.subject is not None
    assert first.subject.responsible.name.erased
    assert second.subject == walks[1].filing().subject
    deliver(desk)
    assert record_of(desk, walks[1]) == second
    assert list(check(desk.unit.engine, desk.unit.projections)) == []


def test_the_thing_is_held_from_the_first_page_to_the_register_and_after(desk: Desk) -> None:
    walk = walk_to(desk, "filed")
    stranger = replace(walk.sample.facts, certificate_digest="another")
    with pytest.raises(DomainInProcess):
        start(desk, "between", "another account", stranger)
    deliver(desk)
    with pytest.raises(DomainInProcess):
        start(desk, "afterwards", "another account", stranger)
    with pytest.raises(SubjectInProcess):
        start(desk, "subject", "another account", replace(walk.sample.facts, domains=("new.cn",)))
    with pytest.raises(AccountInUse):
        start(desk, "account", walk.account, replace(stranger, domains=("new.cn",)))


def test_a_filing_about_its_own_record_is_in_conflict_with_nothing(desk: Desk) -> None:
    walk, _record = registered(desk)
    start_about(desk, "change", walk.account, walk, Kind.CHANGE_SITE)
    with desk.unit.reading() as connection:
        open_ones = holdings.filings_about(
            connection, new_record(walk.filing_id), walk.sample.facts.certificate_digest
        )
    assert open_ones == [holdings.About(derived_id("change", "filing"), Kind.CHANGE_SITE)]


def test_a_subject_has_one_filing_under_way(desk: Desk) -> None:
    walk, _record = registered(desk)
    start_about(desk, "change", walk.account, walk, Kind.CHANGE_SITE)
    with pytest.raises(SubjectInProcess):
        start_about(desk, "cancel", walk.account, walk, Kind.CANCEL_SITE)


def test_a_record_of_another_account_is_not_filed_about(desk: Desk) -> None:
    walk, _record = registered(desk)
    with pytest.raises((SubjectInProcess, DomainInProcess)):
        start_about(desk, "theft", "another account", walk, Kind.CHANGE_SUBJECT)


def test_a_domain_of_the_record_is_not_a_new_website_of_it(desk: Desk) -> None:
    walk, _record = registered(desk)
    with pytest.raises(DomainInProcess):
        start_about(
            desk, "again", walk.account, walk, Kind.ADD_SITE_LOCAL, domains=walk.sample.site.domains
        )
    start_about(desk, "new", walk.account, walk, Kind.ADD_SITE_LOCAL, domains=("brand-new.cn",))


def at_once(*acts: Callable[[], None]) -> list[str]:
    """What came of acts that begin at the same moment: the refusal's name, or nothing."""
    results: list[str] = []
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        ready.wait()
        try:
            act()
            results.append("")
        except Refusal as refused:
            results.append(type(refused).__name__)

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def test_of_two_filings_for_a_subject_at_one_moment_one_wins(desk: Desk) -> None:
    facts = Walk.begin(desk, "a", "a", desk.clock.now(), b"").sample.facts
    other = replace(facts, domains=("other.cn",))
    assert at_once(
        lambda: start(desk, "one", "one account", facts),
        lambda: start(desk, "two", "two account", other),
    ) == ["", "SubjectInProcess"]


def test_of_two_filings_for_a_domain_at_one_moment_one_wins(desk: Desk) -> None:
    facts = Walk.begin(desk, "a", "a", desk.clock.now(), b"").sample.facts
    other = replace(facts, certificate_digest="another")
    assert at_once(
        lambda: start(desk, "one", "one account", facts),
        lambda: start(desk, "two", "two account", other),
    ) == ["", "DomainInProcess"]


def test_of_two_filings_about_a_record_at_one_moment_one_wins(desk: Desk) -> None:
    walk, _record = registered(desk)
    kinds = (Kind.CHANGE_SITE, Kind.CANCEL_SITE, Kind.CANCEL_SUBJECT)
    acts = [partial(start_about, desk, kind, walk.account, walk, kind) for kind in kinds]
    assert at_once(*acts) == ["", "SubjectInProcess", "SubjectInProcess"]


def test_an_approval_that_two_workers_carry_out_at_one_moment_counts_once(desk: Desk) -> None:
    """As where one worker took so long that its lease ended."""
    walk = walk_to(desk, "filed")
    now = desk.clock.now()

    def act() -> None:
        records.apply(desk, walk.filing_id, now)

    assert at_once(act, act, act) == ["", "", ""]
    history = records.open_record(desk, new_record(walk.filing_id)).history
    names = [recorded.name for recorded in history]
    assert names == [
        "register.subject_registered",
        "register.site_registered",
        "register.access_registered",
        "register.outcome_applied",
    ]


def test_a_number_that_is_given_twice_changes_nothing(desk: Desk) -> None:
    """The bureau gives a second website the number of the first."""
    walk, record = registered(desk)
    (number,) = [site.number for site in record.sites.values()]
    what = approved(walk.filing_id, walk.filing())
    new = replace(walk.sample.site, id="0" * 32, domains=("new.cn",))
    wrong = replace(
        what,
        filing=derived_id("second", "filing"),
        kind=Kind.ADD_SITE_LOCAL,
        record=new_record(walk.filing_id),
        sites={new.id: new},
        website_numbers={new.id: number},
    )
    command = ApplyOutcome(
        command_id=derived_id("second", "apply"),
        actor=SYSTEM,
        at=desk.clock.now(),
        record=wrong.record,
        approved=wrong,
    )
    with pytest.raises(NumberTaken):
        records.handle(desk, wrong.record, command)
    assert record_of(desk, walk) == record
