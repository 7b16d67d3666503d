"""The operator's pages about the provider's address pools."""

from __future__ import annotations

from typing import Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.pools.commands import RemoveRange
from domain.pools.refusals import BadLine, LinesRefused, ReasonNeeded
from domain.refusal import NotFound, Refusal
from domain.roles import Permission
from use_cases import pools as job
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm, TextArea, TextField, clean, needed
from views.hosting.words import LINES
from views.operate.blueprint import pages
from views.operate.typed_files import NotText, TextFileField, text_of
from views.refusal_words import words_for

PAGE_SIZE: Final = 100


def _reason() -> TextField:
    return TextField(
        _l("理由"),
        needed(_l("请写明理由，例如“上海二期机房启用”。")),
        hint=_l("写入日志，审计时可以查到。"),
        longest=200,
    )


class AddForm(DeskForm):
    """Ranges, typed or in a file."""

    ranges = TextArea(
        _l("地址段"),
        hint=_l(
            "一行一段，IPv4 或 IPv6，例如 203.0.113.0/24、203.0.113.8-203.0.113.12；"
            "逗号后可以写备注。"
        ),
        rows=6,
        longest=100_000,
    )
    file = TextFileField(_l("或上传 CSV 文件"), hint=_l("每行的写法同上，最多 20000 行。"))
    reason = _reason()


class RemoveForm(DeskForm):
    """Why a range is taken out."""

    reason = _reason()


@pages.get("/pools")
@requires(Permission.OPERATE)
def pools() -> ResponseReturnValue:
    return _list_page(AddForm(formdata=None))


@pages.post("/pools")
@requires(Permission.OPERATE)
def add_pools() -> ResponseReturnValue:
    form = AddForm()
    if form.validate() and (number := _added(form)):
        flash(_("已增加 %(n)s 段。", n=number), "success")
        return redirect(url_for(".pools"), 303)
    return _list_page(form, 422)


def _added(form: AddForm) -> int:
    """How many ranges were added; 0 where the form now says what is wrong."""
    try:
        sent = text_of(form.file.data)
    except NotText as refused:
        form.refuse("file", refused.words)
        return 0
    field = "file" if sent else "ranges"
    try:
        return job.add(
            desk(),
            sent or form.ranges.data or "",
            reason=form.reason.data or "",
            source="file" if sent else "typed",
            actor=current_actor(),
            at=desk().clock.now(),
            command_id=form.command_id.data or "",
        )
    except LinesRefused as refused:
        form.refuse(field, words_for(refused))
        lines: tuple[BadLine, ...] = refused.facts["lines"]
        form.form_errors.extend(line_words(line) for line in lines)
    except ReasonNeeded as refused:
        form.refuse("reason", words_for(refused))
    except Refusal as refused:
        form.refuse(field, words_for(refused))
    return 0


def line_words(line: BadLine) -> str:
    """What is wrong with a line, and which."""
    facts = {"line": line.line, "text": line.text, "other": line.other}
    return str(LINES[line.reason]) % facts


@pages.get("/pools/<key>/remove")
@requires(Permission.OPERATE)
def remove_pool_question(key: str) -> ResponseReturnValue:
    return _question(key, RemoveForm(formdata=None))


@pages.post("/pools/<key>/remove")
@requires(Permission.OPERATE)
def remove_pool(key: str) -> ResponseReturnValue:
    form = RemoveForm()
    if not form.validate():
        return _question(key, form, 422)
    command = RemoveRange(
        command_id=form.command_id.data or "",
        actor=current_actor(),
        at=desk().clock.now(),
        range=key,
        reason=form.reason.data or "",
    )
    try:
        job.remove(desk(), command)
    except ReasonNeeded as refused:
        form.refuse("reason", words_for(refused))
        return _question(key, form, 422)
    flash(_("地址段已移除。"), "success")
    return redirect(url_for(".pools"), 303)


def _question(key: str, form: RemoveForm, status: int = 200) -> ResponseReturnValue:
    row = job.find(desk(), key)
    if row is None:
        raise NotFound
    return render_template("operate/remove_pool.html", row=row, form=form), status


def _list_page(form: AddForm, status: int = 200) -> ResponseReturnValue:
    after = clean(request.args.get("after", "")) or ""
    rows = job.listed(desk(), PAGE_SIZE + 1, after)
    page = render_template(
        "operate/pools.html",
        form=form,
        rows=rows[:PAGE_SIZE],
        number=job.count(desk()),
        after=after,
        more=rows[PAGE_SIZE - 1].place if len(rows) > PAGE_SIZE else None,
    )
    return page, status
