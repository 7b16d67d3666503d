"""Passwords, codes, links, sessions and failed tries, as rows on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from domain.account.refusals import (
    CodeExpired,
    NoTriesLeft,
    ResendTooSoon,
    TooManyCodes,
    WrongCode,
)
from store.credentials import attempts, codes, links, passwords, registrations, sessions
from store.credentials.codes import Code
from store.credentials.links import Link
from store.credentials.registrations import Pending
from store.engine import reading, writing

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def code(code_id: str = "c1", contact: str = "d1", **changes: object) -> Code:
    fresh = Code(
        id=code_id,
        purpose="registration",
        account="a1",
        contact_kind="email",
        contact_digest=contact,
        contact="sealed contact",
        language="zh",
        message="code",
        digest="right",
        sealed="sealed digits",
        tries=0,
        sends=1,
        sent_at=NOW,
        expires_at=NOW + codes.LIFE,
        used_by=None,
    )
    return fresh._replace(**changes)  # type: ignore[arg-type]


def test_the_right_code_is_right_once_and_again_for_the_same_form(engine: Engine) -> None:
    with writing(engine) as connection:
        assert codes.keep(connection, code())
        assert not codes.keep(connection, code())
        assert codes.attempt(connection, "c1", "right", "form 1", NOW) is None
        codes.use(connection, "c1", "form 1")
        assert codes.attempt(connection, "c1", "right", "form 1", NOW) is None
        other = codes.attempt(connection, "c1", "right", "form 2", NOW)
    assert isinstance(other, CodeExpired)


def test_five_wrong_tries_use_a_code_up(engine: Engine) -> None:
    with writing(engine) as connection:
        codes.keep(connection, code())
        wrong = [codes.attempt(connection, "c1", "wrong", "f", NOW) for _ in range(5)]
        late = codes.attempt(connection, "c1", "right", "f", NOW)
    assert [one.facts.get("left") for one in wrong[:4] if isinstance(one, WrongCode)] == [
        4,
        3,
        2,
        1,
    ]
    assert isinstance(wrong[4], NoTriesLeft)
    assert isinstance(late, NoTriesLeft)


def test_a_code_lives_for_a_quarter_of_an_hour(engine: Engine) -> None:
    with writing(engine) as connection:
        codes.keep(connection, code())
        last = NOW + codes.LIFE
        assert codes.attempt(connection, "c1", "right", "f", last - SECOND) is None
        assert isinstance(codes.attempt(connection, "c1", "right", "f", last), CodeExpired)
        assert isinstance(codes.attempt(connection, "none", "right", "f", NOW), CodeExpired)


@pytest.mark.parametrize("message", ["account_exists", "nothing"])
def test_a_code_that_was_never_sent_is_never_right(engine: Engine, message: str) -> None:
    with writing(engine) as connection:
        codes.keep(connection, code(message=message))
        assert isinstance(codes.attempt(connection, "c1", "right", "f", NOW), WrongCode)


def test_a_contact_gets_a_code_a_minute_and_ten_a_day(engine: Engine) -> None:
    with writing(engine) as connection:
        codes.ensure_may_send(connection, "d1", NOW)
        codes.keep(connection, code())
        with pytest.raises(ResendTooSoon) as soon:
            codes.ensure_may_send(connection, "d1", NOW + timedelta(seconds=20))
        assert soon.value.facts == {"seconds": 41}
        codes.ensure_may_send(connection, "d2", NOW)
        codes.ensure_may_send(connection, "d1", NOW + codes.PAUSE)
        codes.renew(connection, code(sends=10))
        with pytest.raises(TooManyCodes):
            codes.ensure_may_send(connection, "d1", NOW + timedelta(hours=1))
        codes.ensure_may_send(connection, "d1", NOW + timedelta(days=1))


def test_a_renewed_code_has_all_its_tries_unless_it_was_used(engine: Engine) -> None:
    with writing(engine) as connection:
        codes.keep(connection, code())
        codes.attempt(connection, "c1", "wrong", "f", NOW)
        codes.renew(connection, code(digest="newer", sends=2))
        assert codes.attempt(connection, "c1", "newer", "f", NOW) is None
        codes.use(connection, "c1", "f")
        codes.renew(connection, code(digest="newest", sends=3))
        kept = codes.find(connection, "c1")
    assert kept is not None
    assert (kept.digest, kept.sends) == ("newer", 2)


def test_old_codes_and_registrations_are_deleted(engine: Engine) -> None:
    later = NOW + timedelta(days=1, seconds=1)
    with writing(engine) as connection:
        codes.keep(connection, code())
        registrations.keep(connection, Pending("c1", "hash", None, None, NOW))
        codes.forget_old(connection, later)
        registrations.forget_old(connection, later)
        assert codes.find(connection, "c1") is None
        assert registrations.find(connection, "c1") is None


def test_a_registration_keeps_what_was_typed_last(engine: Engine) -> None:
    with writing(engine) as connection:
        registrations.keep(connection, Pending("c1", "first", None, None, NOW))
        registrations.keep(connection, Pending("c1", "second", "link", "parent", NOW))
        assert registrations.find(connection, "c1") == Pending(
            "c1", "second", "link", "parent", NOW
        )


def test_a_password_matches_its_hash_only(engine: Engine) -> None:
    stored = passwords.hash_password("correct horse battery")
    assert stored.startswith("$argon2id$")
    assert passwords.matches("correct horse battery", stored)
    assert passwords.matches("ｃorrect horse battery", stored)
    assert not passwords.matches("correct horse batterx", stored)
    assert not passwords.matches("nobody has this password", None)
    with writing(engine) as connection:
        passwords.keep(connection, "a1", "old", NOW)
        passwords.keep(connection, "a1", stored, NOW)
        assert passwords.find(connection, "a1") == stored
        passwords.forget(connection, "a1")
        assert passwords.find(connection, "a1") is None


def test_an_unknown_account_costs_a_whole_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real = passwords._ARGON.verify

    def watched(password: str, stored: str) -> bool:
        seen.append(stored)
        return real(password, stored)

    monkeypatch.setattr(passwords._ARGON, "verify", watched)
    assert not passwords.matches("correct horse battery", None)
    assert seen == [passwords.dummy_hash()]


def test_ten_failures_lock_for_a_quarter_of_an_hour(engine: Engine) -> None:
    with writing(engine) as connection:
        for _ in range(9):
            assert attempts.begin(connection, "d1", NOW) is None
            assert attempts.failed(connection, "d1", NOW) is None
        assert attempts.begin(connection, "d1", NOW) is None
        assert attempts.failed(connection, "d1", NOW) == NOW + attempts.LOCK
        assert attempts.begin(connection, "d1", NOW + SECOND) == NOW + attempts.LOCK
        assert attempts.begin(connection, "d2", NOW) is None
        # After the lock the count starts anew.
        assert attempts.begin(connection, "d1", NOW + attempts.LOCK) is None
        assert attempts.failed(connection, "d1", NOW + attempts.LOCK) is None


def test_tries_at_one_moment_all_count(engine: Engine) -> None:
    with writing(engine) as connection:
        begun = [attempts.begin(connection, "d1", NOW) for _ in range(11)]
    assert begun == [None] * 10 + [NOW + attempts.LOCK]


def test_a_success_and_a_quiet_day_forgive(engine: Engine) -> None:
    with writing(engine) as connection:
        for _ in range(9):
            attempts.begin(connection, "d1", NOW)
            attempts.begin(connection, "d2", NOW)
        attempts.succeeded(connection, "d1")
        later = NOW + attempts.FORGIVEN + SECOND
        for contact, moment in (("d1", NOW), ("d2", later)):
            attempts.begin(connection, contact, moment)
            assert attempts.failed(connection, contact, moment) is None


def test_a_session_is_found_by_its_token_which_is_not_stored(engine: Engine) -> None:
    with writing(engine) as connection:
        token = sessions.start(connection, "a1", "Firefox · Linux" + "x" * 500, NOW)
        found = sessions.find(connection, token)
        stored = connection.execute(select(sessions.table.c.token_hash)).scalar_one()
        assert sessions.find(connection, stored) is None
        assert sessions.find(connection, "") is None
    assert found is not None
    assert found.account == "a1"
    assert len(found.device) == sessions.LONGEST_DEVICE
    assert token not in stored


def test_sessions_end_one_by_one_or_all_others(engine: Engine) -> None:
    with writing(engine) as connection:
        tokens = [sessions.start(connection, "a1", "d", NOW) for _ in range(3)]
        foreign = sessions.start(connection, "a2", "d", NOW)
        sessions.end(connection, tokens[0])
        kept = sessions.find(connection, tokens[1])
        assert kept is not None
        sessions.end_all(connection, "a1", keep=kept.id)
        alive = [sessions.find(connection, token) is not None for token in [*tokens, foreign]]
    assert alive == [False, True, False, True]


def test_idle_sessions_are_not_listed_and_are_deleted(engine: Engine) -> None:
    later = NOW + sessions.IDLE_APPLICANT
    with writing(engine) as connection:
        idle = sessions.start(connection, "a1", "old", NOW)
        sessions.start(connection, "a1", "new", later)
        found = sessions.find(connection, idle)
        assert found is not None
        assert sessions.is_idle(found, sessions.IDLE_APPLICANT, later)
        assert not sessions.is_idle(found, sessions.IDLE_APPLICANT, later - SECOND)
        assert [one.device for one in sessions.of_account(connection, "a1", NOW)] == ["new"]
        sessions.touch(connection, found, later)
        assert len(sessions.of_account(connection, "a1", NOW)) == 2
        sessions.forget_idle(connection, later + sessions.IDLE_APPLICANT + SECOND)
        count = select(func.count()).select_from(sessions.table)
        assert connection.execute(count).scalar_one() == 0


def test_a_link_opens_once_for_its_purpose_and_time(engine: Engine) -> None:
    secret = links.make_secret()
    link = Link("l1", "first_password", "a1", NOW + links.LIFE)
    with writing(engine) as connection:
        assert links.keep(connection, secret, link)
        assert not links.keep(connection, "another secret", link)
        assert links.find(connection, secret, "first_password", NOW) == link
        assert links.find(connection, secret, "sub_account", NOW) is None
        assert links.find(connection, "another secret", "first_password", NOW) is None
        assert links.find(connection, secret, "first_password", NOW + links.LIFE) is None
        assert links.use(connection, "l1", "form 1")
        assert links.use(connection, "l1", "form 1")
        assert not links.use(connection, "l1", "form 2")
        assert links.find(connection, secret, "first_password", NOW) is None
        assert links.find(connection, secret, "first_password", NOW, "form 1") == link


def test_a_new_link_makes_the_older_ones_worthless(engine: Engine) -> None:
    with writing(engine) as connection:
        for number in ("1", "2"):
            links.keep(connection, number, Link(number, "first_password", "a1", NOW + links.LIFE))
        links.withdraw(connection, "a1", but="2")
        assert links.find(connection, "1", "first_password", NOW) is None
        assert links.find(connection, "2", "first_password", NOW) is not None
        links.forget_old(connection, NOW + links.LIFE + SECOND)
    with reading(engine) as connection:
        count = select(func.count()).select_from(links.table)
        assert connection.execute(count).scalar_one() == 0
