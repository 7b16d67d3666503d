"""Every failure has a page, in the reader's language, with an id to quote."""

from __future__ import annotations

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from domain.filing.refusals import NoLiveClaim, ScanPurged
from domain.refusal import NotFound, NotPermitted, Refusal, StaleVersion
from gateways.images.port import NotMarked
from store.blobs import FilesUnavailable
from store.vault import Erased
from use_cases.quota import QuotaUsed
from views.access import forget_reader
from views.htmx import is_htmx
from views.kept_forms import KeptForm, send_again_page
from views.plain_requests import is_plain
from views.refusal_words import words_for
from views.request_log import request_id

_log = structlog.get_logger("errors")

PROBLEMS = {
    400: (
        _l("请求无法处理"),
        _l("浏览器发来的内容不完整，或页面打开太久。请返回上一页，重新提交。"),
    ),
    401: (
        _l("请重新登录"),
        _l("您的登录已过期。请在新窗口登录，再回到此页继续；此页上填写的内容仍然保留。"),
    ),
    403: (
        _l("您无权查看此页"),
        _l("您的账号没有办理这项业务的权限。如需办理，请换用有权限的账号登录。"),
    ),
    404: (_l("找不到此页"), _l("链接可能有误，或内容已不存在，或不属于您的账号。")),
    405: (_l("请求方式不对"), _l("此地址不接受这种请求。请从页面上的按钮或链接进入。")),
    409: (_l("内容已被更新"), _l("在您填写期间，这份内容已在别处改动。请核对最新内容后再提交。")),
    410: (_l("已按法定要求删除"), _l("这里的个人信息已按法定要求删除，不能再查看，也不能恢复。")),
    413: (_l("文件太大"), _l("一次上传不能超过 30 MB。请压缩图片或分次上传。")),
    422: (_l("暂时不能这样办理"), _l("请按下面的说明更正后再试。")),
    429: (_l("操作过于频繁"), _l("为保护账号安全，请稍候再试。")),
    500: (
        _l("系统出错了"),
        _l("您填写并已保存的内容没有丢失。请稍后再试；如仍有问题，请告知下面的编号。"),
    ),
    503: (_l("服务暂时不可用"), _l("系统繁忙或正在维护。您已保存的内容没有丢失，请稍后再试。")),
}
"""Status -> heading and explanation. A status that is not here is shown as its class."""


def init_errors(app: Flask) -> None:
    """Answer refusals and failures with pages; never with a stack trace."""
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(Erased, _erased)
    app.register_error_handler(ScanPurged, _purged)
    app.register_error_handler(FilesUnavailable, _files_unavailable)
    app.register_error_handler(NotMarked, _not_marked)
    app.register_error_handler(OperationalError, _store_unavailable)
    app.register_error_handler(DataError, _not_storable)
    app.register_error_handler(Exception, _failed)


def problem_page(status: int, detail: object = None, title: object = None) -> Response:
    """The page of ``status``; ``detail`` says in the reader's language what to do about it."""
    heading, explanation = PROBLEMS[status if status in PROBLEMS else status // 100 * 100]
    template = "errors/_problem.html" if is_htmx() else "errors/problem.html"
    body = render_template(
        template,
        status=status,
        heading=title or heading,
        explanation=detail or explanation,
        quoted_id=request_id(),
    )
    return make_response(body, status)


def _http_problem(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error
    response = problem_page(error.code, g.pop("problem_detail", None))
    for name, value in error.get_headers():
        if name in ("Retry-After", "Allow"):
            response.headers[name] = value
    return response


def _expired_form(_error: CSRFError) -> Response:
    if kept := KeptForm.of_request():
        return send_again_page(kept, 400)
    return problem_page(
        400, _l("为保护您的账号，表单需要重新提交：请返回上一页，刷新后再提交一次。")
    )


def _refused(refusal: Refusal) -> Response:
    match refusal:
        case StaleVersion() | NoLiveClaim():
            return problem_page(409, words_for(refusal, None))
        case NotPermitted():
            return problem_page(403, words_for(refusal, None))
        case QuotaUsed():
            return problem_page(429, words_for(refusal, None))
        case NotFound():
            return problem_page(404, words_for(refusal, None))
        case _:
            return problem_page(422, words_for(refusal, PROBLEMS[422][1]))


def _erased(_error: Erased) -> Response:
    return _gone(_("已按法定要求删除"), "")


def _purged(refusal: ScanPurged) -> Response:
    return _gone(_("已按保存期限删除"), str(refusal.facts["day"]), words_for(refusal))


def _gone(heading: str, when: str, detail: object = None) -> Response:
    """A page, or in the place of a scan a picture that says the same."""
    wanted = request.accept_mimetypes.best_match(["text/html", "image/svg+xml"])
    if wanted != "image/svg+xml":
        return problem_page(410, detail, heading)
    drawn = render_template("errors/gone.svg", heading=heading, when=when)
    response = make_response(drawn, 410)
    response.mimetype = "image/svg+xml"
    return response


def _files_unavailable(error: FilesUnavailable) -> Response:
    _log.error("files cannot be read or written", exc_info=error)
    response = problem_page(503)
    response.headers["Retry-After"] = "30"
    return response


def _not_marked(error: NotMarked) -> Response:
    _log.error("a scan could not be marked and was not shown", reason=str(error))
    response = problem_page(503)
    response.headers["Retry-After"] = "30"
    return response


def _store_unavailable(error: OperationalError) -> Response:
    forget_reader()
    _log.error("the database did not answer", error=type(error.orig).__name__, exc_info=error)
    response = problem_page(503)
    response.headers["Retry-After"] = "30"
    return response


def _not_storable(error: DataError) -> Response:
    return _failed(error) if is_plain() else problem_page(400)


def _failed(error: Exception) -> Response:
    forget_reader()
    _log.error("a request failed", error=type(error).__name__, exc_info=error)
    return problem_page(500)
