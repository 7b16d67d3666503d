"""Form fields and the form that all forms start from.

``templates/components/field.html`` draws them; a plain WTForms field works there as well.
The rules of the trade are the domain's: a form checks that something is there and has the
right shape, and keeps whatever was typed.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Sequence
from typing import Any

import wtforms
from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField as UploadedFile
from werkzeug.datastructures import MultiDict
from wtforms import validators
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import HiddenInput

Text = str | LazyString

LONGEST_TEXT = 2000
"""Characters a field takes where nothing shorter is said; a rule may be much stricter."""


class DeskForm(FlaskForm):
    """A form with the id of its command, so that sending it twice has one effect."""

    class Meta(FlaskForm.Meta):
        """How what was sent becomes the data of the fields."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Texts for all fields, and files for those of files. A file or JSON in the place
            of a text would reach code that reads texts."""
            if formdata is None or hasattr(formdata, "getlist"):
                return super().wrap_formdata(form, formdata)
            if request.method != "POST":
                return None
            sent = MultiDict(request.form)
            for name, field in form._fields.items():
                if isinstance(field, UploadedFile):
                    sent.setlist(name, request.files.getlist(name))
            return sent

    command_id = wtforms.HiddenField(
        default=lambda: uuid.uuid4().hex,
        validators=[validators.Regexp(r"^[0-9a-f]{32}$", message=_l("请刷新页面后再提交。"))],
    )

    def refuse(self, field: str, message: object) -> None:
        """Put a message beside a field after the use case refused what was typed."""
        self[field].errors = [*self[field].errors, message]


class SeenForm(DeskForm):
    """A form that changes something, with the version of what the reader saw."""

    seen = wtforms.IntegerField(
        widget=HiddenInput(), validators=[validators.InputRequired(_l("请刷新页面后再提交。"))]
    )


def clean(text: str | None) -> str | None:
    """What was meant: composed characters, no control characters, no spaces at the ends."""
    if text is None:
        return None
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    return "".join(c for c in composed if c == "\n" or unicodedata.category(c) != "Cc").strip()


def narrow(text: str | None) -> str | None:
    """Cleaned, full-width letters and digits made narrow, and every space dropped."""
    if text is None:
        return None
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean(text) or ""))


def needed(message: Text) -> list[Any]:
    """The validator of a field that must be filled; ``message`` says what to do."""
    return [validators.DataRequired(message)]


OPTIONAL: Sequence[Any] = (validators.Optional(),)
"""The validators of a field that may stay empty; its label is then marked as optional."""


class TextField(wtforms.StringField):
    """One line of text. ``hint`` stands below the label; ``width`` is in characters."""

    kind = "text"

    def __init__(
        self,
        label: Text,
        validators: Sequence[Any] = (),
        *,
        hint: Text = "",
        width: int | None = None,
        autocomplete: str | None = None,
        inputmode: str | None = None,
        longest: int = LONGEST_TEXT,
        **options: Any,
    ) -> None:
        attributes: dict[str, Any] = {"spellcheck": "false", **options.pop("render_kw", {})}
        if autocomplete:
            attributes["autocomplete"] = autocomplete
        if inputmode:
            attributes["inputmode"] = inputmode
        self.width = width
        super().__init__(
            label,
            [*validators, _at_most(longest)],
            filters=options.pop("filters", (clean,)),
            description=hint,
            render_kw=attributes,
            **options,
        )


class TextArea(wtforms.TextAreaField):
    """Several lines of text."""

    kind = "textarea"

    def __init__(
        self,
        label: Text,
        validators: Sequence[Any] = (),
        *,
        hint: Text = "",
        rows: int = 4,
        longest: int = LONGEST_TEXT,
        **options: Any,
    ) -> None:
        super().__init__(
            label,
            [*validators, _at_most(longest)],
            filters=options.pop("filters", (clean,)),
            description=hint,
            render_kw={"rows": rows, **options.pop("render_kw", {})},
            **options,
        )


class NumberText(TextField):
    """Digits and letters where spaces and full-width forms are meant as if narrow."""

    def __init__(self, label: Text, validators: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(label, validators, filters=(narrow,), **options)


class MobileField(NumberText):
    """A mobile number of the mainland."""

    def __init__(self, label: Text, validators: Sequence[Any] = (), **options: Any) -> None:
        options = {"autocomplete": "tel-national", "inputmode": "tel", "width": 20, **options}
        super().__init__(label, validators, **options)


class CodeField(NumberText):
    """A code that came by message: one box that phones can fill by themselves."""

    def __init__(self, label: Text, validators: Sequence[Any] = (), **options: Any) -> None:
        options = {"autocomplete": "one-time-code", "inputmode": "numeric", "width": 10, **options}
        super().__init__(label, validators, **options)


class PasswordField(wtforms.PasswordField):
    """A password; nothing is trimmed, and it is never sent back to the page."""

    kind = "password"

    def __init__(
        self,
        label: Text,
        validators: Sequence[Any] = (),
        *,
        hint: Text = "",
        autocomplete: str = "current-password",
        **options: Any,
    ) -> None:
        super().__init__(
            label,
            [*validators, _at_most(200)],
            description=hint,
            render_kw={"autocomplete": autocomplete, "spellcheck": "false"},
            **options,
        )


class _PairedChoices:
    """Lets ``field.choices = [(value, label), …]`` be said after the form was made."""

    @property
    def choices(self) -> Any:
        return wtforms.SelectField.choices.fget(self)

    @choices.setter
    def choices(self, value: Any) -> None:
        wtforms.SelectField.choices.fset(self, _as_choices(value))


class SelectField(_PairedChoices, wtforms.SelectField):
    """One of many, in a list that opens. Choices are (value, label) pairs."""

    kind = "select"

    def __init__(
        self, label: Text, validators: Sequence[Any] = (), *, hint: Text = "", **options: Any
    ) -> None:
        super().__init__(label, list(validators), description=hint, **_with_choices(options))


class RadioField(_PairedChoices, wtforms.RadioField):
    """One of a few, all in sight. ``hints`` maps a value to the text below its label."""

    kind = "radios"

    def __init__(
        self,
        label: Text,
        validators: Sequence[Any] = (),
        *,
        hint: Text = "",
        hints: dict[str, Text] | None = None,
        inline: bool = False,
        **options: Any,
    ) -> None:
        self.hints = hints or {}
        self.inline = inline
        super().__init__(label, list(validators), description=hint, **_with_choices(options))


class CheckboxesField(_PairedChoices, wtforms.SelectMultipleField):
    """Any of a few, all in sight."""

    kind = "checkboxes"
    widget = wtforms.widgets.ListWidget(prefix_label=False)
    option_widget = wtforms.widgets.CheckboxInput()

    def __init__(
        self,
        label: Text,
        validators: Sequence[Any] = (),
        *,
        hint: Text = "",
        hints: dict[str, Text] | None = None,
        **options: Any,
    ) -> None:
        self.hints = hints or {}
        super().__init__(label, list(validators), description=hint, **_with_choices(options))


class CheckboxField(wtforms.BooleanField):
    """One statement to agree to."""

    kind = "checkbox"

    def __init__(
        self, label: Text, validators: Sequence[Any] = (), *, hint: Text = "", **options: Any
    ) -> None:
        super().__init__(label, list(validators), description=hint, **options)


class DateField(wtforms.DateField):
    """A day, typed or picked."""

    kind = "date"

    def __init__(
        self, label: Text, validators: Sequence[Any] = (), *, hint: Text = "", **options: Any
    ) -> None:
        super().__init__(label, list(validators), description=hint, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("请填写真实存在的日期，例如 2030-01-31。")) from None


class FileField(UploadedFile):
    """A file. The native input comes first; ``accept`` lets phones convert their pictures."""

    kind = "file"

    def __init__(
        self,
        label: Text,
        validators: Sequence[Any] = (),
        *,
        hint: Text = "",
        accept: str = "image/jpeg,image/png",
        **options: Any,
    ) -> None:
        super().__init__(
            label,
            list(validators),
            description=hint,
            render_kw={"accept": accept, **options.pop("render_kw", {})},
            **options,
        )


def _at_most(length: int) -> validators.Length:
    return validators.Length(max=length, message=_l("最多填写 %(max)d 个字符，请缩短后再提交。"))


def _as_choices(choices: Any) -> Any:
    """(value, label) pairs as WTForms' choices; what is something else already stays."""
    if choices is None or callable(choices):
        return choices
    return [SelectChoice(*each) if isinstance(each, tuple) else each for each in choices]


def _with_choices(options: dict[str, Any]) -> dict[str, Any]:
    return {
        "invalid_choice_message": _l("请选择列出的一项。"),
        **options,
        "choices": _as_choices(options.get("choices")),
    }
