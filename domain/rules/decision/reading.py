"""Facts as JSON, read with everything checked that a file from outside may have wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from domain import domain_names
from domain.reference import provinces, tables
from domain.rules.decision.facts import Facts

MOST_DOMAINS: Final = 100
"""A filing has ten websites at most; more domains than this are a mistake."""
LARGEST: Final = 1024 * 1024


class BadFacts(ValueError):
    """What was read are no facts; the message says in one line what is wrong and where."""


def read_facts(text: bytes) -> Facts:
    """The facts in a JSON text of at most 1 MiB. Domains are folded to lower case and
    punycode; one that is named twice counts once. Raises BadFacts."""
    if len(text) > LARGEST:
        raise BadFacts("more than 1 MiB are no facts")
    try:
        facts = msgspec.json.decode(text, type=Facts)
    except msgspec.ValidationError as wrong:
        raise BadFacts(str(wrong)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
        raise BadFacts(f"no JSON: {broken}") from None
    _check_codes(facts)
    return _with_folded_domains(facts)


def _check_codes(facts: Facts) -> None:
    if facts.nature not in {row.id for row in tables.subject_types()}:
        raise BadFacts(f"no nature {facts.nature} - at `$.nature`")
    kinds = {row.id for row in tables.certificate_types(facts.nature)}
    if facts.certificate.type not in kinds:
        raise BadFacts(f"no certificate type {facts.certificate.type} of nature {facts.nature}")
    if not facts.certificate.number.strip():
        raise BadFacts("an empty number - at `$.certificate.number`")
    digits = facts.region.isascii() and facts.region.isdigit() and len(facts.region) == 6
    if not digits or f"{facts.region[:2]}0000" not in provinces.by_code:
        raise BadFacts("no region code of six digits - at `$.region`")


def _with_folded_domains(facts: Facts) -> Facts:
    if not facts.domains:
        raise BadFacts("no domain - at `$.domains`")
    if len(facts.domains) > MOST_DOMAINS:
        raise BadFacts(f"{len(facts.domains)} domains, at most {MOST_DOMAINS} - at `$.domains`")
    orders, black = facts.open_orders, facts.blacklisted
    return msgspec.structs.replace(
        facts,
        domains=tuple(dict.fromkeys(_folded(name, "domains") for name in facts.domains)),
        domains_at_ministry=_with_folded_keys(facts.domains_at_ministry, "domains_at_ministry"),
        open_orders=msgspec.structs.replace(
            orders, domains=_with_folded_keys(orders.domains, "open_orders.domains")
        ),
        blacklisted=msgspec.structs.replace(
            black, domains=_all_folded(black.domains, "blacklisted.domains")
        ),
    )


def _with_folded_keys(value: Any, place: str) -> Any:
    if not isinstance(value, Mapping):
        return value
    found: dict[str, Any] = {}
    for name, each in value.items():
        folded = _folded(name, place)
        if folded in found:
            raise BadFacts(f"{folded} twice - at `$.{place}`")
        found[folded] = each
    return found


def _all_folded(names: Iterable[str] | str, place: str) -> Any:
    return names if isinstance(names, str) else tuple(_folded(name, place) for name in names)


def _folded(name: str, place: str) -> str:
    """The domain in ASCII. Shown back is only what cannot break a line."""
    try:
        domain = domain_names.parse(name)
    except domain_names.NotADomainName as wrong:
        shown = name[:80].encode("unicode_escape").decode()
        raise BadFacts(f"{shown} is no domain ({wrong.reason}) - at `$.{place}`") from None
    if domain.ascii != domain.registrable:
        raise BadFacts(f"write {domain.registrable} for {domain.ascii} - at `$.{place}`")
    return domain.ascii
