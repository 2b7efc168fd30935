"""A metal shop with its first guard."""

from genba.demonstration.scenes.sheet import (
    AMBER,
    BLUE,
    BRICK,
    FLOOR,
    GREEN,
    INK,
    PAPER,
    SKINS,
    STEEL,
    TAPE,
    WALL,
    Sheet,
    between,
    paper,
    room,
    standing,
    window,
)  # fmt: skip


def draw(sheet: Sheet) -> None:
    """A grinder with a guard of yellow sheet metal, a press behind a rail, and the list of what nearly happened."""
    room(sheet, wall=between(WALL, BLUE, 0.25), floor=between(FLOOR, STEEL, 0.4), edge=84)
    window(sheet, 8, 12, 34, 28)
    paper(sheet, 56, 16, 24, 34, 9)
    sheet.box(56, 16, 24, 4.4, BRICK)
    for n, done in enumerate((1, 1, 1, 0, 1, 0)):
        sheet.disc(76.6, 24.2 + n * 3.6, 1.1, GREEN if done else between(PAPER, STEEL, 0.5))
    for n, x in enumerate((92, 100, 108)):
        sheet.stroke([(x, 16), (x, 21)], INK, 0.8)
        sheet.disc(x, 25.5, 3.4, (BRICK, TAPE, BRICK)[n])
        sheet.disc(x, 25.5, 2.1, between(WALL, BLUE, 0.25))
    sheet.shape([(0, 104), (160, 104), (160, 107), (0, 107)], TAPE)
    _press(sheet, 138, 100)
    _grinder(sheet, 66, 100)
    standing(sheet, 34, 116, 70, BLUE, SKINS[1], hand=(53.5, 70), lean=5, trousers=INK)
    sheet.stroke([(35.4, 51.6), (44.6, 53)], INK, 1.1)
    sheet.disc(44.6, 53.2, 1.9, between(TAPE, PAPER, 0.4), 0.8)


def _grinder(sheet: Sheet, x: float, base: float) -> None:
    sheet.shape([(x - 9, base + 6), (x + 13, base + 6), (x + 9, base - 22), (x - 5, base - 22)], INK)
    sheet.box(x - 12, base - 26, 28, 5, STEEL, 1)
    sheet.disc(x, base - 33, 10.5, between(STEEL, PAPER, 0.35))
    sheet.disc(x, base - 33, 3, INK)
    sheet.dome(x + 2, base - 33, 27, 13.6, TAPE, 2)
    sheet.box(x - 0.5, base - 34, 16, 12, TAPE, 1)
    for spot in ((x + 2, base - 42), (x + 12, base - 30), (x + 12, base - 25)):
        sheet.disc(*spot, 0.9, INK)
    for n, (ahead, down) in enumerate(((-15, 3), (-19, 8), (-13, 11), (-22, 4), (-17, 14))):
        sheet.stroke([(x - 10 + ahead * 0.25, base - 29 + down * 0.25), (x - 10 + ahead * 0.7, base - 29 + down)],
                     (AMBER, TAPE)[n % 2], 0.8)  # fmt: skip


def _press(sheet: Sheet, x: float, base: float) -> None:
    """A press of green iron; its rail keeps hands away."""
    sheet.box(x - 20, base - 66, 40, 14, GREEN, 3)
    for side in (-18, 11):
        sheet.box(x + side, base - 58, 7, 60, between(GREEN, INK, 0.25))
    sheet.box(x - 8, base - 54, 16, 20, STEEL)
    sheet.box(x - 4, base - 36, 8, 8, INK)
    sheet.box(x - 22, base - 18, 44, 20, between(GREEN, INK, 0.35), 1)
    sheet.box(x - 11, base - 23, 22, 5, STEEL)
    sheet.disc(x, base - 59, 4, PAPER)
    sheet.stroke([(x, base - 59), (x + 2, base - 61)], BRICK, 0.7)
    for y in (base - 14, base - 4):
        sheet.stroke([(x - 28, y), (x + 21, y)], TAPE, 1.8)
    for side in (-28, -4, 21):
        sheet.stroke([(x + side, base - 16), (x + side, base + 6)], INK, 1.8)
