"""A calculator of a module: numbers in, a result with its unit out, or the reason why there is none."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from genba.access.doors import public
from genba.curriculum import Calculator
from genba.kit import numbers
from genba.web.base.fields import NumberField
from genba.web.base.page import Page
from genba.web.base.words import language, number
from genba.web.learn.found import calculator_at, module_at


class InputsForm(forms.Form):
    """One field for each input of the calculator."""

    def __init__(self, calculator: Calculator, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calculator = calculator
        for quantity in calculator.inputs:
            self.fields[quantity.name] = NumberField(label=quantity.labels.in_(language()))

    def clean(self) -> dict[str, Any]:
        """Numbers as the calculator takes them; below the least that makes sense is said beside the field."""
        data = super().clean() or {}
        for quantity in self.calculator.inputs:
            value = data.get(quantity.name)
            if value is not None and value < quantity.minimum:
                least = number(quantity.minimum, language=language())
                self.add_error(quantity.name, _("Not below %(least)s.") % {"least": least})
            elif value is not None and quantity.whole and value != int(value):
                self.add_error(quantity.name, _("A whole number, please."))
        return data

    def rows(self) -> list[tuple[Any, str]]:
        """Each field with its unit."""
        return [(self[q.name], q.unit_labels.in_(language())) for q in self.calculator.inputs]


@public
def show(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The form, and what comes out. The numbers stand in the address only; nothing is stored."""
    module = module_at(slug)
    calculator = calculator_at(module, code)
    asked = any(q.name in request.GET for q in calculator.inputs)
    form = InputsForm(calculator, request.GET if asked else None)
    results, withheld = work_out(form) if asked and form.is_valid() else ([], "")
    return Page(request, "learn/calculator.html", form=form, module=module, calculator=calculator, results=results,
                withheld=withheld).show(200)  # fmt: skip


def work_out(form: InputsForm) -> tuple[list[tuple[str, str]], str]:
    """Label and figure with unit of each result, or no result and the reason."""
    given = {name: float(value) for name, value in form.cleaned_data.items()}
    try:
        found = form.calculator.run(**given)
    except ValueError as reason:
        return [], _(str(reason))
    said = []
    for quantity in form.calculator.results:
        value = found[quantity.name]
        decimals = 0 if quantity.whole or value == int(value) else 1 if abs(value) >= 10 else 2
        unit = quantity.unit_labels.in_(language())
        said.append((quantity.labels.in_(language()), numbers.quantity(value, unit, decimals, language=language())))
    return said, ""
