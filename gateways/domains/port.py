"""Who holds a domain, where, until when, and whether that was verified: the port."""

from __future__ import annotations

from typing import Protocol

from domain.filing.facts import DomainFacts


class RegistryUnreachable(Exception):
    """No answer about a domain, or none that can be understood."""


class DomainRegistry(Protocol):
    """Looks domains up. What it does not know is None in the facts."""

    def look_up(self, domain: str) -> DomainFacts | None:
        """What is known of the domain (registrable, ASCII); None where the applicant has to
        say it. May raise RegistryUnreachable."""
        ...
