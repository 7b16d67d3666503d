"""Rules about the facts of a server that an operator enters."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.hosting.facts import Server
from domain.pools.ranges import NotARange, read_range
from domain.reference import provinces
from domain.rules.problems import Problem, text_problem

MOST_QUOTA: Final = 1000
MOST_ADDRESSES: Final = 50
FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2099, 12, 31)


def check(server: Server) -> list[Problem]:
    """The problems of a server; fields are named ``server.<field>``."""
    problems = [
        *text_problem("server.name", server.name, least=1, most=60),
        *_check_addresses(server.addresses),
    ]
    places = {row.server_location_id for row in provinces.provinces()}
    if server.place and server.place not in places:
        problems.append(Problem("server.place", "not_in_list"))
    if server.bought_until < server.bought_on:
        problems.append(Problem("server.bought_until", "ends_before_start"))
    for field, day in (("bought_on", server.bought_on), ("bought_until", server.bought_until)):
        if not FIRST_DAY <= day <= LAST_DAY:
            problems.append(Problem(f"server.{field}", "day_out_of_range"))
    for field, number in (("sites", server.sites), ("codes", server.codes)):
        if not 0 <= number <= MOST_QUOTA:
            problems.append(Problem(f"server.{field}", "not_a_quota", {"most": MOST_QUOTA}))
    return problems


def _check_addresses(addresses: tuple[str, ...]) -> list[Problem]:
    if len(addresses) > MOST_ADDRESSES:
        return [Problem("server.addresses", "too_many", {"most": MOST_ADDRESSES})]
    problems = []
    for address in addresses:
        try:
            read_range(address)
        except NotARange as error:
            facts = {"address": address[:60]}
            problems.append(Problem("server.addresses", error.reason, facts))
    return problems
