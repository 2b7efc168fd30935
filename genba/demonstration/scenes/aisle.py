"""The aisle of a joinery."""

from collections.abc import Callable

from genba.demonstration.scenes.sheet import (
    BLUE,
    BRICK,
    CRATE,
    FLOOR,
    GLASS,
    INK,
    LID,
    PAPER,
    SILL,
    SKINS,
    STEEL,
    TAPE,
    WOOD,
    Sheet,
    between,
    standing,
)


def draw(sheet: Sheet) -> None:
    """A free aisle between racks of planks, with yellow lines, and somebody with a cart."""
    sheet.box(0, 0, 160, 120, "#d3cab9")
    sheet.box(58, 24, 44, 32, "#e7e0d2")
    sheet.shape([(58, 56), (102, 56), (152, 120), (8, 120)], FLOOR)
    sheet.shape([(0, 0), (58, 24), (58, 56), (8, 120), (0, 120)], "#bcb29e")
    sheet.shape([(160, 0), (102, 24), (102, 56), (152, 120), (160, 120)], "#bcb29e")
    sheet.shape([(0, 0), (160, 0), (102, 24), (58, 24)], between("#e7e0d2", PAPER))
    sheet.shape([(66, 4), (94, 4), (88, 16), (72, 16)], PAPER)
    sheet.box(70, 30, 20, 26, GLASS)
    sheet.box(79.4, 30, 1.2, 26, SILL)
    _rack(sheet, lambda x: x)
    _rack(sheet, lambda x: 160 - x)
    sheet.shape([(62, 56), (64.5, 56), (28, 120), (20, 120)], TAPE)
    sheet.shape([(98, 56), (95.5, 56), (132, 120), (140, 120)], TAPE)
    sheet.disc(83, 97, 25, between(FLOOR, INK, 0.12), 0.1)
    standing(sheet, 70, 96, 46, BLUE, SKINS[1], hand=(81, 74), trousers=INK, wear="cap", hair=BRICK, lean=3)
    sheet.box(82, 81, 30, 4, WOOD, 1)
    sheet.stroke([(82.5, 84), (80.5, 71)], STEEL, 1.4)
    for x in (87, 107):
        sheet.disc(x, 91, 4.4, INK)
        sheet.disc(x, 91, 1.6, STEEL)
    for x in range(86, 110, 5):
        sheet.stroke([(x, 80), (x + 1.5, 63)], CRATE, 1.8)
    sheet.box(84, 70, 27, 2.4, LID, 1)


def _rack(sheet: Sheet, at: Callable[[float], float]) -> None:
    """Two shelves that run to the back of the picture, with planks on them."""
    for near, far, thick, tone in ((30, 36, 17, CRATE), (72, 50, 20, LID)):
        sheet.shape([(at(0), near - thick), (at(55), far - thick * 0.4), (at(55), far), (at(0), near)], tone)
        middle, back = near - thick * 0.5, far - thick * 0.2
        sheet.shape([(at(0), middle), (at(55), back), (at(55), back + 0.5), (at(0), middle + 1.2)], between(tone, INK, 0.25))
        sheet.shape([(at(0), near), (at(55), far), (at(55), far + 1), (at(0), near + 3)], INK)
    for x, top, foot in ((22, 9, 112), (44, 18, 84)):
        sheet.shape([(at(x), top), (at(x + 2.4), top), (at(x + 2.4), foot), (at(x), foot)], INK)
