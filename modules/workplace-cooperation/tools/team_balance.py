"""Whether the improvement team looks like the enterprise."""

from genba.curriculum.tools import Answer, Bars, No, Series, said


def team_balance(women_team: float, men_team: float, women_workforce: float, men_workforce: float) -> Answer:
    """Whether women sit in the improvement team as often as they work in the enterprise.

    `gap` is the team's share of women less the workforce's, in percentage points; `women_wanted` is the
    smallest number of women that would bring a team of this size to the share of the workforce.
    No where team or workforce is empty.
    """
    team, workforce = women_team + men_team, women_workforce + men_workforce
    if team == 0:
        raise No("no-team", field="women_team")
    if workforce == 0:
        raise No("no-workforce", field="women_workforce")
    wanted = -(-(women_workforce * team) // workforce)
    shares = {"team_share": 100 * women_team / team, "workforce_share": 100 * women_workforce / workforce}
    is_fair = women_team >= wanted
    places = [said("part-workforce"), said("part-team")]
    bars = Bars(said("chart"), places, [Series("", [shares["workforce_share"], shares["team_share"]])], unit="%")
    return Answer(
        {**shares, "gap": shares["team_share"] - shares["workforce_share"], "women_wanted": wanted},
        [said("balanced" if is_fair else "meaning", women_wanted=wanted, women_team=women_team)],
        said("next-keep" if is_fair else "next-ask"), [bars],
    )  # fmt: skip
