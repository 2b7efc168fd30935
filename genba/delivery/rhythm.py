"""When the next visit is due, by the rhythm of the module."""

from datetime import date, timedelta

from genba.curriculum import Module


def visit_due_on(module: Module, class_ended_on: date | None, visits_made: int) -> date | None:
    """The day on which the next follow-up visit is due, counted in days from the end of the class.

    None before the class has ended, and after the last visit of the rhythm.
    """
    if class_ended_on is None or visits_made >= len(module.visit_rhythm):
        return None
    return class_ended_on + timedelta(days=module.visit_rhythm[visits_made])
