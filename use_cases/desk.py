"""What use cases are given to work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.hosting.facts import Terms

if TYPE_CHECKING:
    from gateways.antivirus.port import Antivirus
    from gateways.clock import Clock
    from gateways.domains.port import DomainRegistry
    from gateways.face_check.port import FaceCheck
    from gateways.images.port import ImageWorkshop
    from gateways.mail.port import MailGateway
    from gateways.miit.port import MinistryGateway
    from gateways.ocr.port import CertificateReader
    from gateways.sheets.port import SheetPress
    from gateways.sms.port import SmsGateway
    from store.blobs import Blobs
    from store.unit_of_work import UnitOfWork
    from store.vault import Vault

_USUAL_TERMS = Terms()


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLimits:
    """How many bytes the copies of scans for the bureau may have. The ministry's interface takes
    150 kB (of 1024 bytes) for the verification sheet and 100 kB for anything else (``Fjnr``)."""

    sheet: int = 150 * 1024
    other: int = 100 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many files, and bytes of them together (``size``), an account may send in on a day."""

    files: int = 200
    size: int = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """On which terms servers carry filings, and how many websites and codes a new one has.
    ``frees_quota``: an approved website that leaves makes room. ``by_hand``: an access may name
    addresses alone, without a server or a code."""

    terms: Terms = _USUAL_TERMS
    sites: int = 5
    codes: int = 5
    frees_quota: bool = True
    by_hand: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The program without its pages: the log, the keys, the files and the outside world.

    ``address`` is where people reach the pages, without a slash at its end. ``registry`` is None
    while applicants have to say themselves what is known of their domains. From ``least_cases``
    decided filings on applicants are told how often others like theirs passed at once.
    """

    unit: UnitOfWork
    vault: Vault
    blobs: Blobs
    clock: Clock
    images: ImageWorkshop
    ministry: MinistryGateway
    mail: MailGateway
    sms: SmsGateway
    press: SheetPress
    copy_limits: CopyLimits = CopyLimits()
    quota: Quota = Quota()
    hosting: Hosting = Hosting()
    registry: DomainRegistry | None = None
    face_check: FaceCheck | None = None
    antivirus: Antivirus | None = None
    reader: CertificateReader | None = None
    address: str = ""
    least_cases: int = 20
