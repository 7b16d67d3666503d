"""What the sandbox says when something is wrong: a page, or JSON on the interface."""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

_log = logging.getLogger("sandbox")

_WORDS = {
    400: (_l("请求无法处理"), _l("页面打开太久，或内容不完整。请返回上一页，刷新后再提交。")),
    404: (_l("找不到此页"), _l("链接可能有误，或内容已不存在。")),
    405: (_l("请求方式不对"), _l("此地址不接受这种请求。请从页面上的按钮或链接进入。")),
    413: (_l("内容太多"), _l("提交的内容超过限制，请缩短后再提交。")),
    500: (_l("沙箱出错了"), _l("请稍后再试。出错的详情写在沙箱进程的日志里。")),
}


def init_problems(app: Flask) -> None:
    """Answer every failure in words, without a stack trace."""
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(HTTPException, _problem)
    app.register_error_handler(Exception, _failed)


def _foreign_host(_error: SecurityError) -> Response:
    # No page: its links would have to be built from the host name that is not trusted.
    return Response("unknown host\n", 400, mimetype="text/plain")


def _problem(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    if request.path.startswith("/api/"):
        return make_response(jsonify(error=error.name), status)
    if isinstance(error, CSRFError):
        status = 400
    heading, text = _WORDS.get(status, _WORDS[status // 100 * 100])
    return make_response(
        render_template("sandbox/problem.html", heading=heading, text=text), status
    )


def _failed(error: Exception) -> Response | HTTPException:
    _log.error("a request failed", exc_info=error)
    return _problem(InternalServerError())
