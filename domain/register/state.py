"""What a record is: the state that its events add up to, and what can be read off it."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from domain.filing.facts import Access, Person, Subject, Website
from domain.register.facts import Identity, RecordStatus, SiteStatus


class Rectification(msgspec.Struct, frozen=True):
    """What an inspection found wrong, and the day in Beijing by which it is to be mended."""

    items: tuple[str, ...]
    due_on: date


class RegisteredSite(msgspec.Struct, frozen=True):
    """A website with its number. ``access`` is where it runs at this provider, None where it does
    not; ``elsewhere`` says that another provider gives it access."""

    site: Website
    number: str
    access: Access | None = None
    elsewhere: bool = False
    status: SiteStatus = SiteStatus.ACTIVE
    rectification: Rectification | None = None

    @property
    def is_live(self) -> bool:
        """Whether its number holds in this record."""
        return self.status in {SiteStatus.ACTIVE, SiteStatus.RECTIFY}

    @property
    def is_empty(self) -> bool:
        """An empty website (空壳网站): it has a number and runs nowhere."""
        return self.is_live and self.access is None and not self.elsewhere


class Record(msgspec.Struct, frozen=True):
    """A subject of the register with its websites, live and former ones, by id.

    ``account`` is empty for a record that is in no account yet. ``version`` counts its events,
    ``applied`` are the filings whose outcome it has.
    """

    version: int = 0
    account: str = ""
    number: str = ""
    identity: Identity | None = None
    subject: Subject | None = None
    sites: dict[str, RegisteredSite] = {}
    status: RecordStatus = RecordStatus.NEW
    blacklisted: bool = False
    registered_at: datetime | None = None
    approved_on: date | None = None
    changed_at: datetime | None = None
    applied: frozenset[str] = frozenset()

    @property
    def live_sites(self) -> dict[str, RegisteredSite]:
        """The websites whose numbers hold, in the order in which they came."""
        return {id_: site for id_, site in self.sites.items() if site.is_live}

    @property
    def is_empty(self) -> bool:
        """An empty subject (空壳主体): it has a number and no website."""
        return self.status is RecordStatus.ACTIVE and not self.live_sites

    def site_person(self, site: str) -> Person | None:
        """Who answers for the website: its own person, or the linked responsible person."""
        own = self.sites[site].site.person
        if own is not None or self.subject is None:
            return own
        return self.subject.responsible
