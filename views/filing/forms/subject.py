"""The subject and the responsible person: short pages, one record."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from domain.command import derived_id
from domain.filing.facts import INDIVIDUAL, LegalRepresentative, Person, Subject, TypeFacts
from domain.personal import Personal
from domain.reference import tables
from views.fields import OPTIONAL, NumberText, RadioField, TextArea, TextField
from views.filing.flow import Page, PagedForm
from views.filing.forms import person as people
from views.filing.forms.person import Digest, fields_of
from views.language import language

RESIDENT_ID: Final = 2
YES: Final = "yes"
NO: Final = "no"


class SubjectForm(PagedForm):
    """What an individual and a unit have in common."""

    subject_certificate_address = TextField(
        _l("证件住所"), hint=_l("与证件上的地址一字不差。"), longest=200
    )
    subject_mail_address = TextField(
        _l("通信地址"),
        hint=_l("不写省、市、区县，从街道写到门牌号，例如“建国路1号3层302室”。"),
        longest=200,
    )
    subject_remark = TextArea(
        _l("备注"), OPTIONAL, hint=_l("需要向审核人员说明的情况。"), longest=1024, rows=3
    )

    def legal_answer(self) -> bool:
        """Whether a legal representative is stated beside the responsible person."""
        return False


people.add_fields(SubjectForm, "responsible", people.identity_fields())
people.add_fields(SubjectForm, "responsible", people.reach_fields())


class IndividualForm(SubjectForm):
    """An individual, whose certificate was verified and is not asked again."""

    def pages(self) -> tuple[Page, ...]:
        names = ("responsible_name", "responsible_valid_to", "responsible_long_term")
        addresses = ("subject_certificate_address", "subject_mail_address")
        return (
            Page("identity", _l("您的身份和地址"), (*names, *addresses)),
            Page(
                "reach",
                _l("您的联系方式"),
                (*fields_of("responsible", people.REACH), "subject_remark"),
            ),
        )


class UnitForm(SubjectForm):
    """An enterprise or another unit, with its responsible person."""

    subject_name = TextField(
        _l("主办单位名称"),
        hint=_l("与证件上的名称一字不差。"),
        longest=100,
        autocomplete="organization",
    )
    subject_investor = TextField(
        _l("投资人或上级主管单位"), hint=_l("没有的，填写主办单位名称。"), longest=100
    )
    is_legal_representative = RadioField(
        _l("主体负责人是否为法定代表人"),
        choices=[(YES, _l("是")), (NO, _l("不是"))],
        hint=_l("多数省份要求企业的主体负责人由法定代表人担任。"),
        validate_choice=False,
    )
    legal_representative_name = TextField(_l("法定代表人姓名"), longest=50, width=20)
    legal_representative_certificate_number = NumberText(
        _l("法定代表人证件号码"),
        hint=_l("居民身份证号码，或护照等证件的号码。"),
        longest=40,
        width=20,
    )

    def legal_answer(self) -> bool:
        return bool(self.is_legal_representative.data == NO)

    def pages(self) -> tuple[Page, ...]:
        unit = ("subject_name", "subject_certificate_address", "subject_mail_address")
        validity = ("subject_valid_to", "subject_long_term")
        legal = (
            "legal_representative_name",
            "legal_representative_certificate_number",
        )
        pages = [
            Page("unit", _l("主办单位信息"), (*unit, "subject_investor", *validity)),
            Page(
                "person",
                _l("主体负责人"),
                ("is_legal_representative", *fields_of("responsible", people.IDENTITY)),
                _l("主体负责人代表主办单位对备案负责，并接收工信部的核验短信。"),
                forks=True,
            ),
            Page(
                "reach",
                _l("主体负责人的联系方式"),
                (*fields_of("responsible", people.REACH), "subject_remark"),
            ),
        ]
        if self.legal_answer():
            pages.insert(2, Page("legal", _l("法定代表人"), legal))
        return tuple(pages)


people.add_fields(UnitForm, "subject", people.validity_fields())


def form_class(facts: TypeFacts) -> type[SubjectForm]:
    """Which form asks for this nature of subject."""
    return IndividualForm if facts.nature == INDIVIDUAL else UnitForm


def subject_form(facts: TypeFacts, **values: Any) -> SubjectForm:
    """The form for the facts; ``values`` are what WTForms takes."""
    form = form_class(facts)(**values)
    form["responsible_certificate_type"].choices = people.certificate_choices()
    return form


def subject_from(
    form: SubjectForm, facts: TypeFacts, old: Subject | None, command_id: str, digest: Digest
) -> Subject:
    """The subject that the form describes; ids of what stays the same are kept."""
    certificate = _responsible_certificate(form, facts)
    person_id = _responsible_id(facts, old, certificate[1], command_id)
    responsible = people.person_from(form, "responsible", person_id, certificate, digest)
    if facts.nature == INDIVIDUAL:
        return _subject(form, person_id, responsible)
    owner = old.id if old is not None else derived_id(command_id, "subject")
    return _subject(form, owner, responsible, **_unit_values(form, old, command_id))


def _responsible_certificate(form: SubjectForm, facts: TypeFacts) -> tuple[int, str]:
    if facts.nature == INDIVIDUAL and facts.holder is not None:
        return facts.certificate_type, facts.holder.text or ""
    return people.identity_of(form, "responsible")


def _responsible_id(facts: TypeFacts, old: Subject | None, number: str, command_id: str) -> str:
    if facts.holder is not None:
        return facts.holder.person
    new_id = derived_id(command_id, "responsible")
    return people.keep_id(old.responsible if old else None, number, new_id)


def _subject(form: SubjectForm, owner: str, responsible: Person, **unit: Any) -> Subject:
    return Subject(
        id=owner,
        name=unit.pop("name", ""),
        certificate_address=Personal(owner, "address", form.subject_certificate_address.data or ""),
        mail_address=Personal(owner, "address", form.subject_mail_address.data or ""),
        responsible=responsible,
        remark=form.subject_remark.data or "",
        **unit,
    )


def _unit_values(form: SubjectForm, old: Subject | None, command_id: str) -> dict[str, Any]:
    long_term = bool(form["subject_long_term"].data)
    return {
        "name": form["subject_name"].data or "",
        "investor": form["subject_investor"].data or "",
        "valid_to": None if long_term else form["subject_valid_to"].data,
        "long_term": long_term,
        "legal_representative": _legal_representative(form, old, command_id),
    }


def _legal_representative(
    form: SubjectForm, old: Subject | None, command_id: str
) -> LegalRepresentative | None:
    if not form.legal_answer():
        return None
    typed = form["legal_representative_certificate_number"].data or ""
    number = people.normalised_number(RESIDENT_ID, typed)
    before = old.legal_representative if old else None
    same = before is not None and before.certificate_number.text == number
    owner = before.id if before is not None and same else derived_id(command_id, "legal")
    return LegalRepresentative(
        id=owner,
        name=Personal(owner, "name", form["legal_representative_name"].data or ""),
        certificate_number=Personal(owner, "certificate_number", number),
    )


def answers_of(subject: Subject) -> dict[str, Any]:
    """A stored subject as the form shows it."""
    representative = subject.legal_representative
    answers: dict[str, Any] = {
        "subject_name": subject.name,
        "subject_certificate_address": subject.certificate_address.text,
        "subject_mail_address": subject.mail_address.text,
        "subject_investor": subject.investor,
        "subject_remark": subject.remark,
        "subject_valid_to": subject.valid_to,
        "subject_long_term": subject.long_term,
        "is_legal_representative": NO if representative else YES,
    }
    if representative is not None:
        number = representative.certificate_number.text
        answers["legal_representative_name"] = representative.name.text
        answers["legal_representative_certificate_number"] = number
    return answers | people.answers_of(subject.responsible, "responsible")


def certificate_shown(facts: TypeFacts) -> tuple[str, str]:
    """The verified certificate: its type and its number, a person's masked."""
    number = facts.holder.masked if facts.holder is not None else facts.certificate_number
    return tables.certificate_type(facts.certificate_type).label(language()), number
