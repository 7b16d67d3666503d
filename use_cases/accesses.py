"""What is known here about where a website is said to run: pools, servers and codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from domain.filing.completeness import Missing
from domain.filing.facts import Access
from domain.filing.state import Filing
from domain.hosting import policy
from domain.hosting.facts import Obstacle
from domain.rules.problems import Problem
from projections import hosting_lists
from projections.hosting import VOID
from projections.hosting_lists import ResourceRow
from use_cases import pools
from use_cases.desk import Desk

Problems = Mapping[str, tuple[Problem, ...]]
"""By website id; fields are named ``access.<field>``."""


def problems(desk: Desk, filing: Filing, today: date) -> Problems:
    """What is wrong with the accesses of a filing; websites without anything are left out."""
    found = {
        site: tuple(check(desk, filing.account, site, access, today))
        for site, access in filing.accesses.items()
    }
    return {site: wrong for site, wrong in found.items() if wrong}


def missing(desk: Desk, filing: Filing, today: date) -> tuple[Missing, ...]:
    """The same as what stands in the way of handing the filing in."""
    return tuple(
        Missing("access", f"access:{site}", filing.sites[site].name)
        for site in problems(desk, filing, today)
        if site in filing.sites
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
        return [Problem("access.resource", "server_not_yours")]
    there = site in server.sites
    found = _obstacles(desk, server, "access.resource", there, today)
    if not there and not server.sites_left:
        found.append(Problem("access.resource", "sites_used_up", {"limit": server.server.sites}))
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
