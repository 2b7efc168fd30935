"""How alive a suggestion scheme is."""

from genba.curriculum.tools import Answer, Bars, No, Series, said

FEW_ANSWERED = 80  # per cent: under it people stop to suggest, by our lesson on suggestions


def suggestions(
    workers: float,
    managers: float,
    suggestions_workers: float,
    suggestions_managers: float,
    answered: float,
    implemented: float,
) -> Answer:
    """Suggestions per head by role, the share that comes from workers, and the shares answered and implemented in per cent.

    No where there was nobody to suggest, nothing was suggested, or more was answered or implemented than received.
    """
    received = suggestions_workers + suggestions_managers
    if workers == 0 or managers == 0:
        raise No("nobody", field="workers" if workers == 0 else "managers")
    if received == 0:
        raise No("nothing-received", field="suggestions_workers")
    for name, amount in (("answered", answered), ("implemented", implemented)):
        if amount > received:
            raise No("more-than-received", field=name, received=received)
    found = {
        "per_worker": suggestions_workers / workers,
        "per_manager": suggestions_managers / managers,
        "workers_share": 100 * suggestions_workers / received,
        "answered_share": 100 * answered / received,
        "implemented_share": 100 * implemented / received,
        "received": received,
        "implemented_total": implemented,
    }
    is_slow = found["answered_share"] < FEW_ANSWERED
    places = [said("part-received"), said("part-answered"), said("part-implemented")]
    bars = Bars(said("chart"), places, [Series("", [received, answered, implemented])])
    return Answer(found, [said("meaning", answered_share=found["answered_share"], implemented_share=found["implemented_share"])],
                  said("next-answer" if is_slow else "next-keep"), [bars])  # fmt: skip
