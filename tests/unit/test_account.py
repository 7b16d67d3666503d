"""What an account may become, as given, when, then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.account.commands import (
    AccountCommand,
    ChooseLanguage,
    CloseAccount,
    EndSessions,
    GiveRole,
    InviteSubAccount,
    LockAccount,
    MarkMessagesRead,
    NameStaff,
    OfferFirstPassword,
    RegisterAccount,
    SetPassword,
    UnlockAccount,
)
from domain.account.decide import decide
from domain.account.events import (
    AccountClosed,
    AccountEvent,
    AccountLocked,
    AccountRegistered,
    AccountUnlocked,
    ContactVerified,
    FirstPasswordOffered,
    LanguageChosen,
    MessagesRead,
    PasswordSet,
    RoleGiven,
    SessionsEnded,
    StaffNamed,
    SubAccountInvited,
)
from domain.account.policy import LONGEST_NAME, MOST_INVITATIONS
from domain.account.refusals import (
    AccountIsClosed,
    AlreadyRegistered,
    ContactUnverified,
    NameUnusable,
    NotOwnAccount,
    OwnAccount,
    RoleNotAllowed,
    TooManySubAccounts,
)
from domain.account.state import Status, replay
from domain.personal import Personal
from domain.refusal import NotFound, Refusal
from domain.roles import STAFF_ROLES, Actor, Role

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)
ACCOUNT = "a" * 32
PARENT = "b" * 32

HOLDER = Actor(ACCOUNT, Role.APPLICANT)
VISITOR = Actor("visitor", Role.VISITOR)
OPERATOR = Actor("0" * 32, Role.OPERATOR)
SYSTEM = Actor("command-line", Role.SYSTEM)
STRANGER = Actor("c" * 32, Role.APPLICANT)
MAIN = Actor(PARENT, Role.APPLICANT)


@dataclass
class Case:
    """One story: what happened before, and what is asked now."""

    before: tuple[AccountEvent, ...]
    command: AccountCommand | None = None

    def when(self, command: AccountCommand) -> Case:
        return Case(self.before, command)

    def then(self, *events: AccountEvent) -> None:
        assert self.command is not None
        assert decide(self.command, replay(self.before)) == list(events)

    def refuses(self, refusal: type[Refusal]) -> None:
        assert self.command is not None
        with pytest.raises(refusal):
            decide(self.command, replay(self.before))


def given(*events: AccountEvent) -> Case:
    return Case(events)


def registered(role: Role = Role.APPLICANT, parent: str | None = None) -> AccountRegistered:
    return AccountRegistered(
        account=ACCOUNT,
        role=role,
        contact=Personal(ACCOUNT, "email", "li@example.com"),
        contact_kind="email",
        contact_digest="d1",
        parent=parent,
    )


def register(
    actor: Actor = VISITOR,
    role: Role = Role.APPLICANT,
    *,
    verified: bool = True,
    parent: str | None = None,
) -> RegisterAccount:
    return RegisterAccount(
        command_id="1",
        actor=actor,
        at=NOW,
        account=ACCOUNT,
        role=role,
        contact=Personal(ACCOUNT, "email", "li@example.com"),
        contact_kind="email",
        contact_digest="d1",
        verified=verified,
        parent=parent,
    )


def ask(kind: type[Any], actor: Actor, **fields: Any) -> Any:
    return kind(command_id="2", actor=actor, at=NOW, **fields)


APPLICANT = (registered(), ContactVerified(), PasswordSet("registration"))
REVIEWER = (registered(Role.REVIEWER), PasswordSet("first"))
SUB = (registered(Role.SUB_ACCOUNT, PARENT), ContactVerified(), PasswordSet("registration"))


def test_a_visitor_with_a_proved_contact_becomes_an_applicant() -> None:
    given().when(register()).then(*APPLICANT)


def test_an_applicant_needs_a_proved_contact() -> None:
    given().when(register(verified=False)).refuses(ContactUnverified)


def test_a_stream_holds_one_account() -> None:
    given(*APPLICANT).when(register()).refuses(AlreadyRegistered)


def test_a_sub_account_has_a_parent() -> None:
    given().when(register(role=Role.SUB_ACCOUNT)).refuses(RoleNotAllowed)
    given().when(register(role=Role.SUB_ACCOUNT, parent=PARENT)).then(*SUB)


@pytest.mark.parametrize("role", [*STAFF_ROLES, Role.SYSTEM, Role.MINISTRY, Role.VISITOR])
def test_nobody_registers_as_staff_or_as_a_part_of_the_system(role: Role) -> None:
    given().when(register(role=role)).refuses(RoleNotAllowed)
    given().when(register(HOLDER, role)).refuses(RoleNotAllowed)


@pytest.mark.parametrize("role", STAFF_ROLES)
@pytest.mark.parametrize("actor", [OPERATOR, SYSTEM])
def test_the_operator_opens_staff_accounts_that_wait_for_a_password(
    actor: Actor, role: Role
) -> None:
    given().when(register(actor, role, verified=False)).then(registered(role))
    assert replay([registered(role)]).status is Status.INVITED


def test_a_first_password_makes_the_account_active() -> None:
    staff = Actor(ACCOUNT, Role.REVIEWER)
    command = ask(SetPassword, staff, reason="first")
    given(registered(Role.REVIEWER)).when(command).then(PasswordSet("first"))
    assert replay(REVIEWER).status is Status.ACTIVE


def test_nobody_sets_the_password_of_another() -> None:
    for actor in (STRANGER, OPERATOR, SYSTEM):
        given(*APPLICANT).when(ask(SetPassword, actor, reason="change")).refuses(NotOwnAccount)


def test_an_unknown_account_is_not_found() -> None:
    given().when(ask(SetPassword, HOLDER, reason="change")).refuses(NotFound)
    given().when(ask(CloseAccount, HOLDER)).refuses(NotFound)


def test_the_operator_gives_another_staff_role_once() -> None:
    command = ask(GiveRole, OPERATOR, role=Role.LEAD)
    given(*REVIEWER).when(command).then(RoleGiven(Role.LEAD))
    given(*REVIEWER, RoleGiven(Role.LEAD)).when(command).then()


def called(name: str) -> Personal:
    return Personal(ACCOUNT, "name", name)


def test_the_operator_says_how_staff_are_called_and_may_say_it_anew() -> None:
    named = StaffNamed(called("示例"))
    new = replace(register(OPERATOR, Role.REVIEWER, verified=False), name=called("示例"))
    given().when(new).then(registered(Role.REVIEWER), named)
    command = ask(NameStaff, OPERATOR, name=called("示范"))
    given(*REVIEWER, named).when(command).then(StaffNamed(called("示范")))
    given(*REVIEWER, named).when(ask(NameStaff, OPERATOR, name=called("示例"))).then()


def test_only_the_operator_names_and_only_staff_are_named() -> None:
    given(*REVIEWER).when(ask(NameStaff, STRANGER, name=called("示例"))).refuses(RoleNotAllowed)
    own = Actor(ACCOUNT, Role.REVIEWER)
    given(*REVIEWER).when(ask(NameStaff, own, name=called("示例"))).refuses(RoleNotAllowed)
    given(*APPLICANT).when(ask(NameStaff, OPERATOR, name=called("示例"))).refuses(RoleNotAllowed)


@pytest.mark.parametrize("name", ["", "  ", "名" * (LONGEST_NAME + 1)])
def test_a_name_is_there_and_fits_on_a_line(name: str) -> None:
    given(*REVIEWER).when(ask(NameStaff, OPERATOR, name=called(name))).refuses(NameUnusable)
    new = replace(register(OPERATOR, Role.REVIEWER, verified=False), name=called(name))
    given().when(new).refuses(NameUnusable)


def test_staff_never_become_applicants_and_applicants_never_staff() -> None:
    given(*REVIEWER).when(ask(GiveRole, OPERATOR, role=Role.APPLICANT)).refuses(RoleNotAllowed)
    given(*APPLICANT).when(ask(GiveRole, OPERATOR, role=Role.REVIEWER)).refuses(RoleNotAllowed)


def test_an_operator_leaves_the_own_account_alone() -> None:
    own = Actor(ACCOUNT, Role.OPERATOR)
    history = (registered(Role.OPERATOR), PasswordSet("first"))
    given(*history).when(ask(GiveRole, own, role=Role.AUDITOR)).refuses(OwnAccount)
    given(*history).when(ask(CloseAccount, own)).refuses(OwnAccount)


def test_only_the_operator_gives_roles_and_first_passwords() -> None:
    lead = Actor("d" * 32, Role.LEAD)
    given(*REVIEWER).when(ask(GiveRole, lead, role=Role.LEAD)).refuses(RoleNotAllowed)
    given(*REVIEWER).when(ask(OfferFirstPassword, lead, until=LATER)).refuses(RoleNotAllowed)
    offer = ask(OfferFirstPassword, OPERATOR, until=LATER)
    given(*REVIEWER).when(offer).then(FirstPasswordOffered(LATER))


@pytest.mark.parametrize(
    ("history", "actor", "allowed"),
    [
        (APPLICANT, HOLDER, True),
        (APPLICANT, OPERATOR, True),
        (APPLICANT, STRANGER, False),
        (SUB, MAIN, True),
        (SUB, STRANGER, False),
        (REVIEWER, OPERATOR, True),
        (REVIEWER, SYSTEM, True),
    ],
)
def test_who_may_close_an_account(
    history: tuple[AccountEvent, ...], actor: Actor, allowed: bool
) -> None:
    case = given(*history).when(ask(CloseAccount, actor))
    if allowed:
        case.then(AccountClosed())
    else:
        case.refuses(NotOwnAccount)


def test_staff_do_not_close_their_own_account() -> None:
    given(*REVIEWER).when(ask(CloseAccount, Actor(ACCOUNT, Role.REVIEWER))).refuses(RoleNotAllowed)


def test_a_closed_account_stays_closed() -> None:
    closed = (*APPLICANT, AccountClosed())
    given(*closed).when(ask(CloseAccount, HOLDER)).then()
    given(*closed).when(ask(SetPassword, HOLDER, reason="change")).refuses(AccountIsClosed)
    given(*closed).when(ask(LockAccount, SYSTEM, until=LATER)).refuses(AccountIsClosed)


def test_only_a_main_account_invites_and_only_so_often() -> None:
    command = ask(InviteSubAccount, HOLDER, invitation="i1", until=LATER)
    invited = SubAccountInvited("i1", LATER)
    given(*APPLICANT).when(command).then(invited)
    given(*APPLICANT, *[invited] * MOST_INVITATIONS).when(command).refuses(TooManySubAccounts)
    given(*SUB).when(command).refuses(RoleNotAllowed)
    stranger = ask(InviteSubAccount, STRANGER, invitation="i1", until=LATER)
    given(*APPLICANT).when(stranger).refuses(NotOwnAccount)


def test_a_lock_comes_from_the_system_and_ends_with_a_new_password() -> None:
    lock = ask(LockAccount, SYSTEM, until=LATER)
    given(*APPLICANT).when(lock).then(AccountLocked(LATER))
    given(*APPLICANT, AccountLocked(LATER)).when(lock).then()
    given(*APPLICANT).when(ask(LockAccount, STRANGER, until=LATER)).refuses(RoleNotAllowed)
    unlocked = replay([*APPLICANT, AccountLocked(LATER), PasswordSet("forgotten")])
    assert unlocked.locked_until is None


def test_unlocking_an_open_account_is_nothing() -> None:
    given(*APPLICANT).when(ask(UnlockAccount, OPERATOR)).then()
    locked = (*APPLICANT, AccountLocked(LATER))
    given(*locked).when(ask(UnlockAccount, OPERATOR)).then(AccountUnlocked())
    given(*locked).when(ask(UnlockAccount, STRANGER)).refuses(NotOwnAccount)


def test_sessions_language_and_messages_belong_to_the_holder() -> None:
    given(*APPLICANT).when(ask(EndSessions, HOLDER)).then(SessionsEnded())
    given(*APPLICANT).when(ask(EndSessions, STRANGER)).refuses(NotOwnAccount)
    given(*APPLICANT).when(ask(ChooseLanguage, HOLDER, language="en")).then(LanguageChosen("en"))
    given(*APPLICANT).when(ask(ChooseLanguage, HOLDER, language="zh")).then()
    given(*APPLICANT).when(ask(ChooseLanguage, HOLDER, language="xx")).then()
    given(*APPLICANT).when(ask(MarkMessagesRead, HOLDER, up_to=7)).then(MessagesRead(7))
    given(*APPLICANT, MessagesRead(9)).when(ask(MarkMessagesRead, HOLDER, up_to=7)).then()
