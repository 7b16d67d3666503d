"""An uploaded file drawn anew with Pillow.

Only the sandbox's worker, tests, and commands that made the picture themselves import this:
a decoder that meets strangers' bytes has no place in the web process.
"""

from __future__ import annotations

import io
from typing import Final

from PIL import Image

from domain.filing.facts import Level, Verdict
from gateways.images.bureau_copy import bureau_copy
from gateways.images.coach import judge
from gateways.images.codes import read_codes
from gateways.images.look import look
from gateways.images.port import ANY, THUMBNAIL_SIDE, Prepared, Reason, Refused, Unreadable, Wanted
from gateways.images.reading import read

VIEW_QUALITY: Final = 88
_THUMBNAIL_QUALITY: Final = 80
_NEAR_SIDE: Final = 2000
_REASONS: Final = {"no_colour": Reason.NO_COLOUR}
"""The checks whose refusal has a reason of its own."""


def draw(data: bytes, wanted: Wanted = ANY) -> Prepared | Refused:
    """The scan in ``data``, or the reason why it is none.

    Raises MemoryError, and what a defect of our own raises once the picture is read.
    """
    try:
        view, form = read(data, wanted)
    except MemoryError:
        raise
    except Unreadable as unreadable:
        return Refused(unreadable.reason)
    except Exception:
        # Decoders raise whatever comes to hand for broken input.
        return Refused(Reason.BROKEN)
    verdicts = judge(view, wanted.material)
    reason = _refusal(verdicts)
    return Refused(reason, verdicts) if reason else _drawn(view, form, wanted, verdicts)


def _refusal(verdicts: tuple[Verdict, ...]) -> Reason | None:
    refusing = (verdict.check for verdict in verdicts if verdict.level is Level.REFUSE)
    return next((_REASONS.get(check, Reason.UNFIT) for check in refusing), None)


def _drawn(view: Image.Image, form: str, wanted: Wanted, verdicts: tuple[Verdict, ...]) -> Prepared:
    near = _near(view)
    bureau = bureau_copy(near, wanted.bureau_bytes)
    return Prepared(
        view=_jpeg(view, VIEW_QUALITY),
        thumbnail=_jpeg(_thumbnail(near), _THUMBNAIL_QUALITY),
        width=view.width,
        height=view.height,
        original_format=form,
        bureau=bureau.data,
        bureau_width=bureau.width,
        bureau_height=bureau.height,
        bureau_quality=bureau.quality,
        verdicts=verdicts,
        look=look(near),
        codes=read_codes(view) if wanted.read_codes else (),
    )


def _near(view: Image.Image) -> Image.Image:
    """The view, or a half of it where that is still large enough for all smaller copies.

    A copy within the ministry's limit is never sharper, and every copy is made in a quarter
    of the time.
    """
    return view.reduce(2) if max(view.size) >= 2 * _NEAR_SIDE else view


def _thumbnail(near: Image.Image) -> Image.Image:
    thumbnail = near.copy()
    size = (THUMBNAIL_SIDE, THUMBNAIL_SIDE)
    thumbnail.thumbnail(size, Image.Resampling.LANCZOS, reducing_gap=1.5)
    return thumbnail


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
