"""Hours worked, for enterprises that keep no time records."""

from genba.curriculum.tools import Answer, No, said


def hours_worked(workers: float, weekly_hours: float, weeks: float, hours_absent: float, overtime_hours: float) -> Answer:
    """Hours worked by everyone in a period: usual hours less absence plus overtime.

    As the resolution of the Sixteenth International Conference of Labour Statisticians (1998) allows where hours are not
    recorded. No where the absence is longer than the usual hours.
    """
    usual = workers * weekly_hours * weeks
    if hours_absent > usual:
        raise No("too-much-absence", field="hours_absent", usual=usual)
    hours = usual - hours_absent + overtime_hours
    return Answer({"hours": hours}, [said("meaning", hours=hours, weeks=weeks)], said("next-step"))
