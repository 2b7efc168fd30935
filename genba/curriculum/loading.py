"""The two doors of the room: load a folder of packages for use, or check one package for its author."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from genba.curriculum.examples import problem_with
from genba.curriculum.findings import CurriculumError, Finding
from genba.curriculum.formcheck import check_form
from genba.curriculum.modules import Curriculum, Module
from genba.curriculum.package import Package


def load(folder: Path) -> Curriculum:
    """Every package below `folder`, read once per process.

    Raises CurriculumError with all findings when a package cannot be used. Forms are not converted and
    examples not computed here: that is what `check` and the tests of the packages are for.
    """
    return _load(Path(folder).resolve())


@lru_cache(maxsize=16)
def _load(folder: Path) -> Curriculum:
    if not folder.is_dir():
        problem = "There is no folder of modules here."
        raise CurriculumError([Finding(folder.name, 1, "", problem, "name the folder that holds the packages.")])
    packages = [Package(path) for path in sorted(folder.iterdir()) if _may_be_package(path)]
    modules = tuple(module for package in packages if (module := package.read()))
    findings = [finding for package in packages for finding in package.findings]
    findings += [*_shared_codes(modules), *_names_before(modules)]
    if findings:
        raise CurriculumError(findings)
    return Curriculum(modules)


def check(folder: Path) -> tuple[Finding, ...]:
    """Everything that is wrong with one package, in the order of files and lines; empty when nothing is."""
    folder = Path(folder).resolve()
    if not folder.is_dir():
        problem = "There is no package here."
        return (Finding(folder.name, 1, "", problem, "name the folder that holds module.yaml."),)
    package = Package(folder)
    module = package.read()
    package.pictures()
    findings = list(package.findings)
    if module is not None:
        findings += [*_shared_codes((module,)), *_names_before((module,))]
        findings += _deeper(package, module)
    return tuple(sorted(set(findings)))


def _may_be_package(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith((".", "_"))


def _deeper(package: Package, module: Module) -> Iterator[Finding]:
    for form in module.forms:
        yield from check_form(form, package.name(package.folder / "forms" / f"{form.code}.md"))
    for example in module.examples:
        problem = problem_with(example, module)
        if problem:
            remedy = "correct the example or the formula, whichever is wrong."
            yield Finding(example.file, example.line, example.name, problem, remedy)
    worked = {example.code for example in module.examples}
    for code in [kpi.code for kpi in module.kpis] + [tool.code for tool in module.tools]:
        if code not in worked:
            problem = f"“{code}” has no worked example."
            path = package.folder / "tools" / f"{code}.yaml"
            path = path if path.exists() else package.folder / "indicators.yaml"
            yield Finding(package.name(path), _line_of(path, code), code, problem, "add one to examples/, with its source.")
    yield from _tools_agree(package, module)


def _tools_agree(package: Package, module: Module) -> Iterator[Finding]:
    """What a tool gives to a KPI is a KPI of the module; every tool has an example that is withheld somewhere."""
    codes = {kpi.code for kpi in module.kpis}
    for tool in module.tools:
        if tool.kpi and tool.kpi.indicator not in codes:
            file = package.name(package.folder / "tools" / f"{tool.code}.yaml")
            problem = f"There is no indicator “{tool.kpi.indicator}” in this module."
            yield Finding(file, 1, "kpi.indicator", problem, f"use one of {', '.join(sorted(codes))}.")


def _shared_codes(modules: tuple[Module, ...]) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for module in modules:
        for indicator in module.kpis:
            if indicator.code in owner:
                file = f"{module.folder.parent.name}/{module.slug}/indicators.yaml"
                problem = f"The code “{indicator.code}” is already defined by {owner[indicator.code]}."
                yield Finding(file, 1, indicator.code, problem, "give the indicator another code.")
            owner.setdefault(indicator.code, module.slug)


def _names_before(modules: tuple[Module, ...]) -> Iterator[Finding]:
    """A name that something had before must lead to it alone: it is nothing else's, now or before."""
    for what, file, names in (
        ("slug", "module.yaml", [(module, module.slug, module.formerly) for module in modules]),
        ("code", "indicators.yaml", [(module, kpi.code, kpi.formerly) for module in modules for kpi in module.kpis]),
    ):
        taken = {name for _module, name, _before in names}
        for module, name, before in names:
            for old in before:
                if old in taken:
                    problem = f"“{old}” is said to be an earlier {what} of “{name}”, and is that of something else."
                    where = f"{module.folder.parent.name}/{module.slug}/{file}"
                    yield Finding(where, 1, "formerly", problem, "name only what nothing else is or was called.")
                taken.add(old)


def _line_of(path: Path, code: str) -> int:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, words in enumerate(lines, 1) if words.endswith(f"code: {code}")), 1)
