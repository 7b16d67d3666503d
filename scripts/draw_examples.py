"""Draw the examples of good and bad scans that stand beside the places for uploads.

Run it after changing a drawing: ``python3 scripts/draw_examples.py`` writes
``static/examples``, which is committed. The documents are inventions of ours: lines stand for
text, a circle for a seal; no real document and no emblem is copied. Sizes are in units of a
picture of 200 by 140.
"""

from __future__ import annotations

from pathlib import Path

ROOM = Path(__file__).resolve().parent.parent / "static" / "examples"
DESK = "#7d8b99"
INK = "#3b4754"
PALE = "#c4ccd4"
SEAL = "#c0392b"


def line(x: float, y: float, width: float, colour: str = INK) -> str:
    """A line of text."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="4" rx="2" fill="{colour}"/>'


def sheet(x: float, y: float, width: float, height: float, fill: str = "#fff") -> str:
    """A piece of paper or plastic."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" fill="{fill}"/>'


def face(x: float, y: float, size: float) -> str:
    """Somebody's head and shoulders."""
    return (
        f'<circle cx="{x}" cy="{y}" r="{size}" fill="#d9b08c"/>'
        f'<path d="M{x - size} {y - size * 0.2}a{size} {size} 0 0 1 {2 * size} 0z" fill="#4a3b2f"/>'
        f'<path d="M{x - 2 * size} {y + 3.2 * size}a{2 * size} {2 * size} 0 0 1 {4 * size} 0z" '
        f'fill="#44617d"/>'
    )


def seal(x: float, y: float, radius: float) -> str:
    """A round seal without words."""
    ring = f'<circle cx="{x}" cy="{y}" r="{radius}" fill="none" stroke="{SEAL}" stroke-width="2"/>'
    return ring + f'<circle cx="{x}" cy="{y}" r="{radius / 4}" fill="{SEAL}"/>'


def lines(x: float, y: float, widths: tuple[float, ...], step: float = 12) -> str:
    """Several lines of text."""
    return "".join(line(x, y + step * number, width) for number, width in enumerate(widths))


def signature(x: float, y: float) -> str:
    """A name written by hand."""
    return (
        f'<path d="M{x} {y}q5 -12 9 0t9 -2 8 3 9 -6" fill="none" stroke="#1c2f6b" '
        'stroke-width="2" stroke-linecap="round"/>'
    )


def nearer(drawing: str) -> str:
    """A card so near that it fills most of the picture."""
    return f'<g transform="translate(-28 -19.6) scale(1.28)">{drawing}</g>'


DRAWINGS = {
    "card-front": nearer(
        sheet(36, 30, 128, 80, "#eaf2f8")
        + lines(46, 42, (50, 38, 60))
        + line(46, 94, 90)
        + sheet(122, 40, 32, 42, "#d5e3ee")
        + face(138, 54, 7)
    ),
    "card-back": nearer(
        sheet(36, 30, 128, 80, "#eaf2f8")
        + f'<rect x="46" y="40" width="20" height="20" rx="4" fill="{SEAL}"/>'
        + lines(76, 42, (70, 56))
        + lines(60, 82, (80, 92))
    ),
    "certificate": sheet(28, 14, 144, 112, "#fdf6e3")
    + '<rect x="34" y="20" width="132" height="100" fill="none" stroke="#b8923a" stroke-width="2"/>'
    + line(70, 30, 60, SEAL)
    + lines(46, 48, (70, 90, 62, 84))
    + seal(136, 100, 13),
    "sheet": sheet(52, 6, 96, 128)
    + line(72, 14, 56)
    + f'<path d="M60 26h80v46H60zM60 41h80M60 56h80M92 26v46" fill="none" stroke="{INK}"/>'
    + lines(64, 80, (72, 64), 9)
    + line(64, 106, 20, PALE)
    + signature(88, 112)
    + seal(126, 114, 10),
    "letter": sheet(52, 6, 96, 128)
    + line(76, 16, 48)
    + lines(62, 34, (76, 70, 76, 60), 11)
    + line(62, 92, 20, PALE)
    + signature(86, 98)
    + seal(124, 108, 12),
    "portrait": '<rect x="24" y="6" width="152" height="128" fill="#4f7fb0"/>'
    + line(60, 14, 80, "#dce8f4")
    + face(100, 62, 20),
}
"""What is drawn, by the start of the file's name."""


def good(drawing: str) -> str:
    """All of it, sharp and evenly lit."""
    return drawing


def cut(drawing: str) -> str:
    """Too near, so that two edges lie outside of the picture."""
    return f'<g transform="translate(-62 -58) scale(1.5)">{drawing}</g>'


def glare(drawing: str) -> str:
    """A lamp shines on the words."""
    return (
        '<defs><radialGradient id="lamp"><stop offset="0.45" stop-color="#fff"/>'
        '<stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>'
        f'{drawing}<ellipse cx="84" cy="64" rx="50" ry="34" fill="url(#lamp)"/>'
    )


def blur(drawing: str) -> str:
    """The camera moved or did not focus."""
    return (
        '<defs><filter id="soft" x="-10%" y="-10%" width="120%" height="120%">'
        '<feGaussianBlur stdDeviation="4"/></filter></defs>'
        f'<g filter="url(#soft)">{drawing}</g>'
    )


STATES = {"good": good, "cut": cut, "glare": glare, "blur": blur}
"""How it is photographed, by the end of the file's name."""


def picture(drawing: str, state: str) -> str:
    """The whole file."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 140">'
        f'<rect width="200" height="140" fill="{DESK}"/>{STATES[state](DRAWINGS[drawing])}</svg>\n'
    )


def main() -> None:
    """Write all files anew."""
    ROOM.mkdir(exist_ok=True)
    for drawing in DRAWINGS:
        for state in STATES:
            path = ROOM / f"{drawing}-{state}.svg"
            path.write_text(picture(drawing, state), encoding="utf-8")


if __name__ == "__main__":
    main()
