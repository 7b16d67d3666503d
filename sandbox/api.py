"""The interface that the filing desk calls: JSON over POST, with a shared token."""

from __future__ import annotations

import hmac
from typing import Any, TypeVar

import msgspec
from flask import Blueprint, Response, abort, current_app, request

from gateways.mail.port import Mail
from gateways.miit.port import FilingReport, StatusQuery
from gateways.miit.sandbox.bureau import Bureau
from gateways.miit.sandbox.register import NoAnswer
from gateways.sms.port import Sms

api = Blueprint("api", __name__, url_prefix="/api")

T = TypeVar("T")


@api.before_request
def check_token() -> None:
    """Refuse whoever does not know the token."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(shown.encode(), current_app.extensions["sandbox_token"].encode()):
        abort(401)


@api.post("/report")
def report() -> Response:
    return _json(_bureau().report(_body(FilingReport)))


@api.post("/collect")
def collect() -> Response:
    return _json(_bureau().collect())


@api.post("/acknowledge")
def acknowledge() -> Response:
    _bureau().acknowledge(_body(list[str]))
    return _json({})


@api.post("/status")
def status() -> Response:
    try:
        return _json(_bureau().status(_body(StatusQuery)))
    except NoAnswer:
        abort(503)


@api.post("/sms")
def sms() -> Response:
    _bureau().take_sms(_body(Sms))
    return _json({})


@api.post("/mail")
def mail() -> Response:
    _bureau().take_mail(_body(Mail))
    return _json({})


def _bureau() -> Bureau:
    bureau: Bureau = current_app.extensions["bureau"]
    return bureau


def _body(shape: type[T]) -> T:
    try:
        return msgspec.json.decode(request.get_data(), type=shape)
    except msgspec.DecodeError:
        abort(400)


def _json(answer: Any) -> Response:
    response = Response(msgspec.json.encode(answer), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
