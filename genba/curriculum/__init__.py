"""The curriculum: training modules, read from folders into frozen objects.

A module is content, one folder per module, edited by trainers and engineers. This room reads it, checks
it and hands it out; it holds no enterprise, no person and no database, and never imports Django. Rows
elsewhere store the slugs and codes that are defined here, with the version of the module.
"""

from genba.curriculum.examples import problem_with
from genba.curriculum.findings import (
    CurriculumError,
    Finding,
    UnknownIndicator,
    UnknownModule,
    UnknownName,
    UnknownPart,
    UnknownPractice,
)
from genba.curriculum.forms import Form
from genba.curriculum.indicators import Indicator, NoValue, Quantity, Sufficiency
from genba.curriculum.lessons import Lesson, Prose, Quiz, ToolUse
from genba.curriculum.loading import check, load
from genba.curriculum.modules import (
    PRACTICE_STATES,
    Curriculum,
    Example,
    Module,
    Parameter,
    Practice,
    SatisfactionQuestion,
)
from genba.curriculum.texts import LANGUAGES, Texts

__all__ = [
    "LANGUAGES",
    "PRACTICE_STATES",
    "Curriculum",
    "CurriculumError",
    "Example",
    "Finding",
    "Form",
    "Indicator",
    "Lesson",
    "Module",
    "NoValue",
    "Parameter",
    "Practice",
    "Prose",
    "Quantity",
    "Quiz",
    "SatisfactionQuestion",
    "Sufficiency",
    "Texts",
    "ToolUse",
    "UnknownIndicator",
    "UnknownModule",
    "UnknownName",
    "UnknownPart",
    "UnknownPractice",
    "check",
    "load",
    "problem_with",
]
