"""The reader's language: Chinese first, English second."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask, Response, request
from flask_babel import Babel
from flask_babel import get_locale as babel_locale

LANGUAGES = {"zh": "简体中文", "en": "English"}
COOKIE = "language"
YEAR = 365 * 24 * 3600


def init_language(app: Flask) -> None:
    """Messages are written in Chinese, so Chinese needs no catalogue; times are Beijing's."""
    app.config.update(BABEL_DEFAULT_LOCALE="zh", BABEL_DEFAULT_TIMEZONE="Asia/Shanghai")
    Babel(app, locale_selector=chosen_language)
    app.jinja_env.globals.update(
        languages=LANGUAGES, language=language, html_language=html_language
    )
    app.jinja_env.filters.update(listed=listed, clauses=clauses, with_note=with_note)


def chosen_language() -> str:
    """The cookie's language, else the one that the browser prefers, else Chinese."""
    cookie = request.cookies.get(COOKIE)
    if cookie in LANGUAGES:
        return cookie
    return request.accept_languages.best_match(list(LANGUAGES), default="zh")


def language() -> str:
    """``zh`` or ``en``, for look-ups in bilingual tables."""
    return "en" if str(babel_locale() or "zh").startswith("en") else "zh"


def html_language() -> str:
    """The value of the ``lang`` attribute."""
    return "en" if language() == "en" else "zh-CN"


def listed(items: Iterable[Any]) -> str:
    """The items in a row, with the marks between them that the reader's language uses."""
    return (", " if language() == "en" else "、").join(str(item) for item in items)


def clauses(items: Iterable[Any]) -> str:
    """The same for items that may be lists or sentences themselves."""
    return ("; " if language() == "en" else "；").join(str(item) for item in items)


def in_a_row(sentences: Iterable[Any]) -> str:
    """Sentences one after another: Chinese ones with nothing between them."""
    return (" " if language() == "en" else "").join(str(sentence) for sentence in sentences)


def with_note(text: Any, note: Any) -> str:
    """The text with a note in the brackets of the reader's language."""
    return f"{text} ({note})" if language() == "en" else f"{text}（{note}）"


def remember(response: Response, wanted: str) -> None:
    """Let the browser ask for this language, one of LANGUAGES, for a year."""
    response.set_cookie(
        COOKIE, wanted, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure
    )
