"""The few questions of the planner. The answers stand in the address: nothing is personal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import wtforms
from flask_babel import lazy_gettext as _l
from wtforms.widgets import HiddenInput

from domain.guide.situation import FACTS, SUBJECTS, Situation, Wish
from views.fields import RadioField, SelectField, needed
from views.guide.forms import AddressForm, nature_choices, province_choices
from views.guide.plan_words import FOR_NEW_OWNER, QUESTIONS

_YES = "yes"


class PlanForm(AddressForm):
    """All questions; ``of`` leaves those on which a wish depends."""

    wish = wtforms.StringField(widget=HiddenInput())
    whose = RadioField("")
    subject = RadioField("")
    access = RadioField("")
    last = RadioField("")
    keep = RadioField("")
    province = SelectField(_l("省份"), needed(_l("请选择省份。")))
    nature = SelectField(_l("主办者性质"), needed(_l("请选择主办者性质。")))

    @classmethod
    def of(cls, wish: Wish, answers: Mapping[str, Any] | None) -> PlanForm:
        """The questions for that wish; with ``answers`` None nothing was answered yet."""
        form = cls(answers, data={"wish": wish.value})
        for name, (label, choices) in QUESTIONS.items():
            if name not in FACTS[wish]:
                del form[name]
                continue
            offered = SUBJECTS[wish] if name == "subject" else [value for value, _w in choices]
            form.put(name, label)
            form[name].choices = [each for each in choices if each[0] in offered]
        form.province.choices = province_choices()
        form.nature.choices = nature_choices()
        if wish is Wish.NEW_OWNER:
            for name, label in FOR_NEW_OWNER.items():
                if name in form:
                    form.put(name, label)
        return form

    def put(self, name: str, question: Any) -> None:
        """Ask that question by the field; who leaves it open is asked for it by its name."""
        self[name].label.text = question
        self[name].validators = needed(_l("请回答：%(question)s", question=question))

    @property
    def questions(self) -> list[wtforms.Field]:
        """The fields that are seen, in their order."""
        return [field for field in self if field.name != "wish"]

    def situation(self) -> Situation:
        """What was answered, after ``validate``."""
        given = {field.name: field.data for field in self.questions}
        for name in ("last", "keep"):
            if name in given:
                given[name] = given[name] == _YES
        return Situation(Wish(self.wish.data), **given | {"nature": int(given["nature"])})
