"""The numbers of the image coach: ours, and an operator's file laid over them.

Both are read before the process of the images confines itself, for then no file can be opened. This
stands outside of the coach because the program looks at an operator's file when it starts, and the
coach itself has no place there.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from domain.filing.facts import Level
from domain.reference.materials import known

OFF: Final = "off"
_OURS: Final = Path(__file__).parent / "coach/thresholds.toml"
_LEVELS: Final = (*(level.value for level in Level), OFF)


class BadThresholds(Exception):
    """An operator's file cannot be used; the message says in one sentence what to correct."""


class Rule(msgspec.Struct, frozen=True):
    """One check for one material: what follows from it (``level``), and its numbers."""

    level: Level
    numbers: Mapping[str, float]


class Thresholds:
    """All rules, by check, with what is different for a material."""

    def __init__(self, tables: dict[str, dict[str, Any]]) -> None:
        self._tables = tables

    def rule(self, check: str, material: str) -> Rule | None:
        """The rule of ``check`` for a material's code (``M02``), or None where it is off."""
        table = self._tables[check]
        values = {name: value for name, value in table.items() if not isinstance(value, dict)}
        values |= table.get(material, {})
        level = values.pop("level")
        return None if level == OFF else Rule(Level(level), values)


def load(own: Path | None = None) -> Thresholds:
    """Our thresholds with those of ``own`` over them. Raises BadThresholds."""
    tables = tomllib.loads(_OURS.read_text("utf-8"))
    if own is not None:
        _lay_over(tables, _read(own), own)
    return Thresholds(tables)


def _read(own: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(own.read_text("utf-8"))
    except OSError as error:
        raise BadThresholds(f"COACH_FILE {own} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadThresholds(f"COACH_FILE {own} is no TOML: {error}.") from None


def _lay_over(tables: dict[str, dict[str, Any]], own: dict[str, Any], file: Path) -> None:
    for check, changes in own.items():
        table = tables.get(check)
        if table is None:
            checks = ", ".join(tables)
            raise BadThresholds(f"COACH_FILE {file}: {check} is no check; there are {checks}.")
        if not isinstance(changes, dict):
            raise BadThresholds(f"COACH_FILE {file}: write [{check}] with its keys below it.")
        for key, value in changes.items():
            if isinstance(value, dict):
                if not known(key):
                    raise BadThresholds(
                        f"COACH_FILE {file}: {check}.{key}: there is no material {key}."
                    )
                for inner, number in value.items():
                    _ensure(table, f"{check}.{key}", inner, number, file)
                table[key] = table.get(key, {}) | value
            else:
                _ensure(table, check, key, value, file)
                table[key] = value


def _ensure(table: dict[str, Any], where: str, key: str, value: object, file: Path) -> None:
    """Raises BadThresholds unless ``key`` is one of the check's and has a value of its type."""
    if key not in table or isinstance(table[key], dict):
        keys = ", ".join(name for name, ours in table.items() if not isinstance(ours, dict))
        raise BadThresholds(f"COACH_FILE {file}: {where} has no {key}; it has {keys}.")
    if key == "level":
        if value not in _LEVELS:
            raise BadThresholds(f"COACH_FILE {file}: {where}.level is one of {', '.join(_LEVELS)}.")
    elif isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadThresholds(f"COACH_FILE {file}: {where}.{key} must be a number.")
