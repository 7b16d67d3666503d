"""The web program, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import import_string

from domain.rules.rule import BadRule
from domain.rules.rule_files import built_in
from logs import configure_logs
from settings import Settings, UnsafeSettings
from store.engine import UnsafeStart
from store.keys import NoKey
from views.access import ensure_declared, init_access
from views.account.sessions import init_sessions
from views.errors import init_errors
from views.frame import init_frame
from views.htmx import init_htmx
from views.language import init_language
from views.plain_requests import init_plain_requests
from views.request_log import init_request_log
from views.security_headers import init_security_headers
from views.times import init_times
from views.uploads import init_uploads
from wiring import make_desk

if TYPE_CHECKING:
    from use_cases.desk import Desk

MEBIBYTE = 1024 * 1024
YEAR = 365 * 24 * 3600

BLUEPRINTS = (
    "views.public.routes:pages",
    "views.public.regions:pages",
    "views.guide.routes:pages",
    "views.account.routes:pages",
    "views.operate.routes:pages",
    "views.review.routes:pages",
    "views.report.routes:pages",
    "views.audit.routes:pages",
    "views.inbox.routes:pages",
    "views.filing:pages",
    "views.hosting.routes:pages",
    "views.records.routes:pages",
    "views.rulebook.routes:pages",
    "views.identity:pages",
    "views.handover:pages",
)

COMMANDS = (
    "cli.calendar:calendar",
    "cli.clock:clock_cli",
    "cli.db:db",
    "cli.demo:demo",
    "cli.files:files",
    "cli.log:log",
    "cli.materials:materials",
    "cli.numbers:numbers_cli",
    "cli.persons:persons",
    "cli.pools:pools",
    "cli.projections:projections",
    "cli.rules:rules",
    "cli.resources:resources",
    "cli.run:run_all",
    "cli.sandbox:sandbox",
    "cli.staff:staff",
    "cli.worker:worker",
)


def create_app(settings: Settings | None = None, desk: Desk | None = None) -> Flask:
    """The program for ``settings``; ``desk`` takes the place of the wired one in tests.

    Ends the process with one sentence where a setting or a key is missing, or a rule is wrong.
    """
    configure_logs()
    app = Flask(__name__)
    try:
        settings = settings or Settings.from_environment()
        configure(app, settings)
        built_in()
        app.extensions["desk"] = desk or make_desk(settings)
    except (UnsafeSettings, UnsafeStart, NoKey, BadRule) as refused:
        raise SystemExit(str(refused)) from None
    app.extensions["settings"] = settings
    init_request_log(app)
    init_language(app)
    init_security_headers(app)
    init_access(app)
    init_sessions(app)
    CSRFProtect(app)
    init_plain_requests(app)
    init_htmx(app)
    init_uploads(app)
    init_errors(app)
    init_frame(app)
    init_times(app)
    for name in BLUEPRINTS:
        app.register_blueprint(import_string(name))
    for name in COMMANDS:
        app.cli.add_command(import_string(name))
    ensure_declared(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Cookies, limits and proxies. Cookies are bound to the host where TLS is on."""
    app.config.update(
        DATABASE_URL=settings.database_url,
        KEYS_URL=settings.keys_url,
        SECRET_KEY=settings.session_secret(),
        # Pages name static files with a fingerprint of their content.
        SEND_FILE_MAX_AGE_DEFAULT=YEAR,
        # A file of 30 MB and the fields around it.
        MAX_CONTENT_LENGTH=32 * MEBIBYTE,
        MAX_FORM_MEMORY_SIZE=1 * MEBIBYTE,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_NAME="__Host-desk" if settings.tls else "desk",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.tls,
        SESSION_COOKIE_SAMESITE="Lax",
        # The token lives as long as the session: a form may lie open over a lunch break.
        WTF_CSRF_TIME_LIMIT=None,
        # Pages whose address is a secret send no referrer. The token is checked everywhere,
        # and a __Host- cookie cannot be planted from a neighbouring site.
        WTF_CSRF_SSL_STRICT=False,
        PREFERRED_URL_SCHEME="https" if settings.tls else "http",
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
