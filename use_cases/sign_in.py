"""Signing in and out, and a new password for who forgot the old one."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

import msgspec

from domain.account.commands import LockAccount, SetPassword
from domain.account.contact import read_contact
from domain.account.decide import decide
from domain.account.passwords import ensure_acceptable
from domain.account.refusals import ContactUnreadable, SignInLocked, WrongCredentials
from domain.account.state import Status, replay
from domain.command import derived_id
from domain.roles import STAFF_ROLES, Actor, Role
from projections import accounts
from projections.accounts import AccountRow
from store.credentials import attempts, codes, passwords, sessions
from store.engine import writing
from use_cases.account_codes import check_code, contact_digest, receiver, send_code
from use_cases.desk import Desk

DOORKEEPER = Actor("sign-in", Role.SYSTEM)
"""The part of the system that locks accounts."""


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """What a visitor typed, and on what: ``device`` is such as ``Chrome · Windows``."""

    command_id: str
    contact: str
    password: str
    device: str


def sign_in(desk: Desk, wish: SignIn, now: datetime) -> str:
    """Open a session and return its token. ``now`` is real time.

    Refuses with WrongCredentials or SignInLocked, whether there is such an account or not,
    and takes as long for both.
    """
    digest = _digest_of_anything(desk, wish.contact)
    with writing(desk.unit.engine) as connection:
        locked = attempts.begin(connection, digest, now)
        account = accounts.by_contact(connection, digest)
        stored = passwords.find(connection, account.id) if account else None
    if locked is not None:
        raise _locked(locked, now)
    usable = stored if account and account.status is Status.ACTIVE else None
    if not passwords.matches(wish.password, usable) or account is None:
        raise _failure(desk, wish, digest, account, now)
    with writing(desk.unit.engine) as connection:
        attempts.succeeded(connection, digest)
        sessions.forget_idle(connection, now)
        return sessions.start(connection, account.id, wish.device, now)


def open_session(desk: Desk, account: str, device: str, now: datetime) -> str:
    """The token of a new session, for who just proved in another way who it is."""
    with writing(desk.unit.engine) as connection:
        return sessions.start(connection, account, device, now)


def sign_out(desk: Desk, token: str) -> None:
    """End the session of this token."""
    with writing(desk.unit.engine) as connection:
        sessions.end(connection, token)


class SignedIn(msgspec.Struct, frozen=True):
    """Whose session a token opens."""

    account: AccountRow
    session: sessions.Session


def signed_in(desk: Desk, token: str, now: datetime) -> SignedIn | None:
    """Who uses this token, unless the session idled too long or the account is closed.

    Applicants may be idle for 12 hours, staff for 8, in real time.
    """
    with desk.unit.reading() as connection:
        session = sessions.find(connection, token)
        account = accounts.find(connection, session.account) if session else None
    if session is None or account is None or account.status is not Status.ACTIVE:
        return None
    if sessions.is_idle(session, idle_limit(account.role), now):
        return None
    if now - session.seen_at >= sessions.SEEN_EVERY:
        with writing(desk.unit.engine) as connection:
            sessions.touch(connection, session, now)
    return SignedIn(account, session)


def idle_limit(role: Role) -> timedelta:
    """How long a session of this role may lie unused."""
    return sessions.IDLE_STAFF if role in STAFF_ROLES else sessions.IDLE_APPLICANT


def start_recovery(desk: Desk, contact: str, language: str, command_id: str, now: datetime) -> str:
    """Send a code for a new password; returns the id of the code. ``now`` is real time.

    A contact without an account gets the same answer and no message. Refuses an unreadable
    contact and a flood.
    """
    to = receiver(desk, contact, "", language)
    code_id = derived_id(command_id, f"forgotten/{to.digest}")
    with desk.unit.reading() as connection:
        account = accounts.by_contact(connection, to.digest)
    known = account is not None and account.status is Status.ACTIVE
    holder = account.id if account and known else derived_id(code_id, "nobody")
    to = msgspec.structs.replace(to, account=holder)
    send_code(desk, code_id, "forgotten", to, "code" if known else "nothing", now)
    return code_id


def finish_recovery(
    desk: Desk, code_id: str, digits: str, password: str, command_id: str, now: datetime
) -> None:
    """Set the new password, end all sessions and open what was locked. ``now`` is real time.

    Refuses a weak password before a try is counted, then WrongCode, NoTriesLeft, CodeExpired.
    """
    ensure_acceptable(password, "")
    hashed = passwords.hash_password(password)
    code = check_code(desk, code_id, digits, command_id, now)
    ensure_acceptable(password, desk.vault.open(code.contact).full)
    command = SetPassword(
        command_id=command_id,
        actor=Actor(code.account, Role.VISITOR),
        at=desk.clock.now(),
        reason="forgotten",
    )
    desk.unit.handle(command, f"account-{code.account}", replay, decide)
    with writing(desk.unit.engine) as connection:
        passwords.keep(connection, code.account, hashed, now)
        codes.use(connection, code_id, command_id)
        attempts.succeeded(connection, code.contact_digest)
        sessions.end_all(connection, code.account)


def _digest_of_anything(desk: Desk, typed: str) -> str:
    """The digest of a contact; also of what is none, so that it takes the same way."""
    try:
        _kind, contact = read_contact(typed)
    except ContactUnreadable:
        contact = f"unreadable/{typed[:1000]}"
    return contact_digest(desk, contact)


def _failure(
    desk: Desk, wish: SignIn, digest: str, account: AccountRow | None, now: datetime
) -> WrongCredentials | SignInLocked:
    with writing(desk.unit.engine) as connection:
        until = attempts.failed(connection, digest, now)
    if until is None:
        return WrongCredentials()
    if account is not None and account.is_open:
        command = LockAccount(
            command_id=derived_id(wish.command_id, "lock"),
            actor=DOORKEEPER,
            at=desk.clock.now(),
            until=until,
        )
        desk.unit.handle(command, f"account-{account.id}", replay, decide)
    return _locked(until, now)


def _locked(until: datetime, now: datetime) -> SignInLocked:
    return SignInLocked(minutes=math.ceil((until - now).total_seconds() / 60))
