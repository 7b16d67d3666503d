"""What follows from a command to a server: events, nothing, or a refusal."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from domain.hosting import commands as c
from domain.hosting import policy, server_rules
from domain.hosting.events import (
    CodeGranted,
    CodesIssued,
    CodesVoided,
    HostingEvent,
    ResourceEndsSoon,
    ResourceHandedOver,
    ResourceProlonged,
    ResourceRegistered,
    ResourceWithdrawn,
)
from domain.hosting.facts import Server
from domain.hosting.refusals import (
    AlreadyGranted,
    CodeIsVoid,
    CodesUsedUp,
    GrantedToSelf,
    InvalidServer,
    NeedsPublicReason,
    ResourceExists,
    WrongNumberOfCodes,
)
from domain.hosting.state import Code, Resource
from domain.refusal import NotFound
from domain.rules.problems import Problem
from domain.working_days import shanghai_date


def decide(command: c.HostingCommand, resource: Resource) -> list[HostingEvent]:
    """The events that the command brings about; an empty list where nothing is left to do."""
    match command:
        case c.IssueCodes():
            return _issue(command, resource)
        case c.GrantCode():
            return _grant(command, resource)
        case c.RevokeCode(code=code):
            policy.ensure_owns(command.actor, resource)
            return _void(resource, (_code(resource, code).id,), "revoked", command)
        case _:
            policy.ensure_operates(command.actor)
    match command:
        case c.RegisterResource():
            return _register(command, resource)
        case c.ProlongResource():
            return _prolong(command, _known(resource))
        case c.HandOverResource():
            return _hand_over(command, resource)
        case c.WithdrawResource():
            return _withdraw(command, resource)
        case c.ExpireCodes(codes=codes):
            today = shanghai_date(command.at)
            over = tuple(one for one in codes if _code(resource, one).expires_on < today)
            return _void(resource, over, "expired", command)
        case c.WarnOfEnd():
            return _warn(command, resource)
        case _:
            assert_never(command)


def _known(resource: Resource) -> Server:
    if resource.server is None:
        raise NotFound
    return resource.server


def _code(resource: Resource, code: str) -> Code:
    if code not in resource.codes:
        raise NotFound
    return resource.codes[code]


def _register(command: c.RegisterResource, resource: Resource) -> list[HostingEvent]:
    if resource.server is not None:
        raise ResourceExists
    problems = server_rules.check(command.server)
    if problems:
        raise InvalidServer(problems=tuple(problems))
    return [ResourceRegistered(command.resource, command.server, command.account, command.at)]


def _prolong(command: c.ProlongResource, server: Server) -> list[HostingEvent]:
    if not max(server.bought_on, server_rules.FIRST_DAY) <= command.until <= server_rules.LAST_DAY:
        raise InvalidServer(problems=(Problem("server.bought_until", "ends_before_start"),))
    if command.until == server.bought_until:
        return []
    return [ResourceProlonged(command.until, command.at)]


def _hand_over(command: c.HandOverResource, resource: Resource) -> list[HostingEvent]:
    _known(resource)
    if command.account == resource.account:
        return []
    return [
        *_void(resource, command.unused, "handed_over", command),
        ResourceHandedOver(command.account, command.at),
    ]


def _withdraw(command: c.WithdrawResource, resource: Resource) -> list[HostingEvent]:
    _known(resource)
    reason = command.reason.strip()
    if resource.withdrawn:
        return []
    if not 2 <= len(reason) <= 200:
        raise NeedsPublicReason(least=2, most=200)
    return [
        *_void(resource, command.unused, "withdrawn", command),
        ResourceWithdrawn(reason, command.at),
    ]


def _issue(command: c.IssueCodes, resource: Resource) -> list[HostingEvent]:
    server = policy.ensure_owns(command.actor, resource)
    today = shanghai_date(command.at)
    policy.ensure_eligible(resource, server, today, command.terms)
    if not 1 <= len(command.codes) <= policy.MOST_AT_ONCE:
        raise WrongNumberOfCodes(most=policy.MOST_AT_ONCE)
    left = server.codes - resource.live_codes
    if len(command.codes) > left:
        raise CodesUsedUp(left=max(left, 0), limit=server.codes)
    until = policy.months_after(today, 12 * policy.CODE_YEARS)
    return [CodesIssued(command.codes, until, command.at)]


def _grant(command: c.GrantCode, resource: Resource) -> list[HostingEvent]:
    server = policy.ensure_owns(command.actor, resource)
    code = _code(resource, command.code)
    _ensure_live(code, shanghai_date(command.at))
    if command.account == resource.account:
        raise GrantedToSelf
    if code.granted_to:
        if code.granted_to == command.account:
            return []
        raise AlreadyGranted
    note = command.note.strip()[:100]
    return [CodeGranted(code.id, command.account, note, code.tail, server.name, command.at)]


def _ensure_live(code: Code, today: date) -> None:
    if code.void or code.expires_on < today:
        raise CodeIsVoid


def _void(
    resource: Resource, codes: tuple[str, ...], cause: str, command: c.HostingCommand
) -> list[HostingEvent]:
    """Those of the codes that are worth something lose it."""
    gone = tuple(one for one in codes if one in resource.codes and not resource.codes[one].void)
    return [CodesVoided(gone, cause, command.at)] if gone else []


def _warn(command: c.WarnOfEnd, resource: Resource) -> list[HostingEvent]:
    server = _known(resource)
    left = (server.bought_until - shanghai_date(command.at)).days
    over = not 0 <= left <= command.days or resource.withdrawn
    if over or not resource.account or resource.told_of == server.bought_until:
        return []
    return [ResourceEndsSoon(resource.account, server.name, server.bought_until, command.at)]
