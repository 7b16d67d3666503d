"""Reading a table that lies beside the code, with its types checked."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeVar

import msgspec

_ROOM: Final = Path(__file__).parent

T = TypeVar("T")


class UnknownCode(LookupError):
    """A code that the table does not hold."""

    def __init__(self, table: str, code: object) -> None:
        super().__init__(f"{table} has no code {code}")
        self.table = table
        self.code = code


def read(name: str, shape: type[T]) -> T:
    """The table ``name``.json as ``shape``; a row that does not fit stops the import."""
    return msgspec.json.decode((_ROOM / f"{name}.json").read_bytes(), type=shape)


def tables_in(folder: str) -> tuple[str, ...]:
    """The names of the tables in a folder beside the code and in the folders below it, in the
    order of their paths; ``read`` takes them."""
    found = sorted((_ROOM / folder).rglob("*.json"))
    return tuple(str(path.relative_to(_ROOM).with_suffix("")) for path in found)


def in_language(language: str, name: str, en: str) -> str:
    """``name`` for ``zh``, ``zh_CN`` and the like, ``en`` for every other language."""
    return name if language.startswith("zh") else en
