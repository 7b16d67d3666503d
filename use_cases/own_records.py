"""What this desk itself knows of a subject and its domains, before a filing of them begins."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec
from sqlalchemy import Connection

from projections import holdings, record_lists, search_keys
from projections.holdings import CERTIFICATE, DOMAIN, Holding

Whose: TypeAlias = Literal["this_account", "other_account"]
Here: TypeAlias = Whose | Literal["no_account"]


class OwnRecords(msgspec.Struct, frozen=True):
    """``account_subject``: whether the account has this subject or another one, filed or not;
    ``subject_here``: in whose account the subject is filed, if in any; ``open_subject`` and
    ``open_domains``: whose filings of them are open; ``filed_domains``: for each domain that
    is filed here whether the subject is its owner; ``without_access``: those of them that do not
    run here."""

    account_subject: Literal["same", "other"] | None
    subject_here: Here | None
    open_subject: Whose | None
    open_domains: dict[str, Whose | None]
    filed_domains: dict[str, bool]
    without_access: frozenset[str] = frozenset()


def of_subject(
    connection: Connection, account: str, digest: str, domains: tuple[str, ...], besides: str
) -> OwnRecords:
    """The records about a certificate (keyed digest) and domains (ASCII) as that account sees
    them; those of the filing ``besides`` (its stream) are left out."""
    held = [
        holding
        for holding in holdings.held_by(connection, digest, domains)
        if holding.stream != besides
    ]
    subject = [holding for holding in held if holding.kind == CERTIFICATE]
    # A record and a filing about it may hold the same domain: the one is filed, the other open.
    of_domains = [holding for holding in held if holding.kind == DOMAIN]
    filed = next((_here(holding, account) for holding in subject if holding.filed), None)
    return OwnRecords(
        account_subject=_subject_of(connection, account, digest, besides),
        subject_here=filed,
        open_subject=next((_whose(each, account) for each in subject if not each.filed), None),
        open_domains={
            holding.value: _whose(holding, account) for holding in of_domains if not holding.filed
        },
        filed_domains={
            holding.value: any(each.stream == holding.stream for each in subject)
            for holding in of_domains
            if holding.filed
        },
        without_access=frozenset(
            holding.value
            for holding in of_domains
            if holding.filed and _has_no_access(connection, holding.value)
        ),
    )


def _has_no_access(connection: Connection, domain: str) -> bool:
    """Whether the register has the domain, of a website that does not run here."""
    row = record_lists.by_domain(connection, domain)
    return row is not None and not row.access_here


def same_name_filed(connection: Connection, name: str, digest: str) -> bool:
    """Whether a unit of exactly that name is filed here with another certificate than that of
    the digest."""
    if not name:
        return False
    streams = search_keys.streams(connection, search_keys.NAME, [name])
    others = search_keys.values_of(connection, search_keys.CERTIFICATE, streams) - {digest}
    return any(
        holding.filed for other in others for holding in holdings.held_by(connection, other, ())
    )


def _subject_of(
    connection: Connection, account: str, digest: str, besides: str
) -> Literal["same", "other"] | None:
    owned = {
        certificate
        for certificate in holdings.certificates_of(connection, account)
        if any(
            holding.stream != besides for holding in holdings.held_by(connection, certificate, ())
        )
    }
    if not owned:
        return None
    return "same" if digest in owned else "other"


def _here(holding: Holding, account: str) -> Here:
    return _whose(holding, account) if holding.account else "no_account"


def _whose(holding: Holding, account: str) -> Whose:
    return "this_account" if holding.account == account else "other_account"
