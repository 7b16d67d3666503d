"""What decides which filing is needed: place and nature, certificate, domain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from domain import domain_names
from domain.filing.kinds import Kind
from domain.numbers import age
from domain.reference import certificates, regions, tables
from domain.rules.decision.reading import MOST_DOMAINS
from domain.rules.limits import least_age
from domain.rules.person_rules import is_identity_card
from domain.rules.problems import Problem
from domain.rules.website_rules import check_domain
from use_cases import rule_book
from views.desk import desk
from views.fields import NumberText, RadioField, SelectField, TextArea
from views.filing.flow import Page, PagedForm
from views.filing.forms import codes
from views.problem_words import words_for

_BETWEEN_DOMAINS: Final = re.compile("[\\s,;\\uff0c\\u3001\\uff1b]+")
"""White space, and the comma, enumeration comma and semicolon of either script."""


class VerifyForm(PagedForm):
    """Three short pages. Nothing of them is stored before the filing is begun."""

    region_province = SelectField(_l("省、自治区、直辖市"), validate_choice=False)
    region_city = SelectField(_l("市"), validate_choice=False)
    region_district = SelectField(_l("区、县"), validate_choice=False)
    nature = SelectField(
        _l("主办单位性质"),
        hint=_l("个体工商户选“企业”。没有办理证照的个人选“个人”。"),
        validate_choice=False,
    )
    certificate_type = RadioField(_l("证件类型"), validate_choice=False)
    certificate_number = NumberText(
        _l("证件号码"), hint=_l("字母不分大小写，空格会自动去掉。"), longest=64, width=30
    )
    domain = TextArea(
        _l("域名"),
        hint=_l(
            "您注册的主域名，不带 http:// 和 www，例如 example.cn。有几个域名的，每行填写一个。"
        ),
        rows=3,
        longest=5_000,
    )

    def pages(self) -> tuple[Page, ...]:
        return (
            Page(
                "place",
                _l("主办者的所在地和性质"),
                ("region_province", "region_city", "region_district", "nature"),
                _l("单位填写证件的发证地，个人填写身份证上的住址所在地。"),
            ),
            Page("certificate", _l("主办者的证件"), ("certificate_type", "certificate_number")),
            Page("domain", _l("要备案的域名"), ("domain",)),
        )

    @property
    def region(self) -> str:
        """The most exact place that was chosen; levels that do not fit together do not count."""
        here = ""
        for name in ("region_province", "region_city", "region_district"):
            code = self[name].data or ""
            if code not in {region.code for region in regions.children(here)}:
                break
            here = code
        return here

    def typed_nature(self) -> int:
        """The chosen nature; 0 for none."""
        return codes.number(self.nature.data)

    def typed_certificate(self) -> tuple[int, str]:
        """Certificate type (0 for none that fits the nature) and normalised number."""
        kind = codes.number(self.certificate_type.data)
        if kind not in {row.id for row in tables.certificate_types(self.typed_nature())}:
            return 0, self.certificate_number.data or ""
        number = self.certificate_number.data or ""
        return kind, certificates.normalise_certificate(kind, number)


def verify_form(**values: Any) -> VerifyForm:
    """The form with the choices that fit what was answered so far."""
    form = VerifyForm(**values)
    prompt = _l("请选择")
    province = form.region_province.data or ""
    city = form.region_city.data or ""
    if not province or city not in {region.code for region in regions.children(province)}:
        city = ""
    form.region_province.choices = codes.places("", prompt)
    form.region_city.choices = codes.places(province, prompt) if province else [("", prompt)]
    form.region_district.choices = codes.places(city, prompt) if city else [("", prompt)]
    form.nature.choices = [("", prompt), *codes.subject_types()]
    form.certificate_type.choices = codes.rows(tables.certificate_types(form.typed_nature()))
    return form


def problems(form: VerifyForm, today: date) -> Iterator[Problem]:
    """What is wrong with the answers, page by page."""
    yield from _place_problems(form)
    if form.typed_nature() not in {row.id for row in tables.subject_types()}:
        yield Problem("nature", "required")
    yield from _certificate_problems(form, today)
    yield from _domain_problems(form)


def _place_problems(form: VerifyForm) -> Iterator[Problem]:
    here = form.region
    if not here:
        yield Problem("region_province", "required")
    elif not regions.is_complete(here):
        level = len(regions.codes(here))
        yield Problem("region_city" if level == 1 else "region_district", "required")


def _certificate_problems(form: VerifyForm, today: date) -> Iterator[Problem]:
    kind, number = form.typed_certificate()
    if not kind:
        yield Problem("certificate_type", "not_in_list")
        return
    if not number:
        yield Problem("certificate_number", "required")
        return
    error = certificates.check_certificate(kind, number, today)
    if error is not None:
        yield Problem("certificate_number", f"number_{error}")
    elif is_identity_card(kind, number) and age(number, today) < _least_age(form, today):
        yield Problem("certificate_number", "too_young", {"least": _least_age(form, today)})


def _least_age(form: VerifyForm, today: date) -> int:
    """How old an individual has to be in the chosen place: 18 years in most provinces."""
    rules = rule_book.current(desk()).about_such(
        Kind.FIRST, form.typed_nature(), form.region[:2], today
    )
    return least_age(rules, "responsible")


def _domain_problems(form: VerifyForm) -> Iterator[Problem]:
    typed = _typed_domains(form)
    if typed == [""]:
        yield Problem("domain", "required")
        return
    if len(typed) > MOST_DOMAINS:
        yield Problem("domain", "too_many_domains", {"n": len(typed), "most": MOST_DOMAINS})
    for each in typed[:MOST_DOMAINS]:
        for problem in check_domain(each, "domain"):
            if len(typed) == 1:
                yield problem
            else:
                told = {"domain": each[:80], "told": words_for(problem)}
                yield Problem("domain", "one_of_domains", told)


def _typed_domains(form: VerifyForm) -> list[str]:
    """What stands between spaces, line ends and commas of either script."""
    return _BETWEEN_DOMAINS.sub(" ", form.domain.data or "").strip().split(" ")


def domains_of(form: VerifyForm) -> tuple[str, ...]:
    """The domains that were typed, in ASCII, each once; the form has been checked."""
    parsed = (domain_names.parse(each).ascii for each in _typed_domains(form))
    return tuple(dict.fromkeys(parsed))
