"""Which kind of filing is needed, from the facts about certificate, domains and account.

The rows follow the decision table of the filing guide, first match wins. This version
answers for a first filing and stops where the own records say so; where the facts call
for another kind, the answer is UNDECIDED and names the row, and never a guess.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

RULE_VERSION: Final = "2026-11-01"
UNKNOWN: Final = "unknown"


class DomainAtMinistry(msgspec.Struct, frozen=True):
    """What the ministry knows of a domain: its number, whose it is, whether it runs here."""

    number: str | None = None
    owner: str | None = None
    access_here: bool | str = False


class OpenOrders(msgspec.Struct, frozen=True):
    """Open filings of the subject and of each domain: ``this_account`` or ``other_account``."""

    subject: str | None = None
    domains: dict[str, str | None] = {}


class Blacklisted(msgspec.Struct, frozen=True):
    """Whether the subject, and which domains, stand on the ministry's black list."""

    subject: bool | str = False
    domains: tuple[str, ...] = ()


class Certificate(msgspec.Struct, frozen=True):
    """The certificate type and number that were entered."""

    type: int
    number: str


class Facts(msgspec.Struct, frozen=True):
    """Everything that the decision rests on. A fact that could not be had is ``unknown``.

    ``account_subject``: None, ``same`` or ``other`` (what this account owns already);
    ``subject_here``: None, ``this_account`` or ``other_account``;
    ``subject_at_ministry``: the subject number or None; ``owner`` of a domain: None,
    ``same`` or ``other``.
    """

    nature: int
    region: str
    certificate: Certificate
    domains: tuple[str, ...]
    account_subject: str | None = None
    subject_here: str | None = None
    subject_at_ministry: str | None = None
    live_sites: int | str = 0
    same_name_other_certificate: bool | str = False
    domains_at_ministry: dict[str, DomainAtMinistry] = {}
    open_orders: OpenOrders = OpenOrders()
    blacklisted: Blacklisted = Blacklisted()


class Decision(msgspec.Struct, frozen=True):
    """``outcome`` is FIRST, STOP or UNDECIDED; ``row`` the row of the table that matched."""

    outcome: Literal["FIRST", "STOP", "UNDECIDED"]
    row: int
    rule_version: str = RULE_VERSION


def decide_type(facts: Facts) -> Decision:
    """The first row of the table that matches the facts."""
    at_ministry = [facts.domains_at_ministry.get(d, DomainAtMinistry()) for d in facts.domains]
    if facts.account_subject == "other":
        return Decision("STOP", 1)
    if facts.blacklisted.subject is True or facts.blacklisted.domains:
        return Decision("STOP", 2)
    if facts.open_orders.subject or any(facts.open_orders.domains.values()):
        return Decision("STOP", 3)
    if facts.subject_here == "other_account":
        return Decision("STOP", 4)
    if any(d.number and d.owner == "other" for d in at_ministry):
        return Decision("STOP", 5)
    if any(d.number and d.access_here is True for d in at_ministry):
        return Decision("STOP", 6)
    return _beyond_stops(facts, at_ministry)


def _beyond_stops(facts: Facts, at_ministry: list[DomainAtMinistry]) -> Decision:
    looked_up = [
        facts.account_subject,
        facts.subject_here,
        facts.subject_at_ministry,
        facts.blacklisted.subject,
        facts.open_orders.subject,
        *(value for d in at_ministry for value in (d.number, d.owner, d.access_here)),
    ]
    if UNKNOWN in looked_up:
        return Decision("UNDECIDED", 0)
    if any(d.number for d in at_ministry):
        return Decision("UNDECIDED", 7 if facts.subject_here == "this_account" else 8)
    if facts.subject_at_ministry or facts.subject_here == "this_account":
        return Decision("UNDECIDED", 10 if facts.subject_here == "this_account" else 11)
    return Decision("FIRST", 13)
