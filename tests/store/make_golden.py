"""Writes the golden file of each event version that has none: ``python -m tests.store.make_golden``.

A file shows how that version of an event stands in the log. It is never changed afterwards:
as long as one such event may be in a log, the program must read it.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from msgspec import inspect

from domain.personal import Personal
from store.event_names import EVENTS
from store.vault import ALGORITHM

GOLDEN = Path(__file__).parent / "golden"


def path_of(name: str, schema: int) -> Path:
    return GOLDEN / f"{name}.v{schema}.json"


def main() -> None:
    """Prints the names of the files that it wrote."""
    GOLDEN.mkdir(exist_ok=True)
    for name, (cls, schema) in EVENTS.items():
        path = path_of(name, schema)
        if not path.exists():
            text = json.dumps(stored(cls, schema), ensure_ascii=False, indent=1)
            path.write_text(text + "\n", encoding="utf-8")
            print(path.name)


def stored(cls: type, schema: int) -> dict[str, Any]:
    """The data of a sample event, with its envelope."""
    event = sample(inspect.type_info(cls), "event")
    return {
        "schema": schema,
        "time": "2026-03-02T01:30:00Z",
        "actor": {"id": "0" * 32, "role": "applicant"},
        "command": "1" * 32,
        "correlation": "1" * 32,
        "causation": "1" * 32,
        "event": json.loads(msgspec.json.encode(event, enc_hook=sealed)),
    }


def sealed(value: object) -> dict[str, str]:
    """A personal value in its stored form; the text stands where the ciphertext would."""
    if not isinstance(value, Personal):
        raise NotImplementedError(type(value).__qualname__)
    return {
        "person": value.person,
        "kind": value.kind,
        "alg": ALGORITHM,
        "sealed": value.full,
    }


def sample(info: inspect.Type, field: str) -> Any:
    """A value of the type, the same each time; every optional part is there."""
    match info:
        case inspect.StructType(cls=cls, fields=fields):
            return cls(**{one.name: sample(one.type, one.name) for one in fields})
        case inspect.UnionType(types=types):
            return sample(_first_but_none(types), field)
        case inspect.TupleType(item_types=types):
            return tuple(sample(one, field) for one in types)
        case inspect.VarTupleType(item_type=item):
            return (sample(item, field),)
        case inspect.ListType(item_type=item):
            return [sample(item, field)]
        case inspect.FrozenSetType(item_type=item):
            return frozenset({sample(item, field)})
        case inspect.DictType(key_type=key, value_type=value):
            return {sample(key, f"{field} key"): sample(value, field)}
        case inspect.EnumType(cls=cls):
            return next(iter(cls))
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.CustomType(cls=cls) if issubclass(cls, Personal):
            return Personal("2" * 32, "name", f"sample of {field}")
        case _:
            return _simple(info, field)


def _first_but_none(types: tuple[inspect.Type, ...]) -> inspect.Type:
    return next(one for one in types if not isinstance(one, inspect.NoneType))


def _simple(info: inspect.Type, field: str) -> Any:
    match info:
        case inspect.StrType() | inspect.AnyType():
            return f"sample of {field}"
        case inspect.BoolType():
            return True
        case inspect.IntType():
            return 7
        case inspect.FloatType():
            return 1.5
        case inspect.DateTimeType():
            return datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
        case inspect.DateType():
            return date(2026, 3, 2)
        case inspect.BytesType():
            return b"sample"
        case inspect.UUIDType():
            return UUID(int=3)
        case _:
            raise TypeError(f"{field}: no sample for {info}")


if __name__ == "__main__":
    main()
