"""What a filing is: the state that its events add up to, and what can be read off it."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from domain.filing import targets
from domain.filing.events import MaterialRead
from domain.filing.facts import (
    Access,
    Claim,
    Consent,
    DomainFacts,
    Evidence,
    Explanation,
    Issue,
    Material,
    OnRecord,
    Person,
    Status,
    Subject,
    TypeFacts,
    Warned,
    Website,
)
from domain.filing.kinds import NEEDS, Kind, Needs
from domain.filing.links import Link
from domain.rules.rule_files import built_in
from domain.rules.rule_set import RuleSet
from domain.rules.sheets import Sheet


class Report(msgspec.Struct, frozen=True):
    """The last report to the ministry and what came back about it."""

    id: str
    attempt: int
    province: str
    persons: tuple[str, ...]
    at: datetime
    version: int
    verified: frozenset[str] = frozenset()
    expires_at: datetime | None = None
    failure: str = ""
    code: int | None = None
    text: str = ""


class Filing(msgspec.Struct, frozen=True):
    """The state of one filing.

    ``version`` counts its events; ``sections`` holds the version at which a page section
    last changed, ``changed`` the same for each target. ``content_version`` is the last
    version that changed what is handed in. ``links`` are the newest one-time links, by slot or
    person; ``links_sent`` are the last times at which one went out as a message, the newest
    last. ``scans`` are all scans and photos whose files are
    kept, by id, replaced and removed ones too; ``purged`` tells when those of others went.
    """

    version: int = 0
    status: Status = Status.NEW
    account: str = ""
    touched_at: datetime | None = None
    facts: TypeFacts | None = None
    subject: Subject | None = None
    sites: dict[str, Website] = {}
    accesses: dict[str, Access] = {}
    materials: dict[str, Material] = {}
    sections: dict[str, int] = {}
    changed: dict[str, int] = {}
    content_version: int = 0
    consents: tuple[Consent, ...] = ()
    round: int = 0
    due_at: datetime | None = None
    before_submission: Status = Status.DRAFT
    claim: Claim | None = None
    accepted: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()
    issues_version: int = 0
    answers: dict[str, str] = {}
    evidence: dict[str, Evidence] = {}
    links: dict[str, Link] = {}
    links_sent: tuple[datetime, ...] = ()
    report: Report | None = None
    subject_number: str = ""
    website_numbers: dict[str, str] = {}
    approved_on: date | None = None
    filed_at: datetime | None = None
    public_security_due_on: date | None = None
    public_security: dict[str, str] = {}
    closed_at: datetime | None = None
    scans: dict[str, Material] = {}
    purged: dict[str, datetime] = {}
    printed: dict[str, Sheet] = {}
    """What the verification sheet in a slot shows: the data of when it was uploaded."""

    rules: RuleSet = msgspec.field(default_factory=built_in)
    """The rules that it is judged by: whoever opens it gives those that hold now."""

    readings: dict[str, MaterialRead] = {}
    """What a machine read from the scan in a slot; of a scan that was replaced since, too."""

    on_record: OnRecord | None = None
    """What the register had when the filing about it began."""

    explanation: Explanation | None = None
    handed_to: str = ""
    """The account that the record was handed over to."""
    domains: dict[str, DomainFacts] = {}
    """What is known of a domain, by its ASCII name."""

    acknowledged: dict[Warned, int] = {}
    """The warnings that the applicant acknowledged, each at the version of when it was."""

    @property
    def kind(self) -> Kind:
        """What the filing asks for; a first filing before that was determined."""
        return Kind.FIRST if self.facts is None else Kind(self.facts.outcome)

    @property
    def needs(self) -> Needs:
        """What a filing of this kind needs."""
        return NEEDS[self.kind]

    def site_person(self, site: str) -> Person | None:
        """Who answers for the website: its own person, or the linked responsible person."""
        own = self.sites[site].person
        if own is not None or self.subject is None:
            return own
        return self.subject.responsible

    def persons(self) -> dict[str, Person]:
        """Everybody in the filing, by person id: the responsible person, then the sites'."""
        people: dict[str, Person] = {}
        if self.subject is not None:
            people[self.subject.responsible.id] = self.subject.responsible
        for site in self.sites:
            person = self.site_person(site)
            if person is not None:
                people[person.id] = person
        return people

    def site_persons(self) -> dict[str, Person]:
        """The persons of the websites, by person id."""
        found = (self.site_person(site) for site in self.sites)
        return {person.id: person for person in found if person is not None}

    def targets(self) -> targets.Targets:
        """Every field and material with its value, in reading order."""
        fields: targets.Targets = {}
        if self.subject is not None and self.facts is not None:
            fields |= targets.subject_targets(self.subject, self.facts)
        for site in self.sites.values():
            fields |= targets.site_targets(site)
            if site.id in self.accesses:
                fields |= targets.access_targets(site.id, self.accesses[site.id])
        if self.explanation is not None:
            fields[targets.EXPLANATION] = (self.explanation.reason, self.explanation.text)
        for material in self.materials.values():
            fields |= targets.material_targets(material)
        return fields
