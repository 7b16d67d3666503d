"""How forms take what is typed, and how the macros draw it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict

from tests.views.html_lint import problems
from views.fields import (
    OPTIONAL,
    CheckboxesField,
    CheckboxField,
    CodeField,
    DateField,
    DeskForm,
    FileField,
    MobileField,
    PasswordField,
    RadioField,
    SeenForm,
    SelectField,
    TextArea,
    TextField,
    needed,
)

PAGE = """
{% from "components/field.html" import field %}
{% from "components/form.html" import button, error_summary, hidden %}
<form method="post" action="/x" enctype="multipart/form-data" novalidate>
{{ hidden(form) }}{{ error_summary(form) }}
{% for f in form if f.type not in ("CSRFTokenField", "HiddenField") %}{{ field(f) }}{% endfor %}
{{ button("继续") }}</form>
"""


class Everything(DeskForm):
    name = TextField("姓名", needed("请输入姓名。"), hint="与证件一致", width=20)
    note = TextArea("备注", OPTIONAL)
    mobile = MobileField("手机号码", needed("请输入手机号码。"))
    code = CodeField("验证码", OPTIONAL)
    password = PasswordField("密码", OPTIONAL)
    kind = SelectField("类型", choices=[("", "请选择"), ("a", "甲")], validators=OPTIONAL)
    nature = RadioField(
        "性质", needed("请选择性质。"), choices=[("1", "单位"), ("2", "个人")], hints={"2": "本人"}
    )
    contents = CheckboxesField("内容", OPTIONAL, choices=[("1", "新闻"), ("2", "论坛")])
    until = DateField("有效期", OPTIONAL)
    scan = FileField("扫描件", OPTIONAL)
    agreed = CheckboxField("我同意", needed("请先同意。"))


@pytest.fixture
def draw(app: Flask) -> Any:
    app.config["WTF_CSRF_ENABLED"] = False

    def draw(data: dict[str, object] | None = None) -> tuple[Everything, str]:
        with app.test_request_context("/x", method="POST" if data is not None else "GET"):
            form = Everything(MultiDict(data) if data is not None else None)
            if data is not None:
                form.validate()
            return form, render_template_string(PAGE, form=form)

    return draw


def test_every_kind_of_field_is_drawn_without_a_fault(draw: Any) -> None:
    _, html = draw()
    assert [found for found in problems(html, fragment=True) if "csrf" not in found] == []
    assert 'autocomplete="one-time-code"' in html
    assert 'inputmode="tel"' in html
    assert 'accept="image/jpeg,image/png"' in html


def test_an_error_stands_beside_its_field_and_in_the_summary(draw: Any) -> None:
    form, html = draw({"name": " ", "mobile": "", "until": "2030-02-31"})
    assert [found for found in problems(html, fragment=True) if "csrf" not in found] == []
    assert html.count("请输入姓名。") == 2
    assert html.count("请选择性质。") == 2
    assert '<a href="#nature-0">' in html
    assert 'id="until-error"' in html
    assert 'value="2030-02-31"' in html
    assert form.until.errors == ["请填写真实存在的日期，例如 2030-01-31。"]


def test_nothing_typed_is_lost_except_passwords(draw: Any) -> None:
    _, html = draw({"name": "张<b>三", "note": "一\r\n二", "password": "geheim", "kind": "a"})
    assert "张&lt;b&gt;三" in html
    assert "一\n二" in html
    assert "geheim" not in html
    assert '<option value="a" selected>' in html


def test_full_width_digits_and_spaces_are_understood(draw: Any) -> None:
    form, _ = draw({"mobile": " １３８ ００１３ ８０００ ", "name": "\u3000张三\u0007 "})
    assert form.mobile.data == "13800138000"
    assert form.name.data == "张三"


def test_a_very_long_text_is_refused_and_a_long_one_kept(draw: Any) -> None:
    form, html = draw({"note": "😀" * 10_000})
    assert "最多填写 2000 个字符" in str(form.note.errors[0])
    assert "😀" * 10_000 in html


def test_a_value_that_is_no_choice_is_refused(draw: Any) -> None:
    form, _ = draw({"nature": "9", "kind": "zzz"})
    assert form.nature.errors
    assert form.kind.errors


def test_a_day_is_read(draw: Any) -> None:
    form, _ = draw({"until": "2030-01-31"})
    assert form.until.data == date(2030, 1, 31)


def test_each_form_has_its_own_command_id_and_a_forged_one_is_refused(draw: Any) -> None:
    first, second = draw()[0], draw()[0]
    assert first.command_id.data != second.command_id.data
    assert "command_id" in draw({"command_id": "../x"})[0].errors


def test_a_form_that_edits_needs_the_version_that_was_seen(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/x", method="POST", data={}):
        form = SeenForm()
        assert not form.validate()
        assert "seen" in form.errors
