"""Filings taken to every state by real commands, on both engines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from cli.demo import drawn_scan
from cli.demo_sheet import signed_sheet
from domain.command import derived_id
from domain.filing.refusals import AccountInUse, DomainInProcess, FieldLocked, LinkExpired
from projections import dashboard
from store.rebuilding import check, rebuild
from store.tables import metadata
from store.verify import verify
from use_cases import identity_links
from use_cases.demo.samples import Sample
from use_cases.demo.walk import ENDS, Walk
from use_cases.desk import Desk


def walk_to(desk: Desk, end: str, seed: str = "") -> Walk:
    """A filing that was taken to the state."""
    walk = Walk.begin(
        desk,
        f"{end}{seed}",
        f"account of {end}{seed}",
        desk.clock.now(),
        drawn_scan(),
        two_persons=end == "sms_partial",
    )
    return walk.take(ENDS[end])


def test_every_state_is_reached_listed_rebuilt_and_proved(desk: Desk) -> None:
    walks = {end: walk_to(desk, end) for end in ENDS}
    for end, walk in walks.items():
        assert walk.filing().status == end
        with desk.unit.reading() as connection:
            row = dashboard.one(connection, f"filing-{walk.filing_id}")
        assert row is not None
        assert row.status == end
    assert list(check(desk.unit.engine, desk.unit.projections)) == []
    rebuild(desk.unit.engine, desk.unit.projections)
    assert list(check(desk.unit.engine, desk.unit.projections)) == []
    assert verify(desk.unit.engine).size > 100


def test_a_replayed_walk_changes_nothing(desk: Desk) -> None:
    walk_to(desk, "filed")
    with desk.unit.reading() as connection:
        before = dashboard.of_account(connection, "account of filed")
    size = verify(desk.unit.engine).size
    walk_to(desk, "filed")
    with desk.unit.reading() as connection:
        assert dashboard.of_account(connection, "account of filed") == before
    assert verify(desk.unit.engine).size == size


def test_no_plaintext_of_a_person_stands_in_the_database(desk: Desk) -> None:
    walk = walk_to(desk, "filed")
    person = walk.sample.subject.responsible
    secrets = [person.certificate_number.full, person.mobile.full, person.email.full]
    found: Counter[str] = Counter()
    with desk.unit.reading() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()):
                text = " ".join(
                    value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    for value in row
                )
                found.update(secret for secret in secrets if secret in text)
    assert not found


def test_one_account_files_for_one_subject(desk: Desk) -> None:
    first = walk_to(desk, "draft")
    second = Walk.begin(desk, "another subject", first.account, desk.clock.now(), b"")
    with pytest.raises(AccountInUse):
        second.take(("start",))
    first.take(("abandon",))
    second.take(("start",))
    assert second.filing().status == "draft"


def test_of_two_filings_for_one_domain_one_is_stopped(desk: Desk) -> None:
    first = walk_to(desk, "draft")
    other = Walk.begin(desk, "another owner", "another account", desk.clock.now(), b"")
    taken = replace(other.sample.facts, domains=first.sample.facts.domains)
    other.sample = Sample(taken, other.sample.subject, other.sample.site, other.sample.access)
    with pytest.raises(DomainInProcess):
        other.take(("start",))


def files_in(directory: Path) -> set[Path]:
    return {path for path in directory.rglob("*") if path.is_file()}


def test_a_scan_that_is_refused_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    walk = walk_to(desk, "fix_requested")
    before = files_in(tmp_path / "story-files")
    with pytest.raises(FieldLocked):
        walk.upload_one("M05:" + walk.sample.site.id)
    assert before
    assert files_in(tmp_path / "story-files") == before


def test_a_demonstration_may_hand_in_the_sheet_that_was_printed(desk: Desk) -> None:
    walk = Walk.begin(desk, "signed", "an account", desk.clock.now(), drawn_scan())
    walk.signed = signed_sheet
    walk.take(ENDS["submitted"])
    sheet = walk.filing().materials["M05:" + walk.sample.site.id]
    assert len(sheet.sheet) == 20
    assert sheet.verdicts == ()


def test_repeating_anothers_command_shows_no_link_of_theirs(desk: Desk) -> None:
    theirs, mine = walk_to(desk, "identity_pending"), walk_to(desk, "identity_pending", " two")

    def link_of(walk: Walk) -> str:
        (person,) = walk.filing().site_persons()
        command_id = derived_id("the same", "command")
        return identity_links.issue_link(
            desk,
            walk.filing_id,
            person,
            actor=walk.applicant,
            at=walk.at,
            command_id=command_id,
        )

    shown = link_of(theirs)
    assert identity_links.find_link(desk, shown, theirs.at).opened.id == theirs.filing_id
    repeated = link_of(mine)
    assert repeated != shown
    with pytest.raises(LinkExpired):
        identity_links.find_link(desk, repeated, mine.at)
