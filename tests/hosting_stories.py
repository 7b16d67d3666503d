"""Servers and codes for tests: made through the use cases, never by rows."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from domain.hosting.commands import RegisterResource
from domain.hosting.facts import Kind, Server
from domain.roles import Actor, Role
from domain.working_days import shanghai_date
from projections.hosting_lists import CodeRow
from use_cases import hosting
from use_cases.desk import Desk
from use_cases.hosting import Envelope

OPERATOR = Actor("operator", Role.OPERATOR)


def envelope(desk: Desk, actor: Actor = OPERATOR, command_id: str = "") -> Envelope:
    return Envelope(actor=actor, at=desk.clock.now(), command_id=command_id or uuid.uuid4().hex)


def owner(account: str) -> Actor:
    return Actor(account, Role.APPLICANT)


def server(today: date, **changed: Any) -> Server:
    """An eligible server of the documentation range."""
    made = Server(
        name="web-1",
        kind=Kind.SERVER,
        addresses=("203.0.113.8",),
        place=2,
        prepaid=True,
        bought_on=today - timedelta(days=30),
        bought_until=today + timedelta(days=365),
        sites=5,
        codes=5,
        frees_quota=True,
    )
    return replace(made, **changed)


def registered(desk: Desk, account: str, **changed: Any) -> str:
    """The id of a new server of the account."""
    resource = uuid.uuid4().hex
    command = RegisterResource(
        actor=OPERATOR,
        at=desk.clock.now(),
        command_id=uuid.uuid4().hex,
        resource=resource,
        server=server(shanghai_date(desk.clock.now()), **changed),
        account=account,
    )
    hosting.handle(desk, resource, command)
    return resource


def issued(desk: Desk, account: str, resource: str, number: int = 1) -> list[CodeRow]:
    """New codes on the account's server."""
    before = {code.id for code in hosting.codes_of(desk, account)[0]}
    hosting.issue_codes(desk, envelope(desk, owner(account)), resource, number)
    return [code for code in hosting.codes_of(desk, account)[0] if code.id not in before]
