"""Who may call which route: each declares one permission, checked before it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request
from flask_login import AnonymousUserMixin, LoginManager, current_user

from domain.roles import Actor, Permission, Role, may

ViewFunction = TypeVar("ViewFunction", bound=Callable[..., Any])

EXEMPT = frozenset({"static"})
"""Endpoints that need no permission: files that hold nothing of anybody."""


class Visitor(AnonymousUserMixin):
    """Whoever has not signed in. Accounts have the same three attributes."""

    id = ""
    role = Role.VISITOR
    actor = Actor("visitor", Role.VISITOR)


def requires(permission: Permission) -> Callable[[ViewFunction], ViewFunction]:
    """Declare what a route needs. Stands nearest to the function, below ``@pages.get(...)``."""

    def declare(view: ViewFunction) -> ViewFunction:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return declare


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """The declared permission of an endpoint; None where none was declared."""
    return getattr(app.view_functions.get(endpoint), "permission", None)


def current_actor() -> Actor:
    """Who sends this request."""
    actor: Actor = current_user.actor
    return actor


def init_access(app: Flask) -> None:
    """Check every request against the table in ``domain.roles``; nobody is signed in yet."""
    login = LoginManager(app)
    login.anonymous_user = Visitor
    # Sessions are rows in the database that know their own limits, so the cookie needs no
    # second guard that signs people out when their phone changes its address.
    login.session_protection = None
    login.user_loader(lambda _session: None)
    app.before_request(check_access)
    app.jinja_env.globals["may"] = lambda permission: may(current_user.role, Permission(permission))


def ensure_declared(app: Flask) -> None:
    """Refuse to start with a route that anybody could call because nobody thought about it."""
    bare = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in EXEMPT and permission_of(app, rule.endpoint) is None
    ]
    if bare:
        raise RuntimeError(f"these routes declare no permission: {', '.join(sorted(bare))}")


def forget_reader() -> None:
    """Treat the reader as a visitor for the rest of this request.

    The page about a failure must not ask the database who reads it: that may be what failed.
    """
    g._login_user = Visitor()


def check_access() -> None:
    """Let the request pass; stop a visitor with 401, who is sent to sign in, others with 403."""
    if request.endpoint is None or request.endpoint in EXEMPT:
        return
    permission = getattr(_view_function(), "permission", None)
    if permission is not None and may(current_user.role, permission):
        return
    abort(403 if current_user.is_authenticated else 401)


def _view_function() -> Callable[..., Any] | None:
    return current_app.view_functions.get(request.endpoint or "")
