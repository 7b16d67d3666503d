"""What may not be changed in a returned filing, and what was said about each field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.filing import policy
from domain.filing.state import Filing
from views.filing.flow import Held, PagedForm
from views.language import listed

_OF_ACCESS = {"modes": "mode", "code": "source"}

TargetOf = Callable[[str], str]
"""The judged target behind a field of the form."""

_SAME_TARGET = {
    "valid_to": "validity",
    "long_term": "validity",
    "certificate_type": "certificate_number",
}


def subject_target(name: str) -> str:
    """``subject.mail_address`` for ``subject_mail_address``, and so on."""
    if "legal_representative" in name:
        return "subject.legal_representative"
    head, _, tail = name.partition("_")
    return f"{head}.{_SAME_TARGET.get(tail, tail)}"


def site_target(site: str) -> TargetOf:
    """The targets of one website's fields."""

    def target(name: str) -> str:
        if name == "site_person_choice":
            return f"site:{site}.person.name"
        if name.startswith("site_permit"):
            return f"site:{site}.pre_approvals"
        if name.startswith("site_person_"):
            tail = name.removeprefix("site_person_")
            return f"site:{site}.person.{_SAME_TARGET.get(tail, tail)}"
        return f"site:{site}.{name.removeprefix('site_')}"

    return target


def access_target(site: str) -> TargetOf:
    """The targets of one website's access."""

    def target(name: str) -> str:
        tail = name.removeprefix("access_")
        return f"access:{site}.{_OF_ACCESS.get(tail, tail)}"

    return target


def held(filing: Filing, form: PagedForm, target_of: TargetOf, stored: dict[str, Any]) -> Held:
    """Locks the form's fields that may not change now: they keep what is ``stored``.

    A field that nobody has judged yet stays open, and so does everything in a draft.
    """
    found = Held()
    known = filing.targets()
    for name in [name for page in form.pages() for name in page.fields]:
        target = target_of(name)
        told = [issue for issue in filing.issues if issue.target == target]
        if told:
            found.issues[name] = told
        # Naming a server says where the website runs, which was judged even if none was named.
        judged = name == "site_person_choice" or target in known or target.endswith(".source")
        if judged and not policy.can_edit(filing, target):
            _lock(form, name, stored, found)
    return found


def _lock(form: PagedForm, name: str, stored: dict[str, Any], found: Held) -> None:
    field = form[name]
    field.data = stored.get(name)
    field.raw_data = None
    found.locked[name] = shown(form, name)


def shown(form: PagedForm, name: str) -> str:
    """The answer in a field as text."""
    field = form[name]
    has_choices = bool(getattr(field, "choices", None))
    choices = {str(row[0]): row[1] for row in field.iter_choices()} if has_choices else {}
    match field.data:
        case None | "" | False:
            return ""
        case True:
            return "✓"
        case list() | tuple():
            return listed(choices.get(str(each), each) for each in field.data)
        case _:
            return str(choices.get(str(field.data), field.data))
