"""What may be done with a record, as a table, and why not the rest."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.filing.kinds import Kind
from domain.register import commands as c
from domain.register.policy import (
    OF_SITE,
    OF_SUBJECT,
    Obstacle,
    Offer,
    Standing,
    Underway,
    general_obstacle,
    obstacle,
    offers,
    site_standing,
    standing,
)
from domain.roles import Role
from tests.unit.filing.samples import hex_id, individual, website
from tests.unit.register.given import Given, about, outcome, registered
from tests.unit.register.test_bureau_and_inspections import (
    asked,
    command,
    site_cancelled,
    subject_cancelled,
)

S1, S2 = hex_id("s1"), hex_id("s2")
OPEN = (Underway(hex_id("an open filing"), Kind.CHANGE_SITE),)
ENDING = (Underway(hex_id("an open filing"), Kind.CANCEL_SUBJECT),)


def without_access() -> Given:
    record = registered()
    return record.once(outcome(about(record, Kind.CANCEL_ACCESS, record_sites=(S1,))))


def empty() -> Given:
    return registered().once(site_cancelled(S1)).once(site_cancelled(S2))


def blacklisted() -> Given:
    return registered().once(command(c.NoteBlacklisted, Role.MINISTRY, listed=True))


def unclaimed() -> Given:
    return Given(replace(registered().record, account=""))


def full_individual() -> Given:
    record = registered(individual())
    for number in range(2, 6):
        site = website("一个网站", f"site{number}.cn", site_id=f"site {number}")
        what = about(
            record,
            Kind.ADD_SITE_LOCAL,
            filing=hex_id(f"filing {number}"),
            identity=record.record.identity,
            sites={site.id: site},
            website_numbers={site.id: f"{record.record.number}-{number}"},
        )
        record = record.once(outcome(what))
    return record


ANY = "any"
TABLE = [
    # record, filings under way, kind, website, what hinders it
    (registered, (), ANY, "", None),
    (registered, (), ANY, S1, None),
    (registered, OPEN, ANY, "", Obstacle.IN_PROCESS),
    (registered, OPEN, ANY, S1, Obstacle.IN_PROCESS),
    (unclaimed, (), ANY, "", Obstacle.UNCLAIMED),
    (lambda: registered().once(subject_cancelled()), (), ANY, "", Obstacle.CANCELLED),
    (lambda: registered().once(subject_cancelled()), OPEN, ANY, "", Obstacle.CANCELLED),
    (without_access, (), Kind.CHANGE_ACCESS, S1, Obstacle.NO_ACCESS),
    (without_access, (), Kind.CANCEL_ACCESS, S1, Obstacle.NO_ACCESS),
    (without_access, (), Kind.CANCEL_SITE, S1, None),
    (without_access, (), Kind.CHANGE_SITE, S1, None),
    (without_access, (), Kind.CHANGE_ACCESS, S2, None),
    (empty, (), Kind.CHANGE_BOTH, "", Obstacle.NO_SITE),
    (empty, (), Kind.ADD_SITE_LOCAL, "", None),
    (empty, (), Kind.CANCEL_SUBJECT, "", None),
    (blacklisted, (), Kind.CHANGE_SUBJECT, "", Obstacle.BLACKLISTED),
    (blacklisted, (), Kind.ADD_SITE_LOCAL, "", Obstacle.BLACKLISTED),
    (blacklisted, (), Kind.TRANSFER, "", Obstacle.BLACKLISTED),
    (blacklisted, (), Kind.CANCEL_SUBJECT, "", None),
    (blacklisted, (), Kind.CANCEL_ACCESS, S1, None),
    (full_individual, (), Kind.ADD_SITE_LOCAL, "", Obstacle.TOO_MANY_SITES),
    (full_individual, (), Kind.ADD_ACCESS_LOCAL, "", None),
    (lambda: registered().once(asked()), (), Kind.CHANGE_SITE, S1, None),
]


@pytest.mark.parametrize(("record", "underway", "kind", "site", "expected"), TABLE)
def test_what_hinders_a_filing(record, underway, kind, site, expected):
    kinds = (OF_SITE if site else OF_SUBJECT) if kind == ANY else (kind,)
    for each in kinds:
        assert obstacle(record().record, underway, each, site) is expected, each


def test_every_kind_about_the_record_and_each_live_website_is_offered():
    record = registered().once(site_cancelled(S1)).record
    found = offers(record, ())
    assert [offer for offer in found if not offer.site] == [Offer(kind) for kind in OF_SUBJECT]
    assert [offer for offer in found if offer.site] == [Offer(kind, S2) for kind in OF_SITE]


def test_what_begins_without_a_record_is_not_offered_on_one():
    offered = {offer.kind for offer in offers(registered().record, ())}
    assert set(Kind) - offered == {
        Kind.FIRST,
        Kind.ADD_SITE_EXT,
        Kind.ADD_ACCESS_EXT,
        Kind.CLAIM,
    }


def test_a_reason_that_holds_for_everything_is_found_once():
    assert general_obstacle(registered().record, OPEN) is Obstacle.IN_PROCESS
    assert general_obstacle(registered().record, ()) is None


@pytest.mark.parametrize(
    ("record", "underway", "expected"),
    [
        (registered, (), Standing.ACTIVE),
        (registered, OPEN, Standing.CHANGING),
        (registered, ENDING, Standing.CANCELLING),
        (empty, (), Standing.EMPTY),
        (blacklisted, OPEN, Standing.BLACKLISTED),
        (lambda: registered().once(subject_cancelled()), ENDING, Standing.CANCELLED),
    ],
)
def test_how_it_stands_with_a_record(record, underway, expected):
    assert standing(record().record, underway) is expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (registered, Standing.ACTIVE),
        (without_access, Standing.EMPTY),
        (lambda: registered().once(asked()), Standing.RECTIFY),
        (lambda: registered().once(site_cancelled()), Standing.CANCELLED),
    ],
)
def test_how_it_stands_with_a_website(record, expected):
    assert site_standing(record().record.sites[S1]) is expected
