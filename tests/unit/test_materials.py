"""The list of materials: whole, in both languages, with its drawings."""

from __future__ import annotations

from pathlib import Path

from domain.reference.materials import materials

ROOT = Path(__file__).parents[2]


def test_the_list_is_whole_and_in_both_languages() -> None:
    assert [kind.code for kind in materials()] == [f"M{n:02d}" for n in range(1, 27)]
    for kind in materials():
        for told in (kind.label, kind.why, kind.rules, kind.bad):
            assert told("zh")
            assert not told("zh").isascii()
            assert told("en").isascii()
        assert bool(kind.unless("zh")) == bool(kind.unless("en"))


def test_every_material_that_can_be_asked_has_its_drawings() -> None:
    kinds = {"card": ("card-front", "card-back")}
    for kind in materials():
        for drawing in kinds.get(kind.drawing, (kind.drawing,)):
            for state in ("good", "cut", "glare", "blur"):
                path = ROOT / "static" / "examples" / f"{drawing}-{state}.svg"
                assert path.read_text(encoding="utf-8").startswith("<svg ")
