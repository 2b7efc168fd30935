"""How many pieces of a lot to look at, and what the plan lets through."""

from typing import Any

from genba.curriculum.tools import Answer, Level, Lines, No, Series, said
from genba.science import sampling

CHANCES = (0.99, 0.95, 0.9, 0.75, 0.5, 0.25, 0.1, 0.05, 0.01)
PLACES = 25


def sampling_plan(lot_size: int, level: str, aql: float, inspection: str) -> Answer:
    """Code letter, sample size, acceptance and rejection number, and the operating characteristic, of ISO 2859-1 single sampling.

    lot_size in pieces; aql in % nonconforming (up to 10) or nonconformities for 100 pieces. Chances in %. Raises No for a level
    that is not tabled. Where the sample is as large as the lot all pieces are looked at. Source: genba.science.sampling.
    """
    if aql not in sampling.LEVELS:
        nearest = min(sampling.LEVELS, key=lambda one: abs(one - aql))
        raise No("aql-unknown", field="aql", aql=f"{aql:g}", nearest=f"{nearest:g}")
    if inspection == "reduced" and aql > sampling.PERCENT:
        raise No("reduced-high", field="aql")
    plan = sampling.plan(lot_size, level, aql, inspection)
    is_poisson = aql > sampling.PERCENT
    is_all = plan.size >= lot_size
    size = min(plan.size, lot_size)
    curve = [{"chance": 100 * wanted, "share": 100 * sampling.share_at(wanted, plan.size, plan.accept, is_poisson)}
             for wanted in CHANCES]  # fmt: skip
    risk = 100 * (1 - sampling.chance(aql / 100, plan.size, plan.accept, is_poisson))
    weak = curve[CHANCES.index(0.1)]["share"]
    found: dict[str, Any] = {
        "code_letter": plan.letter, "plan_letter": plan.used, "sample_size": size, "accept": plan.accept, "reject": plan.reject,
        "inspect_all": is_all, "oc_curve": [] if is_all else curve,
        "producer_risk": None if is_all else risk, "accepted_one_in_ten": None if is_all else weak,
    }  # fmt: skip
    if is_all:
        reason = {name: said("all-looked-at") for name in ("producer_risk", "accepted_one_in_ten")}
        return Answer(found, [said("look-at-all", sample_size=size)], said("next-all"), [], reason)
    says = [
        said("meaning", sample_size=size, accept=plan.accept, reject=plan.reject),
        said("lets-through", accepted_one_in_ten=weak),
    ]
    if plan.used != plan.letter:
        says.append(said("arrow", letter=plan.letter, used=plan.used))
    return Answer(found, says, said(f"next-{inspection}"), [_drawn(plan, aql, is_poisson)])


def _drawn(plan: sampling.Plan, aql: float, is_poisson: bool) -> Lines:
    most = sampling.share_at(0.01, plan.size, plan.accept, is_poisson)
    shares = [most * n / PLACES for n in range(PLACES + 1)]
    chances = [100 * sampling.chance(share, plan.size, plan.accept, is_poisson) for share in shares]
    places = [f"{100 * share:.3g}" for share in shares]
    return Lines(
        said("chart-oc"), places, [Series(said("accepted"), chances)], [Level(said("one-in-ten"), 10, "target")], "%", True
    )
