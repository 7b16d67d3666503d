"""Files that are sent to us never lie on the disk in the clear."""

from __future__ import annotations

import io

from flask import Flask, request

from domain.roles import Permission
from views.access import requires

LARGE = bytes(3 * 1024 * 1024)
HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="scan.jpg"\r\n\r\n'


def test_a_large_file_stays_in_memory(app: Flask) -> None:
    kept: list[object] = []

    @requires(Permission.VISIT)
    def take() -> str:
        stream = request.files["file"].stream
        kept.append(stream)
        return str(len(stream.read()))

    app.add_url_rule("/take", view_func=take, methods=["POST"])
    app.config["WTF_CSRF_ENABLED"] = False
    body = HEAD + LARGE + b"\r\n--x--\r\n"
    sent_as = "multipart/form-data; boundary=x"
    answer = app.test_client().post("/take", data=body, content_type=sent_as)
    assert answer.text == str(len(LARGE))
    assert [type(stream) for stream in kept] == [io.BytesIO]
