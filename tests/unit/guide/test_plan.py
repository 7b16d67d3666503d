"""Which filings a wish needs: what is answered, and the steps in their order."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from domain.filing.kinds import NEEDS, Kind, can_start
from domain.guide.durations import span, stages
from domain.guide.plan import Step, plan
from domain.guide.situation import FACTS, SUBJECTS, Situation, Wish
from domain.reference import provinces, tables
from domain.rules.decision import built_in

INDIVIDUAL, ENTERPRISE = 5, 4
BEIJING, HUBEI = "11", "42"

# What is wished, what is answered -> the steps; those made elsewhere in small letters.
TABLE = """
new_site | subject=no | FIRST
new_site | subject=here | ADD_SITE_LOCAL
new_site | subject=elsewhere | ADD_SITE_EXT
new_site | subject=empty province=11 | ADD_SITE_EXT
new_site | subject=empty province=42 | end_empty_subject FIRST
move_here | subject=here keep=yes | ADD_ACCESS_LOCAL
move_here | subject=elsewhere keep=yes | ADD_ACCESS_EXT
move_here | subject=elsewhere keep=no | ADD_ACCESS_EXT end_access_there
new_domain | access=here keep=yes | ADD_SITE_LOCAL
new_domain | access=here keep=no | ADD_SITE_LOCAL CANCEL_SITE
new_domain | access=elsewhere keep=no | ADD_SITE_EXT end_there
new_owner | access=here nature=5 | CANCEL_SITE domain_to_new_owner FIRST
new_owner | access=here nature=5 last=yes | CANCEL_SUBJECT domain_to_new_owner FIRST
new_owner | access=here nature=5 subject=here | CANCEL_SITE domain_to_new_owner ADD_SITE_LOCAL
new_owner | access=elsewhere nature=4 subject=elsewhere | end_there domain_to_new_owner ADD_SITE_EXT
subject_changed | access=here | CHANGE_SUBJECT
subject_changed | access=elsewhere | change_there
person_changed | whose=responsible | CHANGE_SUBJECT
person_changed | whose=site | CHANGE_SITE
person_changed | whose=both | CHANGE_BOTH
person_changed | whose=both access=elsewhere | change_there
site_changed | access=here | CHANGE_SITE
server_changed | | CHANGE_ACCESS
number_changed | access=here | CANCEL_SUBJECT FIRST
number_changed | access=elsewhere | end_there FIRST
end_site | last=no | CANCEL_SITE
end_site | last=yes | CANCEL_SUBJECT
end_site | last=no access=elsewhere | end_there
end_all | access=here | CANCEL_SUBJECT
leave | | add_access_there CANCEL_ACCESS
other_account | | TRANSFER
in_no_account | | CLAIM
"""


def _situation(wish: str, answers: str) -> Situation:
    given: dict[str, Any] = dict(each.split("=") for each in answers.split())
    for name in ("last", "keep"):
        given[name] = given.get(name) == "yes"
    given["nature"] = int(given.get("nature", ENTERPRISE))
    return Situation(Wish(wish), **{"province": BEIJING} | given)


def _names(steps: tuple[Step, ...]) -> list[str]:
    return [step.kind.value if step.kind else step.elsewhere for step in steps]


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_a_wish_needs_these_steps(row: str) -> None:
    wish, answers, steps = (part.strip() for part in row.split("|"))
    assert _names(plan(_situation(wish, answers), built_in())) == steps.split()


def test_a_unit_takes_a_website_over_by_migration_as_soon_as_that_can_be_started() -> None:
    at = _situation("new_owner", "access=here nature=4")
    steps = _names(plan(at, built_in()))
    migrated = ["domain_to_new_owner", "MIGRATE"]
    anew = ["CANCEL_SITE", "domain_to_new_owner", "FIRST"]
    assert steps == (migrated if can_start(Kind.MIGRATE) else anew)


def test_who_cannot_take_a_website_over_is_told_why() -> None:
    person = plan(_situation("new_owner", "access=here nature=5"), built_in())[0]
    unit = plan(_situation("new_owner", "access=here nature=4"), built_in())[0]
    assert person.why == "old_number_ends"
    assert unit.why in {"not_moved_here", "holder_is_subject"}


def _every_situation() -> list[Situation]:
    """Each wish with each answer to what it asks, in each province, for both natures."""
    answers: dict[str, tuple[Any, ...]] = {
        "access": ("here", "elsewhere"),
        "last": (False, True),
        "keep": (False, True),
        "whose": ("responsible", "site", "both"),
    }
    found = []
    for wish, names in FACTS.items():
        choices = [SUBJECTS[wish] if name == "subject" else answers[name] for name in names]
        for given in product(*choices):
            for province in provinces.provinces():
                for nature in (INDIVIDUAL, ENTERPRISE):
                    facts = dict(zip(names, given, strict=True))
                    found.append(Situation(wish, province.code[:2], nature, **facts))
    return found


def test_every_answer_to_every_question_gives_steps_with_a_reason() -> None:
    every = _every_situation()
    assert len(every) > 2000
    for at in every:
        steps = plan(at, built_in())
        assert steps, at
        assert all(step.why or step.row for step in steps), at
        assert all(step.kind is None or step.kind in NEEDS for step in steps), at


def test_the_table_has_every_wish() -> None:
    assert {row.split(" | ")[0] for row in TABLE.strip().splitlines()} == set(Wish)


def test_every_nature_is_decided() -> None:
    for nature in tables.subject_types():
        at = Situation(Wish.NEW_SITE, HUBEI, nature.id)
        assert _names(plan(at, built_in())) == ["FIRST"]


def test_what_takes_effect_at_once_has_no_hands() -> None:
    assert stages(Kind.TRANSFER, ()) == ()
    assert span(()) == (0, 0)


def test_a_first_filing_passes_five_hands() -> None:
    found = stages(Kind.FIRST, ())
    assert [each.hand for each in found] == ["review", "identity", "report", "sms", "bureau"]
    assert span(found) == (4, 26)


def test_what_may_not_be_needed_counts_for_the_most_only() -> None:
    found = stages(Kind.CHANGE_SITE, ())
    assert next(each for each in found if each.hand == "identity").maybe
    assert span(found) == (3, 26)


def test_an_end_usually_takes_the_bureau_five_days() -> None:
    bureau = stages(Kind.CANCEL_SITE, ())[-1]
    assert (bureau.hand, bureau.usual, bureau.most) == ("bureau", 5, 20)
    assert "sms" not in {each.hand for each in stages(Kind.CANCEL_ACCESS, ())}
