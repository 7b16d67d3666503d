"""Operators keep servers; their owners see them and make codes for websites of others."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from domain.account.contact import read_contact
from domain.account.refusals import ContactUnreadable, WrongPassword
from domain.command import derived_id
from domain.folding import fold
from domain.hosting import policy
from domain.hosting.commands import (
    GrantCode,
    HandOverResource,
    HostingCommand,
    IssueCodes,
    ProlongResource,
    RegisterResource,
    RevokeCode,
    WithdrawResource,
)
from domain.hosting.decide import decide
from domain.hosting.events import IssuedCode
from domain.hosting.facts import Obstacle, Server
from domain.hosting.reading import BadRow, ServerRow, read_servers
from domain.hosting.refusals import CodeInUse, NoSuchAccount, RowsRefused
from domain.hosting.state import replay
from domain.personal import Personal
from domain.refusal import NotFound
from domain.roles import Actor, Role
from domain.rules.problems import Problem
from projections import accounts, hosting_lists
from projections.hosting import VOID
from projections.hosting_lists import CodeRow, ResourceRow
from store.constraints import ConstraintBroken
from store.credentials import passwords
from use_cases.account_codes import contact_digest
from use_cases.desk import Desk

_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without digits and letters that look alike: people read codes to each other."""
_LENGTH: Final = 16
_TAIL: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who asks, when (UTC), and by which form."""

    actor: Actor
    at: datetime
    command_id: str


def register(desk: Desk, envelope: Envelope, server: Server, owner: str = "") -> str:
    """Enter a server, for the applicant whose contact ``owner`` is; its id.

    Raises InvalidServer, NoSuchAccount or NotPermitted.
    """
    resource = derived_id(envelope.command_id, "resource")
    account = applicant(desk, owner) if owner else ""
    command = RegisterResource(**_of(envelope), resource=resource, server=server, account=account)
    handle(desk, resource, command)
    return resource


def import_servers(desk: Desk, envelope: Envelope, text: str) -> int:
    """Enter the servers of a CSV text (``domain.hosting.reading``), all or none; how many.

    Raises RowsRefused. Every server has a command of its own that follows from the form's, so
    that an import which was cut off goes on where it ended when it is sent again.
    """
    policy.ensure_operates(envelope.actor)
    usual = desk.hosting
    rows = read_servers(text, sites=usual.sites, codes=usual.codes, frees_quota=usual.frees_quota)
    owners, wrong = _owners(desk, rows)
    if wrong:
        raise RowsRefused(rows=wrong)
    for row in rows:
        command_id = derived_id(envelope.command_id, f"row {row.line}")
        resource = derived_id(command_id, "resource")
        command = RegisterResource(
            actor=envelope.actor,
            at=envelope.at,
            command_id=command_id,
            resource=resource,
            server=row.server,
            account=owners.get(row.owner, ""),
        )
        handle(desk, resource, command)
    return len(rows)


def _owners(desk: Desk, rows: Sequence[ServerRow]) -> tuple[dict[str, str], tuple[BadRow, ...]]:
    """The accounts of the owners' contacts, and the rows whose owner there is not."""
    found: dict[str, str] = {}
    wrong: list[BadRow] = []
    for row in rows:
        if not row.owner or row.owner in found:
            continue
        try:
            found[row.owner] = applicant(desk, row.owner)
        except (NoSuchAccount, ContactUnreadable):
            facts = {"owner": row.owner[:80]}
            wrong.append(BadRow(row.line, Problem("server.owner", "no_such_account", facts)))
    return found, tuple(wrong[:20])


def prolong(desk: Desk, envelope: Envelope, resource: str, until: date) -> None:
    """Note that the server is paid until another day. Raises InvalidServer or NotFound."""
    handle(desk, resource, ProlongResource(**_of(envelope), until=until))


def hand_over(desk: Desk, envelope: Envelope, resource: str, owner: str) -> None:
    """Give the server to the applicant with that contact; unused codes become worthless.

    Raises NoSuchAccount, NotFound, or CodeInUse where a website took one at this moment.
    """
    account = applicant(desk, owner)
    unused = _unused(desk, resource)
    handle(desk, resource, HandOverResource(**_of(envelope), account=account, unused=unused))


def withdraw(desk: Desk, envelope: Envelope, resource: str, reason: str) -> None:
    """Take the server away, with its unused codes. Raises as ``hand_over`` does."""
    unused = _unused(desk, resource)
    handle(desk, resource, WithdrawResource(**_of(envelope), reason=reason, unused=unused))


def issue_codes(desk: Desk, envelope: Envelope, resource: str, number: int) -> None:
    """Make so many codes on the actor's server. Raises NotFound, NotEligible, CodesUsedUp or
    WrongNumberOfCodes."""
    wanted = min(max(number, 0), policy.MOST_AT_ONCE + 1)
    codes = tuple(_new_code(desk, envelope.command_id, n, resource) for n in range(wanted))
    command = IssueCodes(**_of(envelope), codes=codes, terms=desk.hosting.terms)
    handle(desk, resource, command)


def grant_code(
    desk: Desk, envelope: Envelope, code: str, contact: str, password: str, note: str
) -> None:
    """Give a code of the actor's server to the applicant with that contact.

    The actor's password comes first, so that nobody learns who has an account by an open page.
    Raises WrongPassword, NoSuchAccount, ContactUnreadable, GrantedToSelf, AlreadyGranted,
    CodeIsVoid, CodeInUse or NotFound.
    """
    row = own_code(desk, code, envelope.actor.id)
    with desk.unit.reading() as connection:
        stored = passwords.find(connection, envelope.actor.id)
    if not passwords.matches(password, stored):
        raise WrongPassword
    if row.site and not desk.unit.was_done(envelope.command_id):
        raise CodeInUse
    account = applicant(desk, contact)
    command = GrantCode(**_of(envelope), code=code, account=account, note=note)
    handle(desk, row.resource, command)


def revoke_code(desk: Desk, envelope: Envelope, code: str) -> None:
    """Make a code of the actor's server worthless. Raises CodeInUse or NotFound."""
    row = own_code(desk, code, envelope.actor.id)
    handle(desk, row.resource, RevokeCode(**_of(envelope), code=code))


def text_of(desk: Desk, code: str, account: str) -> str:
    """The text of a code for the account that holds it. Raises NotFound."""
    row = find_code(desk, code)
    if row is None or row.holder != account:
        raise NotFound
    text = desk.vault.open(row.secret).full
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def own_code(desk: Desk, code: str, account: str) -> CodeRow:
    """A code of the account's server. Raises NotFound."""
    row = find_code(desk, code)
    if row is None or row.owner != account:
        raise NotFound
    return row


def find_code(desk: Desk, code: str) -> CodeRow | None:
    """The code with that id."""
    with desk.unit.reading() as connection:
        return hosting_lists.code(connection, code)


def typed_code(desk: Desk, text: str) -> CodeRow | None:
    """The code that somebody typed, with or without its hyphens."""
    plain = fold(text).replace("-", "").upper()
    if len(plain) != _LENGTH or set(plain) - set(_LETTERS):
        return None
    with desk.unit.reading() as connection:
        return hosting_lists.code_by_digest(connection, _digest(desk, plain))


def usable_codes(desk: Desk, account: str, site: str, today: date) -> Sequence[CodeRow]:
    """The codes that were given to the account and are free for the website, or used by it."""
    with desk.unit.reading() as connection:
        rows = hosting_lists.granted_to(connection, account)
    return [row for row in rows if row.site in ("", site) and row.state_on(today) != VOID]


def servers_of(desk: Desk, account: str) -> Sequence[ResourceRow]:
    """The servers of an account, by name."""
    with desk.unit.reading() as connection:
        return hosting_lists.resources_of(connection, account)


def codes_of(desk: Desk, account: str) -> tuple[Sequence[CodeRow], Sequence[CodeRow]]:
    """The codes of the account's servers, and those that others gave to it."""
    with desk.unit.reading() as connection:
        own = hosting_lists.codes_of(connection, account)
        return own, hosting_lists.granted_to(connection, account)


def find(desk: Desk, resource: str) -> ResourceRow:
    """The server with that id. Raises NotFound."""
    with desk.unit.reading() as connection:
        row = hosting_lists.resource(connection, resource)
    if row is None:
        raise NotFound
    return row


def listed(desk: Desk, limit: int, name: str = "", after: str = "") -> Sequence[ResourceRow]:
    """All servers by name, for operators."""
    with desk.unit.reading() as connection:
        return hosting_lists.all_resources(connection, limit, name, after)


def obstacles(desk: Desk, row: ResourceRow, today: date) -> Sequence[Obstacle]:
    """Everything that keeps the server from carrying a filing."""
    return policy.obstacles(row.server, today, desk.hosting.terms, withdrawn=row.withdrawn)


def applicant(desk: Desk, contact: str) -> str:
    """The open applicant's account with that contact. Raises ContactUnreadable, NoSuchAccount."""
    _kind, plain = read_contact(contact)
    with desk.unit.reading() as connection:
        row = accounts.by_contact(connection, contact_digest(desk, plain))
    if row is None or row.role is not Role.APPLICANT:
        raise NoSuchAccount
    return row.id


def handle(desk: Desk, resource: str, command: HostingCommand) -> bool:
    """Let the server decide on a command; whether anything came of it. Raises CodeInUse where a
    website took a code at this moment."""
    try:
        return desk.unit.handle(command, f"resource-{resource}", replay, decide)
    except ConstraintBroken as broken:
        raise CodeInUse from broken


def _of(envelope: Envelope) -> dict[str, Any]:
    return {"actor": envelope.actor, "at": envelope.at, "command_id": envelope.command_id}


def _unused(desk: Desk, resource: str) -> tuple[str, ...]:
    with desk.unit.reading() as connection:
        return hosting_lists.unused_of(connection, resource)


def _new_code(desk: Desk, command_id: str, number: int, resource: str) -> IssuedCode:
    text = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    owner = f"codes-{resource}"
    return IssuedCode(
        id=derived_id(command_id, f"code {number}"),
        digest=_digest(desk, text),
        tail=text[-_TAIL:],
        secret=Personal(owner, "one_time_code", text),
    )


def _digest(desk: Desk, plain: str) -> str:
    return desk.vault.digest("authorisation_code", plain)
