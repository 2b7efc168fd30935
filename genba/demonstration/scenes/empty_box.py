"""A plastics workshop whose number did not move."""

from genba.demonstration.scenes.sheet import (
    AMBER,
    BLUE,
    BRICK,
    BROWN,
    FLOOR,
    GREEN,
    INK,
    PALE,
    PAPER,
    SILL,
    SKINS,
    STEEL,
    WALL,
    WOOD,
    Sheet,
    between,
    room,
    standing,
)  # fmt: skip

COLUMNS = (13, 12.4, 13.4, 12.8, 13, 12.6, 13.1)  # how high: seven months, all alike


def draw(sheet: Sheet) -> None:
    """A moulding machine, tools on their outlines, a clear floor, and a chart on which seven columns are equally high."""
    room(sheet, floor=between(FLOOR, WALL, 0.2), edge=84)
    _chart(sheet, 14, 14)
    _outlines(sheet, 76, 16)
    _machine(sheet, 92, 104)
    for x, y, size in ((66, 108, 6.4), (76, 112, 6.8), (58, 114, 6), (70, 103, 5.6)):
        _faulty(sheet, x, y, size)
    standing(sheet, 32, 114, 68, GREEN, SKINS[0], hand=(44.5, 62), lean=2, trousers=INK)
    standing(sheet, 14, 116, 66, AMBER, SKINS[4], hand=(24, 72), lean=2, wear="knot", hair=BROWN, trousers=BLUE)


def _chart(sheet: Sheet, x: float, top: float) -> None:
    """The share of faulty pieces by month; the dashed line is what was hoped for."""
    sheet.box(x, top, 52, 34, PAPER)
    sheet.box(x + 4, top + 3, 18, 1.8, STEEL, 0.8)
    for n, high in enumerate(COLUMNS):
        sheet.box(x + 6 + n * 6, top + 29 - high, 4, high, BRICK)
    sheet.dashes((x + 5, top + 15), (x + 47, top + 24), INK, 0.8, 2)
    sheet.box(x + 4, top + 29, 44, 0.8, INK)


def _outlines(sheet: Sheet, x: float, top: float) -> None:
    """Tools on a board, each on its outline; one place is empty, where a box for ideas hung."""
    sheet.box(x, top, 32, 24, SILL)
    sheet.stroke([(x + 6, top + 5), (x + 6, top + 17)], INK, 1.8)
    sheet.box(x + 3.4, top + 3, 5.4, 4, INK, 0.8)
    sheet.stroke([(x + 14, top + 5), (x + 14, top + 18)], STEEL, 1.8)
    sheet.disc(x + 14, top + 5, 2.2, STEEL)
    corners = ((x + 20, top + 6), (x + 28, top + 6), (x + 28, top + 18), (x + 20, top + 18))
    for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
        sheet.dashes(start, end, INK, 0.7, 1.3)


def _machine(sheet: Sheet, x: float, base: float) -> None:
    """It presses molten plastic into a mould; the hopper above holds the grain."""
    sheet.box(x, base - 26, 62, 26, BLUE, 2)
    sheet.box(x, base - 8, 62, 8, between(BLUE, INK, 0.35), 2)
    sheet.box(x + 30, base - 41, 29, 13, PALE, 3)
    sheet.box(x + 23, base - 37, 8, 5, STEEL)
    sheet.shape(
        [(x + 37, base - 66), (x + 57, base - 66), (x + 50, base - 41), (x + 44, base - 41)], between(PALE, PAPER, 0.3)
    )
    sheet.shape([(x + 39.4, base - 58), (x + 54.6, base - 58), (x + 50, base - 41), (x + 44, base - 41)], AMBER)
    for left in (x + 6, x + 15):
        sheet.box(left, base - 46, 7, 20, STEEL, 1)
    sheet.box(x + 13, base - 40, 2, 8, BRICK)
    for up in (base - 44, base - 30):
        sheet.box(x + 2, up, 22, 1.6, INK)
    sheet.box(x + 38, base - 21, 18, 9, INK, 1)
    sheet.box(x + 40, base - 19, 9, 5, between(GREEN, PAPER, 0.5), 0.5)
    for n, tone in enumerate((GREEN, BRICK)):
        sheet.disc(x + 53, base - 18.4 + n * 3.8, 1.2, tone)
    sheet.shape([(x, base - 18), (x - 12, base - 6), (x - 9, base - 3), (x + 2, base - 12)], between(WOOD, STEEL, 0.5))


def _faulty(sheet: Sheet, x: float, base: float, size: float) -> None:
    """A bowl with a burr and a crack."""
    sheet.shape(
        [(x - size, base - size), (x + size, base - size), (x + size * 0.6, base), (x - size * 0.6, base)], "#4d6f9c"
    )
    sheet.disc(x, base - size, size, between("#4d6f9c", INK, 0.45), 0.25)
    sheet.stroke([(x + size * 0.2, base - size * 0.75), (x + size * 0.38, base - size * 0.5), (x + size * 0.22, base - size * 0.3)],
                 PALE, 0.6)  # fmt: skip
    sheet.shape(
        [(x - size, base - size), (x - size * 1.3, base - size * 1.3), (x - size * 0.7, base - size * 1.15)], "#4d6f9c"
    )
