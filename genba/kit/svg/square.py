"""A square code that a telephone reads: the matrix comes from the library, the drawing is one path."""

from markupsafe import Markup

QUIET = 4  # modules of white around it, by ISO/IEC 18004


def square_code(text: str, title: str) -> Markup:
    """The text as an SVG of one path in modules, dark on white whatever the theme; `title` says it to who cannot see."""
    import qrcode  # type: ignore[import-untyped]  # only a page with a code pays for the library

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    matrix = code.get_matrix()
    side = len(matrix) + 2 * QUIET
    runs = "".join(_row(row, y + QUIET) for y, row in enumerate(matrix))
    return Markup(
        '<svg class="square-code" role="img" viewBox="0 0 {side} {side}"><title>{title}</title>'
        '<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{runs}"/></svg>'
    ).format(side=side, title=title, runs=runs)


def _row(row: list[bool], y: int) -> str:
    """The dark runs of a row as rectangles one module high."""
    parts, x = [], 0
    while x < len(row):
        run = 0
        while x + run < len(row) and row[x + run]:
            run += 1
        if run:
            parts.append(f"M{x + QUIET} {y}h{run}v1h-{run}z")
        x += max(run, 1)
    return "".join(parts)
