"""Which servers carry filings, and what may be done with servers and codes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from domain.hosting import commands as c
from domain.hosting import events as e
from domain.hosting import policy, server_rules
from domain.hosting import refusals as r
from domain.hosting.decide import decide
from domain.hosting.facts import Kind, Obstacle, Server, Terms
from domain.hosting.state import Resource, replay
from domain.personal import Personal
from domain.refusal import NotFound, NotPermitted, Refusal
from domain.roles import Actor, Role

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)
OWNER = Actor("owner", Role.APPLICANT)
OTHER = Actor("other", Role.APPLICANT)
OPERATOR = Actor("operator", Role.OPERATOR)
SYSTEM = Actor("system", Role.SYSTEM)
TERMS = Terms()
SERVER = Server(
    name="web-1",
    kind=Kind.SERVER,
    addresses=("203.0.113.8",),
    place=2,
    prepaid=True,
    bought_on=date(2026, 1, 1),
    bought_until=date(2027, 1, 1),
    sites=5,
    codes=5,
    frees_quota=True,
)


def envelope(actor, command_id="c" * 32):
    return {"command_id": command_id, "actor": actor, "at": AT}


def issued(*names):
    return tuple(
        e.IssuedCode(name, f"digest of {name}", name[-1] * 4, Personal("k", "one_time_code", name))
        for name in names
    )


def owned(*more, server=SERVER):
    return replay([e.ResourceRegistered("r", server, "owner", AT), *more])


def with_codes(*names):
    return owned(e.CodesIssued(issued(*names), date(2027, 3, 2), AT))


def refused(command, resource) -> Refusal:
    with pytest.raises(Refusal) as caught:
        decide(command, resource)
    return caught.value


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"kind": Kind.ADDRESS}, [Obstacle.ADDRESS_ALONE]),
        ({"prepaid": False}, [Obstacle.NOT_PREPAID]),
        ({"place": 0}, [Obstacle.NOT_MAINLAND]),
        ({"addresses": ()}, [Obstacle.NO_ADDRESS]),
        ({"bought_on": date(2026, 1, 1), "bought_until": date(2026, 4, 1)}, []),
        (
            {"bought_on": date(2026, 1, 2), "bought_until": date(2026, 4, 1)},
            [Obstacle.BOUGHT_TOO_SHORT],
        ),
        (
            {"bought_on": date(2025, 11, 30), "bought_until": date(2026, 4, 1)},
            [],
        ),
        (
            {"bought_on": date(2025, 1, 1), "bought_until": date(2026, 3, 31)},
            [Obstacle.ENDS_TOO_SOON],
        ),
        ({"bought_on": date(2025, 1, 1), "bought_until": date(2026, 4, 1)}, []),
        ({"bought_on": date(2025, 1, 1), "bought_until": date(2026, 3, 1)}, [Obstacle.ENDED]),
        (
            {"kind": Kind.ADDRESS, "prepaid": False, "place": 0},
            [Obstacle.ADDRESS_ALONE, Obstacle.NOT_PREPAID, Obstacle.NOT_MAINLAND],
        ),
    ],
)
def test_everything_that_keeps_a_server_from_carrying_a_filing_is_told(change, found) -> None:
    assert policy.obstacles(replace(SERVER, **change), TODAY, TERMS, withdrawn=False) == found


def test_the_terms_are_those_of_the_installation() -> None:
    server = replace(SERVER, bought_on=date(2026, 2, 1), bought_until=date(2026, 3, 9))
    assert policy.obstacles(server, TODAY, Terms(months=1, days_left=7), withdrawn=False) == []
    assert policy.obstacles(server, TODAY, Terms(1, 8), withdrawn=True) == [
        Obstacle.WITHDRAWN,
        Obstacle.ENDS_TOO_SOON,
    ]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"name": " "}, "name", "required"),
        ({"name": "长" * 61}, "name", "too_long"),
        ({"addresses": ("10.0.0.1",)}, "addresses", "address_not_public"),
        ({"addresses": ("web",)}, "addresses", "not_an_address"),
        ({"addresses": ("203.0.113.8",) * 51}, "addresses", "too_many"),
        ({"place": 99}, "place", "not_in_list"),
        ({"bought_until": date(2025, 1, 1)}, "bought_until", "ends_before_start"),
        ({"bought_until": date(2100, 1, 1)}, "bought_until", "day_out_of_range"),
        ({"sites": -1}, "sites", "not_a_quota"),
        ({"codes": 1001}, "codes", "not_a_quota"),
    ],
)
def test_wrong_facts_of_a_server_are_told_by_field(change, field, code) -> None:
    wrong = server_rules.check(replace(SERVER, **change))
    assert [(problem.field, problem.code) for problem in wrong] == [(f"server.{field}", code)]
    command = c.RegisterResource(
        **envelope(OPERATOR), resource="r", server=replace(SERVER, **change)
    )
    assert isinstance(refused(command, Resource()), r.InvalidServer)


def test_a_server_is_entered_once_and_by_operators_only() -> None:
    command = c.RegisterResource(**envelope(OPERATOR), resource="r", server=SERVER, account="owner")
    assert decide(command, Resource()) == [e.ResourceRegistered("r", SERVER, "owner", AT)]
    assert isinstance(refused(command, owned()), r.ResourceExists)
    assert isinstance(refused(replace(command, actor=OWNER), Resource()), NotPermitted)


@pytest.mark.parametrize(
    "command",
    [
        c.ProlongResource(**envelope(OPERATOR), until=date(2028, 1, 1)),
        c.HandOverResource(**envelope(OPERATOR), account="other"),
        c.WithdrawResource(**envelope(OPERATOR), reason="退租"),
        c.WarnOfEnd(**envelope(SYSTEM), days=400),
        c.IssueCodes(**envelope(OWNER), codes=issued("one"), terms=TERMS),
        c.RevokeCode(**envelope(OWNER), code="one"),
        c.GrantCode(**envelope(OWNER), code="one", account="other"),
    ],
)
def test_nothing_is_done_with_a_server_that_is_not_there(command) -> None:
    assert isinstance(refused(command, Resource()), NotFound)


def test_a_server_is_prolonged_and_the_same_day_changes_nothing() -> None:
    command = c.ProlongResource(**envelope(OPERATOR), until=date(2028, 1, 1))
    events = decide(command, owned())
    assert events == [e.ResourceProlonged(date(2028, 1, 1), AT)]
    assert decide(command, owned(*events)) == []
    early = replace(command, until=date(2025, 12, 31))
    assert isinstance(refused(early, owned()), r.InvalidServer)


def test_handing_a_server_over_makes_its_unused_codes_worthless() -> None:
    command = c.HandOverResource(**envelope(OPERATOR), account="other", unused=("a", "unknown"))
    events = decide(command, with_codes("a", "b"))
    assert events == [
        e.CodesVoided(("a",), "handed_over", AT),
        e.ResourceHandedOver("other", AT),
    ]
    assert decide(replace(command, account="owner"), with_codes("a")) == []


def test_taking_a_server_away_needs_a_reason_and_happens_once() -> None:
    command = c.WithdrawResource(**envelope(OPERATOR), reason="退租", unused=("a",))
    events = decide(command, with_codes("a"))
    assert events == [e.CodesVoided(("a",), "withdrawn", AT), e.ResourceWithdrawn("退租", AT)]
    assert decide(command, owned(*events)) == []
    assert isinstance(refused(replace(command, reason=" "), owned()), r.NeedsPublicReason)


def test_the_owner_makes_codes_that_live_for_a_year() -> None:
    command = c.IssueCodes(**envelope(OWNER), codes=issued("a", "b"), terms=TERMS)
    assert decide(command, owned()) == [
        e.CodesIssued(issued("a", "b"), date(2027, 3, 2), AT),
    ]
    assert isinstance(refused(replace(command, actor=OTHER), owned()), NotFound)
    sub_account = Actor("owner", Role.SUB_ACCOUNT)
    assert isinstance(refused(replace(command, actor=sub_account), owned()), NotPermitted)


def test_codes_are_made_for_eligible_servers_only() -> None:
    command = c.IssueCodes(**envelope(OWNER), codes=issued("a"), terms=TERMS)
    refusal = refused(command, owned(server=replace(SERVER, prepaid=False)))
    assert isinstance(refusal, r.NotEligible)
    assert refusal.facts == {"why": Obstacle.NOT_PREPAID}
    gone = owned(e.ResourceWithdrawn("退租", AT))
    assert refused(command, gone).facts == {"why": Obstacle.WITHDRAWN}


def test_a_server_has_as_many_codes_as_it_has_and_void_ones_do_not_count() -> None:
    some = with_codes("a", "b", "c", "d")
    two = c.IssueCodes(**envelope(OWNER), codes=issued("x", "y"), terms=TERMS)
    refusal = refused(two, some)
    assert isinstance(refusal, r.CodesUsedUp)
    assert refusal.facts == {"left": 1, "limit": 5}
    freed = replay(
        [
            e.ResourceRegistered("r", SERVER, "owner", AT),
            e.CodesIssued(issued("a", "b", "c", "d"), date(2027, 3, 2), AT),
            e.CodesVoided(("a",), "revoked", AT),
        ]
    )
    assert len(decide(two, freed)) == 1


@pytest.mark.parametrize("number", [0, 21])
def test_a_batch_has_one_to_twenty_codes(number) -> None:
    codes = issued(*(f"code {n}" for n in range(number)))
    command = c.IssueCodes(**envelope(OWNER), codes=codes, terms=TERMS)
    many = owned(server=replace(SERVER, codes=100))
    assert isinstance(refused(command, many), r.WrongNumberOfCodes)


def test_a_code_is_given_to_one_other_account() -> None:
    command = c.GrantCode(**envelope(OWNER), code="a", account="other", note=" 给分公司 ")
    events = decide(command, with_codes("a"))
    assert events == [e.CodeGranted("a", "other", "给分公司", "aaaa", "web-1", AT)]
    given = owned(e.CodesIssued(issued("a"), date(2027, 3, 2), AT), *events)
    assert decide(command, given) == []
    third = replace(command, account="third")
    assert isinstance(refused(third, given), r.AlreadyGranted)
    own = replace(command, account="owner")
    assert isinstance(refused(own, with_codes("a")), r.GrantedToSelf)


def test_a_code_that_is_over_or_void_is_given_to_nobody() -> None:
    command = c.GrantCode(**envelope(OWNER), code="a", account="other")
    over = owned(e.CodesIssued(issued("a"), date(2026, 3, 1), AT))
    assert isinstance(refused(command, over), r.CodeIsVoid)
    void = owned(
        e.CodesIssued(issued("a"), date(2027, 3, 1), AT), e.CodesVoided(("a",), "revoked", AT)
    )
    assert isinstance(refused(command, void), r.CodeIsVoid)


def test_a_code_is_revoked_once() -> None:
    command = c.RevokeCode(**envelope(OWNER), code="a")
    events = decide(command, with_codes("a"))
    assert events == [e.CodesVoided(("a",), "revoked", AT)]
    void = owned(e.CodesIssued(issued("a"), date(2027, 3, 1), AT), *events)
    assert decide(command, void) == []


def test_only_codes_whose_day_has_passed_expire() -> None:
    resource = owned(
        e.CodesIssued(issued("a"), date(2026, 3, 1), AT),
        e.CodesIssued(issued("b"), date(2026, 3, 2), AT),
    )
    command = c.ExpireCodes(**envelope(SYSTEM), codes=("a", "b"))
    assert decide(command, resource) == [e.CodesVoided(("a",), "expired", AT)]
    assert isinstance(refused(replace(command, actor=OWNER), resource), NotPermitted)


def test_the_owner_is_told_of_each_end_once() -> None:
    soon = replace(SERVER, bought_until=date(2026, 4, 1))
    command = c.WarnOfEnd(**envelope(SYSTEM), days=45)
    events = decide(command, owned(server=soon))
    assert events == [e.ResourceEndsSoon("owner", "web-1", date(2026, 4, 1), AT)]
    assert decide(command, owned(*events, server=soon)) == []
    again = owned(*events, e.ResourceProlonged(date(2026, 4, 10), AT), server=soon)
    assert len(decide(command, again)) == 1
    assert decide(command, owned()) == []
    ended = replace(SERVER, bought_until=date(2026, 3, 1))
    assert decide(command, owned(server=ended)) == []


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    assert policy.months_after(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert policy.months_after(date(2026, 2, 28), 12) == date(2027, 2, 28)
