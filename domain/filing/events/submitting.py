"""An applicant hands a filing in, takes it back, gives it up, and finishes after approval."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.filing.facts import Consent, Noted, Status, Warned
from domain.personal import Personal


class AgreementsAccepted(msgspec.Struct, frozen=True):
    """The agreements were accepted; kept as evidence with time and network address."""

    consents: tuple[Consent, ...]
    network_address: Personal
    at: datetime


class WarningsAcknowledged(msgspec.Struct, frozen=True):
    """The applicant read these warnings and hands in what stands there nevertheless."""

    warnings: tuple[Warned, ...]
    at: datetime


class Submitted(msgspec.Struct, frozen=True):
    """The filing was handed in for the ``round``-th time; the review is due at ``due_at``.

    ``snapshot`` is the keyed digest of everything that was handed in; ``confirmed`` says that
    the applicant was told what cannot be undone, and confirmed it. ``rule_set`` is the version of
    the rules that were asked (empty: none were), ``findings`` the warnings that they gave.
    """

    round: int
    snapshot: str
    consents: tuple[Consent, ...]
    at: datetime
    due_at: datetime
    due_estimated: bool
    confirmed: bool = False
    rule_set: str = ""
    findings: tuple[Noted, ...] = ()


class ResubmittedUnchanged(msgspec.Struct, frozen=True):
    """After a failed SMS verification the same data go to the ministry again, unreviewed."""

    at: datetime
    due_at: datetime


class Withdrawn(msgspec.Struct, frozen=True):
    """The applicant took the filing back before anybody worked on it."""

    to: Status
    at: datetime


class HandedOver(msgspec.Struct, frozen=True):
    """The owner handed the record over to another account, whose id is ``to_account``."""

    to_account: str
    at: datetime


class Abandoned(msgspec.Struct, frozen=True):
    """The applicant gave the filing up; subject and domains are free again."""

    at: datetime


class PublicSecurityRecorded(msgspec.Struct, frozen=True):
    """The applicant typed in a website's public-security number; ``complete`` with the last."""

    site: str
    number: str
    complete: bool
    at: datetime
