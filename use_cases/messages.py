"""Messages about filings: queued with the event, written when they are sent or read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from domain.filing.messages import ACCOUNT, IDENTITY_LINK, RESPONSIBLE, messages_of
from domain.filing.state import Filing
from domain.personal import Personal
from domain.roles import Role
from gateways.mail.port import Mail
from gateways.sms.port import Sms
from projections import accounts
from store.outbox import OutboxItem
from store.recorded import Recorded
from use_cases import filings, identity_links
from use_cases.account_letters import Letter
from use_cases.desk import Desk
from use_cases.filing_letters import LETTERS, WORKS

SEND: Final = "message"
"""The kind of outbox item that carries a message out."""


def send_when_told(recorded: Recorded) -> list[OutboxItem]:
    """One outbox item for each reader and each way out of the program."""
    if not recorded.stream.startswith("filing-"):
        return []
    return [
        OutboxItem(
            SEND,
            {
                "filing": recorded.stream.removeprefix("filing-"),
                "position": recorded.position,
                "occasion": message.occasion,
                "to": message.to,
                "way": way,
                "facts": message.facts,
            },
        )
        for message in messages_of(recorded.event)
        for way in message.ways
        if way != "app"
    ]


def written(occasion: str, language: str, facts: Mapping[str, Any], domain: str) -> Letter:
    """The message in words."""
    letter = LETTERS[occasion, language]
    work = WORKS.get((str(facts.get("what", "")), language), "")
    return Letter(letter.subject, letter.text.format(domain=domain, work=work, **facts))


def deliver(desk: Desk, payload: Mapping[str, Any]) -> None:
    """Send the message of an outbox item. Raises MailNotSent or SmsNotSent.

    Nothing is sent to a reader who has no such address, or whose data were erased, and no link
    that has been replaced, revoked or is too old.
    """
    opened = filings.open_filing(desk, payload["filing"])
    filing = opened.filing
    facts = payload["facts"]
    if payload["occasion"] == IDENTITY_LINK:
        link = identity_links.sent_link(desk, opened, payload["position"])
        if link is None:
            return
        facts = facts | {"link": link}
    domain = filing.facts.domains[0] if filing.facts and filing.facts.domains else ""
    wanted = "email" if payload["way"] == "mail" else "mobile"
    key = f"{payload['position']}-{payload['to']}-{payload['way']}"
    for contact, language in _contacts(desk, filing, payload["to"], wanted):
        if contact.text is None:
            continue
        letter = written(payload["occasion"], language, facts, domain)
        if wanted == "email":
            desk.mail.send(Mail(contact.text, letter.subject, letter.text, key))
        else:
            desk.sms.send(Sms(contact.text, letter.text, key))


def _contacts(desk: Desk, filing: Filing, to: str, wanted: str) -> Iterator[tuple[Personal, str]]:
    """The contacts of that kind (``email`` or ``mobile``) with their readers' languages."""
    if to == ACCOUNT or to.startswith("role:"):
        with desk.unit.reading() as connection:
            if to == ACCOUNT:
                found = accounts.find(connection, filing.account)
                rows = [found] if found else []
            else:
                rows = accounts.with_roles(connection, [Role(to.removeprefix("role:"))])
        for row in rows:
            if row.contact_kind == wanted and row.is_open:
                yield desk.vault.open(row.contact), row.language
        return
    person = filing.persons().get(to.removeprefix("person:"))
    if to == RESPONSIBLE and filing.subject is not None:
        person = filing.subject.responsible
    if person is not None:
        yield (person.email if wanted == "email" else person.mobile), "zh"
