"""The rules as files: to take away, and to send in as a proposal."""

from __future__ import annotations

from typing import Final

from flask import Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired

from domain.command import derived_id
from domain.refusal import Refusal
from domain.roles import Permission
from domain.rulebook.refusals import ReasonNeeded
from use_cases import rule_files
from use_cases.rule_files import LARGEST, BadRuleFile
from views.access import current_actor, requires
from views.desk import desk
from views.fields import FileField
from views.htmx import go_to
from views.refusal_words import words_for
from views.rulebook import reader
from views.rulebook.blueprint import pages
from views.rulebook.fault_words import named_words
from views.rulebook.rule_form import ReasonForm

_BROKEN: Final[dict[str, LazyString]] = {
    "large": _l("文件太大，最多 2 MB，请分成几份。"),
    "json": _l("文件不是 JSON：%(detail)s"),
    "shape": _l("文件的结构不对：%(detail)s"),
    "same": _l("文件里的规则与现行规则完全相同，没有要提出的修改。"),
}


class FileForm(ReasonForm):
    """A file of rules, and why."""

    file = FileField(
        _l("规则文件（JSON）"),
        [FileRequired(_l("请选择规则文件。"))],
        hint=_l("格式与导出的文件相同，最多 2 MB。只提出与现行规则不同的部分，不会立即生效。"),
        accept=".json,application/json",
    )


@pages.get("/files")
@requires(Permission.EDIT_RULES)
def files() -> ResponseReturnValue:
    return _files_page(FileForm(formdata=None))


@pages.post("/files")
@requires(Permission.EDIT_RULES)
def send_file() -> ResponseReturnValue:
    form = FileForm()
    if not form.validate() or form.file.data is None:
        return _files_page(form, 422)
    with form.file.data.stream as sent:
        content = sent.read(LARGEST + 1)
    try:
        command = rule_files.propose(
            desk(),
            rule_files.read(content),
            reason=form.reason.data or "",
            actor=current_actor(),
            at=desk().clock.now(),
            command_id=form.command_id.data or "",
        )
    except BadRuleFile as bad:
        form.refuse("file", str(_BROKEN[bad.why]) % {"detail": bad.detail})
        return _files_page(form, 422)
    except ReasonNeeded as refused:
        form.refuse("reason", words_for(refused))
        return _files_page(form, 422)
    except Refusal as refused:
        form.refuse("file", named_words(refused))
        return _files_page(form, 422)
    return go_to(url_for("rulebook.proposal", key=derived_id(command.command_id, "proposal")))


@pages.get("/files/rules.zip")
@requires(Permission.EDIT_RULES)
def all_files() -> Response:
    """Every file of rules, in an archive."""
    return _attached(rule_files.archive(reader.edition().book), "rules.zip", "application/zip")


@pages.get("/files/<path:name>.json")
@requires(Permission.EDIT_RULES)
def one_file(name: str) -> Response:
    """One file of rules, with the changes that were published."""
    content = rule_files.written(reader.edition().book, name)
    return _attached(content, f"{name.rpartition('/')[2]}.json", "application/json")


def _attached(content: bytes, name: str, kind: str) -> Response:
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Type": kind, "Content-Disposition": disposition}
    return make_response(content, headers)


def _files_page(form: FileForm, status: int = 200) -> ResponseReturnValue:
    known = reader.edition().book
    rows = [(name, len(file.items), file.reviewed_on) for name, file in known.files]
    return render_template("rulebook/files.html", form=form, rows=rows), status
