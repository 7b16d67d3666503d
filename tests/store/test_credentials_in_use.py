"""Registering, signing in and staff through the use cases, on both databases."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from domain.account.commands import (
    CloseAccount,
    EndSessions,
    GiveRole,
    InviteSubAccount,
    SetPassword,
)
from domain.account.refusals import (
    AccountIsClosed,
    CodeExpired,
    ContactTaken,
    ContactUnreadable,
    NoTriesLeft,
    PasswordIsContact,
    RoleNotAllowed,
    SecretUnusable,
    SignInLocked,
    WrongCode,
    WrongCredentials,
    WrongPassword,
)
from domain.roles import Actor, Role
from gateways.clock import ManualClock
from gateways.mail.memory import MemoryMail
from gateways.sheets.typeset import TypstPress
from gateways.sms.memory import MemorySms
from projections import accounts as account_rows
from store import event_log
from store.credentials import links, sessions
from store.outbox import outbox
from store.unit_of_work import UnitOfWork
from store.vault import Vault
from tests.account_stories import PASSWORD, SYSTEM, delivered, digits_of, hash_cheaply, opened
from use_cases import accounts, demo_accounts, register, staff
from use_cases.account_codes import contact_digest, send_again
from use_cases.desk import Desk
from use_cases.register import Registration
from use_cases.sign_in import (
    SignIn,
    finish_recovery,
    open_session,
    sign_in,
    signed_in,
    start_recovery,
)
from use_cases.staff import NewStaff

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_cheaply(monkeypatch)


@pytest.fixture
def desk(engine: Engine, note_vault: Vault) -> Desk:
    nothing: Any = None
    return Desk(
        unit=UnitOfWork(engine, note_vault, (account_rows.PROJECTION,)),
        vault=note_vault,
        blobs=nothing,
        clock=ManualClock(NOW),
        images=nothing,
        ministry=nothing,
        mail=MemoryMail(),
        sms=MemorySms(),
        press=TypstPress(),
    )


def typed(contact: str = "li@example.com", command_id: str = "r1", **more: str) -> Registration:
    return Registration(
        command_id=command_id, contact=contact, password=PASSWORD, language="zh", **more
    )


def try_sign_in(desk: Desk, contact: str, password: str, now: datetime = NOW) -> str:
    wish = SignIn(
        command_id=f"s-{contact[:40]}-{now}", contact=contact, password=password, device="d"
    )
    return sign_in(desk, wish, now)


def row_of(desk: Desk, account: str) -> account_rows.AccountRow:
    row = accounts.find(desk, account)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("contact", "kind"), [("Li@Example.com", "email"), ("138 0013 8000", "mobile")]
)
def test_from_a_contact_to_a_session(desk: Desk, contact: str, kind: str) -> None:
    code_id = register.start(desk, typed(contact), NOW)
    digits = digits_of(desk, code_id)
    assert any(digits in text for text in delivered(desk))
    account = register.finish(desk, code_id, digits, "f1", NOW)
    row = row_of(desk, account)
    assert (row.role, row.status, row.contact_kind, row.verified) == (
        Role.APPLICANT,
        "active",
        kind,
        True,
    )
    opened_by = signed_in(desk, try_sign_in(desk, contact, PASSWORD), NOW)
    assert opened_by is not None
    assert opened_by.account.id == account


def test_neither_code_nor_contact_stands_anywhere_in_plain_text(desk: Desk) -> None:
    code_id = register.start(desk, typed(), NOW)
    digits = digits_of(desk, code_id)
    register.finish(desk, code_id, digits, "f1", NOW)
    with desk.unit.reading() as connection:
        log = b"".join(row.data for row in event_log.read_log(connection))
        payloads = [str(row.payload) for row in connection.execute(select(outbox))]
        stored = str(connection.execute(select(account_rows.table)).all())
    for text in (log.decode(), *payloads, stored):
        assert "li@example.com" not in text
        assert f'"{digits}"' not in text
        assert PASSWORD not in text
        assert "argon2" not in text


def test_a_form_sent_twice_makes_one_account_and_one_message(desk: Desk) -> None:
    code_id = register.start(desk, typed(), NOW)
    assert register.start(desk, typed(), NOW) == code_id
    digits = digits_of(desk, code_id)
    first = register.finish(desk, code_id, digits, "f1", NOW)
    assert register.finish(desk, code_id, digits, "f1", NOW) == first
    assert len(delivered(desk)) == 0
    with desk.unit.reading() as connection:
        assert len(event_log.read_log(connection)) == 3
    with pytest.raises(CodeExpired):
        register.finish(desk, code_id, digits, "another form", NOW)


def test_a_corrected_contact_gets_a_code_of_its_own(desk: Desk) -> None:
    wrong = register.start(desk, typed("lii@example.com"), NOW)
    right = register.start(desk, typed("li@example.com"), NOW)
    assert wrong != right


def test_a_used_contact_answers_the_same_and_tells_its_owner(desk: Desk) -> None:
    owner = opened(desk, Role.APPLICANT, "li@example.com")
    code_id = register.start(desk, typed(), NOW)
    assert "已有账号" in delivered(desk)[0]
    assert digits_of(desk, code_id) not in delivered(desk)[0]
    with pytest.raises(WrongCode):
        register.finish(desk, code_id, digits_of(desk, code_id), "f1", NOW)
    assert row_of(desk, owner).status == "active"


def test_of_two_who_wait_with_one_contact_the_first_wins(desk: Desk) -> None:
    first = register.start(desk, typed(command_id="r1"), NOW)
    second = register.start(desk, typed(command_id="r2"), NOW + MINUTE)
    register.finish(desk, first, digits_of(desk, first), "f1", NOW + MINUTE)
    with pytest.raises(ContactTaken):
        register.finish(desk, second, digits_of(desk, second), "f2", NOW + MINUTE)


def test_at_one_moment_only_one_account_gets_a_contact(desk: Desk) -> None:
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def run() -> None:
        gate.wait()
        try:
            outcomes.append(opened(desk, Role.APPLICANT, "li@example.com"))
        except ContactTaken:
            outcomes.append("taken")

    people = [threading.Thread(target=run) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(outcome == "taken" for outcome in outcomes) == [False, True]


def test_sending_again_repeats_a_living_code_and_replaces_a_dead_one(desk: Desk) -> None:
    code_id = register.start(desk, typed(), NOW)
    digits = digits_of(desk, code_id)
    send_again(desk, code_id, NOW + MINUTE)
    assert digits_of(desk, code_id) == digits
    # Only the message of the last sending is still worth sending.
    assert len(delivered(desk)) == 1
    for _ in range(5):
        with pytest.raises((WrongCode, NoTriesLeft)):
            register.finish(desk, code_id, "wrong!", "f", NOW + MINUTE)
    send_again(desk, code_id, NOW + 2 * MINUTE)
    assert register.finish(desk, code_id, digits_of(desk, code_id), "f1", NOW + 2 * MINUTE)
    with pytest.raises(CodeExpired):
        send_again(desk, code_id, NOW + 9 * MINUTE)


def test_a_closed_account_frees_its_contact(desk: Desk) -> None:
    account = opened(desk, Role.APPLICANT, "li@example.com")
    token = try_sign_in(desk, "li@example.com", PASSWORD)
    command = CloseAccount(command_id="c1", actor=Actor(account, Role.APPLICANT), at=NOW)
    accounts.close(desk, account, command)
    assert signed_in(desk, token, NOW) is None
    with pytest.raises(WrongCredentials):
        try_sign_in(desk, "li@example.com", PASSWORD)
    assert opened(desk, Role.APPLICANT, "li@example.com") != account


@pytest.mark.parametrize(
    "contact", ["li@example.com", "nobody@example.com", "not a contact", "😀" * 10_000]
)
def test_unknown_and_wrong_are_told_alike_and_lock_alike(desk: Desk, contact: str) -> None:
    account = opened(desk, Role.APPLICANT, "li@example.com")
    for _ in range(9):
        with pytest.raises(WrongCredentials):
            try_sign_in(desk, contact, "wrong password")
    with pytest.raises(SignInLocked) as tenth:
        try_sign_in(desk, contact, "wrong password")
    assert tenth.value.facts == {"minutes": 15}
    with pytest.raises(SignInLocked):
        try_sign_in(desk, contact, PASSWORD, NOW + MINUTE)
    locked = contact == "li@example.com"
    assert (row_of(desk, account).locked_until == NOW + 15 * MINUTE) is locked
    if locked:
        assert try_sign_in(desk, contact, PASSWORD, NOW + 15 * MINUTE)


@pytest.mark.parametrize(("role", "hours"), [(Role.APPLICANT, 12), (Role.REVIEWER, 8)])
def test_a_session_ends_when_it_idles(desk: Desk, role: Role, hours: int) -> None:
    account = opened(desk, role)
    token = open_session(desk, account, "d", NOW)
    almost = NOW + timedelta(hours=hours) - MINUTE
    assert signed_in(desk, token, almost) is not None
    assert signed_in(desk, token, almost + timedelta(hours=hours) - MINUTE) is not None
    assert signed_in(desk, token, almost + timedelta(hours=3 * hours)) is None


def test_a_forgotten_password_is_replaced_by_code(desk: Desk) -> None:
    account = opened(desk, Role.APPLICANT, "li@example.com")
    token = open_session(desk, account, "d", NOW)
    for _ in range(10):
        with pytest.raises((WrongCredentials, SignInLocked)):
            try_sign_in(desk, "li@example.com", "wrong password")
    code_id = start_recovery(desk, "LI@example.com", "en", "f1", NOW)
    digits = digits_of(desk, code_id)
    assert any(digits in text for text in delivered(desk))
    with pytest.raises(PasswordIsContact):
        finish_recovery(desk, code_id, digits, "li@example.com", "f2", NOW)
    finish_recovery(desk, code_id, digits, "a new long password", "f2", NOW)
    assert signed_in(desk, token, NOW) is None
    assert row_of(desk, account).locked_until is None
    assert try_sign_in(desk, "li@example.com", "a new long password")


def test_an_unknown_contact_asks_for_a_new_password_in_vain(desk: Desk) -> None:
    code_id = start_recovery(desk, "nobody@example.com", "zh", "f1", NOW)
    assert delivered(desk) == []
    with pytest.raises(WrongCode):
        finish_recovery(desk, code_id, digits_of(desk, code_id), PASSWORD, "f2", NOW)


def test_another_password_signs_other_devices_out(desk: Desk) -> None:
    account = opened(desk, Role.APPLICANT, "li@example.com")
    here, there = (open_session(desk, account, "d", NOW) for _ in range(2))
    this = signed_in(desk, here, NOW)
    assert this is not None
    command = SetPassword(
        command_id="p1", actor=Actor(account, Role.APPLICANT), at=NOW, reason="change"
    )
    with pytest.raises(WrongPassword):
        accounts.change_password(desk, command, "wrong", "a new long password", "", NOW)
    accounts.change_password(desk, command, PASSWORD, "a new long password", this.session.id, NOW)
    assert signed_in(desk, here, NOW) is not None
    assert signed_in(desk, there, NOW) is None
    assert try_sign_in(desk, "li@example.com", "a new long password")


def test_other_sessions_end(desk: Desk) -> None:
    account = opened(desk, Role.APPLICANT)
    here, there = (open_session(desk, account, "d", NOW) for _ in range(2))
    this = signed_in(desk, here, NOW)
    assert this is not None
    command = EndSessions(command_id="e1", actor=Actor(account, Role.APPLICANT), at=NOW)
    accounts.end_other_sessions(desk, command, this.session.id)
    assert (signed_in(desk, here, NOW), signed_in(desk, there, NOW)) != (None, None)
    assert signed_in(desk, there, NOW) is None


def invitation(desk: Desk, parent: str, command_id: str = "i1") -> str | None:
    command = InviteSubAccount(
        command_id=command_id,
        actor=Actor(parent, Role.APPLICANT),
        at=NOW,
        invitation=f"link-{command_id}",
        until=NOW + links.LIFE,
    )
    return accounts.invite_sub_account(desk, command, NOW)


def test_a_sub_account_joins_by_a_link_that_works_once(desk: Desk) -> None:
    parent = opened(desk, Role.APPLICANT, "main@example.com")
    secret = invitation(desk, parent)
    assert secret
    assert invitation(desk, parent) is None
    first = register.start(desk, typed(invitation=secret), NOW)
    second = register.start(desk, typed("wang@example.com", invitation=secret), NOW)
    account = register.finish(desk, first, digits_of(desk, first), "f1", NOW)
    row = row_of(desk, account)
    assert (row.role, row.parent, row.filing_account) == (Role.SUB_ACCOUNT, parent, parent)
    assert [one.id for one in accounts.sub_accounts_of(desk, parent)] == [account]
    with pytest.raises(SecretUnusable):
        register.finish(desk, second, digits_of(desk, second), "f2", NOW)
    with pytest.raises(SecretUnusable):
        register.start(desk, typed("zhao@example.com", invitation=secret), NOW)
    assert register.finish(desk, first, digits_of(desk, first), "f1", NOW) == account


def test_an_invitation_ends_with_its_time_and_its_account(desk: Desk) -> None:
    parent = opened(desk, Role.APPLICANT)
    secret = invitation(desk, parent) or ""
    with pytest.raises(SecretUnusable):
        register.start(desk, typed(invitation=secret), NOW + links.LIFE)
    accounts.close(
        desk, parent, CloseAccount(command_id="c1", actor=Actor(parent, Role.APPLICANT), at=NOW)
    )
    with pytest.raises(SecretUnusable):
        register.start(desk, typed(invitation=secret), NOW)


def new_staff(email: str = "wang@example.com", actor: Actor = SYSTEM) -> NewStaff:
    return NewStaff(command_id="n1", actor=actor, email=email, role=Role.REVIEWER)


def test_staff_choose_their_password_by_a_link_that_works_once(desk: Desk) -> None:
    offer = staff.add(desk, new_staff(), NOW)
    assert offer.secret
    assert staff.add(desk, new_staff(), NOW) == staff.Offer(offer.account, None)
    with pytest.raises(WrongCredentials):
        try_sign_in(desk, "wang@example.com", PASSWORD)
    staff.set_first_password(desk, offer.secret, PASSWORD, "p1", NOW)
    staff.set_first_password(desk, offer.secret, PASSWORD, "p1", NOW)
    with pytest.raises(SecretUnusable):
        staff.set_first_password(desk, offer.secret, "another password", "p2", NOW)
    assert try_sign_in(desk, "wang@example.com", PASSWORD)


def test_the_link_of_staff_expires_and_a_new_one_replaces_it(desk: Desk) -> None:
    offer = staff.add(desk, new_staff(), NOW)
    assert offer.secret
    with pytest.raises(SecretUnusable):
        staff.set_first_password(desk, offer.secret, PASSWORD, "p1", NOW + links.LIFE)
    newer = staff.offer_first_password(desk, offer.account, SYSTEM, "o2", NOW)
    with pytest.raises(SecretUnusable):
        staff.find_offer(desk, offer.secret, NOW)
    assert newer.secret
    assert staff.find_offer(desk, newer.secret, NOW).id == offer.account


def test_only_an_address_that_is_free_becomes_staff(desk: Desk) -> None:
    opened(desk, Role.APPLICANT, "wang@example.com")
    with pytest.raises(ContactTaken):
        staff.add(desk, new_staff(), NOW)
    with pytest.raises(ContactUnreadable):
        staff.add(desk, new_staff("13800138000"), NOW)


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.REVIEWER, Role.LEAD, Role.AUDITOR])
def test_nobody_but_the_operator_adds_staff(desk: Desk, role: Role) -> None:
    with pytest.raises(RoleNotAllowed):
        staff.add(desk, new_staff(actor=Actor("f" * 32, role)), NOW)


def test_another_role_signs_staff_out_and_closing_ends_it(desk: Desk) -> None:
    account = opened(desk, Role.REVIEWER, "wang@example.com")
    token = open_session(desk, account, "d", NOW)
    staff.give_role(desk, account, GiveRole(command_id="g1", actor=SYSTEM, at=NOW, role=Role.LEAD))
    assert row_of(desk, account).role is Role.LEAD
    assert signed_in(desk, token, NOW) is None
    for _ in range(2):
        staff.close(desk, account, CloseAccount(command_id="c1", actor=SYSTEM, at=NOW))
    with pytest.raises(AccountIsClosed):
        staff.offer_first_password(desk, account, SYSTEM, "o2", NOW)


def test_what_serves_nobody_is_tidied_away(desk: Desk) -> None:
    account = opened(desk, Role.APPLICANT)
    open_session(desk, account, "d", NOW)
    register.start(desk, typed(), NOW)
    invitation(desk, account)
    accounts.tidy(desk, NOW + timedelta(days=4))
    with desk.unit.reading() as connection:
        assert sessions.of_account(connection, account, NOW - MINUTE) == []
        assert connection.execute(select(links.table)).all() == []


def test_demo_accounts_are_made_once_and_open(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "demo-accounts.txt"
    made = demo_accounts.ensure(desk, file)
    assert [one.role for one in made] == [
        "applicant",
        "applicant",
        "reviewer",
        "reviewer",
        "lead",
        "report_officer",
        "auditor",
        "rule_editor",
        "rule_editor",
        "operator",
    ]
    assert len({one.password for one in made}) == len(made)
    assert file.stat().st_mode & 0o777 == 0o600
    assert demo_accounts.ensure(desk, file) == made
    for one in made:
        assert try_sign_in(desk, one.sign_in_name, one.password, datetime.now(UTC))


def test_an_interrupted_demo_account_is_finished(desk: Desk, tmp_path: Path) -> None:
    staff.add(desk, new_staff("lead@demo.example"), NOW)
    made = demo_accounts.ensure(desk, tmp_path / "demo-accounts.txt")
    lead = next(one for one in made if one.sign_in_name == "lead@demo.example")
    assert try_sign_in(desk, lead.sign_in_name, lead.password, datetime.now(UTC))


def test_a_contact_has_one_digest(desk: Desk) -> None:
    assert contact_digest(desk, "a@example.com") == contact_digest(desk, "a@example.com")
    assert contact_digest(desk, "a@example.com") != contact_digest(desk, "b@example.com")
