"""The board of ideas in a sewing hall."""

from genba.demonstration.scenes.sheet import (
    AMBER,
    BLUE,
    BRICK,
    BROWN,
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
    room,
)


def draw(sheet: Sheet) -> None:
    """People in front of a board with three columns of notes; the fan that they asked for; the tap beside it."""
    room(sheet, edge=92)
    sheet.stroke([(22, 0), (22, 9)], INK, 0.8)
    for wing in ((6, 10.5), (38, 10.5)):
        sheet.stroke([(22, 10), wing], between(WOOD, WALL, 0.3), 2)
    sheet.disc(22, 10, 2.4, INK)
    sheet.box(40, 11, 86, 52, between(WOOD, WALL, 0.25), 1)
    sheet.box(42, 13, 82, 48, PAPER)
    for x in (69, 97):
        sheet.box(x, 16, 0.5, 42, SILL)
    sheet.box(44, 20, 78, 0.5, SILL)
    for x, wide in ((47, 10), (74, 13), (102, 12)):
        sheet.box(x, 16.4, wide, 1.5, STEEL, 0.6)
    notes = {46: "ABC", 57: "A", 72: "BCAB", 84: "AC", 100: "CABC", 111: "BACB"}
    colours = {"A": AMBER, "B": BLUE, "C": GREEN}
    for x, column in notes.items():
        for row, kind in enumerate(column):
            sheet.box(x, 23 + row * 9, 8.6, 7, colours[kind])
            sheet.box(x + 1.2, 25 + row * 9, 5.4, 0.7, between(colours[kind], PAPER, 0.6))
            sheet.box(x + 1.2, 26.8 + row * 9, 3.6, 0.7, between(colours[kind], PAPER, 0.6))
    sheet.box(139, 40, 12, 24, between(WALL, PALE))
    sheet.stroke([(145, 44), (145, 48), (141, 48), (141, 51)], INK, 1.4)
    sheet.disc(145, 43, 2, BRICK, 0.5)
    sheet.box(138, 60, 14, 5, STEEL, 1)
    _machine(sheet, 8, 84)
    from_behind(sheet, 33, 84, INK, SKINS[0])
    from_behind(sheet, 64, 88, BRICK, SKINS[1], BROWN, "knot")
    from_behind(sheet, 98, 86, GREEN, SKINS[2], PLUM, "scarf")
    from_behind(sheet, 131, 83, BLUE, SKINS[3])


def _machine(sheet: Sheet, x: float, top: float) -> None:
    """A sewing machine on its table."""
    sheet.box(x - 12, top, 30, 3, WOOD)
    sheet.box(x - 6, top - 3, 17, 3, INK, 1)
    sheet.box(x + 7, top - 15, 4, 13, INK, 1)
    sheet.box(x - 6, top - 16, 17, 5, INK, 1.5)
    sheet.stroke([(x - 4, top - 12), (x - 4, top - 4)], INK, 1)
    sheet.disc(x + 11.5, top - 13, 2.6, STEEL)
    sheet.shape([(x - 14, top), (x - 4, top), (x - 2, top + 8), (x - 16, top + 6)], PALE)
