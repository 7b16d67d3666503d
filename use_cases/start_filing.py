"""An applicant asks which filing is needed, and starts it."""

from __future__ import annotations

from domain.filing.commands import StartFiling
from domain.rules.filing_type import Certificate, DomainAtMinistry, Facts, OpenOrders
from projections import holdings
from projections.holdings import CERTIFICATE, DOMAIN, Holding
from use_cases import filings
from use_cases.desk import Desk


def certificate_digest(desk: Desk, certificate_type: int, number: str) -> str:
    """The keyed digest by which a subject is found again."""
    return desk.vault.digest("certificate_number", f"{certificate_type}:{number}")


def look_up(
    desk: Desk,
    account: str,
    *,
    nature: int,
    region: str,
    certificate_type: int,
    number: str,
    domains: tuple[str, ...],
) -> Facts:
    """The facts about certificate and domains (registrable, ASCII) from the own records.

    The ministry's records are not asked: what only it knows is taken as "not filed", and
    its bureau refuses what is filed elsewhere.
    """
    digest = certificate_digest(desk, certificate_type, number)
    with desk.unit.reading() as connection:
        held = holdings.held_by(connection, digest, domains)
        own = holdings.certificates_of(connection, account)
    subject = [holding for holding in held if holding.kind == CERTIFICATE]
    of_domains = [holding for holding in held if holding.kind == DOMAIN]
    by_domain = {holding.value: holding for holding in of_domains if holding.filed}
    filed = [holding for holding in subject if holding.filed]
    return Facts(
        nature=nature,
        region=region,
        certificate=Certificate(certificate_type, number),
        domains=domains,
        account_subject="same" if digest in own else "other" if own else None,
        subject_here=_whose(filed[0], account) if filed else None,
        domains_at_ministry={
            domain: _at_ministry(by_domain.get(domain), subject) for domain in domains
        },
        open_orders=OpenOrders(
            subject=next((_whose(h, account) for h in subject if not h.filed), None),
            domains={
                holding.value: _whose(holding, account)
                for holding in of_domains
                if not holding.filed
            },
        ),
    )


def _whose(holding: Holding, account: str) -> str:
    return "this_account" if holding.account == account else "other_account"


def _at_ministry(holding: Holding | None, subject: list[Holding]) -> DomainAtMinistry:
    """A domain filed here is known to the ministry; its owner is the subject if one record, or
    one filing that was just approved, holds both."""
    if holding is None:
        return DomainAtMinistry()
    same = any(other.stream == holding.stream for other in subject)
    return DomainAtMinistry(
        number=holding.stream, owner="same" if same else "other", access_here=True
    )


def start(desk: Desk, filing_id: str, command: StartFiling) -> None:
    """Begin the filing. A subject or domain that was taken meanwhile is refused."""
    filings.handle(desk, filing_id, command)
