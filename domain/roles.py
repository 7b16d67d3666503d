"""Who may do what: the one table of roles and permissions."""

from __future__ import annotations

import enum
from typing import Final

import msgspec


class Role(enum.StrEnum):
    """What an account is for. Staff roles are given by the operator only."""

    VISITOR = "visitor"
    APPLICANT = "applicant"
    SUB_ACCOUNT = "sub_account"
    REVIEWER = "reviewer"
    LEAD = "lead"
    REPORT_OFFICER = "report_officer"
    AUDITOR = "auditor"
    RULE_EDITOR = "rule_editor"
    OPERATOR = "operator"
    SYSTEM = "system"
    MINISTRY = "ministry"
    SITE_PERSON = "site_person"
    LINK_HOLDER = "link_holder"


class Permission(enum.StrEnum):
    """What a route or a command needs."""

    VISIT = "visit"
    KEEP_OWN_ACCOUNT = "keep_own_account"
    READ_OWN_FILINGS = "read_own_filings"
    FILE = "file"
    SHOW_IDENTITY = "show_identity"
    HAND_OVER = "hand_over"
    REVIEW = "review"
    TAKE_OVER = "take_over"
    REPORT = "report"
    MAP_REFUSALS = "map_refusals"
    AUDIT = "audit"
    READ_REGISTER = "read_register"
    EDIT_RULES = "edit_rules"
    OPERATE = "operate"


_EVERYONE: Final = frozenset({Permission.VISIT, Permission.SHOW_IDENTITY, Permission.HAND_OVER})
_SIGNED_IN: Final = _EVERYONE | {Permission.KEEP_OWN_ACCOUNT}

PERMISSIONS: Final[dict[Role, frozenset[Permission]]] = {
    Role.VISITOR: _EVERYONE,
    Role.APPLICANT: _SIGNED_IN | {Permission.READ_OWN_FILINGS, Permission.FILE},
    Role.SUB_ACCOUNT: _SIGNED_IN | {Permission.READ_OWN_FILINGS},
    Role.REVIEWER: _SIGNED_IN
    | {Permission.REVIEW, Permission.MAP_REFUSALS, Permission.READ_REGISTER},
    Role.LEAD: _SIGNED_IN
    | {
        Permission.REVIEW,
        Permission.TAKE_OVER,
        Permission.MAP_REFUSALS,
        Permission.REPORT,
        Permission.READ_REGISTER,
    },
    Role.REPORT_OFFICER: _SIGNED_IN | {Permission.REPORT, Permission.READ_REGISTER},
    Role.AUDITOR: _SIGNED_IN | {Permission.AUDIT, Permission.READ_REGISTER},
    Role.RULE_EDITOR: _SIGNED_IN | {Permission.EDIT_RULES},
    Role.OPERATOR: _SIGNED_IN | {Permission.OPERATE},
    Role.SYSTEM: frozenset(),
    Role.MINISTRY: frozenset(),
    Role.SITE_PERSON: frozenset({Permission.SHOW_IDENTITY}),
    Role.LINK_HOLDER: frozenset({Permission.HAND_OVER}),
}

STAFF_ROLES: Final = (
    Role.REVIEWER,
    Role.LEAD,
    Role.REPORT_OFFICER,
    Role.AUDITOR,
    Role.RULE_EDITOR,
    Role.OPERATOR,
)


class Actor(msgspec.Struct, frozen=True):
    """Who gives a command. ``id`` is an account id, or the name of a part of the system."""

    id: str
    role: Role


def may(role: Role, permission: Permission) -> bool:
    """Whether the role holds the permission."""
    return permission in PERMISSIONS[role]
