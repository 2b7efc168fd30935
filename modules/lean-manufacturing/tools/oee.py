"""How much of the planned time a machine really made good pieces, and where the rest went."""

from genba.curriculum.tools import Answer, Bars, Flow, No, Series, said

SLACK = 1.005  # rounding of the ideal cycle that is let pass
LOSSES = ("availability", "performance", "quality")


def oee(planned_time: float, run_time: float, ideal_cycle: float, total_count: int, good_count: int) -> Answer:
    """Availability, performance, quality and their product in %, and the minutes that each loss takes.

    planned_time, run_time in minutes; ideal_cycle in seconds for a piece; counts in pieces. Availability = run ÷ planned, performance
    = ideal cycle × total ÷ run, quality = good ÷ total. Raises No where nothing ran or was made, parts exceed the whole, or the pieces
    could not have been made in the time. Source: ISO 22400-2:2014, OEE index; Nakajima (1988).
    """
    if run_time > planned_time:
        raise No("run-above-planned", field="run_time")
    if good_count > total_count:
        raise No("good-above-total", field="good_count")
    if run_time <= 0 or total_count <= 0:
        raise No("nothing-made", field="run_time" if run_time <= 0 else "total_count")
    ideal = ideal_cycle * total_count / 60
    if ideal > run_time * SLACK:
        raise No("too-fast", field="ideal_cycle", minutes=ideal, run=run_time)
    good = ideal * good_count / total_count
    shares = {
        "availability": 100 * run_time / planned_time,
        "performance": 100 * ideal / run_time,
        "quality": 100 * good_count / total_count,
    }
    losses = {"availability": planned_time - run_time, "performance": max(0.0, run_time - ideal), "quality": ideal - good}
    whole = 100 * good / planned_time
    largest = max(LOSSES, key=lambda one: losses[one])
    chart = Flow(
        said("chart"), [(said("planned"), planned_time)],
        [(said("good"), good, "good"), *((said(f"loss-{one}"), losses[one], "loss") for one in LOSSES)], "min",
    )  # fmt: skip
    bars = Bars(said("chart-shares"), [said(one) for one in LOSSES], [Series("", [shares[one] for one in LOSSES])], unit="%")
    return Answer(
        {**shares, "oee": whole, "losses": losses, "largest_loss": f"loss-{largest}", "good_minutes": good, "planned_minutes": planned_time},
        [said("meaning", oee=whole), said(f"most-{largest}", minutes=losses[largest])], said(f"next-{largest}"), [chart, bars],
    )  # fmt: skip
