"""What keeps a filing from being handed in."""

from __future__ import annotations

from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing.completeness import missing
from domain.working_days import shanghai_date
from tests.unit.filing.samples import QIAN, enterprise
from tests.unit.filing.stories import Story


def test_nothing_is_missing_when_all_is_there() -> None:
    story = Story(enterprise()).completed()
    assert missing(story.filing, shanghai_date(story.at)) == ()


def test_the_scan_of_a_predecessor_does_not_count() -> None:
    story = Story(enterprise()).completed()
    filing = story.filing
    assert filing.subject is not None
    successor = replace(filing.subject, responsible=QIAN)
    story.do(c.RecordSubject, subject=successor, seen=filing.sections["subject"])
    found = missing(story.filing, shanghai_date(story.at))
    sheet = f"material:M05:{story.sample.site.id}"
    assert {one.section for one in found} == {"material:M02:front", "material:M02:back", sheet}
