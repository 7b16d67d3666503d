"""What the decision rests on. A fact that could not be had is the word ``unknown``.

A fact that is not stated at all counts as unknown, too: silence is no answer. The lists of
open filings and of black-listed domains name only those that have one, so there an absent
domain has none.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

import msgspec

Unknown: TypeAlias = Literal["unknown"]
UNKNOWN: Final[Unknown] = "unknown"

Number: TypeAlias = Annotated[str, msgspec.Meta(min_length=1)] | None
Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]
YesNo: TypeAlias = bool | Unknown
Whose: TypeAlias = Literal["this_account", "other_account", "unknown"] | None
Here: TypeAlias = Literal["this_account", "other_account", "no_account", "unknown"] | None
Owner: TypeAlias = Literal["same", "other", "unknown"] | None


class DomainAtMinistry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the ministry knows of a domain: its website number (None: not filed), whether the
    certificate at hand is its owner's, and whether its access is here."""

    number: Number = UNKNOWN
    owner: Owner = UNKNOWN
    access_here: YesNo = UNKNOWN


NOTHING_KNOWN: Final = DomainAtMinistry()


class OpenOrders(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose filing of the subject, and of each domain, is open here; None for none."""

    subject: Whose = UNKNOWN
    domains: dict[str, Whose] | Unknown = UNKNOWN


class Blacklisted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the subject, and which domains, stand on the ministry's black list."""

    subject: YesNo = UNKNOWN
    domains: tuple[str, ...] | Unknown = UNKNOWN


class Certificate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The certificate type and number that were entered."""

    type: int
    number: str

    def __repr__(self) -> str:
        # An individual's number is personal: facts that are logged must not show it.
        return f"Certificate(type={self.type})"


class LookedUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the look-ups gave; stored with the decision, so nothing in it is personal.

    ``account_subject``: None, or whether the subject that this account owns already is the
    ``same`` or an ``other``; ``subject_here``: in whose account the subject is,
    ``no_account`` where its record waits to be claimed;
    ``subject_at_ministry``: the subject number or None; ``live_sites``: how many websites of
    the subject are filed anywhere; ``same_name_other_certificate``: a unit of that name is
    filed with another certificate.
    """

    account_subject: Owner = UNKNOWN
    subject_here: Here = UNKNOWN
    subject_at_ministry: Number = UNKNOWN
    live_sites: Count | Unknown = UNKNOWN
    same_name_other_certificate: YesNo = UNKNOWN
    domains_at_ministry: dict[str, DomainAtMinistry | Unknown] | Unknown = UNKNOWN
    open_orders: OpenOrders = OpenOrders()
    blacklisted: Blacklisted = Blacklisted()

    def at_ministry(self, domain: str) -> DomainAtMinistry:
        """What the ministry knows of that domain."""
        if isinstance(self.domains_at_ministry, str):
            return NOTHING_KNOWN
        found = self.domains_at_ministry.get(domain, NOTHING_KNOWN)
        return NOTHING_KNOWN if isinstance(found, str) else found

    def open_order(self, domain: str) -> Whose:
        """Whose filing of that domain is open here."""
        orders = self.open_orders.domains
        return UNKNOWN if isinstance(orders, str) else orders.get(domain)


class Facts(LookedUp, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The facts about a subject and its domains (registrable, ASCII, lower case). ``region``
    has six digits."""

    nature: int
    region: str
    certificate: Certificate
    domains: tuple[str, ...]

    @property
    def looked_up(self) -> LookedUp:
        """These facts without what the applicant stated."""
        return LookedUp(**{name: getattr(self, name) for name in LookedUp.__struct_fields__})
