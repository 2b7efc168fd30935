"""A lodge below the mountains."""

from genba.demonstration.scenes.sheet import (
    AMBER,
    BLUE,
    BRICK,
    BROWN,
    CRATE,
    CREAM,
    GREEN,
    INK,
    PALE,
    PAPER,
    PLUM,
    SKINS,
    SKY,
    STEEL,
    TAPE,
    WOOD,
    Sheet,
    between,
    paper,
    standing,
)


def draw(sheet: Sheet) -> None:
    """A house with arches and a blue door below mountains; linen on a line, a tank on the roof, a sheet by the door."""
    sheet.box(0, 0, 160, 120, SKY)
    sheet.disc(132, 20, 9, CREAM)
    sheet.shape(
        [(0, 62), (26, 26), (44, 44), (66, 18), (96, 54), (118, 34), (160, 66), (160, 84), (0, 84)], between(PLUM, SKY, 0.62)
    )
    sheet.shape([(0, 74), (38, 50), (78, 70), (120, 52), (160, 72), (160, 90), (0, 90)], between(CRATE, SKY, 0.45))
    sheet.box(0, 86, 160, 34, between(CRATE, CREAM, 0.5))
    wall = between(CREAM, AMBER, 0.22)
    sheet.box(14, 36, 82, 62, wall)
    sheet.box(11, 33, 88, 5, between(wall, BRICK, 0.4), 1)
    sheet.box(26, 20, 17, 13, STEEL, 2)
    sheet.box(24, 31, 21, 2.4, INK)
    for x in (30, 48, 66):
        sheet.dome(x, 62, 11, 17, INK, 2.2)
        sheet.dome(x, 62, 8.4, 15, PALE, 2.2)
    for x in (30, 50):
        sheet.dome(x, 98, 15, 27, between(wall, BROWN, 0.55), 2.2)
        sheet.dome(x + 0.8, 98, 12, 24, between(wall, INK, 0.62), 2.2)
    sheet.dome(74, 98, 16, 28, PAPER, 2.2)
    sheet.dome(74, 98, 12.5, 25, "#4d6f9c", 2.2)
    sheet.disc(78, 87, 0.9, TAPE)
    paper(sheet, 84.4, 76, 8, 11, 5)
    sheet.stroke([(85.6, 73.4), (91, 73.4)], INK, 0.8)
    _tree(sheet, 146, 98)
    sheet.stroke([(101, 66), (122, 69), (143, 66)], INK, 0.5)
    for x, high, tone in ((103, 19, PAPER), (115, 21, CREAM), (127, 17, PALE)):
        sheet.shape([(x, 67.6), (x + 10, 68), (x + 9.4, 68 + high), (x + 0.6, 67 + high)], tone)
        sheet.shape([(x + 6, 68), (x + 10, 68), (x + 9.4, 68 + high), (x + 7, 67.6 + high)], between(tone, BLUE, 0.18))
    standing(sheet, 110, 110, 42, PLUM, SKINS[3], hand=(121, 70), lean=2, wear="scarf", hair=GREEN, trousers=INK)
    sheet.dome(121, 110, 13, 8, CRATE, 4)
    sheet.dome(121, 103, 10, 4, PAPER, 2)
    for x in (6, 60, 92):
        sheet.dome(x, 112, 9, 6, GREEN, 2)


def _tree(sheet: Sheet, x: float, base: float) -> None:
    sheet.shape([(x - 2.6, base), (x + 2.6, base), (x + 1.6, base - 30), (x - 1.4, base - 30)], WOOD)
    for left, up, size in ((-7, 36, 9), (7, 38, 10), (0, 46, 10), (-2, 33, 8)):
        sheet.disc(x + left, base - up, size, between(GREEN, INK, 0.02 * size - 0.1))
