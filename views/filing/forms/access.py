"""Where a website runs: addresses, kind of access, places of the servers."""

from __future__ import annotations

import unicodedata
from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _l

from domain.filing.facts import Access
from domain.hosting.facts import Server
from domain.reference import tables
from views.fields import OPTIONAL, CheckboxesField, CodeField, SelectField, TextArea
from views.filing.flow import Page, PagedForm
from views.filing.forms import codes

CLOUD: Final = "5"
BY_HAND: Final = "hand"
TYPED_CODE: Final = "typed"
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−~～"), "-")


class Source(NamedTuple):
    """The server or code that an access names, and the facts of the server behind it."""

    resource: str = ""
    code: str = ""
    server: Server | None = None


NOTHING: Final = Source()


def source_key(resource: str, code: str) -> str:
    """What the form's list calls a server or a code."""
    return f"code:{code}" if code else f"server:{resource}" if resource else BY_HAND


class AccessForm(PagedForm):
    """The access of one website."""

    access_source = SelectField(_l("使用哪台服务器"), validate_choice=False)
    access_code = CodeField(
        _l("备案授权码"),
        OPTIONAL,
        hint=_l("只在上面选“填写备案授权码”时填。服务器的主人可以在“服务器与授权码”中生成。"),
        autocomplete="off",
        inputmode="text",
        width=30,
        longest=100,
    )
    access_ips = TextArea(
        _l("网站 IP 地址"),
        hint=_l(
            "一行一个地址，例如 203.0.113.8；相连的地址写成一段，例如 203.0.113.8-203.0.113.12。"
            "选了服务器或填了授权码的，可以留空，按服务器的地址填入。"
        ),
        rows=4,
        longest=5000,
    )
    access_modes = CheckboxesField(_l("接入方式"), validate_choice=False)
    access_server_places = CheckboxesField(
        _l("服务器放置地"), hint=_l("服务器所在机房的省份。"), validate_choice=False
    )

    def pages(self) -> tuple[Page, ...]:
        fields = (
            "access_source",
            "access_code",
            "access_ips",
            "access_modes",
            "access_server_places",
        )
        return (Page("access", _l("接入信息"), fields),)


def access_form(sources: codes.Choices = (), **values: Any) -> AccessForm:
    """The form with its choices; ``sources`` are the servers and codes that may be named."""
    form = AccessForm(**values)
    form.access_source.choices = list(sources)
    form.access_modes.choices = codes.rows(tables.access_methods())
    form.access_server_places.choices = codes.server_places()
    return form


def access_from(form: AccessForm, source: Source = NOTHING) -> Access:
    """The access that the form describes; what was left empty is the server's."""
    server = source.server
    places = codes.numbers(form.access_server_places.data)
    ips = tuple(_ranges(form.access_ips.data or ""))
    if server is not None:
        ips = ips or tuple(_ranges("\n".join(server.addresses)))
        places = places or ((server.place,) if server.place else ())
    return Access(
        ips=ips,
        modes=codes.numbers(form.access_modes.data),
        server_places=places,
        resource=source.resource,
        code=source.code,
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
        "access_source": source_key(access.resource, access.code),
        "access_ips": "\n".join(
            start if start == end else f"{start}-{end}" for start, end in access.ips
        ),
        "access_modes": [str(each) for each in access.modes],
        "access_server_places": [str(each) for each in access.server_places],
    }
