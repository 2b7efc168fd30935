"""Flat pictures in the colours of the house, drawn with Pillow: shapes, people, and what stands in many workplaces.

Places are in units of a page 160 wide and 120 high, as in the drawings of the look. Nobody has a face: no picture is of
anybody.
"""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

WIDE, HIGH = 1200, 900
UNIT = 15  # pixels of the large picture for one unit: twice as many as are left in the end
QUALITY = 82

WALL, FLOOR, SILL, GLASS = "#dcd4c4", "#b5a993", "#c7bda9", "#eef1ee"
WOOD, BROWN, CRATE, LID = "#7d5f41", "#5b4636", "#a67c45", "#8a6435"
BLUE, PALE, BRICK, AMBER = "#7f93ad", "#a9b8ca", "#a3503a", "#d9a441"
GREEN, PLUM, INK, STEEL = "#5f7f6b", "#87577c", "#3f4a57", "#8c919a"
PAPER, CREAM, TAPE, SKY = "#f8f4ea", "#f3eddd", "#f0b400", "#cfdae2"
SKINS = ("#5b4636", "#8a6248", "#6f4f3a", "#a9795a", "#4a382c")

Point = tuple[float, float]


class Sheet:
    """A page to draw on; later shapes lie over earlier ones."""

    def __init__(self, ground: str = WALL) -> None:
        self.picture = Image.new("RGB", (160 * UNIT, 120 * UNIT), ground)
        self.pen = ImageDraw.Draw(self.picture)

    def box(self, x: float, y: float, wide: float, high: float, colour: str, round_: float = 0) -> None:
        corners = [x * UNIT, y * UNIT, (x + wide) * UNIT, (y + high) * UNIT]
        self.pen.rounded_rectangle(corners, round_ * UNIT, fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self.pen.polygon([(x * UNIT, y * UNIT) for x, y in points], fill=colour)

    def disc(self, x: float, y: float, size: float, colour: str, flat: float = 1) -> None:
        """A circle, or an ellipse that is `flat` times as high as it is wide."""
        up = size * flat
        self.pen.ellipse([(x - size) * UNIT, (y - up) * UNIT, (x + size) * UNIT, (y + up) * UNIT], fill=colour)

    def stroke(self, points: Sequence[Point], colour: str, wide: float = 1) -> None:
        """A line with round ends and corners."""
        scaled = [(x * UNIT, y * UNIT) for x, y in points]
        self.pen.line(scaled, fill=colour, width=round(wide * UNIT), joint="curve")
        half = wide * UNIT / 2
        for x, y in (scaled[0], scaled[-1]):
            self.pen.ellipse([x - half, y - half, x + half, y + half], fill=colour)

    def dashes(self, start: Point, end: Point, colour: str, wide: float = 0.8, each: float = 2.4) -> None:
        (ax, ay), (bx, by) = start, end
        count = max(round(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 / each / 2), 1)
        for n in range(count):
            near, far = n / count, (n + 0.5) / count
            self.stroke([(ax + (bx - ax) * t, ay + (by - ay) * t) for t in (near, far)], colour, wide)

    def dome(self, x: float, base: float, wide: float, high: float, colour: str, power: float = 2.6) -> None:
        """A shape with a level base and round shoulders; the higher the power, the squarer."""
        steps = [n / 24 for n in range(-24, 25)]
        self.shape([(x + t * wide / 2, base - high * (1 - abs(t) ** power) ** (1 / power)) for t in steps], colour)

    def jpeg(self) -> bytes:
        out = io.BytesIO()
        small = self.picture.resize((WIDE, HIGH), Image.Resampling.LANCZOS)
        small.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
        return out.getvalue()


def room(sheet: Sheet, *, wall: str = WALL, floor: str = FLOOR, edge: float = 78) -> None:
    """A wall, a floor, and the line between them."""
    sheet.box(0, 0, 160, edge, wall)
    sheet.box(0, edge, 160, 120 - edge, floor)
    sheet.box(0, edge - 2, 160, 2, between(wall, floor))


def window(sheet: Sheet, x: float, y: float, wide: float, high: float, glass: str = GLASS) -> None:
    sheet.box(x, y, wide, high, SILL)
    pane = (wide - 4.5) / 2
    for n in (0, 1):
        sheet.box(x + 1.5 + n * (pane + 1.5), y + 1.5, pane, high - 3, glass)
    sheet.box(x - 1.5, y + high, wide + 3, 1.8, between(SILL, WOOD))


def paper(sheet: Sheet, x: float, y: float, wide: float, high: float, lines: int, colour: str = PAPER) -> None:
    """A sheet on a wall with so many written lines, of different length."""
    sheet.box(x, y, wide, high, colour)
    for n in range(lines):
        sheet.box(x + wide * 0.12, y + high * (n + 0.7) / (lines + 0.6), wide * (0.5 + 0.26 * (n % 2)), 0.8, STEEL)


def head(
    sheet: Sheet, x: float, y: float, size: float, skin: str, hair: str, wear: str = "short", ahead: float = 0
) -> None:  # fmt: skip
    """A head with short hair, a knot, a scarf or a cap; seen from behind, or from the side that lies `ahead` (-1 to 1)."""
    sheet.box(x - size * 0.36, y, size * 0.72, size * 1.4, between(skin, INK, 0.12), size * 0.2)
    if wear == "scarf":
        sheet.disc(x, y, size * 1.1, hair, 1.08)
        sheet.shape(
            [(x - size * 1.1, y), (x + size * 1.1, y), (x + size * 1.35, y + size * 1.6), (x - size * 1.35, y + size * 1.6)],
            hair,
        )
        sheet.disc(x, y + size * 1.6, size * 1.35, hair, 0.4)
        if ahead:
            sheet.disc(x + ahead * size * 0.62, y + size * 0.05, size * 0.55, skin, 1.25)
        return
    sheet.disc(x, y, size, skin)
    for side in (-1, 1):
        sheet.disc(x + side * size * 0.98, y + size * 0.12, size * 0.2, skin, 1.3)
    sheet.disc(x - ahead * size * 0.24, y - size * 0.2, size * 0.97, hair)
    if wear == "knot":
        sheet.disc(x - ahead * size * 0.9, y - size * (1.05 - abs(ahead) * 0.45), size * 0.42, hair)
    if wear == "cap":
        sheet.box(x - size * 0.98 + ahead * size * 0.5, y - size * 0.22, size * 1.96, size * 0.3, hair, size * 0.15)


def from_behind(
    sheet: Sheet, x: float, shoulders: float, shirt: str, skin: str, hair: str = INK, wear: str = "short", size: float = 9
) -> None:
    """Somebody seen from behind, down to where the page ends."""
    sheet.dome(x, 126, size * 3.9, 126 - shoulders, shirt, 3.2)
    head(sheet, x, shoulders - size * 0.95, size, skin, hair, wear)


def standing(
    sheet: Sheet, x: float, feet: float, tall: float, shirt: str, skin: str, *, hand: Point, trousers: str = INK,
    hair: str = INK, wear: str = "short", lean: float = 0,
) -> None:  # fmt: skip
    """Somebody who stands and reaches for something; `lean` is how far the head is ahead of the feet."""
    hip, neck, wide = feet - tall * 0.46, feet - tall * 0.79, tall * 0.105
    ahead = (lean > 0) - (lean < 0)
    for step in (-0.05, 0.05):
        sheet.stroke([(x + tall * step * 0.8, hip), (x + tall * step, feet - 4)], trousers, tall * 0.095)
        sheet.box(x + tall * (step - 0.055 + 0.03 * ahead), feet - tall * 0.045, tall * 0.13, tall * 0.045, BROWN, 1)
    sheet.shape([(x - wide, hip + 2), (x + wide, hip + 2), (x + lean + wide, neck), (x + lean - wide, neck)], shirt)
    sheet.box(x - wide, hip - 1, wide * 2, 4.5, shirt, 1.2)
    sheet.disc(x + lean, neck, wide, shirt, 0.62)
    head(sheet, x + lean * 1.25, neck - tall * 0.105, tall * 0.078, skin, hair, wear, ahead)
    elbow = ((x + lean + hand[0]) / 2 - lean * 0.1, max((neck + hand[1]) / 2, neck + tall * 0.12) + tall * 0.05)
    sheet.stroke([(x + lean, neck + tall * 0.03), elbow, hand], between(shirt, INK, 0.22), tall * 0.07)
    sheet.disc(hand[0], hand[1], tall * 0.038, skin)


def between(one: str, other: str, share: float = 0.5) -> str:
    """A colour so far on the way from one to the other."""
    a, b = ([int(c[n : n + 2], 16) for n in (1, 3, 5)] for c in (one, other))
    return "#" + "".join(f"{round(p + (q - p) * share):02x}" for p, q in zip(a, b, strict=True))
