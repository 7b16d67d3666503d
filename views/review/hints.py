"""What the machine can say about single fields. Advice to the reviewer: it decides nothing."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from domain import numbers
from domain.filing.facts import INDIVIDUAL, Person, Subject, TypeFacts, Website
from domain.filing.state import Filing
from domain.reference import certificates
from domain.rules import person_rules, subject_rules, website_rules
from domain.rules.problems import Problem
from use_cases import accesses
from views.problem_words import words_for
from views.target_words import is_erased


class Hint(NamedTuple):
    """One remark. ``state`` is ok or warn."""

    words: str
    state: str


Hints = dict[str, list[Hint]]


def hints(filing: Filing, today: date, checked: accesses.Checked | None = None) -> Hints:
    """Remarks by target: check digits, validity, domains, and every rule that fails today.
    ``checked`` is what pools, servers and codes say of the accesses."""
    found: Hints = {}
    if filing.subject is not None and filing.facts is not None:
        _add_problems(
            found, subject_rules.check(filing.subject, filing.facts, today, filing.rules), ""
        )
        _subject(found, filing.subject, filing.facts, today)
        for site in filing.sites.values():
            prefix = f"site:{site.id}"
            _add_problems(
                found, website_rules.check(site, filing.facts, today, filing.rules), prefix
            )
            _site(found, site, prefix, today)
    if checked is not None:
        _accesses(found, filing, checked)
    return _without_erased(found, filing)


def _accesses(found: Hints, filing: Filing, checked: accesses.Checked) -> None:
    """Whether the addresses are the provider's, and what is wrong with a server or a code."""
    for site in filing.accesses:
        wrong = checked.problems.get(site, ())
        for problem in wrong:
            field = "ips" if problem.field == "access.ips" else "source"
            _add(found, f"access:{site}.{field}", str(words_for(problem)), "warn")
        if (server := checked.servers.get(site)) is not None:
            until = server.bought_until.isoformat()
            words = _("服务器 %(name)s，到期日 %(until)s", name=server.name, until=until)
            _add(found, f"access:{site}.source", words)
        target = f"access:{site}.ips"
        if not checked.pools:
            _add(found, target, _("还没有录入地址段，无法核对 IP 地址"), "warn")
        elif target not in found:
            _add(found, target, _("IP 地址在我们的地址段之内"))


def _without_erased(found: Hints, filing: Filing) -> Hints:
    """Nothing is said about values that were erased: they only look empty."""
    values = filing.targets()
    return {target: hints for target, hints in found.items() if not is_erased(values.get(target))}


def _add(found: Hints, target: str, words: str, state: str = "ok") -> None:
    found.setdefault(target, []).append(Hint(words, state))


def _add_problems(found: Hints, problems: list[Problem], site: str) -> None:
    for problem in problems:
        field = problem.field.replace(".valid_from", ".validity").replace(".valid_to", ".validity")
        if field.startswith("legal_representative."):
            field = "subject.legal_representative"
        target = site + field.removeprefix("site") if site else field
        _add(found, target, str(words_for(problem)), "warn")


def _subject(found: Hints, subject: Subject, facts: TypeFacts, today: date) -> None:
    if facts.nature != INDIVIDUAL:
        target = "subject.certificate_number"
        error = certificates.check_certificate(
            facts.certificate_type, facts.certificate_number, today
        )
        words = _("证件号码校验不通过") if error else _("证件号码校验通过")
        _add(found, target, words, "warn" if error else "ok")
        _validity(found, "subject", subject.valid_to, subject.long_term, today)
    if facts.warnings:
        words = _("同名单位已用另一个证件备案，请核实是否换领了证照（主办者冲突）")
        _add(found, "subject.name", words, "warn")
    _person(found, subject.responsible, "responsible", today)


def _person(found: Hints, person: Person, prefix: str, today: date) -> None:
    number = person.certificate_number.text or ""
    target = f"{prefix}.certificate_number"
    if number and target not in found:
        _add(found, target, _("证件号码校验通过"))
        if person_rules.is_identity_card(person.certificate_type, number):
            _add(found, target, _("%(n)s 周岁", n=numbers.age(number, today)))
    _validity(found, prefix, person.valid_to, person.long_term, today)


def _validity(found: Hints, prefix: str, end: date | None, long_term: bool, today: date) -> None:
    target = f"{prefix}.validity"
    if target in found:
        return
    if long_term:
        _add(found, target, _("长期有效"))
    elif end is not None:
        _add(found, target, _("剩余 %(n)s 天", n=(end - today).days))


def _site(found: Hints, site: Website, prefix: str, today: date) -> None:
    if f"{prefix}.domains" not in found:
        _add(found, f"{prefix}.domains", _("域名后缀已获批复"))
    if f"{prefix}.home_url" not in found:
        _add(found, f"{prefix}.home_url", _("首页网址在所报域名之内"))
    if site.person is not None:
        _person(found, site.person, f"{prefix}.person", today)
