"""Preparing an uploaded scan: what comes of it, and the port."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Protocol

import msgspec

from domain.filing.facts import Verdict

MAX_BYTES: Final = 30 * 1024 * 1024
MAX_PIXELS: Final = 60_000_000
MIN_LONG_SIDE: Final = 600
MIN_SHORT_SIDE: Final = 100
VIEW_SIDE: Final = 4096
"""The photos of most telephones have 12 megapixels, 4000 to 4096 by 3000: they stay as they are."""
THUMBNAIL_SIDE: Final = 320


class Reason(StrEnum):
    """Why a file cannot be used as a scan."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    """More than MAX_BYTES."""
    TOO_MANY_PIXELS = "too_many_pixels"
    """More than MAX_PIXELS, by its header: it was not decoded."""
    NOT_AN_IMAGE = "not_an_image"
    """By its content no picture of a known format, whatever its name says."""
    ANIMATED = "animated"
    PDF_NOT_HERE = "pdf_not_here"
    """A PDF, for a material that has to be a picture."""
    PDF_PAGES = "pdf_pages"
    """A PDF with no page or with more than one."""
    PDF_LOCKED = "pdf_locked"
    """An encrypted PDF."""
    PDF_ACTIVE = "pdf_active"
    """A PDF with a script or a file in it."""
    HEIC = "heic"
    """A photo in Apple's format, and its decoder is not installed."""
    BROKEN = "broken"
    """A JPEG or PNG that cannot be decoded to its end, such as a truncated one."""
    TOO_SMALL = "too_small"
    """The long side is under MIN_LONG_SIDE pixels, or the short one under MIN_SHORT_SIDE."""
    NO_COLOUR = "no_colour"
    """A grey picture: the law asks for a colour scan of the original."""
    UNFIT = "unfit"
    """A picture in which a check found what can never be accepted: its verdicts say what."""
    VIRUS = "virus"
    """A virus scanner knows the file; it was not opened."""
    UNSCANNED = "unscanned"
    """The virus scanner did not answer, so the file was not opened."""
    UNSTORED = "unstored"
    """What was made of it could not be stored, for instance because the disk is full."""
    TOOK_TOO_LONG = "took_too_long"
    CRASHED = "crashed"
    """The decoder failed. The picture may be made to harm; nothing of it was kept."""


class Wanted(msgspec.Struct, frozen=True, tag=True):
    """What is to be made of a file.

    ``material`` is the code of the list of materials (``M02``): the checks ask it what they
    may find wrong. ``bureau_bytes`` is the size that the bureau's copy may have. ``turn`` is
    the angle in degrees, clockwise, by which the applicant wants the picture turned.
    """

    material: str = ""
    bureau_bytes: int = 100_000
    may_be_pdf: bool = False
    read_codes: bool = False
    turn: float = 0.0


class Mark(msgspec.Struct, frozen=True, tag=True):
    """The other thing that can be wanted: a copy that is kept, with a text across it."""

    text: str


ANY: Final = Wanted()
"""For a picture that is of no material and has no wishes."""


class Prepared(msgspec.Struct, frozen=True):
    """A scan as it is kept: JPEGs without any metadata, upright, in RGB.

    ``view`` has a long side of at most VIEW_SIDE pixels, and ``width`` and ``height`` are its
    own; ``thumbnail`` has at most THUMBNAIL_SIDE; ``bureau`` has at most the wanted bytes.
    ``original_format`` is JPEG, PNG, PDF or HEIF. ``look`` is the perceptual hash (64
    hexadecimal digits), ``codes`` the texts of the QR codes that were found.
    """

    view: bytes
    thumbnail: bytes
    width: int
    height: int
    original_format: str
    bureau: bytes = b""
    bureau_width: int = 0
    bureau_height: int = 0
    bureau_quality: int = 0
    verdicts: tuple[Verdict, ...] = ()
    look: str = ""
    codes: tuple[str, ...] = ()


class Refused(msgspec.Struct, frozen=True):
    """The file is not used, and why. ``verdicts`` are all that the checks found, if they ran."""

    reason: Reason
    verdicts: tuple[Verdict, ...] = ()


class Unreadable(Exception):
    """The file is no scan: the reason says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class NotMarked(Exception):
    """The picture could not be marked, so that nobody is shown it; the message is the reason."""


class ImageWorkshop(Protocol):
    """Where uploaded files become scans, and the copies of these are opened again."""

    def prepare(self, data: bytes, wanted: Wanted = ANY) -> Prepared | Refused:
        """The scan, or the reason why there is none. Raises nothing for any input."""
        ...

    def marked(self, jpeg: bytes, text: str) -> bytes:
        """A view or a bureau's copy (JPEG) with the text across all of it. Raises NotMarked."""
        ...


def refused_unread(data: bytes) -> Refused | None:
    """The refusals that need no look into the file."""
    if not data:
        return Refused(Reason.EMPTY)
    if len(data) > MAX_BYTES:
        return Refused(Reason.TOO_LARGE)
    return None
