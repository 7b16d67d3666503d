"""The fields of a responsible person, under any head, and the person they describe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form

from domain import phones
from domain.filing.facts import Person
from domain.personal import Personal
from domain.reference import certificates, tables
from views.fields import (
    OPTIONAL,
    CheckboxField,
    DateField,
    MobileField,
    NumberText,
    SelectField,
    TextField,
)
from views.filing.forms import codes
from views.filing.forms.validity import FirstEnd

Digest = Callable[[str, str], str]
"""The keyed digest of the vault: kind and text to hex."""

IDENTITY = ("name", "certificate_type", "certificate_number", "valid_to", "long_term")
REACH = ("mobile", "emergency", "email", "office_phone")


def fields_of(prefix: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The form's names of a person's fields."""
    return tuple(f"{prefix}_{name}" for name in names)


def identity_fields() -> dict[str, Any]:
    """Who the person is, as the certificate says."""
    return {
        "name": TextField(_l("姓名"), hint=_l("与证件上的姓名一致。"), longest=50, width=20),
        "certificate_type": SelectField(_l("证件类型"), validate_choice=False),
        "certificate_number": NumberText(
            _l("证件号码"), hint=_l("字母不分大小写，空格会自动去掉。"), longest=40, width=20
        ),
        **validity_fields(),
    }


def validity_fields() -> dict[str, Any]:
    """How long a certificate is valid."""
    return {
        "valid_to": DateField(
            _l("证件有效期至"),
            OPTIONAL,
            hint=_l("至少要到 %(day)s。长期有效的，勾选下一项。", day=FirstEnd()),
        ),
        "long_term": CheckboxField(_l("证件长期有效")),
    }


def reach_fields() -> dict[str, Any]:
    """How the person is reached."""
    return {
        "mobile": MobileField(
            _l("手机号码"),
            hint=_l("工信部的核验短信会发到这个号码，请确保本人能收到。"),
            longest=30,
        ),
        "emergency": NumberText(
            _l("应急联系电话"),
            hint=_l("另一个手机号码，或带区号的固定电话，例如 010-62345678。"),
            inputmode="tel",
            longest=40,
            width=20,
        ),
        "email": TextField(_l("电子邮箱"), longest=128, autocomplete="email", inputmode="email"),
        "office_phone": NumberText(
            _l("办公室电话"),
            OPTIONAL,
            hint=_l("带区号，例如 010-62345678。"),
            inputmode="tel",
            longest=60,
            width=20,
        ),
    }


def add_fields(form: type[Form], prefix: str, fields: dict[str, Any]) -> None:
    """Give the form's class the fields of a person under ``prefix``."""
    for name, field in fields.items():
        setattr(form, f"{prefix}_{name}", field)


def certificate_choices() -> codes.Choices:
    """The certificates of a natural person."""
    return codes.rows(tables.person_certificate_types())


def normalised_number(certificate_type: int, text: str) -> str:
    """The number as the rules take it; unchanged for an unknown type of certificate."""
    if certificate_type not in {row.id for row in tables.person_certificate_types()}:
        return text.strip()
    return certificates.normalise_certificate(certificate_type, text)


def telephone(text: str) -> str:
    """A mobile or landline number without what people put between its digits."""
    mobile = phones.normalise_mobile(text)
    return mobile if phones.check_mobile(mobile) is None else phones.normalise_landline(text)


def identity_of(form: Form, prefix: str) -> tuple[int, str]:
    """Certificate type and normalised number that were typed."""
    kind = codes.number(form[f"{prefix}_certificate_type"].data)
    return kind, normalised_number(kind, form[f"{prefix}_certificate_number"].data or "")


def keep_id(old: Person | None, number: str, new_id: str) -> str:
    """A person stays the same while the certificate number is; else it is somebody else."""
    return old.id if old is not None and old.certificate_number.text == number else new_id


def person_from(
    form: Form, prefix: str, owner: str, certificate: tuple[int, str], digest: Digest
) -> Person:
    """The person that the form describes; ``owner`` is the person's id."""

    def typed(name: str) -> str:
        return str(form[f"{prefix}_{name}"].data or "")

    kind, number = certificate
    mobile = phones.normalise_mobile(typed("mobile"))
    office = phones.normalise_landline(typed("office_phone"))
    long_term = bool(form[f"{prefix}_long_term"].data)
    return Person(
        id=owner,
        name=Personal(owner, "name", typed("name")),
        certificate_type=kind,
        certificate_number=Personal(owner, "certificate_number", number),
        mobile=Personal(owner, "mobile", mobile),
        mobile_digest=digest("mobile", mobile),
        emergency=Personal(owner, "emergency", telephone(typed("emergency"))),
        email=Personal(owner, "email", typed("email")),
        office_phone=Personal(owner, "office_phone", office) if office else None,
        valid_to=None if long_term else form[f"{prefix}_valid_to"].data,
        long_term=long_term,
        certificate_digest=digest("certificate_number", f"{kind}:{number}"),
    )


def answers_of(person: Person, prefix: str) -> dict[str, Any]:
    """A stored person as the form shows it."""
    answers: dict[str, Any] = {
        "name": person.name.text,
        "certificate_type": str(person.certificate_type),
        "certificate_number": person.certificate_number.text,
        "valid_to": person.valid_to,
        "long_term": person.long_term,
        "mobile": person.mobile.text,
        "emergency": person.emergency.text,
        "email": person.email.text,
        "office_phone": person.office_phone.text if person.office_phone else "",
    }
    return {f"{prefix}_{name}": value for name, value in answers.items()}
