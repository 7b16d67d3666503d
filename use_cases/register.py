"""Opening an account: contact and password first, then the code that proves the contact."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.account.commands import RegisterAccount
from domain.account.decide import decide
from domain.account.passwords import ensure_acceptable
from domain.account.refusals import CodeExpired, ContactTaken, SecretUnusable
from domain.account.state import replay
from domain.command import derived_id
from domain.personal import Personal
from domain.roles import Actor, Role
from projections import accounts
from store.constraints import ConstraintBroken
from store.credentials import codes, links, passwords, registrations
from store.credentials.codes import Code
from store.credentials.links import Link
from store.credentials.registrations import Pending
from store.engine import writing
from use_cases.account_codes import check_code, receiver, send_code
from use_cases.desk import Desk


class Registration(msgspec.Struct, frozen=True, kw_only=True):
    """What a visitor typed. ``invitation`` is the secret of a sub-account's link, or empty."""

    command_id: str
    contact: str
    password: str
    language: str
    invitation: str = ""


def start(desk: Desk, registration: Registration, now: datetime) -> str:
    """Send a code to the contact; returns the id of the code. ``now`` is real time.

    A contact that has an account gets the same answer, and its owner a message instead of
    the code. Refuses an unreadable contact, a weak password, an unusable invitation, a flood.
    """
    link = _invitation(desk, registration.invitation, now)
    to = receiver(desk, registration.contact, "", registration.language)
    ensure_acceptable(registration.password, to.contact)
    # The contact is a part of the id: whoever goes back and corrects it gets a code there.
    code_id = derived_id(registration.command_id, f"registration/{to.digest}")
    to = msgspec.structs.replace(to, account=derived_id(code_id, "account"))
    hashed = passwords.hash_password(registration.password)
    with desk.unit.reading() as connection:
        taken = accounts.by_contact(connection, to.digest) is not None
    send_code(desk, code_id, "registration", to, "account_exists" if taken else "code", now)
    parent = link.account if link else None
    pending = Pending(code_id, hashed, link.id if link else None, parent, now)
    with writing(desk.unit.engine) as connection:
        registrations.forget_old(connection, now)
        registrations.keep(connection, pending)
    return code_id


def finish(desk: Desk, code_id: str, digits: str, command_id: str, now: datetime) -> str:
    """Open the account that waits for this code; returns its id. ``now`` is real time.

    Refuses with WrongCode, NoTriesLeft or CodeExpired, with ContactTaken where somebody was
    faster, with SecretUnusable where the invitation served another meanwhile.
    """
    code = check_code(desk, code_id, digits, command_id, now)
    with writing(desk.unit.engine) as connection:
        pending = registrations.find(connection, code_id)
        if pending is None:
            raise CodeExpired
        if pending.link and not links.use(connection, pending.link, command_id):
            raise SecretUnusable
        passwords.keep(connection, code.account, pending.password_hash, now)
        codes.use(connection, code_id, command_id)
    _open(desk, code, pending, command_id)
    return code.account


def _open(desk: Desk, code: Code, pending: Pending, command_id: str) -> None:
    command = RegisterAccount(
        command_id=command_id,
        actor=Actor(code.account, Role.VISITOR),
        at=desk.clock.now(),
        account=code.account,
        role=Role.SUB_ACCOUNT if pending.parent else Role.APPLICANT,
        contact=Personal(code.account, code.contact_kind, desk.vault.open(code.contact).full),
        contact_kind=code.contact_kind,
        contact_digest=code.contact_digest,
        language=code.language,
        verified=True,
        parent=pending.parent,
        invited_by=pending.parent,
    )
    open_account(desk, command)


def open_account(desk: Desk, command: RegisterAccount) -> None:
    """Append the account. Refuses with ContactTaken a contact that another open one has."""
    try:
        desk.unit.handle(command, f"account-{command.account}", replay, decide)
    except ConstraintBroken as broken:
        if broken.table == accounts.table.name:
            raise ContactTaken from broken
        raise


def _invitation(desk: Desk, secret: str, now: datetime) -> Link | None:
    if not secret:
        return None
    with desk.unit.reading() as connection:
        link = links.find(connection, secret, "sub_account", now)
        parent = accounts.find(connection, link.account) if link else None
    if link is None or parent is None or not parent.is_open:
        raise SecretUnusable
    return link
