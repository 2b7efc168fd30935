"""What a finger drew on the glass, as one path: strokes [x, y, x, y, …] in whole numbers on a field."""

from collections.abc import Sequence

from markupsafe import Markup

MOST = 2_000  # points that are drawn; of more, every second, third, … is enough for the eye


def strokes(drawn: Sequence[Sequence[int]], field: tuple[int, int], width: int, title: str) -> Markup:
    """An SVG of `width` dots in the ink of the text around it, the field in proportion; `title` says it to who cannot see."""
    wide, high = field
    step = -(-sum(map(len, drawn)) // (2 * MOST)) or 1
    path = "".join(_run(stroke, step) for stroke in drawn)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" viewBox="0 0 {wide} {high}">'
        '<title>{title}</title><path fill="none" stroke="currentColor" stroke-width="8" stroke-linecap="round" '
        'stroke-linejoin="round" d="{path}"/></svg>'
    ).format(width=width, height=round(width * high / wide), wide=wide, high=high, title=title, path=path)


def _run(stroke: Sequence[int], step: int) -> str:
    """A broken line; a dot is one of no length, which round ends make visible. The last point is always drawn."""
    points = list(zip(stroke[::2], stroke[1::2], strict=False))
    (x, y), *rest = [*points[:-1:step], points[-1]] if points else [(0, 0)]
    return f"M{x} {y}" + ("L" + " ".join(f"{x} {y}" for x, y in rest) if rest else "h.1")
