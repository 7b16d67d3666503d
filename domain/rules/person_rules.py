"""Rules about a responsible person (domain: fields 5.2 and 5.3 of the filing form)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from domain import numbers, phones
from domain.filing.facts import Person
from domain.reference import certificates, tables
from domain.rules.problems import Problem, text_problem

LEAST_VALID_MONTHS: Final = 3
_IDENTITY_CARDS: Final = frozenset(
    {"ric", "hkmo_residence18", "taiwan_residence18", "foreign_pr18"}
)
_EMAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,63}")


def check(person: Person, prefix: str, today: date, least_age: int) -> list[Problem]:
    """The problems of a person, who has to be so many years old (see ``limits``); fields are
    named ``<prefix>.<field>``."""
    return [
        *text_problem(f"{prefix}.name", person.name.text or "", least=2, most=50),
        *check_certificate(person, prefix, today, least_age),
        *check_validity(prefix, person.valid_from, person.valid_to, person.long_term, today),
        *check_contacts(person, prefix),
    ]


def check_certificate(person: Person, prefix: str, today: date, least_age: int) -> list[Problem]:
    """The certificate's kind must be a person's, its number right, its holder of age."""
    field = f"{prefix}.certificate_number"
    number = person.certificate_number.text or ""
    if person.certificate_type not in {row.id for row in tables.person_certificate_types()}:
        return [Problem(f"{prefix}.certificate_type", "not_in_list")]
    if not number:
        return [Problem(field, "required")]
    error = certificates.check_certificate(person.certificate_type, number, today)
    if error is not None:
        return [Problem(field, f"number_{error}")]
    if is_identity_card(person.certificate_type, number) and (
        numbers.age(number, today) < least_age
    ):
        return [Problem(field, "too_young", {"least": least_age})]
    return []


def is_identity_card(certificate_type: int, number: str) -> bool:
    """Whether the number tells the birth date."""
    kinds = certificates.numbers_for(certificate_type)
    return len(number) == 18 and any(kind in _IDENTITY_CARDS for kind in kinds)


def check_validity(
    prefix: str, start: date | None, end: date | None, long_term: bool, today: date
) -> list[Problem]:
    """A stated end of validity lies at least three months ahead and after its start; where it
    does not, the problem tells the first end (ISO date) that would do."""
    if start is not None and start > today:
        return [Problem(f"{prefix}.valid_from", "in_future")]
    if long_term or end is None:
        return []
    if start is not None and end <= start:
        return [Problem(f"{prefix}.valid_to", "before_start")]
    least = months_after(today, LEAST_VALID_MONTHS)
    if end < today:
        return [Problem(f"{prefix}.valid_to", "expired", {"least": least.isoformat()})]
    if end < least:
        return [Problem(f"{prefix}.valid_to", "expires_soon", {"least": least.isoformat()})]
    return []


def months_after(day: date, months: int) -> date:
    """The same day of the month that many months later, or that month's last day."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise ValueError("no such month")


def check_contacts(person: Person, prefix: str) -> list[Problem]:
    """Mobile, another number for emergencies, e-mail, and a landline where one is given."""
    problems: list[Problem] = []
    mobile = person.mobile.text or ""
    emergency = person.emergency.text or ""
    if not mobile:
        problems.append(Problem(f"{prefix}.mobile", "required"))
    elif phones.check_mobile(mobile) is not None:
        problems.append(Problem(f"{prefix}.mobile", "not_a_mobile"))
    if not emergency:
        problems.append(Problem(f"{prefix}.emergency", "required"))
    elif phones.check_mobile(emergency) and phones.check_landline(emergency):
        problems.append(Problem(f"{prefix}.emergency", "not_a_phone"))
    elif emergency == mobile:
        problems.append(Problem(f"{prefix}.emergency", "same_as_mobile"))
    email = person.email.text or ""
    if not email:
        problems.append(Problem(f"{prefix}.email", "required"))
    elif len(email) > 128 or _EMAIL.fullmatch(email) is None:
        problems.append(Problem(f"{prefix}.email", "not_an_email"))
    if person.office_phone is not None and phones.check_landline(person.office_phone.text or ""):
        problems.append(Problem(f"{prefix}.office_phone", "not_a_landline"))
    return problems
