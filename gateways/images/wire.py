"""What passes between the program and the confined process: a line of JSON, then bytes.

The answer is not trusted: whoever can speak for the process could write anything. Every size,
text and number in it has its bounds, and a picture has to begin as a JPEG.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from domain.filing.facts import Level, Verdict
from gateways.images.port import (
    MAX_BYTES,
    VIEW_SIDE,
    Mark,
    Prepared,
    Reason,
    Refused,
    Wanted,
)

ANSWER_BYTES: Final = 30 * 1024 * 1024
"""No answer is longer than this."""
ORDER_BYTES: Final = MAX_BYTES + 4096
"""No order is longer than this."""
_JPEG_MARK: Final = b"\xff\xd8\xff"
_PARTS: Final = ("view", "thumbnail", "bureau")

Side = Annotated[int, msgspec.Meta(ge=1, le=VIEW_SIDE)]
Length = Annotated[int, msgspec.Meta(ge=1, le=ANSWER_BYTES)]
Quality = Annotated[int, msgspec.Meta(ge=1, le=95)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Word = Annotated[str, msgspec.Meta(max_length=80)]
Look = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[str, msgspec.Meta(max_length=2000)]
Facts = Annotated[dict[Name, float | Word], msgspec.Meta(max_length=12)]


class Distrusted(Exception):
    """The answer is none that the worker gives."""


class _Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    check: Name
    level: Level
    facts: Facts


Found = Annotated[tuple[_Found, ...], msgspec.Meta(max_length=40)]


class _Drawn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    view: Length
    thumbnail: Length
    bureau: Length
    width: Side
    height: Side
    original_format: Annotated[str, msgspec.Meta(pattern="^[A-Z]{3,4}$")]
    bureau_width: Side
    bureau_height: Side
    bureau_quality: Quality
    verdicts: Found
    look: Look
    codes: Annotated[tuple[Code, ...], msgspec.Meta(max_length=20)]


class _NotDrawn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    refused: Reason
    verdicts: Found = ()


class _MarkedHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    marked: Length


def order(data: bytes, wanted: Wanted | Mark) -> bytes:
    """What the process is given: the wishes, then the file."""
    return msgspec.json.encode(wanted) + b"\n" + data


def read_order(order: bytes) -> tuple[bytes, Wanted | Mark]:
    """The file and the wishes."""
    head, _, data = order.partition(b"\n")
    return data, msgspec.json.decode(head, type=Wanted | Mark)


def answer(made: Prepared | Refused) -> bytes:
    """What the process says: facts, then the view, the thumbnail and the bureau's copy."""
    if isinstance(made, Refused):
        return msgspec.json.encode({"refused": made.reason, "verdicts": made.verdicts}) + b"\n"
    parts = [getattr(made, name) for name in _PARTS]
    head = msgspec.structs.asdict(made) | {
        name: len(part) for name, part in zip(_PARTS, parts, strict=True)
    }
    return msgspec.json.encode(head) + b"\n" + b"".join(parts)


def marked_answer(jpeg: bytes) -> bytes:
    """What the process says where a mark was wanted."""
    return msgspec.json.encode({"marked": len(jpeg)}) + b"\n" + jpeg


def read_marked(said: bytes) -> bytes:
    """The marked JPEG. Raises Distrusted for what the worker would never say."""
    head, _, jpeg = said.partition(b"\n")
    try:
        length = msgspec.json.decode(head, type=_MarkedHead).marked
    except msgspec.MsgspecError:
        raise Distrusted from None
    if len(jpeg) != length or not jpeg.startswith(_JPEG_MARK):
        raise Distrusted
    return jpeg


def read_answer(said: bytes) -> Prepared | Refused:
    """The process' answer. Raises Distrusted for what the worker would never say."""
    head, _, body = said.partition(b"\n")
    try:
        if head.startswith(b'{"refused"'):
            refused = msgspec.json.decode(head, type=_NotDrawn)
            return Refused(refused.refused, _verdicts(refused.verdicts))
        drawn = msgspec.json.decode(head, type=_Drawn)
    except msgspec.MsgspecError:
        raise Distrusted from None
    parts = _parts(body, drawn)
    facts = {
        name: value for name, value in msgspec.structs.asdict(drawn).items() if name not in _PARTS
    }
    return Prepared(**parts, **facts | {"verdicts": _verdicts(drawn.verdicts)})


def _parts(body: bytes, drawn: _Drawn) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    for name in _PARTS:
        length: int = getattr(drawn, name)
        part, body = body[:length], body[length:]
        if len(part) != length or not part.startswith(_JPEG_MARK):
            raise Distrusted
        parts[name] = part
    if body:
        raise Distrusted
    return parts


def _verdicts(found: tuple[_Found, ...]) -> tuple[Verdict, ...]:
    return tuple(Verdict(each.check, each.level, each.facts) for each in found)
