"""What rules look at: the data of one filing, and what is known around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

import msgspec

from domain.filing.facts import Access, DomainFacts, Subject, TypeFacts, Website


class Known(msgspec.Struct, frozen=True):
    """What the records tell about this subject beside the filing. None: nobody looked.

    ``sites``: how many live websites it has already, with their ``names``.
    ``mobiles``: keyed digests of the mobile numbers here that another subject uses, and
    ``site_persons``: of the certificates here of people who answer for a website of another.
    ``mobile_provinces``: where a mobile number was given out (digest of the number to the
    first two digits of the province). ``sites_open`` and ``footers``: whether every filed website
    opens, and shows its number with a link. ``name`` is the subject's name in its record.
    """

    sites: int | None = None
    names: tuple[str, ...] | None = None
    mobiles: frozenset[str] | None = None
    site_persons: frozenset[str] | None = None
    mobile_provinces: Mapping[str, str] = {}
    sites_open: bool | None = None
    footers: bool | None = None
    name: str | None = None


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

    @cached_property
    def each_site(self) -> tuple[Case, ...]:
        """The same case asked about each of its websites, in their order."""
        return tuple(msgspec.structs.replace(self, site=site) for site in self.sites)
