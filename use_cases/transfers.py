"""The owner hands a record over to another account of this provider."""

from __future__ import annotations

from datetime import datetime

from domain.account.refusals import WrongPassword
from domain.filing.commands import HandOver
from domain.filing.refusals import BadRecipient
from domain.hosting.refusals import NoSuchAccount
from domain.roles import Actor
from projections import holdings
from store.credentials import passwords
from use_cases import filings
from use_cases.desk import Desk
from use_cases.hosting import applicant


def hand_over(
    desk: Desk,
    filing_id: str,
    *,
    contact: str,
    password: str,
    confirmed: bool,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> None:
    """Carry out the filing: its record goes to the applicant with that contact.

    The actor's password comes first, so that nobody learns who has an account by an open page.
    Raises WrongPassword, ContactUnreadable, and BadRecipient for whoever may not have it: no
    applicant, the actor, or an account that has a subject or a filing.
    """
    with desk.unit.reading() as connection:
        stored = passwords.find(connection, actor.id)
    if not passwords.matches(password, stored):
        raise WrongPassword
    try:
        account = applicant(desk, contact)
    except NoSuchAccount as nobody:
        raise BadRecipient from nobody
    if not desk.unit.was_done(command_id):
        with desk.unit.reading() as connection:
            taken = holdings.is_taken(connection, account)
        if taken and account != actor.id:
            raise BadRecipient
    command = HandOver(
        command_id=command_id, actor=actor, at=at, to_account=account, confirmed=confirmed
    )
    filings.handle(desk, filing_id, command)
