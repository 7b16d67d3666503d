"""What the rules say beside the fields of a form: when it is shown, and as one types."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, abort, make_response, render_template, request
from msgspec.structs import replace

from domain.filing.facts import Person
from domain.filing.judging import Judgement
from domain.filing.state import Filing
from domain.filing.targets import section_of
from domain.reference.loading import UnknownCode
from domain.rules.predicates.people import RESIDENT_ID
from use_cases import findings
from views.desk import desk
from views.filing import reader
from views.filing.flow import PagedForm, told
from views.filing.held import TargetOf
from views.finding_words import Said, said

Beside = dict[str, tuple[Said, ...]]
"""By the name of the form's field."""


def beside(filing: Filing, form: PagedForm, names: Iterable[str], target_of: TargetOf) -> Beside:
    """What the rules find at these fields; ``filing`` says what the form says.

    An empty field is not judged: whoever has not answered yet did nothing wrong. Of several
    fields about the same thing (a day and "long term") the first one tells.
    """
    judgement = _judged(filing)
    if judgement is None:
        return {}
    found: Beside = {}
    told_of: set[str] = set()
    for name in names:
        target = target_of(name)
        if target in told_of or not told(form[name]):
            continue
        told_of.add(target)
        here = [each for each in (*judgement.stops, *judgement.warnings) if each.target == target]
        if here:
            found[name] = tuple(said(each, filing) for each in here)
    return found


def beyond_fields(
    filing: Filing, form: PagedForm, section: str, target_of: TargetOf
) -> tuple[Said, ...]:
    """What the rules find in the section at what no field of the form asks: the certificate that
    was verified before the filing began."""
    judgement = _judged(filing)
    if judgement is None:
        return ()
    asked_for = {target_of(name) for page in form.pages() for name in page.fields}
    return tuple(
        said(each, filing)
        for each in (*judgement.stops, *judgement.warnings)
        if section_of(each.target) == section and each.target not in asked_for
    )


def _judged(filing: Filing) -> Judgement | None:
    """The findings of what may be half filled in. None where a code stands there that no table
    has: the form itself refuses that."""
    try:
        return findings.judge(desk(), filing, reader.today())
    except UnknownCode:
        return None


def asked(person: Person) -> Person:
    """The person as the rules can be asked: where no kind of certificate was chosen yet, it is
    taken for an identity card."""
    return replace(person, certificate_type=person.certificate_type or RESIDENT_ID)


def look(filing: Filing, form: PagedForm, target_of: TargetOf) -> Response:
    """The findings at the field that was just changed, named ``field`` in what was sent."""
    name = request.form.get("field", "")
    if name not in {each for page in form.pages() for each in page.fields}:
        abort(404)
    found = beside(filing, form, [name], target_of)
    return make_response(
        render_template("filing/_found.html", name=name, found=found.get(name, ()))
    )
