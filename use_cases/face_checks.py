"""Asking the face-check service about a photo, where there is one."""

from __future__ import annotations

from datetime import datetime

import structlog

from domain.filing import identifying
from domain.filing.facts import FaceResult, Material
from domain.filing.state import Filing
from gateways.face_check.port import FaceCheckUnavailable, FaceRequest
from use_cases import materials
from use_cases.desk import Desk

_log = structlog.get_logger()


def asked(
    desk: Desk, filing: Filing, person: str, photo: Material, at: datetime
) -> FaceResult | None:
    """What the service says of the photo; None where there is no service, where it gives no
    answer, or where the person's data were erased."""
    known = filing.site_persons().get(person)
    if desk.face_check is None or known is None:
        return None
    if known.name.text is None or known.certificate_number.text is None:
        return None
    request = FaceRequest(
        key=photo.id,
        name=known.name.text,
        certificate_type=known.certificate_type,
        certificate_number=known.certificate_number.text,
        photo=materials.read_file(desk, photo, "view"),
        papers=tuple(
            materials.read_file(desk, each, "view") for each in identifying.papers(filing, person)
        ),
        at=at,
    )
    try:
        return desk.face_check.check(request)
    except FaceCheckUnavailable:
        _log.warning("face_check_unavailable", photo=photo.id)
        return None
