"""Messages about servers and codes: queued with the event, written when they are sent or read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from domain.hosting.messages import messages_of
from gateways.mail.port import Mail
from gateways.sms.port import Sms
from store.outbox import OutboxItem
from store.recorded import Recorded
from use_cases import accounts
from use_cases.account_letters import Letter
from use_cases.desk import Desk

SEND: Final = "hosting_message"
"""The kind of outbox item that carries such a message out."""

LETTERS: Final[dict[tuple[str, str], Letter]] = {
    ("code_granted", "zh"): Letter(
        "您收到一个备案授权码",
        "服务器 {server} 的主人把备案授权码（尾号 {tail}）转给了您的账号，可用于一个网站的备案。"
        "请登录，在接入信息里选用。",
    ),
    ("code_granted", "en"): Letter(
        "You were given an authorisation code",
        "The owner of the server {server} gave your account an authorisation code (ending in "
        "{tail}) for the filing of one website. Sign in and choose it where the website runs.",
    ),
    ("server_ends_soon", "zh"): Letter(
        "服务器即将到期",
        "服务器 {server} 将于 {until} 到期。剩余时间太短的服务器不能用于备案，请及时续费。",
    ),
    ("server_ends_soon", "en"): Letter(
        "A server ends soon",
        "The server {server} is paid until {until}. A server with too little time left cannot be "
        "used for filing. Please prolong it in time.",
    ),
}
"""(occasion, language) -> what is written."""


def send_when_told(recorded: Recorded) -> list[OutboxItem]:
    """One outbox item for each account that is told of the event."""
    if not recorded.name.startswith("hosting."):
        return []
    return [
        OutboxItem(
            SEND,
            {
                "account": message.account,
                "position": recorded.position,
                "occasion": message.occasion,
                "facts": message.facts,
            },
        )
        for message in messages_of(recorded.event)
    ]


def written(occasion: str, language: str, facts: Mapping[str, Any]) -> Letter:
    """The message in words."""
    letter = LETTERS[occasion, language]
    return Letter(letter.subject, letter.text.format(**facts))


def deliver(desk: Desk, payload: Mapping[str, Any]) -> None:
    """Send the message of an outbox item to the contact of its account, unless that was closed or
    erased. Raises MailNotSent or SmsNotSent."""
    account = accounts.find(desk, payload["account"])
    if account is None or not account.is_open:
        return
    contact = desk.vault.open(account.contact)
    if contact.text is None:
        return
    letter = written(payload["occasion"], account.language, payload["facts"])
    key = f"{payload['position']}-hosting"
    if account.contact_kind == "email":
        desk.mail.send(Mail(contact.text, letter.subject, letter.text, key))
    else:
        desk.sms.send(Sms(contact.text, letter.text, key))
