"""Forms that came at the wrong moment: carried by the answer, and sent again by their writer.

A session ends while somebody types. What was typed must not be lost, and the server keeps
nothing of somebody who is not signed in. So the answer itself carries the form, in hidden
fields of a page that no cache stores: first through signing in, then behind a button that
sends it to where it was going.
"""

from __future__ import annotations

import json
from typing import Final, NamedTuple, Self

from flask import Response, make_response, render_template, request

from views.ways_back import safe_next

_NEVER_KEPT: Final = frozenset({"csrf_token", "password", "current"})
"""Fields that the next page gives anew, or that no page holds."""


class KeptForm(NamedTuple):
    """What was typed (name and value, in order) and the path that it was sent to."""

    path: str
    fields: list[tuple[str, str]]

    @classmethod
    def of_request(cls) -> Self | None:
        """The form of this request; None where it holds a file or came from another site.

        A browser says with each form which site it came from. What another site made up is
        not offered to be sent again, or one click would do what the form token prevents.
        """
        if request.method != "POST" or request.files:
            return None
        if request.headers.get("Origin") != request.host_url.rstrip("/"):
            return None
        kept = [pair for pair in request.form.items(multi=True) if pair[0] not in _NEVER_KEPT]
        return cls(request.full_path.rstrip("?"), kept)

    @classmethod
    def opened(cls, sealed: str | None) -> Self | None:
        """The form that a page carried; None where it carried none that is worth sending."""
        try:
            path, fields = json.loads(sealed or "null")
            form = cls(safe_next(path) or "", [(str(name), str(value)) for name, value in fields])
        except (TypeError, ValueError, RecursionError):
            return None
        return form if form.path else None

    def sealed(self) -> str:
        """The form as the value of one hidden field."""
        return json.dumps([self.path, self.fields], ensure_ascii=False)


def send_again_page(form: KeptForm, status: int) -> Response:
    """Offer the writer to send ``form`` once more, with a token of the present session."""
    page = make_response(render_template("errors/send_again.html", kept=form), status)
    return never_stored(page)


def never_stored(page: Response) -> Response:
    """The page of a visitor who typed something: it stays in no cache."""
    page.headers["Cache-Control"] = "no-store"
    return page
