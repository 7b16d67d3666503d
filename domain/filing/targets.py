"""The judged parts of a filing: every field and material by name, with its value.

A target is what a reviewer gives a verdict on, what an issue points at, what an auditor
compares: ``subject.mail_address``, ``responsible.mobile``, ``site:<id>.name``,
``access:<id>.ips``, ``material:<slot>``, ``explanation`` (why something shall end), and
``order`` for the whole.
"""

from __future__ import annotations

from typing import Any, Protocol

from domain.filing.facts import INDIVIDUAL, Access, Material, Person, Subject, Website

Targets = dict[str, Any]
ORDER = "order"
EXPLANATION = "explanation"


class Certified(Protocol):
    """Who the subject is by its certificate, in a filing or in the register."""

    @property
    def nature(self) -> int: ...

    @property
    def certificate_type(self) -> int: ...

    @property
    def certificate_number(self) -> str: ...


def subject_targets(subject: Subject, facts: Certified) -> Targets:
    """The judged fields of the subject and its responsible person."""
    fields: Targets = {}
    if facts.nature != INDIVIDUAL:
        fields["subject.name"] = subject.name
        fields["subject.certificate_number"] = (facts.certificate_type, facts.certificate_number)
        fields["subject.validity"] = (subject.valid_from, subject.valid_to, subject.long_term)
        fields["subject.investor"] = subject.investor
    fields["subject.certificate_address"] = subject.certificate_address
    fields["subject.mail_address"] = subject.mail_address
    if subject.remark:
        fields["subject.remark"] = subject.remark
    if subject.legal_representative is not None:
        fields["subject.legal_representative"] = subject.legal_representative
    return fields | person_targets("responsible", subject.responsible)


def person_targets(prefix: str, person: Person) -> Targets:
    """The judged fields of a person, named ``<prefix>.<field>``."""
    fields: Targets = {
        f"{prefix}.name": person.name,
        f"{prefix}.certificate_number": (person.certificate_type, person.certificate_number),
        f"{prefix}.validity": (person.valid_from, person.valid_to, person.long_term),
        f"{prefix}.mobile": person.mobile,
        f"{prefix}.emergency": person.emergency,
        f"{prefix}.email": person.email,
    }
    if person.office_phone is not None:
        fields[f"{prefix}.office_phone"] = person.office_phone
    return fields


def site_targets(site: Website) -> Targets:
    """The judged fields of a website; its own person only where it is not the linked one."""
    prefix = f"site:{site.id}"
    fields: Targets = {
        f"{prefix}.name": site.name,
        f"{prefix}.domains": site.domains,
        f"{prefix}.home_url": site.home_url,
        f"{prefix}.contents": site.contents,
        f"{prefix}.languages": site.languages,
        f"{prefix}.pre_approvals": site.pre_approvals,
    }
    if site.remark:
        fields[f"{prefix}.remark"] = site.remark
    if site.opened_on is not None:
        fields[f"{prefix}.opened_on"] = site.opened_on
    if site.person is not None:
        fields |= person_targets(f"{prefix}.person", site.person)
    return fields


def access_targets(site: str, access: Access) -> Targets:
    """The judged fields of a website's access; the server or code only where one was named."""
    fields: Targets = {
        f"access:{site}.ips": access.ips,
        f"access:{site}.mode": access.modes,
        f"access:{site}.server_places": access.server_places,
    }
    if access.resource or access.code:
        fields[f"access:{site}.source"] = (access.resource, access.code)
    return fields


def material_target(slot: str) -> str:
    """The target of a material slot."""
    return f"material:{slot}"


def material_targets(material: Material) -> Targets:
    """The one judged thing of a slot: the scan that is in it."""
    return {material_target(material.slot): material.id}


def section_of(target: str) -> str:
    """The page section that a target stands in: ``subject``, ``site:<id>``, ``materials`` …"""
    if target == ORDER:
        return ORDER
    if target.startswith("material:"):
        return "materials"
    head = target.partition(".")[0]
    return "subject" if head in {"subject", "responsible"} else head


def is_of_site(slot: str, site: str) -> bool:
    """Whether the key of a slot (see ``rules.materials.Slot``) is of that website; a number may
    follow its id."""
    return site in slot.split(":")[1:]


def covers(issue_target: str, target: str) -> bool:
    """Whether an issue about ``issue_target`` lets the applicant change ``target``.

    An issue about who a person is opens all that belongs to that person, since another
    name comes with another number, telephone and scan.
    """
    if issue_target in {ORDER, target} or target.startswith(f"{issue_target}."):
        return True
    head, _, field = issue_target.rpartition(".")
    if head.startswith("access:") and field in {"ips", "source"}:
        # Another server has other addresses.
        return target in {f"{head}.ips", f"{head}.source"}
    if field in {"name", "certificate_number"} and head.endswith(("responsible", "person")):
        papers = ("M02", "M03", "M10", "M13", "M14", "M15")
        slots = papers if head == "responsible" else ("M04", "M10")
        return target.startswith((f"{head}.", *(f"material:{slot}" for slot in slots)))
    return False
