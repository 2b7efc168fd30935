"""The tools of workplace cooperation: pure functions whose parameters are the inputs declared beside them."""


def cost_of_absence(
    days_lost: float,
    daily_wage: float,
    replacement_share: float,
    replacement_wage: float,
    daily_margin: float,
) -> dict[str, float]:
    """What a month of absence costs, in the money of the wages.

    `replacement_share` is the per cent of lost days that a substitute covered; the others lose the daily
    margin, the value a worker adds in a day above wage and material. Raises ValueError above 100 %.
    """
    if replacement_share > 100:
        raise ValueError("More days cannot be covered than were lost: the share is above 100 %.")
    covered = days_lost * replacement_share / 100
    paid = days_lost * daily_wage
    replaced = covered * replacement_wage
    margin_lost = (days_lost - covered) * daily_margin
    return {
        "wages_paid": paid,
        "replacement_cost": replaced,
        "margin_lost": margin_lost,
        "total_cost": paid + replaced + margin_lost,
    }


def suggestion_scheme(
    workers: float,
    managers: float,
    suggestions_workers: float,
    suggestions_managers: float,
    answered: float,
    implemented: float,
) -> dict[str, float]:
    """How alive a suggestion scheme is: rates by role, and shares answered and implemented in per cent.

    Raises ValueError with a sentence where there was nobody to suggest, or nothing suggested, or more
    answered or implemented than received.
    """
    received = suggestions_workers + suggestions_managers
    if workers == 0 or managers == 0:
        raise ValueError("A rate by role needs at least one worker and one manager.")
    if received == 0:
        raise ValueError("No suggestion was received, so there is no share to compute.")
    if answered > received or implemented > received:
        raise ValueError("More suggestions cannot be answered or implemented than were received.")
    return {
        "per_worker": suggestions_workers / workers,
        "per_manager": suggestions_managers / managers,
        "workers_share": 100 * suggestions_workers / received,
        "answered_share": 100 * answered / received,
        "implemented_share": 100 * implemented / received,
    }


def team_balance(women_team: float, men_team: float, women_workforce: float, men_workforce: float) -> dict[str, float]:
    """Whether women sit in the improvement team as often as they work in the enterprise.

    `gap` is the team's share of women less the workforce's, in percentage points; `women_wanted` is the
    smallest number of women that would bring a team of this size to the share of the workforce.
    Raises ValueError where team or workforce is empty.
    """
    team, workforce = women_team + men_team, women_workforce + men_workforce
    if team == 0:
        raise ValueError("The team has no members yet.")
    if workforce == 0:
        raise ValueError("The workforce is empty.")
    wanted = -(-(women_workforce * team) // workforce)
    return {
        "team_share": 100 * women_team / team,
        "workforce_share": 100 * women_workforce / workforce,
        "gap": 100 * women_team / team - 100 * women_workforce / workforce,
        "women_wanted": wanted,
    }


def hours_worked(workers: float, weekly_hours: float, weeks: float, hours_absent: float, overtime_hours: float) -> float:
    """Hours worked by everyone in a period, for enterprises that keep no time records.

    Usual hours less absence plus overtime, as the resolution of the Sixteenth International Conference of
    Labour Statisticians (1998) allows where hours are not recorded. Raises ValueError where the absence is
    longer than the usual hours.
    """
    usual = workers * weekly_hours * weeks
    if hours_absent > usual:
        raise ValueError("Nobody can be absent for more hours than were usual.")
    return usual - hours_absent + overtime_hours
