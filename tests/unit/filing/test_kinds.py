from __future__ import annotations

import pytest

from domain.filing.kinds import NEEDS, STARTABLE, Data, IdentityCheck, Kind, Verifiers, can_start


def test_every_kind_says_what_it_needs() -> None:
    assert set(NEEDS) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_only_what_goes_to_the_ministry_asks_for_codes(kind: Kind) -> None:
    needs = NEEDS[kind]
    assert needs.reported or needs.verifiers is Verifiers.NOBODY


@pytest.mark.parametrize(
    "kind", [Kind.CANCEL_SITE, Kind.CANCEL_SUBJECT, Kind.CANCEL_ACCESS, Kind.TRANSFER]
)
def test_what_cannot_be_undone_is_confirmed_and_alters_no_field(kind: Kind) -> None:
    needs = NEEDS[kind]
    assert needs.confirmed
    assert {needs.subject, needs.site, needs.access} == {Data.SHOWN}
    assert needs.identity is IdentityCheck.NEVER


@pytest.mark.parametrize("outcome", ["STOP", "SPLIT", "UNDECIDED", ""])
def test_an_answer_that_is_no_kind_cannot_be_started(outcome: str) -> None:
    assert not can_start(outcome)


def test_a_first_filing_can_be_started() -> None:
    assert Kind.FIRST in STARTABLE
    assert can_start("FIRST")
