"""Draw what `python -m bench scale` found: cost by size, both on scales of powers of ten.

python -m bench.scale_drawn var/bench/scale.json docs/scale.svg
"""

import json
import math
import sys
from pathlib import Path

from bench.scale import SECONDS

WIDE, HIGH, LEFT, TOP, RIGHT, BOTTOM = 760, 420, 70, 20, 270, 50
COLOURS = ("#0b6e4f", "#1f4e8c", "#b5541c", "#7a3b8f", "#8a8a8a", "#c29a00", "#444444")
STYLE = "font: 12px sans-serif"


def drawn(found: dict[int, dict[str, float]]) -> str:
    sizes = sorted(found)
    known = {key: [size for size in sizes if key in found[size]] for key in SECONDS}
    seconds = [found[size][key] for key, there in known.items() for size in there]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))

    def x(size: float) -> float:
        span = math.log10(sizes[-1]) - math.log10(sizes[0])
        return LEFT + (math.log10(size) - math.log10(sizes[0])) / span * (WIDE - LEFT - RIGHT)

    def y(second: float) -> float:
        return HIGH - BOTTOM - (math.log10(second) - low) / (high - low) * (HIGH - TOP - BOTTOM)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img" style="{STYLE}">',
             "<title>Seconds by number of observations, both on scales of powers of ten</title>",
             f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>']  # fmt: skip
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.1f}" y="{HIGH - BOTTOM + 20}" text-anchor="middle">{size / 1e6:g}</text>')
    middle = (LEFT + WIDE - RIGHT) / 2
    parts.append(f'<text x="{middle:g}" y="{HIGH - 10}" text-anchor="middle">million observations</text>')
    ends = sorted(SECONDS, key=lambda key: found[known[key][-1]][key])
    label = HIGH - BOTTOM + 16.0
    for key in ends:
        colour = COLOURS[list(SECONDS).index(key)]
        points = " ".join(f"{x(size):.1f},{y(found[size][key]):.1f}" for size in known[key])
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x(size):.1f}" cy="{y(found[size][key]):.1f}" r="3" fill="{colour}"/>' for size in known[key]
        ]
        label = min(label - 16, y(found[known[key][-1]][key]) + 4)
        parts.append(f'<text x="{WIDE - RIGHT + 10}" y="{label:.1f}" fill="{colour}">{SECONDS[key]}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    said = json.loads(Path(sys.argv[1]).read_text())
    Path(sys.argv[2]).write_text(drawn({int(size): costs for size, costs in said.items()}))
