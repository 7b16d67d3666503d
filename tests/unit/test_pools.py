"""Address ranges as they are written, and the rules of the provider's pools."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.pools.commands import AddRanges, RemoveRange
from domain.pools.decide import decide
from domain.pools.events import PoolRange, RangeRemoved, RangesAdded
from domain.pools.ranges import IpRange, NotARange, read_range, sort_key
from domain.pools.reading import MOST_LINES, read_lines
from domain.pools.refusals import LinesRefused, NoRanges, ReasonNeeded, TooManyRanges
from domain.pools.state import Pools, replay
from domain.refusal import NotPermitted
from domain.roles import Actor, Role

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
OPERATOR = Actor("operator", Role.OPERATOR)


def adding(text, reason="新机房", actor=OPERATOR, command_id="c" * 32):
    lines = read_lines(text)
    return AddRanges(command_id=command_id, actor=actor, at=AT, lines=lines, reason=reason)


def told(refused):
    return [(bad.line, bad.reason) for bad in refused.value.facts["lines"]]


READ = {
    "203.0.113.8": ("203.0.113.8", "203.0.113.8"),
    "203.0.113.0/24": ("203.0.113.0", "203.0.113.255"),
    " 203.0.113.8 - 203.0.113.12 ": ("203.0.113.8", "203.0.113.12"),
    "203.0.113.8—203.0.113.12": ("203.0.113.8", "203.0.113.12"),
    "2001:DB8::/64": ("2001:db8::", "2001:db8::ffff:ffff:ffff:ffff"),
    "2001:db8:0:0::1": ("2001:db8::1", "2001:db8::1"),
}


@pytest.mark.parametrize(("text", "ends"), READ.items())
def test_a_range_is_read_in_each_way_of_writing_it(text, ends) -> None:
    assert read_range(text) == IpRange(*ends)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not_an_address"),
        ("机房一", "not_an_address"),
        ("203.0.113.256", "not_an_address"),
        ("203.0.113.0/33", "not_an_address"),
        ("203.0.113.5/24", "host_bits"),
        ("203.0.113.9-203.0.113.8", "range_reversed"),
        ("203.0.113.9-2001:db8::1", "range_reversed"),
        ("10.1.0.0/16", "address_not_public"),
        ("9.255.255.0-10.0.0.1", "address_not_public"),
        ("127.0.0.1", "address_not_public"),
        ("fe80::1", "address_not_public"),
        ("::/0", "address_not_public"),
        ("0.0.0.0/0", "address_not_public"),
        ("20.0.0.0/7", "too_wide"),
        ("2000::/15", "too_wide"),
    ],
)
def test_what_is_no_range_of_public_addresses_is_refused(text, reason) -> None:
    with pytest.raises(NotARange) as refused:
        read_range(text)
    assert refused.value.reason == reason


def test_the_sort_key_orders_addresses_as_numbers() -> None:
    assert sort_key("9.0.0.0") < sort_key("10.0.0.0") < sort_key("203.0.113.8")
    assert sort_key("2001:db8::9") < sort_key("2001:db8::a")


def test_lines_are_read_with_notes_and_without_head_comments_and_empty_lines() -> None:
    text = '\ufeffrange,note\n# 华北\n\n203.0.113.0/24,"华北, 一期"\n198.51.100.7\n'
    lines = read_lines(text)
    assert [(line.number, str(line.range), line.note) for line in lines] == [
        (4, "203.0.113.0-203.0.113.255", "华北, 一期"),
        (5, "198.51.100.7", ""),
    ]


def test_all_bad_lines_are_told_at_once_with_their_numbers() -> None:
    with pytest.raises(LinesRefused) as refused:
        read_lines("203.0.113.8\nhello\n10.0.0.1\n")
    assert told(refused) == [(2, "not_an_address"), (3, "address_not_public")]


def test_a_quotation_mark_left_open_spoils_its_own_line_only() -> None:
    assert len(read_lines('203.0.113.8,"open\n203.0.113.9\n')) == 2


def test_no_lines_and_too_many_are_refused() -> None:
    with pytest.raises(NoRanges):
        read_lines("\n# nothing\n")
    text = "\n".join(f"203.0.{n // 256}.{n % 256}" for n in range(MOST_LINES + 1))
    with pytest.raises(TooManyRanges):
        read_lines(text)


def test_ranges_are_added_with_who_and_why() -> None:
    (event,) = decide(adding("203.0.113.0/24,华北"), Pools())
    assert isinstance(event, RangesAdded)
    assert (event.reason, event.source) == ("新机房", "typed")
    (one,) = event.ranges
    assert (one.first, one.last, one.note) == ("203.0.113.0", "203.0.113.255", "华北")
    assert replay([event]).ranges == {one.id: one}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("203.0.113.8\n203.0.113.8", [2]),
        ("203.0.113.8\n203.0.113.0/24", [2]),
        ("203.0.113.0/24\n203.0.113.8\n203.0.113.255-203.0.114.3", [2, 3]),
        ("2001:db8::1\n2001:db8::/64", [2]),
    ],
)
def test_overlaps_within_one_import_are_told_by_line(text, wrong) -> None:
    with pytest.raises(LinesRefused) as refused:
        decide(adding(text), Pools())
    assert told(refused) == [(line, "overlaps") for line in wrong]


@pytest.mark.parametrize(
    "text", ["203.0.113.0/25\n203.0.113.128/25", "203.0.113.0/24\n2001:db8::/64"]
)
def test_neighbours_and_ranges_of_two_families_do_not_overlap(text) -> None:
    assert len(decide(adding(text), Pools())) == 1


def test_an_overlap_with_what_is_there_names_the_other_range() -> None:
    there = replay(decide(adding("203.0.113.0/24"), Pools()))
    with pytest.raises(LinesRefused) as refused:
        decide(adding("198.51.100.7\n203.0.113.200-203.0.114.9", command_id="d" * 32), there)
    (bad,) = refused.value.facts["lines"]
    assert (bad.line, bad.text, bad.other) == (
        2,
        "203.0.113.200-203.0.114.9",
        "203.0.113.0-203.0.113.255",
    )


def test_a_range_is_removed_once_and_may_then_be_added_again() -> None:
    there = replay(decide(adding("203.0.113.0/24"), Pools()))
    (key,) = there.ranges
    command = RemoveRange(command_id="e" * 32, actor=OPERATOR, at=AT, range=key, reason="退租")
    events = decide(command, there)
    assert events == [RangeRemoved(key, "退租", AT)]
    empty = replay([RangesAdded(tuple(there.ranges.values()), "r", "typed", AT), *events])
    assert decide(command, empty) == []
    assert len(decide(adding("203.0.113.0/24"), empty)) == 1


@pytest.mark.parametrize("reason", ["", " x ", "长" * 201])
def test_a_change_needs_a_reason(reason) -> None:
    with pytest.raises(ReasonNeeded):
        decide(adding("203.0.113.8", reason), Pools())


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.REVIEWER, Role.AUDITOR])
def test_only_operators_change_the_pools(role) -> None:
    with pytest.raises(NotPermitted):
        decide(adding("203.0.113.8", actor=Actor("x", role)), Pools())
    known = Pools({"a": PoolRange("a", "203.0.113.8", "203.0.113.8")})
    command = RemoveRange(
        command_id="e" * 32, actor=Actor("x", role), at=AT, range="a", reason="退租"
    )
    with pytest.raises(NotPermitted):
        decide(command, known)
