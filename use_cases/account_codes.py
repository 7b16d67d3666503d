"""One-time codes: asking for one, sending it again, checking it, and the message itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from domain.account.contact import read_contact
from domain.account.events import ContactKind
from domain.account.refusals import CodeExpired
from domain.personal import Personal
from gateways.mail.port import Mail
from gateways.sms.port import Sms
from store import outbox
from store.credentials import codes
from store.credentials.codes import Code, Message, Purpose
from store.engine import writing
from use_cases.account_letters import LETTERS
from use_cases.desk import Desk

KEY_OWNER: Final = "one-time-codes"
"""Whose key seals codes and the contacts they go to. It is nobody's own: a stranger who types
a contact leaves no key behind, and the rows are deleted after a day."""

OUTBOX_KINDS: Final = frozenset({"mail.code", "sms.code"})
"""Kinds of outbox items whose message ``compose`` writes."""


class Receiver(msgspec.Struct, frozen=True):
    """Who is to get a code; ``account`` is the one that it opens or will open."""

    account: str
    kind: ContactKind
    contact: str
    digest: str
    language: str

    def __repr__(self) -> str:
        # The contact is personal: a receiver that is logged does not show it.
        return f"Receiver({self.account!r}, {self.kind!r})"


def contact_digest(desk: Desk, contact: str) -> str:
    """The blind index of a contact that ``read_contact`` gave."""
    return desk.vault.digest("contact", contact)


def receiver(desk: Desk, typed: str, account: str, language: str) -> Receiver:
    """Whom a typed contact reaches. Refuses with ContactUnreadable."""
    kind, contact = read_contact(typed)
    return Receiver(account, kind, contact, contact_digest(desk, contact), language)


def send_code(
    desk: Desk, code_id: str, purpose: Purpose, to: Receiver, message: Message, now: datetime
) -> None:
    """Make a code and queue what is sent, in one transaction; nothing if it was made before.

    Refuses a flood with ResendTooSoon or TooManyCodes.
    """
    digits = codes.new_digits()
    fresh = Code(
        id=code_id,
        purpose=purpose,
        account=to.account,
        contact_kind=to.kind,
        contact_digest=to.digest,
        contact=_seal(desk, code_id, to.kind, to.contact),
        language=to.language,
        message=message,
        digest=_digest(desk, code_id, digits),
        sealed=_seal(desk, code_id, "one_time_code", digits),
        tries=0,
        sends=1,
        sent_at=now,
        expires_at=now + codes.LIFE,
        used_by=None,
    )
    with writing(desk.unit.engine) as connection:
        if codes.find(connection, code_id) is not None:
            return
        codes.forget_old(connection, now)
        codes.ensure_may_send(connection, to.digest, now)
        codes.keep(connection, fresh)
        _queue(desk, connection, fresh)


def send_again(desk: Desk, code_id: str, now: datetime) -> None:
    """Send a code that may be used for another quarter of an hour.

    A code that still lives is sent as it is, so that the first message stays right. Refuses
    with CodeExpired where nothing waits for it any more, and a flood as ``send_code`` does.
    """
    code = find_code(desk, code_id)
    if code is None or code.used_by is not None:
        raise CodeExpired
    fresh = code._replace(sends=code.sends + 1, sent_at=now, expires_at=now + codes.LIFE)
    if code.expires_at <= now or code.tries >= codes.TRIES:
        digits = codes.new_digits()
        fresh = fresh._replace(
            digest=_digest(desk, code_id, digits),
            sealed=_seal(desk, code_id, "one_time_code", digits),
            tries=0,
        )
    with writing(desk.unit.engine) as connection:
        codes.ensure_may_send(connection, code.contact_digest, now)
        codes.renew(connection, fresh)
        _queue(desk, connection, fresh)


def check_code(desk: Desk, code_id: str, digits: str, command_id: str, now: datetime) -> Code:
    """The code that the digits prove. Refuses with WrongCode, NoTriesLeft or CodeExpired."""
    digest = _digest(desk, code_id, digits)
    with writing(desk.unit.engine) as connection:
        wrong = codes.attempt(connection, code_id, digest, command_id, now)
        code = codes.find(connection, code_id)
    if wrong is not None or code is None:
        raise wrong or CodeExpired()
    return code


def find_code(desk: Desk, code_id: str) -> Code | None:
    """The code as it stands, for the page that asks for its digits."""
    with desk.unit.reading() as connection:
        return codes.find(connection, code_id)


def compose(desk: Desk, payload: Mapping[str, Any]) -> Mail | Sms | None:
    """The message of an outbox item of one of the kinds ``OUTBOX_KINDS``.

    None where it is too late: the code was used, sent again or deleted since it was queued.
    """
    code = find_code(desk, payload["code"])
    if code is None or code.used_by is not None or code.sends != payload["send"]:
        return None
    occasion = code.purpose if code.message == "code" else code.message
    letter = LETTERS[occasion, code.language]
    text = letter.text.format(
        digits=desk.vault.open(code.sealed).full,
        minutes=int(codes.LIFE.total_seconds()) // 60,
    )
    to, key = desk.vault.open(code.contact).full, f"{code.id}-{code.sends}"
    if code.contact_kind == "email":
        return Mail(to=to, subject=letter.subject, text=text, key=key)
    return Sms(to=to, text=text, key=key)


def deliver(desk: Desk, payload: Mapping[str, Any]) -> None:
    """Send that message, where there still is one. Raises MailNotSent or SmsNotSent."""
    match compose(desk, payload):
        case Mail() as mail:
            desk.mail.send(mail)
        case Sms() as sms:
            desk.sms.send(sms)


def _queue(desk: Desk, connection: Connection, code: Code) -> None:
    if code.message == "nothing":
        return
    kind = "mail.code" if code.contact_kind == "email" else "sms.code"
    item = outbox.OutboxItem(kind, {"code": code.id, "send": code.sends})
    outbox.add_without_event(connection, [item], desk.clock.now())


def _seal(desk: Desk, code_id: str, kind: str, text: str) -> str:
    return desk.vault.seal(f"code-{code_id}", 1, Personal(KEY_OWNER, kind, text))


def _digest(desk: Desk, code_id: str, digits: str) -> str:
    return desk.vault.digest("one_time_code", f"{code_id}/{digits}")
