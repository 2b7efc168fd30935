"""The mark of the demonstration programme: a lighthouse on a quay, over two waves."""

import io

from PIL import Image, ImageDraw

SIZE, UNIT = 512, 16  # pixels in the end; of the large drawing for one unit of 64
TONES = 32  # few, so that it is light
GROUND, TOWER, BAND, LIGHT, SEA = "#24487a", "#f8f4ea", "#a3503a", "#f0b400", "#a9b8ca"


def drawn() -> bytes:
    """A square PNG."""
    picture = Image.new("RGBA", (64 * UNIT, 64 * UNIT), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)

    def shape(points: tuple[tuple[float, float], ...], colour: str) -> None:
        pen.polygon([(x * UNIT, y * UNIT) for x, y in points], fill=colour)

    pen.rounded_rectangle([0, 0, 64 * UNIT - 1, 64 * UNIT - 1], 12 * UNIT, fill=GROUND)
    shape(((30, 17), (4, 9), (4, 21)), LIGHT)
    shape(((34, 17), (60, 9), (60, 21)), LIGHT)
    shape(((26.5, 22), (37.5, 22), (41, 46), (23, 46)), TOWER)
    shape(((25.5, 28), (38.5, 28), (39.4, 34), (24.6, 34)), BAND)
    shape(((23.9, 39), (40.1, 39), (41, 45), (23, 45)), BAND)
    pen.rectangle([27 * UNIT, 13 * UNIT, 37 * UNIT, 20 * UNIT], fill=TOWER)
    pen.rectangle([29 * UNIT, 14.4 * UNIT, 35 * UNIT, 20 * UNIT], fill=LIGHT)
    pen.rounded_rectangle([24 * UNIT, 19.6 * UNIT, 40 * UNIT, 22.4 * UNIT], UNIT, fill=TOWER)
    shape(((26, 13.4), (38, 13.4), (32, 7)), BAND)
    pen.rounded_rectangle([15 * UNIT, 45 * UNIT, 49 * UNIT, 49 * UNIT], UNIT, fill=TOWER)
    for y, shift in ((53, 0), (58, 4)):
        for n in range(-1, 8):
            left = (n * 9 - 2 + shift) * UNIT
            pen.arc([left, (y - 2.6) * UNIT, left + 9.4 * UNIT, (y + 3) * UNIT], 20, 160, fill=SEA, width=round(1.6 * UNIT))
    return _cut(picture)


def _cut(picture: Image.Image) -> bytes:
    """Nothing stands over the round corners, and it has few tones."""
    corners = Image.new("L", picture.size, 0)
    ImageDraw.Draw(corners).rounded_rectangle([0, 0, picture.width - 1, picture.height - 1], 12 * UNIT, fill=255)
    picture.putalpha(corners)
    out = io.BytesIO()
    small = picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    small.quantize(TONES, method=Image.Quantize.FASTOCTREE).convert("RGBA").save(out, "PNG", optimize=True)
    return out.getvalue()
