"""How the part about the subject is called."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from domain.filing.facts import INDIVIDUAL, TypeFacts
from domain.filing.state import Filing


def title(facts: TypeFacts) -> Any:
    """An individual is the own responsible person, a unit has one."""
    return _l("个人信息") if facts.nature == INDIVIDUAL else _l("主办单位和负责人")


def name(filing: Filing) -> str:
    """The subject as its own account reads it, for a filing without a domain."""
    subject = filing.subject
    return (subject.name or subject.responsible.name.full) if subject is not None else ""
