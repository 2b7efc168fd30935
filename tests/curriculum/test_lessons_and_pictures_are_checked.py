"""A lesson agrees with its translations and names its title where it has none; a picture is there and does nothing."""

from pathlib import Path

import pytest

from genba.curriculum import check
from tests.curriculum.packages import changed

LESSON = "lessons/en/01-why-talking-together-pays.md"


def test_a_translation_that_marks_another_answer_as_right_is_found(package: Path) -> None:
    lesson = "lessons/fr/01-why-talking-together-pays.md"
    changed(package, lesson, "avec elle.\n    right: true", "avec elle.")
    changed(package, lesson, "au poste précédent.", "au poste précédent.\n    right: true")

    findings = check(package)

    assert [finding.file for finding in findings] == [f"modules/workplace-cooperation/{lesson}"]
    assert "are not those of the English lesson" in findings[0].problem


def test_a_lesson_that_is_not_translated_has_at_least_its_title_in_every_language(package: Path) -> None:
    (package / "lessons" / "ar" / "01-why-talking-together-pays.md").unlink()
    (package / "lessons" / "es" / "01-why-talking-together-pays.md").unlink()

    findings = check(package)
    changed(package, LESSON, "minutes:", 'titles: {es: "Hablar", ar: "كلام"}\nminutes:')

    assert [(one.file, one.problem) for one in findings] == [
        (f"modules/workplace-cooperation/{LESSON}", "The title is missing in es, ar.")
    ]
    assert not check(package)


@pytest.mark.parametrize(
    ("drawing", "says"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>', "runs nothing"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect onclick="x()"/></svg>', "runs nothing"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "no viewBox"),
        ("<svg", "no SVG"),
    ],
)
def test_a_picture_that_could_act_is_a_finding(package: Path, drawing: str, says: str) -> None:
    (package / "lessons" / "pictures" / "board.svg").write_text(drawing)

    assert any(says in finding.problem for finding in check(package))


def test_a_picture_that_is_not_there_is_a_finding(package: Path) -> None:
    (package / "lessons" / "pictures" / "board.svg").unlink()

    assert any("There is no picture board.svg." in finding.problem for finding in check(package))
