"""When Python looks for cycles to throw away. The program itself is never thrown away: there is nothing to look for."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reading_the_program() -> Iterator[None]:
    """While the program is read, nothing is searched (a seventh of the start); what was read is left alone afterwards.

    A search through it would cost every request, and would touch, and so copy, memory that processes share. What
    comes later makes few cycles; they wait until there are many.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(20_000, 20, 50)
        gc.enable()
