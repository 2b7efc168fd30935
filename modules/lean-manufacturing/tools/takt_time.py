"""The beat that the customer gives, and how many people it takes."""

import math

from genba.curriculum.tools import Answer, Bars, Level, No, Series, said


def takt_time(
    available_time: float, breaks: float, demand: float, work_content: float | None, cycle_time: float | None
) -> Answer:
    """Takt = (available time − breaks) ÷ demand, in seconds for a piece.

    available_time and breaks in minutes and demand in pieces, of the same shift or day; work_content: seconds of work in one piece;
    cycle_time: seconds between two pieces today. Stations wanted = work content ÷ takt, rounded up. Raises No without time or demand.
    Source: Rother and Shook, Learning to See (1999).
    """
    if breaks >= available_time:
        raise No("no-time", field="breaks")
    if demand <= 0:
        raise No("no-demand", field="demand")
    takt = 60 * (available_time - breaks) / demand
    exact = None if work_content is None else work_content / takt
    wanted = None if exact is None else math.ceil(exact - 1e-9)
    short = None if cycle_time is None else max(0.0, demand - 60 * (available_time - breaks) / cycle_time)
    withheld = {} if exact is not None else {"stations_wanted": said("no-content"), "stations_exact": said("no-content")}
    says = [said("meaning", takt=takt)]
    if wanted is not None:
        says.append(said("people", stations_wanted=wanted, stations_exact=exact))
    if short is None:
        withheld["pieces_short"] = said("no-cycle")
        then, charts = said("next-measure"), []
    else:
        says.append(said("too-slow", pieces_short=short) if short > 0 else said("fast-enough"))
        then = said("next-slow" if short > 0 else "next-keep")
        charts = [
            Bars(said("chart"), [said("cycle")], [Series("", [cycle_time])], [Level(said("takt"), takt, "target")], unit="s")
        ]
    found = {
        "takt": takt,
        "pieces_per_hour": 3600 / takt,
        "stations_wanted": wanted,
        "stations_exact": exact,
        "pieces_short": short,
    }
    return Answer(found, says, then, charts, withheld)
