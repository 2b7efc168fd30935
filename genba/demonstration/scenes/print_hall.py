"""A printing hall with the board of free places."""

from genba.demonstration.scenes.sheet import (
    AMBER,
    BLUE,
    BRICK,
    BROWN,
    CREAM,
    FLOOR,
    GREEN,
    INK,
    PALE,
    PAPER,
    PLUM,
    SILL,
    SKINS,
    STEEL,
    WALL,
    WOOD,
    Sheet,
    between,
    from_behind,
    paper,
    room,
)  # fmt: skip


def draw(sheet: Sheet) -> None:
    """A long press with sheets that fly onto a pile; three people before the board, on which one notice has a frame."""
    room(sheet, wall=between(WALL, PALE, 0.3), floor=between(FLOOR, STEEL, 0.25), edge=88)
    sheet.stroke([(0, 7), (160, 7)], between(STEEL, WALL, 0.3), 1.6)
    for x in (26, 78):
        sheet.shape([(x - 6, 9), (x + 6, 9), (x + 9, 14), (x - 9, 14)], INK)
        sheet.box(x - 8, 14, 16, 1.4, CREAM)
    _press(sheet, 4, 96)
    _board(sheet, 92, 20)
    from_behind(sheet, 88, 88, PLUM, SKINS[1], GREEN, "scarf", 8.4)
    from_behind(sheet, 117, 90, AMBER, SKINS[3], BROWN, "knot", 8.4)
    from_behind(sheet, 146, 85, BLUE, SKINS[2], INK, "short", 8.8)


def _press(sheet: Sheet, x: float, base: float) -> None:
    """Four units with their rollers, each with another ink, and the pile at the end."""
    sheet.box(x - 6, base - 8, 84, 14, between(INK, STEEL, 0.25), 1)
    for n, ink in enumerate((BLUE, BRICK, AMBER, INK)):
        left = x + n * 15
        sheet.box(left, base - 46, 13, 40, between(STEEL, PALE, 0.5), 2)
        sheet.box(left, base - 46, 13, 6, ink, 2)
        for y, size in ((base - 34, 3.6), (base - 25, 4.4), (base - 15, 3.6)):
            sheet.disc(left + 6.5, y, size, INK)
            sheet.disc(left + 6.5, y, size - 1.4, between(ink, PAPER, 0.25))
    sheet.box(x + 60, base - 30, 14, 24, between(STEEL, PALE, 0.5), 1)
    for turn, (left, top) in enumerate(((58, 52), (66, 46), (70, 56))):
        lean = 2 - turn * 2
        sheet.shape([(x + left, base - top), (x + left + 11, base - top + lean), (x + left + 12, base - top + lean + 7),
                     (x + left + 1, base - top + 7)], PAPER)  # fmt: skip
        sheet.shape([(x + left + 2, base - top + 1.4), (x + left + 6, base - top + 1.8 + lean * 0.4),
                     (x + left + 6.4, base - top + 4.6), (x + left + 2.4, base - top + 4.4)], (BLUE, BRICK, AMBER)[turn])  # fmt: skip
    for n in range(7):
        sheet.box(x + 61 + n % 2 * 0.6, base - 32 - n * 1.5, 12.4, 1.1, (PAPER, CREAM)[n % 2])


def _board(sheet: Sheet, x: float, top: float) -> None:
    sheet.box(x, top, 62, 44, between(WOOD, WALL, 0.2), 1)
    sheet.box(x + 2, top + 2, 58, 40, SILL)
    for left, up, wide, high, lines, tone in ((5, 6, 13, 16, 4, CREAM), (5, 25, 13, 13, 3, PALE), (45, 5, 12, 14, 4, PALE),
                                              (45, 23, 12, 15, 4, CREAM)):  # fmt: skip
        paper(sheet, x + left, top + up, wide, high, lines, tone)
        sheet.disc(x + left + wide / 2, top + up + 0.6, 0.8, BRICK)
    sheet.box(x + 20.6, top + 4.6, 22, 33, AMBER)
    paper(sheet, x + 22, top + 6, 19.2, 30.2, 7)
    sheet.box(x + 24, top + 8, 12, 2.4, INK)
