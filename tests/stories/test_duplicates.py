"""The same picture twice: in one filing, and in the filings of two subjects."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageEnhance
from sqlalchemy import event

from domain.access.commands import ErasePerson
from domain.command import derived_id
from domain.filing.commands import RemoveMaterial
from domain.filing.duplicates import ANOTHER_SLOT, ANOTHER_SUBJECT, for_applicant, standing
from domain.filing.facts import Material
from domain.roles import Actor, Role
from tests.drawn_papers import card_back, card_front
from tests.signed_sheets import scanned
from tests.unit.filing.samples import Sample, enterprise, hex_id, individual
from tests.unit.filing.stories import SYSTEM, Story
from use_cases import access_records, filings, materials, sheets
from use_cases.desk import Desk

FRONT, BACK = "M02:front", "M02:back"


def jpeg(picture: Image.Image, quality: int = 90) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def again(picture: Image.Image) -> bytes:
    """The same picture, smaller, lighter and saved again."""
    smaller = picture.resize((picture.width * 4 // 5, picture.height * 4 // 5))
    return jpeg(ImageEnhance.Brightness(smaller).enhance(1.05), 75)


class Draft:
    """A filing of its own account with everything stated and no scan yet."""

    def __init__(self, desk: Desk, name: str, sample: Sample) -> None:
        self.desk, self.id, self.uploads = desk, hex_id(name), 0
        self.story = Story(
            sample,
            applicant=Actor(hex_id(f"account {name}"), Role.APPLICANT),
            seed=name,
            tell=lambda command: filings.handle(desk, self.id, command),
        ).stated()

    def put(self, slot: str, data: bytes) -> Material:
        """Upload, as the page does."""
        self.uploads += 1
        materials.upload(
            self.desk,
            self.id,
            slot,
            data,
            actor=self.story.applicant,
            at=self.story.at,
            command_id=derived_id(f"{self.id} {self.uploads}", "upload"),
        )
        return self.filing.materials[slot]

    def remove(self, slot: str) -> None:
        command = RemoveMaterial(
            command_id=derived_id(f"{self.id} {slot}", "remove"),
            actor=self.story.applicant,
            at=self.story.at,
            slot=slot,
        )
        filings.handle(self.desk, self.id, command)

    @property
    def filing(self):
        return filings.open_filing(self.desk, self.id).filing


@pytest.fixture
def begin(desk: Desk) -> Callable[[str, Sample], Draft]:
    return lambda name, sample: Draft(desk, name, sample)


def statements_of(desk: Desk) -> list[str]:
    """All that the database is asked from now on."""
    asked: list[str] = []
    event.listen(
        desk.unit.engine,
        "before_cursor_execute",
        lambda _c, _k, statement, *_: asked.append(statement),
    )
    return asked


def said(verdicts) -> list[str]:
    return [one.check for one in verdicts if one.check.startswith("duplicate")]


def test_a_picture_in_two_slots_is_told_with_the_other_slot(begin) -> None:
    draft = begin("one", individual())
    assert said(draft.put(FRONT, jpeg(card_front(1))).verdicts) == []
    for slot in (BACK, "M25"):
        twin = draft.put(slot, again(card_front(1)))
        assert [v.facts for v in twin.verdicts if v.check == ANOTHER_SLOT] == [{"slot": FRONT}]


def test_what_is_said_of_a_twin_ends_when_the_twin_is_replaced(begin) -> None:
    draft = begin("one", individual())
    draft.put(FRONT, jpeg(card_front(1)))
    draft.put("M25", jpeg(card_front(1)))
    assert said(standing(draft.filing, draft.filing.materials["M25"])) == [ANOTHER_SLOT]
    draft.put(FRONT, jpeg(card_front(2)))
    assert said(standing(draft.filing, draft.filing.materials["M25"])) == []


def test_the_same_picture_of_another_subject_is_for_reviewers_only(begin) -> None:
    first, second = begin("one", individual()), begin("two", enterprise())
    first.put(FRONT, jpeg(card_front(1)))
    taken = second.put(FRONT, again(card_front(1)))
    assert [v.facts for v in taken.verdicts if v.check == ANOTHER_SUBJECT] == [{}]
    assert said(standing(second.filing, taken)) == [ANOTHER_SUBJECT]
    assert said(for_applicant(second.filing, taken)) == []


def test_another_card_of_the_same_layout_is_no_duplicate(begin) -> None:
    first, second = begin("one", individual()), begin("two", enterprise())
    first.put(FRONT, jpeg(card_front(1)))
    first.put(BACK, jpeg(card_back(1)))
    assert said(second.put(FRONT, jpeg(card_front(2))).verdicts) == []


def test_sheets_of_two_subjects_are_one_form_and_no_duplicates(begin, desk: Desk) -> None:
    drafts = begin("one", individual()), begin("two", enterprise())
    written = statements_of(desk)
    for draft in drafts:
        filing = draft.filing
        site = next(iter(filing.sites))
        pdf = sheets.pdf(desk, draft.id, filing, site, "示例云")
        material = draft.put(f"M05:{site}", scanned(pdf, degrees=0))
        assert material.sheet
        assert said(material.verdicts) == []
    assert not any("DELETE FROM scan_prints" in each for each in written), "there were none"


def test_what_is_printed_from_one_template_has_no_prints(begin, desk: Desk) -> None:
    draft = begin("one", individual())
    owner = draft.filing.subject.id
    page = jpeg(card_front(1))

    def prints(slot: str) -> int:
        scan = materials.prepare(desk, page, material_id=hex_id(slot), slot=slot, owner=owner)
        return len(scan.prints)

    assert {slot: prints(slot) for slot in ("M08", "M10", "M11", "M12", "M25")} == {
        "M08": 16,
        "M10": 0,
        "M11": 0,
        "M12": 0,
        "M25": 16,
    }


def test_what_was_removed_or_erased_is_compared_no_more(begin, desk: Desk) -> None:
    first, second = begin("one", individual()), begin("two", enterprise())
    first.put(FRONT, jpeg(card_front(1)))
    first.remove(FRONT)
    assert said(second.put(FRONT, jpeg(card_front(1))).verdicts) == []
    first.put(BACK, jpeg(card_front(3)))
    erasing = ErasePerson(
        command_id=hex_id("erase"),
        actor=SYSTEM,
        at=first.story.at,
        filing=first.id,
        person=first.filing.subject.responsible.id,
        reason="asked for",
    )
    access_records.record(desk, access_records.stream_of(first.id), erasing)
    assert said(second.put("M01", jpeg(card_front(3))).verdicts) == []


def test_the_database_is_asked_once_about_an_upload(begin, desk: Desk) -> None:
    draft = begin("one", individual())
    asked = statements_of(desk)
    draft.put(FRONT, jpeg(card_front(1)))
    assert sum("scan_subjects" in each and each.startswith("SELECT") for each in asked) == 1
