"""Good practices are defined once: by the questions of the baseline form that ask for their state."""

from genba.curriculum.forms import Form
from genba.curriculum.modules import Practice
from genba.curriculum.texts import SOURCE_LANGUAGE, Texts

PRACTICE_TYPE = "select_one practice_state"


def practices_of(form: Form) -> tuple[Practice, ...]:
    """The practices a baseline form asks about, in its order; rows without wording are left to the check."""
    found: list[Practice] = []
    areas: list[tuple[str, Texts]] = []
    for row in form.rows:
        if row.sheet != "survey":
            continue
        labels, hints = row.texts("label"), row.texts("hint")
        if row["type"].replace(" ", "_") == "begin_group":
            areas.append((row["name"], Texts({SOURCE_LANGUAGE: row["name"]} | labels)))
        elif row["type"].replace(" ", "_") == "end_group" and areas:
            areas.pop()
        elif row["type"] == PRACTICE_TYPE and SOURCE_LANGUAGE in labels:
            name, area = areas[-1] if areas else ("", Texts({SOURCE_LANGUAGE: ""}))
            found.append(Practice(row["name"], Texts(labels), Texts({SOURCE_LANGUAGE: ""} | hints), area, name))
    return tuple(found)
