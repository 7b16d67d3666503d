"""Who may look at personal data of others, search through all filings, and erase."""

from __future__ import annotations

from typing import Final

from domain.roles import Permission, Role, may

LEAST_REASON: Final = 2
MOST_REASON: Final = 200

_PERMISSIONS: Final = (Permission.REVIEW, Permission.REPORT, Permission.AUDIT)


def can_look(role: Role) -> bool:
    """Whether the role's work needs to see what is masked."""
    return any(may(role, permission) for permission in _PERMISSIONS)


def can_view_scans(role: Role) -> bool:
    """Whether the role sees scans: those it works on, or those of its own filings."""
    return can_look(role) or may(role, Permission.READ_OWN_FILINGS)


def can_search(role: Role) -> bool:
    """Whether the role may search through all filings."""
    return may(role, Permission.AUDIT)


def can_erase(role: Role) -> bool:
    """Whether the role may erase: the command line, which whoever runs the place has."""
    return role is Role.SYSTEM
