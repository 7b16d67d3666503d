"""What rules look at: the data of one filing, and what is known around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

import msgspec

from domain.filing.facts import Access, DomainFacts, Subject, TypeFacts, Website


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of the subject beside what it states here. None: nobody looked.

    Of its record: ``sites``, how many live websites it has already, with their ``names``;
    ``name``, the unit's name there; ``persons``, the certificates (keyed digests) of the people
    who are responsible there; ``certificate``, the keyed digest of the certificate that it was
    filed with; ``sites_open`` and ``footers``, whether every filed website opens and shows its
    number with a link.

    Of other subjects: ``mobiles``, the keyed digests of mobile numbers that they use, and
    ``site_persons``, of the certificates of people who answer for their websites.

    ``mobile_provinces`` tells where a mobile number was given out (its digest to the first two
    digits of the province). ``business_scope`` is what the certificate says the unit does.
    """

    sites: int | None = None
    names: tuple[str, ...] | None = None
    name: str | None = None
    persons: frozenset[str] | None = None
    certificate: str | None = None
    sites_open: bool | None = None
    footers: bool | None = None
    mobiles: frozenset[str] | None = None
    site_persons: frozenset[str] | None = None
    mobile_provinces: Mapping[str, str] = {}
    business_scope: str | None = None


class Case(msgspec.Struct, frozen=True, dict=True):
    """The data that rules look at.

    ``on`` is the day in Beijing by which ages and terms are counted; ``site`` the website that
    is asked about, None where a question is about the filing as a whole. ``accesses`` go by the
    id of the website, ``domains`` by the ASCII name, and ``materials`` are the keys of the
    slots that hold a scan.
    """

    facts: TypeFacts
    subject: Subject
    sites: tuple[Website, ...]
    on: date
    site: Website | None = None
    accesses: Mapping[str, Access] = {}
    domains: Mapping[str, DomainFacts] = {}
    materials: frozenset[str] = frozenset()
    known: Known = Known()

    @property
    def province(self) -> str:
        """The first two digits of the region's code (GB/T 2260)."""
        return self.facts.region[:2]

    @property
    def asked_sites(self) -> tuple[Website, ...]:
        """The website that is asked about, or all of them."""
        return self.sites if self.site is None else (self.site,)

    @cached_property
    def each_site(self) -> tuple[Case, ...]:
        """The same case asked about each of its websites, in their order."""
        return tuple(msgspec.structs.replace(self, site=site) for site in self.sites)
