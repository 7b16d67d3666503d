"""What is known here about where a website is said to run: pools, servers and codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from domain.filing import completeness
from domain.filing.completeness import Missing
from domain.filing.facts import Access
from domain.filing.scope import STATED
from domain.filing.state import Filing
from domain.hosting import policy
from domain.hosting.facts import Obstacle, Server
from domain.rules.problems import Problem
from projections import hosting_lists
from projections.hosting import VOID
from projections.hosting_lists import ResourceRow
from use_cases import pools
from use_cases.desk import Desk

Problems = Mapping[str, tuple[Problem, ...]]
"""By website id; fields are named ``access.<field>``."""


def problems(desk: Desk, filing: Filing, today: date) -> Problems:
    """What is wrong with the accesses that the filing states; those that stand in its record as
    they are were approved once, and websites without anything wrong are left out."""
    found = {
        site: tuple(check(desk, filing.account, site, access, today))
        for site, access in filing.accesses.items()
        if _is_stated(filing, site, access)
    }
    return {site: wrong for site, wrong in found.items() if wrong}


class Checked(NamedTuple):
    """What is wrong with the accesses, whether there are pools to check addresses against, and
    the servers that websites (by id) name or whose codes they use."""

    problems: Problems
    pools: bool
    servers: Mapping[str, Server]


def checked(desk: Desk, filing: Filing, today: date) -> Checked:
    """The accesses of a filing as its reviewer sees them."""
    return Checked(problems(desk, filing, today), pools.exist(desk), _servers(desk, filing))


def _servers(desk: Desk, filing: Filing) -> dict[str, Server]:
    found = {}
    with desk.unit.reading() as connection:
        for site, access in filing.accesses.items():
            code = hosting_lists.code(connection, access.code) if access.code else None
            key = code.resource if code else access.resource
            row = hosting_lists.resource(connection, key) if key else None
            if row is not None:
                found[site] = row.server
    return found


def _is_stated(filing: Filing, site: str, access: Access) -> bool:
    if filing.needs.access not in STATED:
        return False
    return filing.on_record is None or filing.on_record.accesses.get(site) != access


def missing(desk: Desk, filing: Filing, today: date) -> tuple[Missing, ...]:
    """Everything that stands in the way of handing the filing in: what the filing itself lacks,
    and what is known here about its accesses."""
    wrong = problems(desk, filing, today)
    return (
        *completeness.missing(filing, today),
        *(Missing("hosting", f"access:{site}", filing.sites[site].name) for site in wrong),
    )


def check(desk: Desk, account: str, site: str, access: Access, today: date) -> list[Problem]:
    """What is wrong with an access of a website of that account. Without any pool, addresses
    are not judged."""
    with desk.unit.reading() as connection:
        if access.code:
            found = _of_code(desk, connection, account, site, access.code, today)
        elif access.resource:
            found = _of_server(desk, connection, account, site, access.resource, today)
        else:
            found = [] if desk.hosting.by_hand else [Problem("access.source", "choice_needed")]
    outside = pools.outside(desk, access.ips)
    if outside:
        facts = {"addresses": ", ".join(outside[:3])}
        found.append(Problem("access.ips", "outside_pools", facts))
    return found


def _of_code(
    desk: Desk, connection: Connection, account: str, site: str, key: str, today: date
) -> list[Problem]:
    code = hosting_lists.code(connection, key)
    if code is None or (code.granted_to and code.granted_to != account):
        return [Problem("access.code", "unknown_code")]
    if code.site and code.site != site:
        return [Problem("access.code", "code_in_use")]
    if code.state_on(today) == VOID:
        return [Problem("access.code", "code_void")]
    server = hosting_lists.resource(connection, code.resource)
    return _obstacles(desk, server, "access.code", bool(code.site), today)


def _of_server(
    desk: Desk, connection: Connection, account: str, site: str, key: str, today: date
) -> list[Problem]:
    server = hosting_lists.resource(connection, key)
    if server is None or server.account != account:
        return [Problem("access.source", "server_not_yours")]
    there = site in server.sites
    found = _obstacles(desk, server, "access.source", there, today)
    if not there and not server.sites_left:
        found.append(Problem("access.source", "sites_used_up", {"limit": server.server.sites}))
    return found


def _obstacles(
    desk: Desk, row: ResourceRow | None, field: str, there: bool, today: date
) -> list[Problem]:
    """What keeps the server from carrying the website. One that is ``there`` already stays until
    the server's end."""
    if row is None:
        return [Problem(field, "unknown_code")]
    terms = desk.hosting.terms
    found = policy.obstacles(row.server, today, terms, withdrawn=row.withdrawn)
    facts = {"months": terms.months, "days": terms.days_left}
    return [
        Problem(field, f"server_{obstacle}", facts)
        for obstacle in found
        if not (there and obstacle is Obstacle.ENDS_TOO_SOON)
    ][:1]
