"""The labelled set: which scans there are, what is wrong with each, and how one is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import msgspec
import numpy as np
from PIL import Image

from benchmarks.scan_set import camera, defects, documents
from benchmarks.scan_set.ink import Random
from benchmarks.scan_set.portrait import portrait

Draw = Callable[[Random], Image.Image]

DOCUMENTS: Final[tuple[tuple[str, Draw], ...]] = (
    ("M01", documents.licence),
    ("M02", documents.card_front),
    ("M02", documents.card_back),
    ("M05", documents.sheet_page),
)
PORTRAIT: Final = ("M06", portrait)
FOR_EACH: Final = 10
"""Scans for each defect and strength."""
CLEAN_PHOTOS: Final = 100
CLEAN_SCANS: Final = 32
CLEAN_PORTRAITS: Final = 12
LEAST_SIDE: Final = {"M01": 1100, "M02": 600, "M05": 1100}
"""Long sides, in pixels, below which a document's text cannot be read well."""

DEFECTS: Final = (
    "resolution",
    "blur",
    "glare",
    "dark",
    "background",
    "cut",
    "no_colour",
    "screen",
    "skew",
    "watermark",
)


class Plan(msgspec.Struct, frozen=True):
    """One scan to be drawn. ``defect`` is empty for a clean one; ``way`` is photo or scan."""

    seed: int
    number: int
    material: str
    draw: Draw
    way: str = "photo"
    defect: str = ""
    strength: int = 0

    @property
    def label(self) -> str:
        """Unique, and says what is to be seen."""
        what = f"{self.defect}-{self.strength}" if self.defect else f"clean-{self.way}"
        return f"{what}-{self.material}-{self.number:03}"


def plans(seed: int, for_each: int = FOR_EACH) -> Iterator[Plan]:
    """All scans of one seed, the clean ones first."""
    for number in range(CLEAN_PHOTOS):
        yield Plan(seed, number, *DOCUMENTS[number % len(DOCUMENTS)])
    for number in range(CLEAN_PHOTOS, CLEAN_PHOTOS + CLEAN_SCANS):
        yield Plan(seed, number, *DOCUMENTS[number % len(DOCUMENTS)], way="scan")
    for number in range(CLEAN_PORTRAITS):
        yield Plan(seed, 500 + number, *PORTRAIT, way="portrait")
    number = 1000
    for defect in DEFECTS:
        for strength in defects.STRENGTHS:
            for turn in range(for_each):
                number += 1
                yield _defective(seed, number, defect, strength, turn)


def draw(plan: Plan) -> bytes:
    """The JPEG of one plan; the same bytes for the same plan."""
    random = np.random.default_rng((plan.seed, plan.number))
    document = defects.on_document(plan.draw(random), plan.defect, plan.strength, random)
    shot = defects.on_shot(camera.ordinary(random), plan.defect, plan.strength, random)
    if plan.way == "photo":
        scene = camera.photograph(document, shot, random)
    else:
        tilt = shot.tilt if plan.defect == "skew" else float(random.uniform(-0.8, 0.8))
        scene = camera.scanned(document, random, tilt)
        shot = msgspec.structs.replace(shot, noise=min(shot.noise, 1.2))
    scene = defects.on_scene(scene, plan.defect, plan.strength, random)
    picture = camera.taken(scene, shot, random)
    picture = defects.on_picture(picture, plan.defect, plan.strength, random)
    if plan.defect == "resolution":
        picture = _reduced(picture, shot, plan)
    return camera.jpeg(picture, shot.quality)


def _defective(seed: int, number: int, defect: str, strength: int, turn: int) -> Plan:
    choice = list(DOCUMENTS)
    if defect == "no_colour":
        choice = choice[:3]
    if defect == "glare":
        # Paper does not shine: reflections are seen on cards and on licences behind plastic.
        choice = choice[:3]
    material, drawn = choice[turn % len(choice)]
    scannable = defect in {"blur", "no_colour", "skew", "watermark", "resolution"}
    way = "scan" if scannable and turn % 4 == 3 else "photo"
    return Plan(seed, number, material, drawn, way, defect, strength)


def _reduced(picture: Image.Image, shot: camera.Shot, plan: Plan) -> Image.Image:
    """So small that the document in it has the wanted long side."""
    wanted = LEAST_SIDE[plan.material] * defects.SMALL[plan.strength - 1]
    share = 1.0 if plan.way == "scan" else shot.share
    side = wanted / share
    size = tuple(max(1, round(each * side / max(picture.size))) for each in picture.size)
    return picture.resize((size[0], size[1]), Image.Resampling.LANCZOS)
