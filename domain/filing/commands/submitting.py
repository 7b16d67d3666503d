"""An applicant hands a filing in, takes it back, gives it up, and finishes after approval."""

from __future__ import annotations

from domain.command import Command
from domain.filing.commands.promising import PromisingCommand
from domain.filing.facts import Consent, TypeFacts, Warned
from domain.personal import Personal
from domain.rules.case import Known


class AcceptAgreements(Command, frozen=True):
    """Accept the agreements in the versions shown."""

    consents: tuple[Consent, ...]
    network_address: Personal
    seen: int


class AcknowledgeWarnings(Command, frozen=True):
    """Hand in what stands there in spite of these warnings. ``known`` is what the rules are
    asked with."""

    warnings: tuple[Warned, ...]
    known: Known


class Submit(PromisingCommand, frozen=True):
    """Hand the filing in, first or again; ``snapshot`` is the keyed digest of all data.
    ``confirmed`` for what cannot be undone; ``facts`` is what was looked up last, where the
    kind follows from it. ``known`` is what the rules are asked with; without it none is asked."""

    snapshot: str
    seen: int
    confirmed: bool = False
    facts: TypeFacts | None = None
    known: Known | None = None


class ResubmitUnchanged(PromisingCommand, frozen=True):
    """Send the same data to the ministry again after a failed SMS verification."""


class HandOver(Command, frozen=True):
    """Hand the record over to another account; ``confirmed`` because it cannot be undone."""

    to_account: str
    confirmed: bool


class Withdraw(Command, frozen=True):
    """Take the filing back."""


class Abandon(Command, frozen=True):
    """Give the filing up."""


class RecordPublicSecurityNumber(Command, frozen=True):
    """The public-security number of a website."""

    site: str
    number: str
