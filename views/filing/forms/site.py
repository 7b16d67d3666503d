"""A website: what it is called, what it shows, what it needs a permit for, who answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from domain import domain_names
from domain.command import derived_id
from domain.filing.facts import INDIVIDUAL, Person, PreApproval, Subject, TypeFacts, Website
from domain.reference import tables
from domain.reference.tables import NO_PRE_APPROVAL
from domain.rules.problems import Problem, text_problem
from domain.rules.website_rules import BLOG, OTHER_CONTENT
from views.fields import (
    OPTIONAL,
    CheckboxesField,
    DateField,
    NumberText,
    RadioField,
    TextArea,
    TextField,
)
from views.filing.flow import Page, PagedForm
from views.filing.forms import codes
from views.filing.forms import person as people
from views.filing.forms.person import Digest, fields_of
from views.language import with_note

PERSON: Final = "site_person"
SAME: Final = "same"
OWN: Final = "own"
FREQUENT: Final = frozenset({3, BLOG, 8, OTHER_CONTENT})
"""Contents that most websites have, which come first in the list."""
DEFAULT_LANGUAGE: Final = "1"
PERMITS: Final = tuple(row.id for row in tables.pre_approvals() if row.id != NO_PRE_APPROVAL)


class SiteForm(PagedForm):
    """One website of the filing."""

    site_name = TextField(
        _l("网站名称"),
        hint=_l("3 至 60 个字，至少 3 个汉字，如实反映网站内容，不用“中国”“国家”等字样。"),
        longest=60,
    )
    site_domains = TextArea(
        _l("域名"),
        hint=_l("只写主域名，不带 http:// 和 www。一个网站有多个域名的，一行一个。"),
        rows=2,
        longest=3000,
    )
    site_home_url = TextField(
        _l("首页网址"),
        hint=_l("不带 http://，例如 www.example.cn。"),
        longest=300,
        inputmode="url",
    )
    site_opened_on = DateField(_l("网站开通日期"), OPTIONAL, hint=_l("尚未开通的可以不填。"))
    site_contents = CheckboxesField(
        _l("服务内容"), hint=_l("选网站实际提供的，最多 5 项。"), validate_choice=False
    )
    site_languages = CheckboxesField(_l("网站语言"), validate_choice=False)
    site_remark = TextArea(
        _l("网站内容说明"),
        hint=_l("20 至 200 个字，说明网站展示什么。服务内容选了“其他”的必须填写。"),
        rows=3,
        longest=200,
    )
    site_pre_approvals = CheckboxesField(
        _l("网站是否涉及以下需要前置审批的内容"),
        hint=_l("涉及的，须先取得主管部门的批准文件，下一页填写文号。"),
        validate_choice=False,
    )
    site_person_choice = RadioField(
        _l("谁是网站负责人"),
        choices=[(SAME, _l("同主体负责人")), (OWN, _l("另一个人"))],
        hints={
            SAME: _l("两者保持一致：以后修改主体负责人，网站负责人随之更新。"),
            OWN: _l("须是本单位人员，另外填写身份和联系方式。"),
        },
        validate_choice=False,
    )

    individual = False

    def chosen_permits(self) -> list[int]:
        """The kinds of content that were ticked and need a permit."""
        return [each for each in codes.numbers(self.site_pre_approvals.data) if each in PERMITS]

    def pages(self) -> tuple[Page, ...]:
        pages = [
            Page(
                "basic",
                _l("网站名称和域名"),
                ("site_name", "site_domains", "site_home_url", "site_opened_on"),
            ),
            Page(
                "content",
                _l("网站内容"),
                ("site_contents", "site_remark", "site_languages"),
            ),
            Page("approval", _l("前置审批"), ("site_pre_approvals",), forks=True),
        ]
        if permits := self.chosen_permits():
            fields = tuple(f"site_permit_{each}" for each in permits)
            pages.append(Page("permits", _l("批准文件的文号"), fields))
        return (*pages, *self._person_pages())

    def _person_pages(self) -> list[Page]:
        if self.individual:
            return []
        pages = [Page("person", _l("网站负责人"), ("site_person_choice",), forks=True)]
        if self.site_person_choice.data == OWN:
            pages += [
                Page("own", _l("网站负责人的身份"), fields_of(PERSON, people.IDENTITY)),
                Page("reach", _l("网站负责人的联系方式"), fields_of(PERSON, people.REACH)),
            ]
        return pages


for _permit in PERMITS:
    setattr(SiteForm, f"site_permit_{_permit}", NumberText(_l("批准文号"), longest=255))
people.add_fields(SiteForm, PERSON, people.identity_fields())
people.add_fields(SiteForm, PERSON, people.reach_fields())


def site_form(facts: TypeFacts, **values: Any) -> SiteForm:
    """The form for the facts; ``values`` are what WTForms takes."""
    form = SiteForm(**values)
    form.individual = facts.nature == INDIVIDUAL
    contents = codes.rows(tables.service_contents())
    contents.sort(key=lambda row: codes.number(row[0]) not in FREQUENT)
    if form.individual:
        contents = [row for row in contents if row[0] in {str(BLOG), str(OTHER_CONTENT)}]
    form.site_contents.choices = contents
    form.site_languages.choices = codes.rows(tables.languages())
    permits = codes.rows(tables.pre_approvals())
    form.site_pre_approvals.choices = permits
    for code, label in permits:
        if codes.number(code) in PERMITS:
            form[f"site_permit_{code}"].label.text = label
    form[f"{PERSON}_certificate_type"].choices = people.certificate_choices()
    return form


def first_answers(facts: TypeFacts, first: bool) -> dict[str, Any]:
    """What a new website begins with; the first one has the verified domain."""
    answers: dict[str, Any] = {"site_languages": [DEFAULT_LANGUAGE]}
    if first and facts.domains:
        name = domain_names.parse(facts.domains[0])
        answers["site_domains"] = name.unicode
        answers["site_home_url"] = f"www.{name.unicode}"
    return answers


def site_from(
    form: SiteForm, old: Website | None, site_id: str, command_id: str, digest: Digest
) -> Website:
    """The website that the form describes."""
    return Website(
        id=site_id,
        name=form.site_name.data or "",
        domains=tuple(domains_in(form.site_domains.data or "")),
        home_url=_host(form.site_home_url.data or ""),
        contents=codes.numbers(form.site_contents.data),
        languages=codes.numbers(form.site_languages.data),
        pre_approvals=tuple(
            PreApproval(each, form[f"site_permit_{each}"].data or "")
            for each in form.chosen_permits()
        ),
        remark=form.site_remark.data or "",
        opened_on=form.site_opened_on.data,
        person=_person(form, old.person if old else None, command_id, digest),
    )


def _person(form: SiteForm, old: Person | None, command_id: str, digest: Digest) -> Person | None:
    if form.individual or form.site_person_choice.data != OWN:
        return None
    certificate = people.identity_of(form, PERSON)
    owner = people.keep_id(old, certificate[1], derived_id(command_id, "site person"))
    return people.person_from(form, PERSON, owner, certificate, digest)


def domains_in(text: str) -> Iterator[str]:
    """The lines as registrable ASCII names; what is no name stays as typed, for the rules."""
    for line in text.splitlines():
        if typed := line.strip():
            yield _host(typed)


def _host(text: str) -> str:
    try:
        return domain_names.parse(text).ascii
    except domain_names.NotADomainName:
        return text.strip()


def form_problems(form: SiteForm, site: Website, subject: Subject | None) -> list[Problem]:
    """What the rules of a website cannot see: choices that leave no trace in it."""
    problems: list[Problem] = []
    chosen = codes.numbers(form.site_pre_approvals.data)
    if not chosen:
        problems.append(Problem("site.pre_approvals", "required"))
    if NO_PRE_APPROVAL in chosen and len(chosen) > 1:
        problems.append(Problem("site.pre_approvals", "none_and_some"))
    for permit in site.pre_approvals:
        problems += text_problem(f"site.permit_{permit.type}", permit.number, least=2, most=255)
    if not form.individual and form.site_person_choice.data not in {SAME, OWN}:
        problems.append(Problem("site.person_choice", "required"))
    responsible = subject.responsible if subject else None
    same = site.person and responsible and site.person.certificate_number.text
    if same and responsible and same == responsible.certificate_number.text:
        problems.append(Problem("site.person.certificate_number", "same_person"))
    return problems


def answers_of(site: Website) -> dict[str, Any]:
    """A stored website as the form shows it."""
    answers: dict[str, Any] = {
        "site_name": site.name,
        "site_domains": "\n".join(readable(domain) for domain in site.domains),
        "site_home_url": readable(site.home_url),
        "site_opened_on": site.opened_on,
        "site_contents": [str(each) for each in site.contents],
        "site_languages": [str(each) for each in site.languages],
        "site_remark": site.remark,
        "site_pre_approvals": [str(permit.type) for permit in site.pre_approvals]
        or [str(NO_PRE_APPROVAL)],
        "site_person_choice": OWN if site.person else SAME,
    }
    for permit in site.pre_approvals:
        answers[f"site_permit_{permit.type}"] = permit.number
    return answers | (people.answers_of(site.person, PERSON) if site.person else {})


def readable(name: str) -> str:
    """A domain in the script that people read; one that does not parse as it stands."""
    try:
        return domain_names.parse(name).unicode
    except domain_names.NotADomainName:
        return name


def both_forms(name: str) -> str:
    """A domain as people read it, with the encoded form where that differs."""
    shown = readable(name)
    return shown if shown == name else with_note(shown, name)
