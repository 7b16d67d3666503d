"""The applicant's pages about a filing. Importing the room puts its routes on the blueprint."""

from __future__ import annotations

from views.filing import (
    abandon,
    access_info,
    check,
    dashboard,
    fix,
    handover,
    identity,
    materials,
    notice,
    reading,
    result,
    sheet,
    site_list,
    sites,
    status,
    subject,
    task_list,
    turning,
    verify,
    withdraw,
)
from views.filing.blueprint import pages

__all__ = [
    "abandon",
    "access_info",
    "check",
    "dashboard",
    "fix",
    "handover",
    "identity",
    "materials",
    "notice",
    "pages",
    "reading",
    "result",
    "sheet",
    "site_list",
    "sites",
    "status",
    "subject",
    "task_list",
    "turning",
    "verify",
    "withdraw",
]
