"""What readers of the guide choose. It stands in the address, so that a page can be shared and
kept: nothing of it is personal."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import ValidationError

from domain.filing.kinds import Kind
from domain.guide.search import terms
from domain.reference import provinces, tables
from views.fields import OPTIONAL, SelectField, TextField, needed
from views.kind_words import TITLES
from views.language import language


class AddressForm(FlaskForm):
    """A form whose fields stand in the address: it changes nothing, so it needs no token."""

    class Meta:
        csrf = False


class AskForm(AddressForm):
    """Where, who and what is to be filed."""

    province = SelectField(_l("省份"), needed(_l("请选择省份。")))
    nature = SelectField(_l("主办者性质"), needed(_l("请选择主办者性质。")))
    kind = SelectField(_l("办理什么"), needed(_l("请选择办理什么。")))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.province.choices = province_choices()
        self.nature.choices = nature_choices()
        self.kind.choices = [("", _("请选择")), *((kind.value, TITLES[kind]) for kind in Kind)]


def province_choices(none: str = "") -> list[tuple[str, str]]:
    """The provinces by their first two digits, after the choice of none of them."""
    every = [(each.code[:2], each.label(language())) for each in provinces.provinces()]
    return [("", none or _("请选择")), *every]


def nature_choices(none: str = "") -> list[tuple[str, str]]:
    """The kinds of subject of the ministry's table, after the choice of none of them."""
    every = [(str(row.id), row.label(language())) for row in tables.subject_types()]
    return [("", none or _("请选择")), *every]


class SearchForm(AddressForm):
    """Words to look for in all rules."""

    q = TextField(
        _l("查找规则"),
        needed(_l("请填写要查找的词语，例如“居住证”。")),
        hint=_l("例如：居住证、法定代表人、论坛、上海。几个词之间用空格。"),
        autocomplete="off",
        longest=100,
    )

    def validate_q(self, field: TextField) -> None:
        """What is only punctuation would be found everywhere."""
        if field.data and not terms(field.data):
            raise ValidationError(_("请填写要查找的词语，例如“居住证”。"))


class DomainForm(AddressForm):
    """A domain, and who files it where; without a province the whole country's rules count."""

    domain = TextField(
        _l("域名"),
        needed(_l("请填写域名，例如 example.cn。")),
        hint=_l("例如 example.cn，也可以是中文域名。"),
        autocomplete="off",
        inputmode="url",
        longest=300,
    )
    province = SelectField(_l("省份"), OPTIONAL)
    nature = SelectField(_l("主办者性质"), OPTIONAL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.province.choices = province_choices(_("只看全国通用的规定"))
        self.nature.choices = nature_choices(_("企业或其他单位"))
