"""Empty fields of the subject's form filled from a picture of the certificate, where a reader is
installed. The picture is read and forgotten; what was read is a proposal until it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask import Response, abort, request
from flask_babel import lazy_gettext as _l

from domain.filing.drafting import facts_of
from domain.filing.facts import INDIVIDUAL
from domain.filing.reading import SURE
from domain.roles import Permission
from gateways.images.port import MAX_BYTES
from gateways.ocr.layout import LONG_TERM
from gateways.ocr.port import Kind, ReadField
from use_cases import reading
from use_cases.materials import ImageRefused
from use_cases.quota import QuotaUsed
from views.access import current_actor, requires
from views.desk import desk
from views.filing import reader, slot_words
from views.filing.blueprint import pages
from views.filing.flow import Turn
from views.filing.forms import subject as forms
from views.filing.forms.subject import SubjectForm
from views.filing.subject import show_form
from views.rate_limits import rate_limited
from views.refusal_words import words_for

PICTURE: Final = "certificate"
"""The name of the file's field."""
_CHECK_IT: Final = _l("由图片识别，请核对。")
_NOTHING_FOUND: Final = _l("没有从图片中识别出可以填写的内容，请手工填写。")

_PERSON: Final = {
    "name": "responsible_name",
    "certificate_number": "responsible_certificate_number",
    "valid_to": "responsible_valid_to",
}
_INDIVIDUAL: Final = _PERSON | {"address": "subject_certificate_address"}
_UNIT: Final = {
    "name": "subject_name",
    "address": "subject_certificate_address",
    "valid_to": "subject_valid_to",
}
"""The field of a certificate -> the field of the form."""


@pages.post("/<filing_id>/subject/read")
@rate_limited("read", per_minute=10)
@requires(Permission.FILE)
def read_certificate(filing_id: str) -> Response:
    """The form again, its empty fields filled with what the picture shows."""
    if desk().reader is None:
        abort(404)
    opened = reader.editable(filing_id)
    facts = facts_of(opened.filing)
    form = forms.subject_form(facts)
    licence = facts.nature != INDIVIDUAL and form.shown() == form.pages()[0]
    kinds: tuple[Kind, ...] = ("licence",) if licence else ("id_front", "id_back")
    names = _INDIVIDUAL if facts.nature == INDIVIDUAL else _UNIT if licence else _PERSON
    problem = _fill(form, kinds, names)
    if problem:
        form.form_errors.append(problem)
    return show_form(opened, form, Turn(form.shown(), 422 if problem else 200))


def _fill(form: SubjectForm, kinds: tuple[Kind, ...], names: Mapping[str, str]) -> Any:
    """Fill what is empty; what to tell where nothing could be filled."""
    file = request.files.get(PICTURE)
    data = file.stream.read(MAX_BYTES + 1) if file is not None else b""
    if not data:
        return slot_words.NOTHING_CHOSEN
    try:
        found = reading.read_now(desk(), data, kinds, account=current_actor().id, at=reader.now())
    except ImageRefused as refusal:
        return slot_words.refused(refusal)
    except QuotaUsed as refusal:
        return words_for(refusal)
    return "" if propose(form, found, names) else _NOTHING_FOUND


def propose(form: SubjectForm, found: Iterable[ReadField], names: Mapping[str, str]) -> int:
    """Fill the empty fields of the form; how many were filled, each marked as read."""
    filled = 0
    for read in found:
        name, text = names.get(read.name, ""), read.text
        if text == LONG_TERM:
            name, text = name.replace("valid_to", "long_term"), "y"
        if read.confidence < SURE or name not in form or form[name].data:
            continue
        each = form[name]
        each.raw_data = [text]
        each.process_formdata([text])
        each.description = _CHECK_IT
        filled += 1
    return filled
