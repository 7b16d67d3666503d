"""Where a website runs: addresses, kind of access, places of the servers."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from domain.filing.facts import Access
from domain.reference import tables
from views.fields import CheckboxesField, TextArea
from views.filing.flow import Page, PagedForm
from views.filing.forms import codes

CLOUD: Final = "5"
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−~～"), "-")


class AccessForm(PagedForm):
    """The access of one website."""

    access_ips = TextArea(
        _l("网站 IP 地址"),
        hint=_l(
            "一行一个地址，例如 203.0.113.8；相连的地址写成一段，例如 203.0.113.8-203.0.113.12。"
        ),
        rows=4,
        longest=5000,
    )
    access_modes = CheckboxesField(_l("接入方式"), validate_choice=False)
    access_server_places = CheckboxesField(
        _l("服务器放置地"), hint=_l("服务器所在机房的省份。"), validate_choice=False
    )

    def pages(self) -> tuple[Page, ...]:
        fields = ("access_ips", "access_modes", "access_server_places")
        return (Page("access", _l("接入信息"), fields),)


def access_form(**values: Any) -> AccessForm:
    """The form with its choices."""
    form = AccessForm(**values)
    form.access_modes.choices = codes.rows(tables.access_methods())
    form.access_server_places.choices = codes.server_places()
    return form


def access_from(form: AccessForm) -> Access:
    """The access that the form describes."""
    return Access(
        ips=tuple(_ranges(form.access_ips.data or "")),
        modes=codes.numbers(form.access_modes.data),
        server_places=codes.numbers(form.access_server_places.data),
    )


def _ranges(text: str) -> list[tuple[str, str]]:
    ranges = []
    for line in unicodedata.normalize("NFKC", text).translate(_DASHES).splitlines():
        start, _, end = (part.strip() for part in line.partition("-"))
        if start or end:
            ranges.append((start, end or start))
    return ranges


def answers_of(access: Access) -> dict[str, Any]:
    """A stored access as the form shows it."""
    return {
        "access_ips": "\n".join(
            start if start == end else f"{start}-{end}" for start, end in access.ips
        ),
        "access_modes": [str(each) for each in access.modes],
        "access_server_places": [str(each) for each in access.server_places],
    }
