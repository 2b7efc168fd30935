"""What is wrong with a package, said so that its author can put it right without reading our code."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: where it stands, which key, what is wrong, and what to do."""

    file: str
    line: int
    key: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {where}{self.problem} Do: {self.remedy}"


class CurriculumError(Exception):
    """A folder of modules that cannot be used; carries every finding, not only the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        super().__init__("\n".join(str(finding) for finding in self.findings))


class UnknownName(LookupError):
    """Something was asked for by a name that the curriculum does not hold."""

    noun = "thing"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.nearest = nearest(name, known)
        hint = f" The nearest is “{self.nearest}”." if self.nearest else ""
        super().__init__(f"There is no {self.noun} called “{name}”.{hint}")


class UnknownModule(UnknownName):
    """No module has this slug."""

    noun = "module"


class UnknownIndicator(UnknownName):
    """No module defines an indicator of this code."""

    noun = "indicator"


class UnknownPractice(UnknownName):
    """No baseline form asks about a practice of this code."""

    noun = "practice"


class UnknownPart(UnknownName):
    """A module has no form, lesson, tool or parameter of this name."""

    noun = "part of this module"


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like a mistyped one, or an empty text."""
    return next(iter(get_close_matches(name, list(known), n=1, cutoff=0.6)), "")
