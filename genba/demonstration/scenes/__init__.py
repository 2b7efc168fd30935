"""One drawn workplace for each story of the demonstration, and the mark of its programme: no photograph is among them."""

from collections.abc import Callable
from typing import Final

from genba.demonstration.scenes import (
    aisle,
    bakery,
    empty_box,
    ideas_board,
    kiln,
    lodge,
    metal_shop,
    print_hall,
    shoe_bench,
)  # fmt: skip
from genba.demonstration.scenes.sheet import Sheet

SCENES: Final[dict[str, Callable[[Sheet], None]]] = {
    "ideas-board": ideas_board.draw, "aisle": aisle.draw, "shoe-bench": shoe_bench.draw, "bakery": bakery.draw,
    "lodge": lodge.draw, "metal-shop": metal_shop.draw, "kiln": kiln.draw, "print-hall": print_hall.draw,
    "empty-box": empty_box.draw,
}  # fmt: skip


def drawn(scene: str) -> bytes:
    """A scene as a JPEG of 1200 by 900 pixels."""
    sheet = Sheet()
    SCENES[scene](sheet)
    return sheet.jpeg()
