"""A bakery at night."""

from genba.demonstration.scenes.sheet import (
    AMBER,
    BLUE,
    BRICK,
    BROWN,
    CRATE,
    CREAM,
    FLOOR,
    GREEN,
    INK,
    PALE,
    PAPER,
    SILL,
    SKINS,
    STEEL,
    TAPE,
    Sheet,
    between,
    room,
    standing,
    window,
)


def draw(sheet: Sheet) -> None:
    """Before dawn: a glowing oven, a rack of loaves, a mixer that turns while the next flour is weighed onto a cart."""
    room(sheet, wall=between(INK, BLUE, 0.35), floor=between(FLOOR, INK, 0.35), edge=86)
    night = between(INK, "#1d2733", 0.6)
    window(sheet, 60, 12, 30, 26, night)
    sheet.disc(82, 20, 3.2, CREAM)
    sheet.disc(80.6, 19.2, 2.9, night)
    sheet.box(4, 22, 48, 76, BRICK, 2)
    for row in range(6):
        for n in range(5):
            sheet.box(5.6 + n * 9.4 + row % 2 * 2.4, 24 + row * 4.4, 7, 3.2, between(BRICK, INK, 0.14))
    for y in (53, 74):
        sheet.box(10, y, 36, 17, INK, 2)
        sheet.box(13, y + 2.6, 30, 10.4, AMBER, 1)
        sheet.box(13, y + 9, 30, 4, between(AMBER, TAPE), 1)
        for x in (19, 28, 37):
            sheet.dome(x, y + 13, 7.4, 5.4, between(CRATE, BROWN, 0.3), 2)
    sheet.shape([(46, 90), (52, 98), (74, 98), (64, 90)], between(FLOOR, AMBER, 0.25))
    _loaves(sheet, 134, 104)
    _mixer(sheet, 113, 104)
    standing(sheet, 72, 112, 66, CREAM, SKINS[1], hand=(87, 76), lean=4, trousers=PALE, hair=PAPER, wear="cap")
    sheet.box(67, 68, 11, 27, PAPER, 2)
    sheet.box(82, 90, 26, 3, STEEL, 1)
    sheet.box(80, 104, 30, 3, STEEL, 1)
    for x in (84, 105):
        sheet.box(x - 0.8, 84, 1.6, 24, STEEL)
        sheet.disc(x, 110, 2.6, INK)
    sheet.dome(90, 90, 11, 12, PAPER, 3.6)
    sheet.box(86.4, 82, 7.2, 3.2, BLUE, 0.6)
    sheet.dome(102, 90, 8, 5, SILL, 3)
    sheet.dome(94, 104, 14, 8, PAPER, 3.6)


def _loaves(sheet: Sheet, x: float, base: float) -> None:
    """A rack on wheels, full of loaves."""
    for row in range(5):
        y = base - 8 - row * 15
        sheet.box(x, y, 24, 1.6, STEEL)
        for n in range(3):
            tone = between(CRATE, AMBER, 0.2 + 0.2 * ((n + row) % 3))
            sheet.dome(x + 4.4 + n * 7.6, y, 7, 6, tone, 2.2)
            sheet.stroke([(x + 3 + n * 7.6, y - 3.2), (x + 5.6 + n * 7.6, y - 4)], between(tone, BROWN, 0.5), 0.7)
    for side in (x - 1, x + 23.4):
        sheet.box(side, base - 74, 1.6, 76, INK)
        sheet.disc(side + 0.8, base + 4, 2.4, INK)


def _mixer(sheet: Sheet, x: float, base: float) -> None:
    sheet.box(x + 3, base - 44, 9, 48, PALE, 2)
    sheet.box(x - 9, base - 48, 21, 10, PALE, 3)
    sheet.stroke([(x - 4, base - 38), (x - 4, base - 26)], INK, 1.6)
    sheet.shape([(x - 13, base - 28), (x + 4, base - 28), (x + 1, base - 11), (x - 10, base - 11)], STEEL)
    sheet.disc(x - 4.5, base - 28, 8.4, CREAM, 0.28)
    sheet.box(x - 11, base - 2, 24, 5, INK, 1)
    sheet.disc(x + 8, base - 32, 1.5, GREEN)
