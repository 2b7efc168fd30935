"""What a tool says as plain text, for a terminal."""

from genba.reports.tools.told import Listing, Told


def as_text(told: Told) -> str:
    """Title, what it means, figures, tables, the next step, the source."""
    lines = [told.title, "=" * len(told.title), ""]
    lines += [*told.meaning, ""] if told.meaning else []
    wide = max((len(f.label) for f in told.figures), default=0)
    lines += [f"{f.label:<{wide}}  {f.text or f'({f.why})'}" for f in told.figures]
    for table in told.tables:
        lines += ["", table.label, *_rows(table)]
    lines += ["", f"→ {told.then}"] if told.then else []
    return "\n".join([*lines, "", told.source])


def _rows(table: Listing) -> list[str]:
    rows = [table.headings, *table.rows]
    widths = [max(len(row[n]) for row in rows) for n in range(len(table.headings))]
    return [
        "  ".join(f"{cell:>{width}}" if n in table.numeric else f"{cell:<{width}}"
                  for n, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]  # fmt: skip
