"""A pottery with its kiln."""

from genba.demonstration.scenes.sheet import (
    AMBER,
    BLUE,
    BRICK,
    BROWN,
    CRATE,
    CREAM,
    GREEN,
    INK,
    LID,
    PALE,
    PAPER,
    PLUM,
    SKINS,
    STEEL,
    TAPE,
    WALL,
    WOOD,
    Sheet,
    between,
    room,
    standing,
    window,
)  # fmt: skip

CLAY = between(BRICK, CRATE, 0.55)


def draw(sheet: Sheet) -> None:
    """A brick kiln with a glowing peephole and the plan beside its door, shelves of bowls, three bins, and two potters."""
    room(sheet, wall=between(WALL, CREAM, 0.4), floor=between(CRATE, WALL, 0.6), edge=86)
    window(sheet, 64, 14, 26, 26, PALE)
    _kiln(sheet, 30, 100)
    _plan(sheet, 66, 50)
    for row in range(3):
        y = 36 + row * 19
        sheet.box(102, y, 52, 2, WOOD)
        for n in range(5):
            tone = (CLAY, between(CLAY, CREAM, 0.45), BLUE)[(n + row) % 3]
            _bowl(sheet, 107.5 + n * 10.3, y, tone, 4.6 - (n + row) % 2 * 0.8)
    for x in (102, 152):
        sheet.box(x, 22, 2, 68, between(WOOD, INK, 0.2))
    for n, tone in enumerate((GREEN, PALE, TAPE)):
        left = 118 + n * 13.5
        sheet.shape([(left, 96), (left + 11.5, 96), (left + 10.5, 112), (left + 1, 112)], tone)
        sheet.dome(left + 5.7, 96, 9, 3 + n, between(CLAY, CREAM, 0.3 * n), 2)
    _potter(sheet, 86, 112)
    standing(sheet, 57, 114, 58, PLUM, SKINS[3], hand=(69, 67), lean=3, wear="knot", hair=BROWN, trousers=INK)


def _kiln(sheet: Sheet, x: float, base: float) -> None:
    sheet.box(x + 8, 2, 11, 30, between(BRICK, INK, 0.25))
    sheet.dome(x, base, 54, 74, BRICK, 3)
    tone = between(BRICK, INK, 0.13)
    for row in range(11):
        reach = 24 - max(0, 4 - row) * 3
        for n in range(-3, 3):
            left = n * 8.6 + (row % 2) * 4.3
            if -reach < left < reach - 6:
                sheet.box(x + left, base - 66 + row * 6, 7, 4.4, tone, 0.4)
    sheet.dome(x, base, 29, 46, INK, 3)
    sheet.dome(x, base, 24, 42, between(STEEL, INK, 0.35), 3)
    sheet.disc(x, base - 26, 4.6, INK)
    sheet.disc(x, base - 26, 3.4, AMBER)
    sheet.disc(x, base - 26, 1.8, TAPE)
    sheet.box(x - 13, base - 8, 26, 2, INK)
    for n in (0, 1):
        left = x - 28 + n * 9
        sheet.box(left, base - 10, 7.4, 20, BLUE, 3)
        sheet.box(left + 2.2, base - 13, 3, 4, INK, 1)


def _plan(sheet: Sheet, x: float, top: float) -> None:
    """The week on the door: two days are full."""
    sheet.box(x, top, 23, 24, PAPER)
    sheet.box(x, top, 23, 4, BRICK)
    for n in range(6):
        left, up = x + 2 + n % 3 * 6.8, top + 6.4 + n // 3 * 8.8
        sheet.box(left, up, 5.6, 7, AMBER if n in (1, 4) else between(PAPER, STEEL, 0.25))


def _bowl(sheet: Sheet, x: float, base: float, tone: str, size: float) -> None:
    sheet.shape(
        [(x - size, base - size * 1.2), (x + size, base - size * 1.2), (x + size * 0.55, base), (x - size * 0.55, base)],
        tone,
    )
    sheet.disc(x, base - size * 1.2, size, between(tone, INK, 0.2), 0.22)


def _potter(sheet: Sheet, x: float, base: float) -> None:
    """Somebody at the wheel, seen from the side, sitting."""
    sheet.box(x - 10, base - 15, 11, 15, LID, 1)
    sheet.stroke([(x - 4, base - 18), (x + 9, base - 18), (x + 10, base - 3)], INK, 5.6)
    sheet.box(x + 7.5, base - 3, 9, 3, BROWN, 1)
    sheet.shape([(x - 10, base - 15), (x + 1, base - 15), (x + 5, base - 36), (x - 5, base - 36)], GREEN)
    sheet.disc(x, base - 36, 5, GREEN, 0.7)
    sheet.disc(x + 2, base - 44.5, 4.6, SKINS[2])
    sheet.disc(x + 0.8, base - 45.6, 4.5, INK)
    sheet.box(x + 12, base - 20, 17, 3, STEEL, 1)
    sheet.box(x + 18.5, base - 17, 4, 17, between(STEEL, INK, 0.4))
    sheet.box(x + 13, base - 2.4, 15, 2.4, INK, 1)
    _bowl(sheet, x + 20.5, base - 20, CLAY, 5.4)
    sheet.stroke([(x + 1, base - 34), (x + 7, base - 25), (x + 15, base - 25)], between(GREEN, INK, 0.22), 3.8)
    sheet.disc(x + 15.4, base - 25, 2.1, SKINS[2])
