"""What a demonstration has of addresses and servers: the ranges that documents use, and two
servers of its first applicant."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from domain.command import derived_id
from domain.hosting.commands import RegisterResource
from domain.hosting.facts import Kind, Server
from domain.working_days import shanghai_date
from projections import accounts
from use_cases import hosting, pools
from use_cases.account_codes import contact_digest
from use_cases.demo_accounts import PEOPLE, STARTER
from use_cases.desk import Desk

POOLS: Final = "192.0.2.0/24\n198.51.100.0/24\n203.0.113.0/24\n2001:db8::/32\n"
"""RFC 5737 and RFC 3849: addresses that belong to nobody."""


def ensure(desk: Desk) -> None:
    """Enter the ranges where there are none, and the servers where they are missing."""
    if not pools.exist(desk):
        pools.add(
            desk,
            POOLS,
            reason="演示用的地址段",
            source="file",
            actor=STARTER,
            at=desk.clock.now(),
            command_id=derived_id("demonstration", "pools"),
        )
    owner = PEOPLE[0][1]
    with desk.unit.reading() as connection:
        account = accounts.by_contact(connection, contact_digest(desk, owner))
    if account is None:
        return
    for server in _servers(desk):
        command_id = derived_id(f"{account.id}/{server.name}", "demonstration server")
        command = RegisterResource(
            command_id=command_id,
            actor=STARTER,
            at=desk.clock.now(),
            resource=derived_id(command_id, "resource"),
            server=server,
            account=account.id,
        )
        hosting.handle(desk, command.resource, command)


def _servers(desk: Desk) -> tuple[Server, ...]:
    """One that carries filings, and one that says why it does not."""
    today, usual = shanghai_date(desk.clock.now()), desk.hosting
    terms: dict[str, Any] = {
        "sites": usual.sites,
        "codes": usual.codes,
        "frees_quota": usual.frees_quota,
    }
    eligible = Server(
        name="web-1",
        kind=Kind.SERVER,
        addresses=("203.0.113.8", "2001:db8::8"),
        place=2,
        prepaid=True,
        bought_on=today - timedelta(days=30),
        bought_until=today + timedelta(days=335),
        **terms,
    )
    by_hour = Server(
        name="test-1",
        kind=Kind.SERVER,
        addresses=("198.51.100.20",),
        place=2,
        prepaid=False,
        bought_on=today - timedelta(days=10),
        bought_until=today + timedelta(days=20),
        **terms,
    )
    return eligible, by_hour
