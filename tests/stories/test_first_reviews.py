"""How often filings like one passed their first review."""

from __future__ import annotations

import dataclasses

from domain.roles import Actor, Role
from projections.first_reviews import Chances
from store.rebuilding import check
from tests.unit.filing.samples import Sample, hex_id, individual, two_contacts
from tests.unit.filing.stories import Story
from tests.views.review_office import other
from use_cases import filings, forecast
from use_cases.desk import Desk


def told(desk: Desk, name: str, sample: Sample | None = None) -> Story:
    def tell(command: object) -> None:
        filings.handle(desk, hex_id(name), command)

    return Story(
        other(sample or individual(), name),
        applicant=Actor(hex_id(f"owner of {name}"), Role.APPLICANT),
        at=desk.clock.now(),
        seed=name,
        tell=tell,
    )


def test_only_the_first_decision_about_filings_like_it_counts(desk: Desk) -> None:
    desk = dataclasses.replace(desk, least_cases=2)
    mine = told(desk, "mine").stated().filing
    assert forecast.chances(desk, mine) is None
    told(desk, "passed").passed()
    told(desk, "waiting").submitted()
    assert forecast.chances(desk, mine) is None
    told(desk, "returned").fix_requested().with_mail_address("科苑路9号1栋101室")
    told(desk, "company", two_contacts()).passed()
    assert forecast.chances(desk, mine) == Chances(passed=1, cases=2)
    told(desk, "refused").rejected()
    assert forecast.chances(desk, mine) == Chances(passed=1, cases=3)
    assert list(check(desk.unit.engine, desk.unit.projections)) == []


def test_what_passes_later_did_not_pass_the_first_time(desk: Desk) -> None:
    desk = dataclasses.replace(desk, least_cases=1)
    story = told(desk, "mended").fix_requested().with_mail_address("科苑路9号1栋101室")
    story.signed_again().handed_in().claimed().accepted()
    assert forecast.chances(desk, story.filing) == Chances(passed=0, cases=1)
