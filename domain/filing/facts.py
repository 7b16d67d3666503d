"""What an applicant states and what a reviewer says about it: the values inside the events."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from domain.personal import Personal
from domain.rules.decision.facts import LookedUp

INDIVIDUAL = 5
"""The subject type of a natural person in the ministry's code table."""


class Status(enum.StrEnum):
    """Where a filing stands. The values are stored: they never change."""

    NEW = "new"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWING = "reviewing"
    FIX_REQUESTED = "fix_requested"
    RESUBMITTED = "resubmitted"
    INITIAL_REJECTED = "initial_rejected"
    IDENTITY_PENDING = "identity_pending"
    IDENTITY_REVIEW = "identity_review"
    IDENTITY_REJECTED = "identity_rejected"
    READY = "ready"
    REPORTED = "reported"
    REPORT_FAILED = "report_failed"
    SMS_PENDING = "sms_pending"
    SMS_PARTIAL = "sms_partial"
    SMS_FAILED = "sms_failed"
    BUREAU_REVIEW = "bureau_review"
    BUREAU_REJECTED = "bureau_rejected"
    FILED = "filed"
    ABANDONED = "abandoned"
    STALE = "stale"


class Stage(enum.StrEnum):
    """Which hand found an issue."""

    INITIAL = "initial"
    IDENTITY = "identity"
    SMS = "sms"
    BUREAU = "bureau"
    TRANSPORT = "transport"


class Severity(enum.StrEnum):
    """Whether the applicant can mend an issue inside this filing."""

    FIX = "fix"
    BLOCKER = "blocker"


class Person(msgspec.Struct, frozen=True):
    """A responsible person. ``id`` owns the data key of every personal value in it.

    ``certificate_digest`` finds the certificate again, as that of a subject does; persons of
    before it was noted have none.
    """

    id: str
    name: Personal
    certificate_type: int
    certificate_number: Personal
    mobile: Personal
    mobile_digest: str
    emergency: Personal
    email: Personal
    office_phone: Personal | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    long_term: bool = False
    certificate_digest: str = ""


class LegalRepresentative(msgspec.Struct, frozen=True):
    """The legal representative where another person is responsible for the filing."""

    id: str
    name: Personal
    certificate_number: Personal


class Subject(msgspec.Struct, frozen=True):
    """Who runs the websites, with the responsible person (主体负责人).

    ``name`` is empty for an individual: there the responsible person is the subject.
    ``id`` owns the key of the addresses; for an individual it is the person's id.
    """

    id: str
    name: str
    certificate_address: Personal
    mail_address: Personal
    responsible: Person
    investor: str = ""
    remark: str = ""
    legal_representative: LegalRepresentative | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    long_term: bool = False


class PreApproval(msgspec.Struct, frozen=True):
    """A permit that a website needs before it may be filed (前置审批)."""

    type: int
    number: str


class Website(msgspec.Struct, frozen=True):
    """One named service with its domains (registrable, ASCII, the first is the main one).

    ``person`` is None where the subject's responsible person answers for the website too
    (同主体负责人): the two stay linked, nothing is copied.
    """

    id: str
    name: str
    domains: tuple[str, ...]
    home_url: str
    contents: tuple[int, ...]
    languages: tuple[int, ...]
    pre_approvals: tuple[PreApproval, ...] = ()
    remark: str = ""
    opened_on: date | None = None
    person: Person | None = None


class DomainFacts(msgspec.Struct, frozen=True):
    """What is known of a domain, by a look-up or because the applicant says so; None: unknown.

    ``held_by``: ``subject``, ``representative`` (the legal representative) or ``other``.
    ``real_name_on`` is the day on which the registrar verified the holder (实名认证), and
    ``real_name`` whether it did. ``registrar_approved``: by the ministry. ``resolves``: whether
    the domain answers already, which it must not before it is filed. Never personal.
    """

    held_by: Literal["subject", "representative", "other"] | None = None
    registrar: str | None = None
    registrar_approved: bool | None = None
    expires_on: date | None = None
    real_name: bool | None = None
    real_name_on: date | None = None
    resolves: bool | None = None


class Access(msgspec.Struct, frozen=True):
    """Where a website runs: address ranges (start, end), access modes, server places.

    ``resource`` is the id of the server that carries it, and ``code`` that of the authorisation
    code by which another account's server does; both are empty where neither was named.
    """

    ips: tuple[tuple[str, str], ...]
    modes: tuple[int, ...]
    server_places: tuple[int, ...]
    resource: str = ""
    code: str = ""


class OnRecord(msgspec.Struct, frozen=True):
    """What the register has: the data with which a filing about a record begins. ``accesses``
    (those at this provider) and ``website_numbers`` are by website id."""

    subject: Subject
    sites: tuple[Website, ...] = ()
    accesses: dict[str, Access] = {}
    subject_number: str = ""
    website_numbers: dict[str, str] = {}


class Explanation(msgspec.Struct, frozen=True):
    """Why something registered shall end: a reason of ``explaining.REASONS``, and more words."""

    reason: str
    text: str = ""


class StoredFile(msgspec.Struct, frozen=True):
    """An encrypted file: id, size in bytes and SHA-256 (hex) of its ciphertext."""

    id: str
    size: int
    digest: str


class Level(enum.StrEnum):
    """Whether a scan with a defect may be used."""

    WARN = "warn"
    REFUSE = "refuse"


class Verdict(msgspec.Struct, frozen=True):
    """What a check of a scan found wrong: ``check`` names it (``blur``), ``facts`` are the
    measures that its sentence tells. Never personal."""

    check: str
    level: Level
    facts: dict[str, float | str] = {}


class BureauCopy(msgspec.Struct, frozen=True):
    """The copy that goes to the bureau: a JPEG within the ministry's limit. Size in pixels;
    ``quality`` is that of the JPEG (1 to 95)."""

    file: StoredFile
    width: int
    height: int
    quality: int


class Certificate(msgspec.Struct, frozen=True):
    """Whose certificate a scan shows, as it was stated: the keyed digest of its number, and
    until when it is valid."""

    digest: str
    valid_to: date | None
    long_term: bool


class Verified(msgspec.Struct, frozen=True):
    """The certificate that a scan from the wallet shows, and ``scan``, the id of the scan that a
    reviewer once accepted and of which this one is a copy."""

    scan: str
    certificate: Certificate


class Material(msgspec.Struct, frozen=True):
    """An uploaded scan, as it was re-encoded. ``owner`` holds the key of its files.

    ``prints`` are keyed digests of parts of the picture's perceptual hash: pictures that look
    the same share most of them, and nobody without the key learns more. ``source`` is
    ``upload``, ``phone`` or ``wallet``; scans of before it was noted have none. ``sheet`` is
    the keyed digest that was read from the code of a verification sheet and found right.
    ``verified`` is there where the scan came from the wallet.
    """

    id: str
    slot: str
    owner: str
    view: StoredFile
    thumbnail: StoredFile
    width: int
    height: int
    original_format: str
    bureau: BureauCopy | None = None
    verdicts: tuple[Verdict, ...] = ()
    prints: tuple[str, ...] = ()
    source: str = ""
    sheet: str = ""
    verified: Verified | None = None


class ReadText(msgspec.Struct, frozen=True):
    """What a machine read in a ``field`` of a certificate (``name``, ``certificate_number``,
    ``address``, ``legal_representative``), and how sure it was, 0 to 1."""

    field: str
    value: Personal
    confidence: float


class FaceResult(msgspec.Struct, frozen=True):
    """What a face-check service said of a photo. ``method`` names the way (``face``),
    ``score`` is the service's own measure, ``reference`` finds the check in its records, and
    ``valid_until`` (UTC) is how long it vouches for the result."""

    method: str
    passed: bool
    score: float
    reference: str
    valid_until: datetime


class Evidence(msgspec.Struct, frozen=True):
    """The identity photo of a site person, handed in ``at``.

    ``accepted`` is None until a reviewer decided; ``expired`` says that nobody decided in time.
    """

    person: str
    material: Material
    at: datetime
    accepted: bool | None = None
    expired: bool = False
    face: FaceResult | None = None


class Consent(msgspec.Struct, frozen=True):
    """An agreement as it was accepted: which text (SHA-256, hex), in which version."""

    agreement: str
    version: str
    text_digest: str


class Issue(msgspec.Struct, frozen=True):
    """One thing that is wrong, told to the applicant beside the field it is about.

    ``target`` names a field (``subject.name``, ``site:<id>.name``), a material
    (``material:<slot>``) or the whole (``order``); ``code`` is of the reason catalogue.
    """

    id: str
    target: str
    code: str
    stage: Stage
    severity: Severity
    text: str = ""
    advice: str = ""
    bureau_code: int | None = None


class Warned(msgspec.Struct, frozen=True):
    """A warning that the applicant was shown: the rule in its version, and what it is about."""

    rule: str
    rule_version: str
    target: str


class Noted(msgspec.Struct, frozen=True):
    """A finding as it is kept with a submission: where, which rule in which version, and what
    was found (``evidence``, never personal). ``code`` is of the reason catalogue."""

    target: str
    severity: str
    code: str
    rule: str
    rule_version: str
    evidence: dict[str, Any] = {}


class Claim(msgspec.Struct, frozen=True):
    """Who works on the filing, and until when if nothing more is done (UTC)."""

    reviewer: str
    until: datetime


class TypeFacts(msgspec.Struct, frozen=True):
    """The outcome of the type verification, with what it rests on; locked afterwards.

    ``certificate_number`` is a unit's number in the clear and empty for an individual,
    whose number is ``holder``. ``certificate_digest`` finds the subject again. ``outcome`` is
    the kind of filing (``kinds.Kind``). ``record`` is the id of the register's record that the
    filing is about, ``record_sites`` the ids of those of its websites; both are empty where the
    filing makes a record. ``found`` is what the look-ups gave, and ``warnings`` are the rows
    that a reviewer has to look at. ``undecided``: nobody could tell the kind yet, and
    ``outcome`` is only the kind whose pages are filled in meanwhile. ``subject_number`` is that
    of the record where the filing copies nothing of it.
    """

    outcome: str
    row: int
    rule_version: str
    nature: int
    region: str
    certificate_type: int
    certificate_number: str
    holder: Personal | None
    certificate_digest: str
    domains: tuple[str, ...]
    record: str = ""
    record_sites: tuple[str, ...] = ()
    found: LookedUp | None = None
    undecided: bool = False
    warnings: tuple[int, ...] = ()
    subject_number: str = ""
