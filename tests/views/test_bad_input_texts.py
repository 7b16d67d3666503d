"""Emoji and ten thousand characters in every text field of every form that anybody sees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.roles import Role
from tests.account_stories import opened, signed_in
from tests.views.applicants import INDIVIDUAL
from tests.views.conftest import Reader
from tests.views.filling import Answers, fill, send
from tests.views.town import Form, Town, endpoint_of, every_form, forms, town

__all__ = ["town"]

EMOJI = "\U0001f600\U0001f3f3\ufe0f\u200d\U0001f308 \u202e\u200d"
LONG = "长" * 10_000


def tries(form: Form) -> Iterator[tuple[str, str]]:
    """Each text field with each text, once where a form has the same fields for many items."""
    once = {name.partition(":")[0]: name for name in form.texts}
    for name in once.values():
        yield name, LONG
        yield name, EMOJI


def fresh(browser: Reader, form: Form) -> Form | None:
    """The form as its page shows it now; None when what came before has used it up."""
    page = browser.get(form.page)
    if page.mimetype != "text/html":
        return None
    found = [each for each in forms(form.page, page) if each.action == form.action]
    return next((each for each in found if set(form.texts) <= set(each.texts)), None)


def test_every_text_field_takes_or_refuses_them_with_a_page(town: Town) -> None:
    readers = dict(town.readers())
    told: dict[str, set[int]] = {}
    for reader, shown in every_form(town).values():
        form: Form | None = shown
        for name, text in tries(shown):
            if form is None:
                break
            answer = readers[reader].post(form.action, data=form.sent | {name: text})
            field = f"{endpoint_of(town.app, form)} {name.partition(':')[0]}"
            told.setdefault(field, set()).add(answer.status_code)
            if answer.status_code != 422:
                form = fresh(readers[reader], form)
    assert {field: codes for field, codes in told.items() if max(codes) >= 500} == {}
    assert len(told) > 40


@pytest.mark.parametrize("text", [EMOJI, LONG], ids=["emoji", "long"])
@pytest.mark.parametrize(
    ("before", "field"), [(INDIVIDUAL[:1], "certificate_number"), (INDIVIDUAL[:2], "domain")]
)
def test_the_pages_that_find_the_type_refuse_them(
    town: Town, before: tuple[Answers, ...], field: str, text: str
) -> None:
    newcomer = signed_in(town.app, opened(town.desk, Role.APPLICANT))
    page = fill(newcomer, "/filings/new", *before)
    last = INDIVIDUAL[len(before)]
    assert send(newcomer, page, **(last | {field: text})).status_code == 422


@pytest.mark.parametrize("text", [EMOJI, LONG], ids=["emoji", "long"])
@pytest.mark.parametrize("field", ["code", "password"])
def test_the_pages_for_codes_refuse_them(town: Town, field: str, text: str) -> None:
    visitor = town.visitor()
    page = fill(visitor, "/forgotten", {"contact": f"{field}{len(text)}@example.com"})
    assert page.status_code == 303
    typed = {"code": "123456", "password": "a long new password"} | {field: text}
    page = send(visitor, visitor.get("/forgotten/code"), **typed)
    assert page.status_code == 422
