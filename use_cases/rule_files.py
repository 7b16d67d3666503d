"""The rules as files: everything that holds, written out, and files read in as a proposal."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import msgspec

from domain.refusal import NotFound
from domain.roles import Actor
from domain.rulebook.commands import ProposeRules
from domain.rules.changes import Row
from domain.rules.rule_files import Book, RuleFile
from use_cases import rule_book
from use_cases.desk import Desk

LARGEST: Final = 2 * 1024 * 1024
"""Bytes that a file of rules may have. The largest of the program has some 20 kB."""

SOURCES: Final = "sources"
_WHEN: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of an archive, so that the same rules give the same bytes."""


class BadRuleFile(ValueError):
    """What was read is no file of rules. ``why`` is one of ``large``, ``json``, ``shape`` and
    ``same`` (it holds nothing new); ``detail`` says in English where."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(f"{why} {detail}".rstrip())
        self.why = why
        self.detail = detail


class SentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of rules as people send it. It may name sources that its rules are the first to
    cite: key -> names in Chinese and English."""

    items: tuple[dict[str, Any], ...]
    reviewed_on: date | None = None
    about: str = ""
    sources: dict[str, dict[str, str]] = {}


def names(book: Book) -> tuple[str, ...]:
    """The files that the rules stand in, by their paths without an ending."""
    return tuple(name for name, _file in book.files)


def written(book: Book, name: str) -> bytes:
    """One file, with the changes that were published. Raises NotFound."""
    if name.rpartition("/")[2] == SOURCES:
        return _json({"sources": msgspec.to_builtins(book.sources)})
    for known, file in book.files:
        if known == name:
            return _json(_builtins(file))
    raise NotFound


def archive(book: Book) -> bytes:
    """All files in a zip, as they lie below ``domain/reference``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in (*names(book), f"rules/{SOURCES}"):
            out.writestr(zipfile.ZipInfo(f"{name}.json", _WHEN), written(book, name))
    return packed.getvalue()


def read(text: bytes) -> SentFile:
    """A file of rules of at most ``LARGEST`` bytes. Raises BadRuleFile."""
    if len(text) > LARGEST:
        raise BadRuleFile("large")
    try:
        sent = msgspec.json.decode(text, type=SentFile)
    except msgspec.ValidationError as wrong:
        raise BadRuleFile("shape", str(wrong)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
        raise BadRuleFile("json", str(broken)) from None
    for names_of in sent.sources.values():
        if names_of.keys() != {"zh", "en"}:
            raise BadRuleFile("shape", "a source has the names zh and en - at `$.sources`")
    return sent


def propose(
    desk: Desk, sent: SentFile, *, reason: str, actor: Actor, at: Any, command_id: str
) -> ProposeRules:
    """Propose what the file says otherwise than the rules of now; the command that did it.

    Rules that the file lacks stay. Raises BadRuleFile where nothing is new, and the refusals of
    proposing.
    """
    book = rule_book.edition(desk).book
    rows = _new_rows(book, sent)
    if not rows and not desk.unit.was_done(command_id):
        raise BadRuleFile("same")
    command = ProposeRules(
        command_id=command_id,
        actor=actor,
        at=at,
        rows=rows,
        sources={
            key: (told["zh"], told["en"])
            for key, told in sent.sources.items()
            if key not in book.sources
        },
        reason=reason,
    )
    rule_book.handle(desk, command)
    return command


def _new_rows(book: Book, sent: SentFile) -> tuple[Row, ...]:
    known = [row for _name, file in book.files for row in file.items]
    return tuple(row for row in sent.items if row not in known)


def _builtins(file: RuleFile) -> Mapping[str, Any]:
    told: dict[str, Any] = {"about": file.about} if file.about else {}
    return told | {"reviewed_on": file.reviewed_on.isoformat(), "items": list(file.items)}


def _json(content: Mapping[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"
