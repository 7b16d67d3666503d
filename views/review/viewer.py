"""One scan alone and large. How it is shown stands in the address, so links are tools enough."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from flask import render_template, request, url_for
from flask_babel import gettext as _

from domain.filing.facts import Material
from domain.filing.state import Filing
from domain.refusal import NotFound
from domain.roles import Permission
from use_cases.filings import Opened
from use_cases.reveal import find_material
from views.access import requires
from views.review.blueprint import pages
from views.review.looks import open_to_look
from views.review.scans import Scan, scan_of, scans_of
from views.target_words import slot_label

SIZES: Final = ("fit", "100", "200")
LIGHTS: Final = ("60", "80", "100", "130", "170")
"""Brightness in per cent."""
TURNS: Final = (0, 90, 180, 270)
"""Degrees, clockwise."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How the scan is shown; whatever else an address asks for is the usual way."""

    size: str = "fit"
    turn: int = 0
    light: str = "100"
    invert: bool = False
    bureau: bool = False


@dataclass(frozen=True, slots=True)
class Tool:
    """A link that shows the scan in another way."""

    words: str
    address: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class ViewerPage:
    """The page; ``before`` and ``after`` are the neighbours, shown in the same way."""

    filing_id: str
    scan: Scan
    shown: Shown
    tools: tuple[tuple[Tool, ...], ...]
    before: Tool | None
    after: Tool | None


@pages.get("/<filing_id>/scan/<slot>/page")
@requires(Permission.REVIEW)
def scan_page(filing_id: str, slot: str) -> str:
    """Permitted like the scan itself. The look is recorded when the image is fetched."""
    opened = open_to_look(filing_id)
    return render_template("review/scan.html", view=_view(opened, slot, _asked()))


def _asked() -> Shown:
    asked = request.args
    turn = asked.get("turn", 0, type=int)
    return Shown(
        size=_one_of(asked.get("size", ""), SIZES),
        turn=turn if turn in TURNS else 0,
        light=_one_of(asked.get("light", ""), LIGHTS, "100"),
        invert=asked.get("invert") == "y",
        bureau=asked.get("copy") == "bureau",
    )


def _one_of(asked: str, known: tuple[str, ...], usual: str = "") -> str:
    return asked if asked in known else usual or known[0]


def _view(opened: Opened, slot: str, shown: Shown) -> ViewerPage:
    scans = _scans(opened, slot)
    here = [scan.slot for scan in scans].index(slot)
    scan = scans[here]
    shown = replace(shown, bureau=shown.bureau and scan.bureau is not None)
    neighbour = replace(shown, turn=0, bureau=False)
    before = scans[here - 1] if here else None
    after = scans[here + 1] if here + 1 < len(scans) else None
    return ViewerPage(
        filing_id=opened.id,
        scan=scan,
        shown=shown,
        tools=_tools(opened.id, scan, shown),
        before=Tool(before.label, _address(opened.id, before, neighbour)) if before else None,
        after=Tool(after.label, _address(opened.id, after, neighbour)) if after else None,
    )


def _scans(opened: Opened, slot: str) -> list[Scan]:
    """The scan among its neighbours; a photo stands alone. Raises NotFound."""
    filing: Filing = opened.filing
    if slot in filing.materials:
        return scans_of(opened.id, filing)
    photo: Material = find_material(filing, slot)
    if photo.slot != slot:
        raise NotFound
    return [scan_of(opened.id, photo, slot_label("M06"))]


def _tools(filing_id: str, scan: Scan, shown: Shown) -> tuple[tuple[Tool, ...], ...]:
    def tool(words: str, other: Shown) -> Tool:
        return Tool(words, _address(filing_id, scan, other), other == shown)

    sizes = dict(zip(SIZES, (_("适合窗口"), "100%", "200%"), strict=True))
    light = LIGHTS.index(shown.light)
    darker, lighter = LIGHTS[max(0, light - 1)], LIGHTS[min(len(LIGHTS) - 1, light + 1)]
    groups = [
        tuple(tool(words, replace(shown, size=size)) for size, words in sizes.items()),
        (
            tool(_("左转 90°"), replace(shown, turn=(shown.turn - 90) % 360)),
            tool(_("右转 90°"), replace(shown, turn=(shown.turn + 90) % 360)),
        ),
        (
            tool(_("调暗"), replace(shown, light=darker)),
            tool(_("调亮"), replace(shown, light=lighter)),
            tool(
                _("恢复颜色") if shown.invert else _("反色"),
                replace(shown, invert=not shown.invert),
            ),
            tool(_("还原"), Shown(bureau=shown.bureau)),
        ),
    ]
    if scan.bureau is not None:
        other = replace(shown, bureau=not shown.bureau)
        groups.append((tool(_("看原图") if shown.bureau else _("看管局图片"), other),))
    return tuple(groups)


def _address(filing_id: str, scan: Scan, shown: Shown) -> str:
    wishes = {
        "size": shown.size,
        "turn": shown.turn,
        "light": shown.light,
        "invert": "y" if shown.invert else None,
        "copy": "bureau" if shown.bureau else None,
    }
    return url_for("review.scan_page", filing_id=filing_id, slot=scan.slot, **wishes)
