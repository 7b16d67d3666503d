"""The pages and the interface of the simulated ministry: a small program of its own.

It runs in a process beside the filing desk, with the same look and a mark on every page that
says what it is.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from flask import Flask
from flask_wtf import CSRFProtect

from gateways.miit.sandbox.bureau import Bureau
from sandbox.api import api
from sandbox.problems import init_problems
from sandbox.register import pages
from views.frame import static_file
from views.language import init_language
from views.security_headers import init_security_headers
from views.times import init_times

_ROOT: Final = Path(__file__).resolve().parent.parent
_LARGEST_REQUEST: Final = 1024 * 1024


def create_sandbox_app(bureau: Bureau, token: str, host: str = "127.0.0.1") -> Flask:
    """The program around ``bureau``; callers of its interface must show ``token``.

    It answers under ``host`` and the names of this machine itself, and under no other.
    """
    app = Flask(__name__, root_path=str(_ROOT))
    app.config.update(
        # Nobody signs in here: a key that lasts as long as the process is enough.
        SECRET_KEY=secrets.token_hex(32),
        # Cookies do not tell ports apart, so the name must differ from the desk's own.
        SESSION_COOKIE_NAME="sandbox",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=_LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=_LARGEST_REQUEST,
        WTF_CSRF_TIME_LIMIT=None,
        # A foreign site must not reach this machine under a name of its own.
        TRUSTED_HOSTS=["127.0.0.1", "localhost", "[::1]", host],
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["static_file"] = static_file
    app.extensions["bureau"] = bureau
    app.extensions["sandbox_token"] = token
    init_language(app)
    init_security_headers(app)
    init_times(app)
    init_problems(app)
    CSRFProtect(app).exempt(api)
    app.register_blueprint(pages)
    app.register_blueprint(api)
    return app
