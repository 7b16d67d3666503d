"""What Flask is told before the first request: cookies, limits, proxies."""

from __future__ import annotations

from typing import Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from settings import Settings

MEBIBYTE: Final = 1024 * 1024
YEAR: Final = 365 * 24 * 3600


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
        # Flask's documentation wraps an application in this way.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
