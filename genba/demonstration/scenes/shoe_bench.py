"""The bench of a shoe workshop."""

from genba.demonstration.scenes.sheet import (
    AMBER,
    BRICK,
    BROWN,
    CRATE,
    CREAM,
    GREEN,
    INK,
    LID,
    PAPER,
    PLUM,
    SKINS,
    TAPE,
    WALL,
    WOOD,
    Sheet,
    between,
    room,
    standing,
    window,
)


def draw(sheet: Sheet) -> None:
    """Two people look at the first pair, on a small stand under a lamp, with a wall of lasts behind them."""
    room(sheet, edge=84)
    sheet.box(46, 10, 68, 34, between(WALL, WOOD, 0.25), 1)
    for row in range(3):
        sheet.box(48, 19.5 + row * 10.5, 64, 1, WOOD)
        for n in range(7):
            _last(sheet, 51 + n * 8.8, 19.5 + row * 10.5, between(CRATE, CREAM, 0.15 * ((n + row) % 3)))
    window(sheet, 8, 14, 28, 30)
    sheet.shape([(80, 33), (57, 74), (103, 74)], between(WALL, TAPE, 0.22))
    sheet.stroke([(80, 0), (80, 28)], INK, 0.8)
    sheet.shape([(75, 28), (85, 28), (89, 35), (71, 35)], INK)
    sheet.disc(80, 35.5, 4, TAPE, 0.5)
    _boxes(sheet, 126, 100)
    standing(sheet, 44, 112, 66, GREEN, SKINS[3], hand=(68, 69), wear="knot", hair=BROWN, lean=6, trousers=PLUM)
    standing(sheet, 118, 112, 70, BRICK, SKINS[2], hand=(93, 68), lean=-7, trousers=INK)
    sheet.box(50, 74, 60, 4, WOOD)
    for x in (54, 103):
        sheet.box(x, 78, 4, 34, between(WOOD, INK, 0.2))
    sheet.box(70, 70, 21, 4, PAPER)
    _shoe(sheet, 71, 70)
    _shoe(sheet, 81, 70)
    sheet.box(58, 72, 7, 2, AMBER)


def _last(sheet: Sheet, x: float, base: float, colour: str) -> None:
    """The wooden form of a foot."""
    sheet.shape(
        [(x, base), (x, base - 6), (x + 2.4, base - 6.6), (x + 3, base - 3.6), (x + 6, base - 2), (x + 6.4, base)], colour
    )


def _shoe(sheet: Sheet, x: float, base: float) -> None:
    sheet.shape([(x, base - 1.6), (x + 0.3, base - 6), (x + 3, base - 5.6), (x + 5.2, base - 3.6), (x + 8, base - 2.8),
                 (x + 8.6, base - 1.2), (x + 3, base - 1.2)], BRICK)  # fmt: skip
    sheet.shape([(x, base - 1.6), (x + 2.6, base - 1.6), (x + 2.2, base), (x + 0.2, base)], INK)
    sheet.box(x + 2, base - 1.4, 6.8, 0.7, INK)


def _boxes(sheet: Sheet, x: float, base: float) -> None:
    for row, count in enumerate((3, 3, 2)):
        for n in range(count):
            left, top = x + n * 11 + row * 1.5, base - 8 - row * 8.4
            sheet.box(left, top, 10.4, 8, CRATE)
            sheet.box(left, top, 10.4, 2.2, LID)
            sheet.box(left + 3.4, top + 3.6, 3.6, 2.6, CREAM)
