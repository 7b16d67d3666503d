"""The applicant's pages about a filing. Importing the room puts its routes on the blueprint."""

from __future__ import annotations

from views.filing import (
    abandon,
    access_info,
    materials,
    sheet,
    site_list,
    sites,
    subject,
    task_list,
    verify,
)
from views.filing.blueprint import pages

__all__ = [
    "abandon",
    "access_info",
    "materials",
    "pages",
    "sheet",
    "site_list",
    "sites",
    "subject",
    "task_list",
    "verify",
]
