"""Forms as a collector such as ODK Collect takes them along: a form of a module, with the questions that our own pages know
without asking. For whom is it? Of which days are the numbers, and what are they, a numerator over a denominator?

The questions of the module stay as they are. Ours stand around them, and the version of the form changes with any word of it.
"""

import hashlib
from collections.abc import Iterable, Iterator

from genba.curriculum.forms import LANGUAGE_NAMES, Form, tables_of
from genba.curriculum.indicators import OUTPUT_UNIT, Indicator, Quantity
from genba.curriculum.modules import Module
from genba.curriculum.texts import Texts

Cells = dict[str, str]  # one row of a sheet, by heading
ENGAGEMENT, COUNTED, NOT_TRACKED = "engagement", "counted", "not-tracked"
STARTED, ENDED = "form-started", "form-ended"
PERIOD_STARTS, PERIOD_ENDS, NUMBERS_TAKEN, OUTPUT = "period-starts", "period-ends", "numbers-taken", "output-unit"
ADVICE, NEXT_STEPS = ("advice-given", "advice"), ("agreed-next", "next-steps")  # what a visit itself holds
WHICH = Texts({"en": "Which enterprise is it about?", "fr": "De quelle entreprise s’agit-il ?",
               "es": "¿De qué empresa se trata?", "ar": "أي منشأة؟"})  # fmt: skip
NUMBERS = Texts({"en": "Numbers", "fr": "Chiffres", "es": "Cifras", "ar": "الأرقام"})
TAKEN = Texts({"en": "Were numbers counted this time?", "fr": "Des chiffres ont-ils été comptés cette fois ?",
               "es": "¿Se contaron cifras esta vez?", "ar": "هل عُدّت أرقام هذه المرة؟"})  # fmt: skip
STARTS = Texts({"en": "First day of these numbers", "fr": "Premier jour de ces chiffres", "es": "Primer día de estas cifras",
                "ar": "أول يوم لهذه الأرقام"})  # fmt: skip
ENDS = Texts({"en": "Last day of these numbers", "fr": "Dernier jour de ces chiffres", "es": "Último día de estas cifras",
              "ar": "آخر يوم لهذه الأرقام"})  # fmt: skip
IN_ORDER = Texts({
    "en": "The last day comes after the first, within a year, and not after the day of this form.",
    "fr": "Le dernier jour vient après le premier, dans l’année, et pas après le jour de ce formulaire.",
    "es": "El último día va después del primero, dentro de un año, y no después del día de este formulario.",
    "ar": "آخر يوم يأتي بعد الأول، خلال سنة، ولا يكون بعد يوم هذا النموذج.",
})  # fmt: skip
AT_LEAST = Texts({"en": "The number cannot be so small.", "fr": "Le nombre ne peut pas être si petit.",
                  "es": "El número no puede ser tan pequeño.", "ar": "لا يمكن أن يكون العدد بهذا الصغر."})  # fmt: skip
WHY_NOT = Texts({"en": "Why is it not tracked?", "fr": "Pourquoi n’est-ce pas suivi ?", "es": "¿Por qué no se sigue?",
                 "ar": "لماذا لا يُتابَع؟"})  # fmt: skip
REMARK = Texts({"en": "Note, if the number is unusual", "fr": "Note, si le nombre est inhabituel",
                "es": "Nota, si el número es inusual", "ar": "ملاحظة إذا كان العدد غير معتاد"})  # fmt: skip
UNIT = Texts({"en": "What the enterprise counts as output, such as pieces or kg",
              "fr": "Ce que l’entreprise compte comme production : pièces, kg…",
              "es": "Qué cuenta la empresa como producción: piezas, kg…",
              "ar": "ما تعدّه المنشأة إنتاجًا، مثل القطع أو الكيلوغرام"})  # fmt: skip
ANSWERS = {
    COUNTED: Texts({"en": "Counted", "fr": "Compté", "es": "Contado", "ar": "معدود"}),
    NOT_TRACKED: Texts({"en": "Not tracked", "fr": "Non suivi", "es": "No se sigue", "ar": "لا يُتابَع"}),
}
YES_NO = {"yes": Texts({"en": "Yes", "fr": "Oui", "es": "Sí", "ar": "نعم"}),
          "no": Texts({"en": "No", "fr": "Non", "es": "No", "ar": "لا"})}  # fmt: skip


def id_of(module: Module, form: Form) -> str:
    """By what a collector knows the form: quality-improvement-visit."""
    return f"{module.slug}-{form.code}"


def day_asked(form: Form) -> str:
    """The question for the day that the form is about: the first that asks for one."""
    return next((row["name"] for row in form.questions if row["type"] == "date"), "")


def collected(module: Module, form: Form) -> Form:
    """The form of a module as a collector takes it along."""
    titles = Texts({code: _title(module, form, code) for code in LANGUAGE_NAMES})
    return made(id_of(module, form), titles, module.version, _asking(module, form))


def _title(module: Module, form: Form, language: str) -> str:
    """With the module in front, unless the title says it: in an app all forms stand in one list."""
    of, title = module.titles.in_(language), form.titles.in_(language)
    return title if of.casefold() in title.casefold() else f"{of}: {title}"


def made(code: str, titles: Texts, version: str, sheets: dict[str, list[Cells]]) -> Form:
    """A form of these sheets, whose version changes with any word of it."""
    settings = {"form_title": titles.in_("en"), "form_id": code, "default_language": LANGUAGE_NAMES["en"]}
    words = markdown({**sheets, "settings": [settings]})
    settings["version"] = f"{version}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return Form(code, titles, markdown({**sheets, "settings": [settings]}))


def sheets_of(form: Form) -> dict[str, list[Cells]]:
    """Every row of every sheet by heading, those without a name too."""
    return {
        sheet: [{heading: cell for heading, cell in zip(head, cells, strict=False) if heading and cell} for _, cells in rows]
        for sheet, ((_, head), *rows) in tables_of(form.source).items()
    }


def markdown(sheets: dict[str, list[Cells]]) -> str:
    """The sheets as Markdown tables: the form of a module is written so, and read so."""
    lines = []
    for sheet, rows in sheets.items():
        head = list(dict.fromkeys(heading for row in rows for heading in row))
        lines.append(_line([sheet, *head]))
        lines += [_line(["", *(row.get(heading, "") for heading in head)]) for row in rows]
        lines.append("")
    return "\n".join(lines)


def labelled(texts: Texts, column: str = "label") -> Cells:
    """A wording in each language, under the headings of a column."""
    return {f"{column}::{name}": texts.in_(code) for code, name in LANGUAGE_NAMES.items()}


def choices(list_name: str, named: dict[str, Texts]) -> list[Cells]:
    return [{"list_name": list_name, "name": name, **labelled(texts)} for name, texts in named.items()]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _asking(module: Module, form: Form) -> dict[str, list[Cells]]:
    sheets = sheets_of(form)
    ours = [{"type": "start", "name": STARTED}, {"type": "end", "name": ENDED}]
    whom: Cells = {"type": "select_one_from_file engagements.csv", "name": ENGAGEMENT, "required": "yes",
                   "appearance": "autocomplete", **labelled(WHICH)}  # fmt: skip
    sheets["survey"] = [*ours, whom, *sheets["survey"], *_numbers(module, form)]
    sheets.setdefault("choices", []).extend([*choices("answer-to-kpi", ANSWERS), *choices("numbers-yes-no", YES_NO)])
    sheets.pop("settings", None)
    return sheets


def _numbers(module: Module, form: Form) -> Iterator[Cells]:
    """The KPIs: all core ones at the baseline, those that were counted at a visit. Other forms ask for none."""
    kpis, is_baseline, day = module.core_kpis, form.code == "baseline", day_asked(form)
    if not kpis or form.code not in ("baseline", "visit") or not day:
        return
    when = ""
    if not is_baseline:
        when = f"${{{NUMBERS_TAKEN}}} = 'yes'"
        yield {"type": "select_one numbers-yes-no", "name": NUMBERS_TAKEN, "required": "yes", **labelled(TAKEN)}
    yield {"type": "begin_group", "name": "numbers", "relevant": when, **labelled(NUMBERS)}
    yield {"type": "date", "name": PERIOD_STARTS, "required": "yes", **labelled(STARTS)}
    in_order = (f". >= ${{{PERIOD_STARTS}}} and . <= ${{{day}}} and "
                f"decimal-date-time(.) - decimal-date-time(${{{PERIOD_STARTS}}}) <= 366")  # fmt: skip
    yield {"type": "date", "name": PERIOD_ENDS, "required": "yes", "constraint": in_order, **labelled(ENDS),
           **labelled(IN_ORDER, "constraint_message")}  # fmt: skip
    if is_baseline and needs_unit(module, form):
        yield {"type": "text", "name": OUTPUT, **labelled(UNIT)}
    for kpi in kpis:
        yield from _kpi(kpi, must_answer=is_baseline)
    yield {"type": "end_group"}


def needs_unit(module: Module, form: Form) -> bool:
    """Whether a KPI is per unit of the enterprise's own output, and the form does not ask for that unit."""
    return all(row["name"] != OUTPUT for row in form.questions) and any(kpi.own_output_unit for kpi in module.core_kpis)


def _kpi(kpi: Indicator, *, must_answer: bool) -> Iterator[Cells]:
    answer = f"kpi-{kpi.code}-answer"
    yield {"type": "begin_group", "name": f"kpi-{kpi.code}", "appearance": "field-list", **labelled(kpi.labels),
           **labelled(kpi.definitions, "hint")}  # fmt: skip
    yield {"type": "select_one answer-to-kpi", "name": answer, "required": "yes" if must_answer else "", **labelled(kpi.labels),
           **labelled(kpi.definitions, "hint")}  # fmt: skip
    counted = {"required": "yes", "relevant": f"${{{answer}}} = '{COUNTED}'"}
    for place, quantity in (("numerator", kpi.numerator), ("denominator", kpi.denominator)):
        least = f". >= {quantity.minimum:f}".rstrip("0").rstrip(".")  # collectors read no exponents
        yield {"type": "integer" if quantity.whole else "decimal", "name": f"kpi-{kpi.code}-{place}", **counted,
               "constraint": least, **labelled(_in_unit(quantity)), **labelled(AT_LEAST, "constraint_message")}  # fmt: skip
    yield {"type": "text", "name": f"kpi-{kpi.code}-reason", "required": "yes",
           "relevant": f"${{{answer}}} = '{NOT_TRACKED}'", **labelled(WHY_NOT)}  # fmt: skip
    yield {"type": "text", "name": f"kpi-{kpi.code}-note", "relevant": counted["relevant"], **labelled(REMARK)}
    yield {"type": "end_group"}


def _in_unit(quantity: Quantity) -> Texts:
    """What is counted, and in which unit; the own unit of an enterprise is not known here."""
    units = {} if OUTPUT_UNIT in quantity.unit else {code: quantity.unit_labels.in_(code) for code in LANGUAGE_NAMES}
    return Texts({code: f"{quantity.labels.in_(code)} ({units[code]})" if code in units else quantity.labels.in_(code)
                  for code in LANGUAGE_NAMES})  # fmt: skip
