"""Rules about the subject: an individual, an enterprise, or another unit."""

from __future__ import annotations

from datetime import date

from domain.filing.facts import INDIVIDUAL, Subject, TypeFacts
from domain.reference import certificates, regions
from domain.rules import person_rules
from domain.rules.limits import least_age
from domain.rules.problems import Problem, text_problem
from domain.rules.rule_set import RuleSet


def check(subject: Subject, facts: TypeFacts, today: date, rule_set: RuleSet) -> list[Problem]:
    """The problems of a subject, its responsible person included, by the limits of the rules."""
    rules = rule_set.about(facts, today)
    problems = [
        *text_problem(
            "subject.certificate_address",
            subject.certificate_address.text or "",
            least=4,
            most=200,
        ),
        *_check_mail_address(subject.mail_address.text or "", facts.region),
        *text_problem("subject.remark", subject.remark, least=0, most=1024),
        *person_rules.check(
            subject.responsible, "responsible", today, least_age(rules, "responsible")
        ),
    ]
    if facts.nature == INDIVIDUAL:
        return problems + _check_individual(subject, facts)
    return _check_unit(subject, today) + problems


def _check_mail_address(address: str, region: str) -> list[Problem]:
    """To the house number, and without the names of province, city and county in front."""
    problems = text_problem("subject.mail_address", address, least=4, most=200)
    repeated = regions.exists(region) and address.startswith(regions.path(region)[0])
    if not problems and repeated:
        return [Problem("subject.mail_address", "region_repeated")]
    return problems


def _check_individual(subject: Subject, facts: TypeFacts) -> list[Problem]:
    """An individual is the own responsible person, with the certificate that was verified."""
    person = subject.responsible
    if facts.holder is None or person.id != facts.holder.person:
        return [Problem("responsible.certificate_number", "not_the_verified")]
    same = (person.certificate_type, person.certificate_number.text) == (
        facts.certificate_type,
        facts.holder.text,
    )
    return [] if same else [Problem("responsible.certificate_number", "not_the_verified")]


def _check_unit(subject: Subject, today: date) -> list[Problem]:
    return [
        *text_problem("subject.name", subject.name, least=2, most=100),
        *text_problem("subject.investor", subject.investor, least=2, most=100),
        *person_rules.check_validity(
            "subject", subject.valid_from, subject.valid_to, subject.long_term, today
        ),
        *_check_legal_representative(subject, today),
    ]


def _check_legal_representative(subject: Subject, today: date) -> list[Problem]:
    representative = subject.legal_representative
    if representative is None:
        return []
    prefix = "legal_representative"
    number = representative.certificate_number.text or ""
    problems = text_problem(f"{prefix}.name", representative.name.text or "", least=2, most=50)
    if not number:
        problems.append(Problem(f"{prefix}.certificate_number", "required"))
    elif len(number) == 18:
        error = certificates.check_certificate(2, number, today)
        if error is not None:
            problems.append(Problem(f"{prefix}.certificate_number", f"number_{error}"))
    elif not 5 <= len(number) <= 30:
        problems.append(Problem(f"{prefix}.certificate_number", "number_format"))
    return problems
