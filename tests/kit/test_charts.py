"""Charts say before, now and missing by shape, mirror for right to left, and hold no style and no script."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from genba.kit.svg import Base, Events, Mark, Paper, Part, Point, Trend, bar, events, trend, whisker

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun")


def a_trend(*values: float | None, **options: object) -> Trend:
    points = tuple(Point(value, "before" if at < 3 else "now") for at, value in enumerate(values))
    months = tuple(MONTHS[at % 6] for at in range(len(values)))
    settings: dict[str, object] = {
        "title": "Defects fell from 8 % to 4 %",
        "tick": lambda value, decimals: f"{value:.{decimals}f} %",
        **options,
    }
    return Trend(points=points, months=months, **settings)  # type: ignore[arg-type]


FULL = a_trend(
    8, 9, 8, 7, None, 4,
    training=Mark(2.5, "Training"), visits=(Mark(4, "Visit 1", short="1"),), base=Base(8.3, "before 8.3 %"), last="Jun 4 %",
)  # fmt: skip


def elements(svg: str, name: str, kind: str = "") -> list[ElementTree.Element]:
    root = ElementTree.fromstring(re.sub(r'xmlns="[^"]*" ', "", str(svg)))
    return [e for e in root.iter(name) if not kind or e.get("class") == kind]


def numbers(svg: str, name: str, kind: str, *keys: str) -> list[tuple[float, ...]]:
    return [tuple(float(e.attrib[key].rstrip("%")) for key in keys) for e in elements(svg, name, kind)]


def test_each_month_has_its_sign() -> None:
    svg = trend(FULL)

    assert len(elements(svg, "circle", "before")) == 3
    assert len(elements(svg, "circle", "now")) == 2
    assert len(elements(svg, "circle", "unknown")) == 1
    assert len(elements(svg, "rect", "band")) == len(elements(svg, "line", "visit")) == 1


def test_nothing_is_drawn_across_a_missing_month() -> None:
    svg = trend(FULL)

    runs = [[float(n) for n in e.attrib["points"].split()] for e in elements(svg, "polyline")]
    (missing,) = numbers(svg, "circle", "unknown", "cx")
    assert sum(len(run) // 2 - 1 for run in runs) == 3
    assert not any(run[0] <= missing[0] <= run[-2] for run in runs)


def test_a_higher_value_stands_higher_and_the_base_at_its_value() -> None:
    svg = trend(a_trend(5, 10, 5, 0, base=Base(5, "before")))

    before = numbers(svg, "circle", "before", "cy")
    (base,) = numbers(svg, "line", "base", "y1")
    (last,) = numbers(svg, "circle", "now", "cy")
    assert before[1][0] < before[0][0] == base[0] < last[0]


def test_right_to_left_is_the_mirror() -> None:
    left, right = trend(FULL), trend(FULL, rtl=True)

    for kind in ("before", "now", "unknown"):
        there = numbers(left, "circle", kind, "cx", "cy")
        back = numbers(right, "circle", kind, "cx", "cy")
        assert back == [(pytest.approx(100 - x, abs=0.1), y) for x, y in there]
    ((x, width),) = numbers(left, "rect", "band", "x", "width")
    assert numbers(right, "rect", "band", "x", "width") == [(pytest.approx(100 - x - width, abs=0.2), width)]


def test_a_chart_names_itself() -> None:
    svg, *_inside = elements(trend(FULL), "svg")

    assert (svg.get("role"), svg[0].tag, svg[0].text) == ("img", "title", "Defects fell from 8 % to 4 %")


def test_text_of_others_stays_text() -> None:
    nasty = '<script>alert("1")</script>'

    svg = trend(a_trend(1, 2, title=nasty, last=nasty, base=Base(1, nasty), training=Mark(0, nasty)))
    paper = trend(a_trend(1, 2, title=nasty, last=nasty), paper=Paper())

    assert not elements(svg, "script") and not elements(paper, "script")
    assert elements(svg, "title")[0].text == nasty


@pytest.mark.parametrize("rtl", [False, True])
def test_the_page_needs_no_style_and_no_script(rtl: bool) -> None:
    drawings = [
        trend(FULL, rtl=rtl),
        events(Events("Accidents", FULL.points, FULL.months), rtl=rtl),
        bar([Part("now", 0.4), Part("rest", 0.6)], rtl=rtl),
        whisker(-0.2, -0.4, 0.1, rtl=rtl),
    ]

    assert not any(re.search(r"style=|<script|on\w+=|href=|fill=|stroke=", svg) for svg in drawings)


@pytest.mark.parametrize("rtl", [False, True])
def test_paper_needs_no_stylesheet_and_no_percent(rtl: bool) -> None:
    paper = Paper(width=340)
    drawings = [
        trend(FULL, rtl=rtl, paper=paper),
        events(Events("Accidents", FULL.points, FULL.months), rtl=rtl, paper=paper),
        bar([Part("now", 0.4), Part("second", 0.5), Part("unknown", 0.1)], rtl=rtl, paper=paper),
        whisker(-0.2, -0.4, 0.1, rtl=rtl, paper=paper),
    ]

    assert not any(re.search(r'class=|var\(|\d%"', svg) for svg in drawings)
    assert all(svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="340"') for svg in drawings)


def test_page_and_paper_are_one_drawing() -> None:
    page, paper = trend(FULL), trend(FULL, paper=Paper(width=200))

    on_page = [(2 * float(e.attrib["cx"].rstrip("%")), float(e.attrib["cy"])) for e in elements(page, "circle")]
    on_paper = [(float(e.attrib["cx"]), float(e.attrib["cy"])) for e in elements(paper, "circle")]
    assert on_paper == [(pytest.approx(x, abs=0.1), pytest.approx(y, abs=0.5)) for x, y in on_page]


@pytest.mark.parametrize("values", [(), (None, None), (0, 0, 0), (3,), (-2, 1, None, 4)])
def test_little_or_odd_data_still_draws(values: tuple[float | None, ...]) -> None:
    svg = trend(a_trend(*values, training=Mark(1, "Training"), last="x"))

    assert len(elements(svg, "circle")) == len(values)
    assert "nan" not in svg and "inf" not in svg


def test_labels_above_the_chart_never_meet() -> None:
    close = tuple(Mark(1 + 2 * at, f"Visit {at}", short=str(at)) for at in range(8))

    svg = trend(a_trend(*[1.0] * 24, training=Mark(0.5, "Training"), visits=close))

    spans = sorted(
        (float(e.attrib["x"].rstrip("%")), len(e.text or "")) for e in elements(svg, "text") if e.get("y") == "12"
    )
    gaps = [later - earlier - 2.1 * (a + b) / 2 for (earlier, a), (later, b) in pairwise(spans)]
    assert len(spans) > 1 and min(gaps) >= 0
    assert len(elements(svg, "line", "visit")) == 8


def test_points_without_their_months_are_refused() -> None:
    with pytest.raises(ValueError, match="one month"):
        trend(Trend("x", (Point(1, "now"),), (), lambda value, _: str(value)))


def test_shares_stand_side_by_side() -> None:
    svg = bar([Part("now", 0.39), Part("second", 0.6), Part("unknown", 0.01)], title="214 women, 327 men, 7 not stated")

    (women,), (men,) = numbers(svg, "rect", "now", "x", "width"), numbers(svg, "rect", "second", "x", "width")
    assert women == (0, pytest.approx(38.5))
    assert men == (pytest.approx(39), pytest.approx(59.5))
    assert elements(svg, "svg")[0].get("role") == "img"


def test_the_rest_lies_under_the_share() -> None:
    svg = bar([Part("now", 0.75), Part("rest", 0.25)])

    assert numbers(svg, "rect", "rest", "x", "width") == [(0, 100)]
    assert numbers(svg, "rect", "now", "x", "width") == [(0, 75)]
    assert elements(svg, "svg")[0].get("aria-hidden") == "true"


def test_a_whisker_holds_the_middle_half_and_stops_at_the_end_of_its_axis() -> None:
    svg = whisker(-0.9, -1.5, 0.3)

    assert numbers(svg, "line", "range", "x1", "x2") == [(0, 75)]
    assert numbers(svg, "line", "zero", "x1", "x2") == [(50, 50)]
    assert [e.get("cx") for e in elements(svg, "circle")] == ["0%"]


def test_rare_things_are_counted_in_dots() -> None:
    points = (Point(1, "before"), Point(0, "before"), Point(3, "now"), Point(None, "now"), Point(9, "now"))

    svg = events(Events("Accidents", points, MONTHS[:5], more=("", "", "", "", "9")))

    assert len(elements(svg, "circle", "before")) == 1
    assert len(elements(svg, "circle", "now")) == 3 + 1
    assert len(elements(svg, "circle", "unknown")) == 1
    assert [e.text for e in elements(svg, "text", "strong")] == ["9"]
