"""What the applicant says of a domain: who holds it, where, until when, and verified or not."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from domain.filing.facts import DomainFacts
from domain.rules.domain_rules import LONGEST_REGISTRAR
from views import domain_words
from views.fields import OPTIONAL, DateField, RadioField, SeenForm, TextField


class DomainForm(SeenForm):
    """Everything may stay open; what stays open nobody takes for granted."""

    held_by = RadioField(
        _l("域名持有者"),
        OPTIONAL,
        hint=_l("以域名证书上的所有者为准。"),
        choices=list(domain_words.HOLDERS.items()),
        validate_choice=False,
    )
    registrar = TextField(
        _l("注册服务机构"),
        OPTIONAL,
        hint=_l("域名证书上写明的域名注册商。"),
        longest=LONGEST_REGISTRAR,
        width=30,
    )
    expires_on = DateField(_l("域名到期日"), OPTIONAL)
    real_name = RadioField(
        _l("域名实名认证"),
        OPTIONAL,
        choices=[("yes", _l("已通过")), ("no", _l("没有做或没有通过"))],
        validate_choice=False,
    )
    real_name_on = DateField(
        _l("实名认证通过日期"), OPTIONAL, hint=_l("通过后要过 3 个工作日，备案系统才查得到。")
    )


def answers(known: DomainFacts) -> dict[str, object]:
    """The form's values of what is known."""
    real_name = {True: "yes", False: "no", None: None}[known.real_name]
    return {
        "held_by": known.held_by,
        "registrar": known.registrar,
        "expires_on": known.expires_on,
        "real_name": real_name,
        "real_name_on": known.real_name_on,
    }


def typed(form: DomainForm) -> DomainFacts:
    """What the form says; a choice that it does not offer counts as none."""
    holder = form.held_by.data
    return DomainFacts(
        held_by=holder if holder in domain_words.HOLDERS else None,
        registrar=form.registrar.data or None,
        expires_on=form.expires_on.data,
        real_name={"yes": True, "no": False}.get(form.real_name.data or ""),
        real_name_on=form.real_name_on.data,
    )
