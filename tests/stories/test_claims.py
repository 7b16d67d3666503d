"""A record of a former system, from the file to the account that claims it, on both engines."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from domain.command import derived_id
from domain.filing import commands as c
from domain.filing import drafting
from domain.filing.facts import Explanation, Status
from domain.filing.kinds import Kind
from domain.filing.refusals import KindChanged, SubjectInProcess
from domain.refusal import NotPermitted
from domain.register.facts import RecordStatus
from domain.register.refusals import AlreadyRegistered, RecordsRefused
from domain.register.state import Record
from domain.roles import Actor, Role
from domain.rules.decision import built_in, decide_type
from projections import record_lists as lists
from store.rebuilding import check
from tests.former_system import file_of, number_in, record_of
from tests.stories.test_kinds import About
from use_cases import record_import, records, start_filing, type_again, type_facts
from use_cases.deadlines import SYSTEM
from use_cases.demo.walk import Walk
from use_cases.desk import Desk


class Claimant(About):
    """Somebody whose record was filed in a former system."""

    def __init__(self, desk: Desk, seed: str = "claim") -> None:
        walk = Walk.begin(desk, seed, f"account of {seed}", desk.clock.now(), b"")
        super().__init__(desk, walk, seed)
        self.sample = walk.sample
        number = number_in(self.sample.facts.region)
        self.record_id = derived_id(number, "imported record")

    @property
    def stated(self) -> dict[str, Any]:
        """What the former system has of the record."""
        sample = self.sample
        return record_of(sample.facts, sample.subject, (sample.site,), sample.access)

    @property
    def asked(self) -> type_facts.Asked:
        facts = self.sample.facts
        number = facts.certificate_number or (facts.holder.full if facts.holder else "")
        return type_facts.Asked(
            facts.nature, facts.region, facts.certificate_type, number, facts.domains
        )

    def entered(self) -> Claimant:
        """The operator has imported the record."""
        assert imports(self.desk, self.stated) == (1, 0)
        return self

    def begins_claim(self) -> Claimant:
        found = type_facts.look_up(self.desk, self.owner.id, self.asked)
        decision = decide_type(found, built_in())
        assert (decision.outcome, decision.row) == (Kind.CLAIM, 4)
        holder = self.sample.subject.responsible.id
        facts = type_facts.type_facts(self.desk, self.asked, found, decision, holder)
        command = self.command(c.StartFiling, account=self.owner.id, facts=facts)
        assert isinstance(command, c.StartFiling)
        start_filing.start(self.desk, self.id, command)
        return self

    def states_subject(self, **changes: Any) -> Claimant:
        subject = replace(self.sample.subject, **changes)
        self.do(c.RecordSubject, subject=subject, seen=0)
        return self


def imports(desk: Desk, *stated: dict[str, Any]) -> tuple[int, int]:
    at = desk.clock.now()
    return record_import.import_records(desk, file_of(*stated), actor=SYSTEM, at=at)


def problems(refused: pytest.ExceptionInfo[RecordsRefused]) -> set[tuple[str, str]]:
    told: Any = refused.value.facts["records"]
    return {(each.problem.field, each.problem.code) for each in told}


def test_an_imported_record_is_there_and_in_no_account(desk: Desk) -> None:
    claimant = Claimant(desk).entered()
    record: Record = claimant.record
    assert (record.status, record.account) == (RecordStatus.ACTIVE, "")
    assert record.number == claimant.stated["number"]
    (site,) = record.live_sites.values()
    assert site.site.domains == claimant.sample.site.domains
    assert site.access is not None
    assert list(check(desk.unit.engine, desk.unit.projections)) == []


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    claimant = Claimant(desk).entered()
    version = claimant.record.version
    assert imports(desk, claimant.stated) == (0, 1)
    assert claimant.record.version == version


def test_nothing_personal_stands_in_the_log_in_the_clear(desk: Desk) -> None:
    claimant = Claimant(desk).entered()
    person = claimant.sample.subject.responsible
    with desk.unit.engine.connect() as connection:
        rows = connection.exec_driver_sql("select data from events").all()
    log = " ".join(bytes(row[0]).decode() for row in rows)
    assert claimant.stated["number"] in log
    for secret in (person.name, person.certificate_number, person.mobile):
        assert secret.full not in log


def test_a_claimed_record_is_the_accounts_as_the_ministry_has_it(desk: Desk) -> None:
    claimant = Claimant(desk).entered().begins_claim().states_subject()
    filing = claimant.filing
    assert filing.facts is not None
    assert filing.facts.domains == claimant.sample.site.domains
    assert filing.sites == {}
    assert filing.on_record is None
    assert drafting.slots(filing) != ()
    before = claimant.record.subject
    done = claimant.goes_through()
    assert (done.status, done.report) == (Status.FILED, None)
    assert done.subject_number == claimant.record.number
    assert claimant.record.account == claimant.owner.id
    assert claimant.record.subject == before
    with desk.unit.reading() as connection:
        rows = lists.of_account(connection, claimant.owner.id)
    assert [row.record_id for row in rows] == [claimant.record_id]
    assert list(check(desk.unit.engine, desk.unit.projections)) == []


def test_after_the_claim_the_record_is_worked_on(desk: Desk) -> None:
    claimant = Claimant(desk).entered().begins_claim().states_subject()
    claimant.goes_through()
    later = About(desk, claimant.walk, "later")
    later.record_id = claimant.record_id
    site = next(iter(claimant.record.sites))
    later.begins(Kind.CANCEL_ACCESS, site)
    later.do(c.Explain, explanation=Explanation("closed"), seen=0)
    assert later.filing.facts is not None
    assert later.filing.facts.record == claimant.record_id


def test_two_accounts_do_not_claim_one_record(desk: Desk) -> None:
    claimant = Claimant(desk).entered()
    other = Claimant(desk)
    other.owner, other.id = Actor("another account", Role.APPLICANT), derived_id("other", "filing")
    found = type_facts.look_up(desk, other.owner.id, other.asked)
    claimant.begins_claim()
    stopped = decide_type(type_facts.look_up(desk, other.owner.id, other.asked), built_in())
    assert (stopped.outcome, stopped.row) == ("STOP", 3)
    facts = type_facts.type_facts(
        desk, other.asked, found, decide_type(found, built_in()), derived_id("other", "holder")
    )
    other.seed = "other"
    command = other.command(c.StartFiling, account=other.owner.id, facts=facts)
    assert isinstance(command, c.StartFiling)
    with pytest.raises(SubjectInProcess):
        start_filing.start(desk, other.id, command)


def test_an_abandoned_claim_leaves_the_record_to_be_claimed(desk: Desk) -> None:
    claimant = Claimant(desk).entered().begins_claim()
    claimant.do(c.Abandon)
    found = type_facts.look_up(desk, "another account", claimant.asked)
    assert decide_type(found, built_in()).outcome == Kind.CLAIM


def test_the_type_looked_up_again_stays_a_claim(desk: Desk) -> None:
    claimant = Claimant(desk).entered().begins_claim().states_subject()
    again = type_again.look_up_again(desk, claimant.id, claimant.filing)
    assert again is not None
    facts, decision = again
    assert decision.outcome == Kind.CLAIM
    assert facts.record == claimant.record_id
    claimant.do(c.DetermineAgain, facts=facts)
    with pytest.raises(KindChanged):
        claimant.do(c.DetermineAgain, facts=replace(facts, outcome="FIRST"))


def test_what_is_filed_or_being_filed_here_is_not_imported(desk: Desk) -> None:
    claimant = Claimant(desk)
    stated = claimant.stated
    Walk.begin(desk, "claim", "somebody", desk.clock.now(), b"").take(["start"])
    with pytest.raises(RecordsRefused) as refused:
        imports(desk, stated)
    assert ("certificate", "being_filed_here") in problems(refused)
    assert not records.newest(desk, 10, 0)


def test_all_records_of_a_file_or_none(desk: Desk) -> None:
    good, bad = Claimant(desk).stated, Claimant(desk, "another").stated
    bad["number"] = bad["sites"][0]["number"] = "no number"
    with pytest.raises(RecordsRefused):
        imports(desk, good, bad)
    assert not records.newest(desk, 10, 0)


def test_only_the_command_line_enters_records(desk: Desk) -> None:
    stated = file_of(Claimant(desk).stated)
    somebody = Actor("somebody", Role.OPERATOR)
    with pytest.raises(NotPermitted):
        record_import.import_records(desk, stated, actor=somebody, at=desk.clock.now())


def test_a_record_is_not_entered_over_another(desk: Desk) -> None:
    claimant = Claimant(desk).entered()
    stated = claimant.stated | {"certificate_address": "另一条路1号"}
    assert imports(desk, stated) == (0, 1)
    read = claimant.record
    command = record_import.ImportRecord(
        command_id=derived_id("again", "import"),
        actor=SYSTEM,
        at=desk.clock.now(),
        number=read.number,
        identity=read.identity,
        subject=read.subject,
        sites=(),
    )
    with pytest.raises(AlreadyRegistered):
        records.handle(desk, claimant.record_id, command)
