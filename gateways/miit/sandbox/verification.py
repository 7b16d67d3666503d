"""The ministry's SMS verification (短信核验): sending, checking and resending codes.

The rules: six digits; one code per distinct phone; valid for 24 hours from the first sending,
which a resend does not prolong; five wrong entries per report are allowed, the sixth fails it;
two resends per phone, each with a new code; every phone must verify.
"""

from __future__ import annotations

import enum
import secrets
import unicodedata
from datetime import timedelta
from typing import Any, Final, Literal

import msgspec
from sqlalchemy import Row, insert, select, update

from domain.personal import mask
from domain.phones import normalise_mobile
from gateways.miit.port import (
    BureauStarted,
    CodesFailed,
    CodesSent,
    CodeVerified,
    ReportedPerson,
)
from gateways.miit.sandbox import inbox, notices
from gateways.miit.sandbox.tables import challenges, persons, reports
from gateways.miit.sandbox.work import State, Work

VALID: Final = timedelta(hours=24)
WRONG_ALLOWED: Final = 5
RESENDS: Final = 2
RESEND_AFTER: Final = timedelta(seconds=60)
_DIGITS: Final = 6


class AnswerCode(enum.IntEnum):
    """The answers of the ministry's page, by its own numbers."""

    RETRY = 0
    WRONG = 2
    ALL_VERIFIED = 3
    NOTHING_TO_VERIFY = 4
    ALREADY_VERIFIED = 20
    FAILED = 21
    WAIT_FOR_OTHERS = 31
    NOTHING_TO_RESEND = 100
    RESENT = 101
    RESEND_LIMIT = 102


class Answer(msgspec.Struct, frozen=True):
    """What the page says. ``cause`` tells apart what shares a code: ``timeout`` and
    ``attempts`` for FAILED, ``format`` and ``too_soon`` for RETRY.

    ``tries_left`` counts the entries that are left, the last of which must be right.
    """

    code: AnswerCode
    cause: str = ""
    tries_left: int | None = None
    wait_seconds: int = 0


def folded(text: str) -> str:
    """Full-width characters folded, white space dropped, letters upper case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def last_six(certificate_number: str) -> str:
    """The last six characters of a certificate number, as the page asks for them."""
    return folded(certificate_number)[-6:]


def send_codes(
    work: Work, filing_id: str, report_id: str, people: tuple[ReportedPerson, ...]
) -> None:
    """Send a code to each distinct phone and give notice of it."""
    phones: dict[str, str] = {}
    for person in people:
        mobile = normalise_mobile(person.mobile)
        phone = work.seals.digest("mobile", mobile)
        phones[phone] = mask("mobile", mobile)
        salt, hashed = work.seals.salted(last_six(person.certificate_number))
        work.connection.execute(
            insert(persons).values(
                report_id=report_id,
                person_id=person.person_id,
                phone=phone,
                name_shown=mask("name", person.name),
                last_six_salt=salt,
                last_six_hash=hashed,
            )
        )
    for phone, shown in phones.items():
        challenge = {"report_id": report_id, "phone": phone, "phone_shown": shown, "resends": 0}
        work.connection.execute(insert(challenges).values(**challenge, **_new_code(work, shown)))
    notices.give(
        work,
        CodesSent(
            **notices.heading(work, filing_id, report_id),
            expires_at=work.now + VALID,
            person_ids=tuple(person.person_id for person in people),
        ),
    )


def hand_to_bureau(work: Work, filing_id: str, report_id: str) -> None:
    """Nobody has to verify any more: the bureau's review begins, and notice is given of it."""
    work.connection.execute(
        update(reports)
        .where(reports.c.report_id == report_id)
        .values(state=State.BUREAU, bureau_at=work.now)
    )
    notices.give(work, BureauStarted(**notices.heading(work, filing_id, report_id)))


def verify(work: Work, mobile: str, code: str, certificate_end: str) -> Answer:
    """Check a code with the last six characters of the person's certificate number.

    A code that can't be one (not six digits) is asked for again and counts as no try.
    """
    entered = folded(code)
    if len(entered) != _DIGITS or not (entered.isascii() and entered.isdigit()):
        return Answer(AnswerCode.RETRY, "format")
    known = _challenges(work, mobile)
    pending = [row for row in known if row.state == State.SMS and row.verified_at is None]
    if not pending:
        return _nothing_pending(known)
    # One phone may have codes of several filings; the entered code says which is meant.
    meant = [row for row in pending if work.seals.matches(entered, row.salt, row.hash)]
    if meant and _is_owner(work, meant[0], certificate_end):
        return _verified(work, meant[0])
    return _wrong(work, (meant or pending)[0])


def resend(work: Work, mobile: str, certificate_end: str) -> Answer:
    """Send a new code, which voids the old one; at most twice, a minute apart.

    A wrong end of the certificate number counts as a wrong entry: this must not be the
    place where it can be guessed.
    """
    rows = _challenges(work, mobile)
    pending = [row for row in rows if row.state == State.SMS and row.verified_at is None]
    if not pending:
        return Answer(AnswerCode.NOTHING_TO_RESEND)
    owned = [row for row in pending if _is_owner(work, row, certificate_end)]
    if not owned:
        return _wrong(work, pending[0])
    challenge = owned[0]
    if challenge.resends >= RESENDS:
        return Answer(AnswerCode.RESEND_LIMIT)
    waited = work.now - challenge.sent_at
    if timedelta(0) <= waited < RESEND_AFTER:
        seconds = int((RESEND_AFTER - waited).total_seconds() + 0.999)
        return Answer(AnswerCode.RETRY, "too_soon", wait_seconds=seconds)
    inbox.mark(work, challenge.message_id, "void")
    fresh = _new_code(work, challenge.phone_shown)
    work.connection.execute(
        update(challenges).where(_is(challenge)).values(**fresh, resends=challenge.resends + 1)
    )
    return Answer(AnswerCode.RESENT)


def expire(work: Work) -> None:
    """Fail every report whose 24 hours are over."""
    due = (reports.c.state == State.SMS) & (reports.c.expires_at <= work.now)
    for row in work.connection.execute(select(reports).where(due)).all():
        _fail(work, row, "timeout")


def withdraw_codes(work: Work, report_id: str) -> None:
    """Mark the unused codes of a report as void in the inbox."""
    unused = (challenges.c.report_id == report_id) & challenges.c.verified_at.is_(None)
    for message_id in work.connection.scalars(select(challenges.c.message_id).where(unused)).all():
        inbox.mark(work, message_id, "void")


def _new_code(work: Work, shown: str) -> dict[str, Any]:
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"
    salt, hashed = work.seals.salted(code)
    text = f"【工业和信息化部】您正在办理ICP备案，短信核验码为{code}，24小时内有效。"
    message_id = inbox.deliver(work, "ministry", inbox.Letter(to=shown, text=text, code=code))
    return {"salt": salt, "hash": hashed, "message_id": message_id, "sent_at": work.now}


def _challenges(work: Work, mobile: str) -> list[Row[Any]]:
    """What this phone was asked to verify, newest first, with the state of each report."""
    phone = work.seals.digest("mobile", normalise_mobile(mobile))
    query = (
        select(challenges, reports.c.state, reports.c.cause, reports.c.wrong, reports.c.filing_id)
        .join(reports, reports.c.report_id == challenges.c.report_id)
        .where(challenges.c.phone == phone, reports.c.state != State.REPLACED)
        .order_by(challenges.c.sent_at.desc())
    )
    return list(work.connection.execute(query).all())


def _is(challenge: Row[Any]) -> Any:
    return (challenges.c.report_id == challenge.report_id) & (challenges.c.phone == challenge.phone)


def _people(work: Work, challenge: Row[Any]) -> list[Row[Any]]:
    same = (persons.c.report_id == challenge.report_id) & (persons.c.phone == challenge.phone)
    return list(work.connection.execute(select(persons).where(same)).all())


def _is_owner(work: Work, challenge: Row[Any], certificate_end: str) -> bool:
    entered = folded(certificate_end)
    return any(
        work.seals.matches(entered, person.last_six_salt, person.last_six_hash)
        for person in _people(work, challenge)
    )


def _nothing_pending(known: list[Row[Any]]) -> Answer:
    if not known:
        return Answer(AnswerCode.NOTHING_TO_VERIFY)
    match known[0].state:
        case State.SMS:
            return Answer(AnswerCode.ALREADY_VERIFIED)
        case State.SMS_FAILED:
            return Answer(AnswerCode.FAILED, known[0].cause)
        case _:
            return Answer(AnswerCode.NOTHING_TO_VERIFY)


def _verified(work: Work, challenge: Row[Any]) -> Answer:
    work.connection.execute(update(challenges).where(_is(challenge)).values(verified_at=work.now))
    inbox.mark(work, challenge.message_id, "used")
    people = tuple(person.person_id for person in _people(work, challenge))
    head = notices.heading(work, challenge.filing_id, challenge.report_id)
    notices.give(work, CodeVerified(**head, person_ids=people))
    others = (challenges.c.report_id == challenge.report_id) & challenges.c.verified_at.is_(None)
    if work.connection.execute(select(challenges.c.phone).where(others)).first() is not None:
        return Answer(AnswerCode.WAIT_FOR_OTHERS)
    hand_to_bureau(work, challenge.filing_id, challenge.report_id)
    return Answer(AnswerCode.ALL_VERIFIED)


def _wrong(work: Work, challenge: Row[Any]) -> Answer:
    wrong = challenge.wrong + 1
    work.connection.execute(
        update(reports).where(reports.c.report_id == challenge.report_id).values(wrong=wrong)
    )
    if wrong > WRONG_ALLOWED:
        _fail(work, challenge, "attempts")
        return Answer(AnswerCode.FAILED, "attempts")
    return Answer(AnswerCode.WRONG, tries_left=WRONG_ALLOWED + 1 - wrong)


def _fail(work: Work, report: Row[Any], cause: Literal["timeout", "attempts"]) -> None:
    work.connection.execute(
        update(reports)
        .where(reports.c.report_id == report.report_id)
        .values(state=State.SMS_FAILED, cause=cause, closed_at=work.now)
    )
    withdraw_codes(work, report.report_id)
    head = notices.heading(work, report.filing_id, report.report_id)
    notices.give(work, CodesFailed(**head, cause=cause))
