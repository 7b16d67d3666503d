"""The web program, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.utils import import_string

from domain.rules.rule import BadRule
from domain.rules.rule_files import built_in
from logs import configure_logs
from settings import Settings, UnsafeSettings
from store.engine import UnsafeStart
from store.keys import NoKey
from views.access import ensure_declared, init_access
from views.account.sessions import init_sessions
from views.configuration import configure
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
    "cli.register:register",
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
