"""Certificates are read by the worker and compared with what was stated."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing.duplicates import for_applicant
from domain.filing.reading import DIFFERS, reading_of, verdicts
from domain.personal import Personal
from gateways.ocr.memory import MemoryReader
from gateways.ocr.port import ReadField
from store import outbox
from store.unit_of_work import UnitOfWork
from tests.drawn_papers import card_back, card_front
from tests.stories.test_duplicates import BACK, FRONT, Draft, jpeg
from tests.unit.filing.samples import individual
from use_cases import deliveries
from use_cases.desk import Desk
from use_cases.reading import READ, kind_of, read_when_uploaded
from wiring import REACTIONS, all_projections

NUMBER = individual().subject.responsible.certificate_number.full
RIGHT = (
    ReadField("name", "林晓雨", 0.99),
    ReadField("certificate_number", NUMBER, 0.97),
    ReadField("address", "广东省深圳市南山区科苑路 8 号", 0.95),
)


@pytest.fixture
def reader() -> MemoryReader:
    return MemoryReader({"id_front": RIGHT, "id_back": (ReadField("valid_to", "long_term", 0.9),)})


@pytest.fixture
def reading_desk(desk: Desk, reader: MemoryReader) -> Desk:
    """A desk with a reader, whose uploads wait to be read."""
    unit = UnitOfWork(
        desk.unit.engine, desk.vault, all_projections(), (*REACTIONS, read_when_uploaded)
    )
    return dataclasses.replace(desk, unit=unit, reader=reader)


@pytest.fixture
def draft(reading_desk: Desk) -> Draft:
    return Draft(reading_desk, "one", individual())


def work(desk: Desk, draft: Draft) -> None:
    deliveries.deliver_due(desk, draft.story.at)


def fields(draft: Draft, slot: str) -> list[object]:
    return [verdict.facts["field"] for verdict in verdicts(draft.filing, slot)]


def test_a_card_that_shows_what_was_stated_gives_no_warning(reading_desk, draft, reader) -> None:
    draft.put(FRONT, jpeg(card_front(1)))
    draft.put(BACK, jpeg(card_back(1)))
    work(reading_desk, draft)
    assert sorted(reader.asked) == ["id_back", "id_front"]
    assert reading_of(draft.filing, FRONT).texts[0].value.text == "林晓雨"
    assert (fields(draft, FRONT), fields(draft, BACK)) == ([], [])


def test_what_differs_is_told_by_its_field_and_never_by_its_value(
    reading_desk, draft, reader
) -> None:
    reader.answers = {
        "id_front": (
            ReadField("name", "林小雨", 0.98),
            ReadField("certificate_number", NUMBER[:-1] + "0", 0.98),
            ReadField("address", "北京市海淀区中关村大街1号", 0.98),
        ),
        "id_back": (ReadField("valid_to", "2031-01-02", 0.98),),
    }
    draft.put(FRONT, jpeg(card_front(1)))
    draft.put(BACK, jpeg(card_back(1)))
    work(reading_desk, draft)
    assert fields(draft, FRONT) == ["name", "certificate_number", "address"]
    assert fields(draft, BACK) == ["valid_to"]
    assert reading_of(draft.filing, BACK).valid_to == date(2031, 1, 2)
    told = for_applicant(draft.filing, draft.filing.materials[FRONT])
    assert [verdict.facts for verdict in told if verdict.check == DIFFERS] == [
        {"field": "name"},
        {"field": "certificate_number"},
        {"field": "address"},
    ]


def test_a_warning_ends_when_the_statement_is_corrected(reading_desk, draft, reader) -> None:
    reader.answers = {"id_front": (ReadField("name", "林小雨", 0.98),)}
    draft.put(FRONT, jpeg(card_front(1)))
    work(reading_desk, draft)
    assert fields(draft, FRONT) == ["name"]
    subject = draft.filing.subject
    name = Personal(subject.responsible.id, "name", "林小雨")
    right = replace(subject, responsible=replace(subject.responsible, name=name))
    draft.story.do(c.RecordSubject, subject=right, seen=draft.filing.sections["subject"])
    assert fields(draft, FRONT) == []


def test_what_the_reader_is_not_sure_of_is_not_compared(reading_desk, draft, reader) -> None:
    reader.answers = {"id_front": (ReadField("name", "林小雨", 0.6),)}
    draft.put(FRONT, jpeg(card_front(1)))
    work(reading_desk, draft)
    assert fields(draft, FRONT) == []


def test_a_scan_that_was_replaced_is_not_read(reading_desk, draft, reader) -> None:
    draft.put(FRONT, jpeg(card_front(1)))
    draft.put(FRONT, jpeg(card_front(2)))
    work(reading_desk, draft)
    assert reader.asked == ["id_front"]
    draft.put(FRONT, jpeg(card_front(3)))
    assert reading_of(draft.filing, FRONT) is None


def test_reading_twice_notes_it_once_and_erased_scans_are_let_be(reading_desk, draft) -> None:
    draft.put(FRONT, jpeg(card_front(1)))
    work(reading_desk, draft)
    version = draft.filing.version
    payload = {"filing": draft.id, "slot": FRONT, "material": draft.filing.materials[FRONT].id}
    deliveries.SENDERS[READ](reading_desk, payload, draft.story.at)
    assert draft.filing.version == version
    draft.put(BACK, jpeg(card_back(1)))
    reading_desk.vault.erase(draft.filing.subject.responsible.id)
    work(reading_desk, draft)
    assert reading_of(draft.filing, BACK) is None


def test_without_a_reader_nothing_waits_to_be_read(desk: Desk) -> None:
    draft = Draft(desk, "one", individual())
    draft.put(FRONT, jpeg(card_front(1)))
    with desk.unit.reading() as connection:
        assert [item.kind for item in outbox.waiting(connection) if item.kind == READ] == []


def test_what_was_read_is_sealed_in_the_log(reading_desk, draft) -> None:
    draft.put(FRONT, jpeg(card_front(1)))
    work(reading_desk, draft)
    with reading_desk.unit.engine.connect() as connection:
        stored = connection.exec_driver_sql("SELECT data FROM events").scalars().all()
    assert not any(NUMBER.encode() in bytes(data) for data in stored)
    assert any(b'"confidence"' in bytes(data) for data in stored)


@pytest.mark.parametrize(
    ("slot", "kind"),
    [
        ("M01", "licence"),
        (FRONT, "id_front"),
        ("M04:back:abc", "id_back"),
        ("M05:abc", None),
        ("M03:front", None),
    ],
)
def test_which_scans_are_read(slot: str, kind: str | None) -> None:
    assert kind_of(slot) == kind
