"""What the people of an enterprise counted in a month, written down by themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from genba.curriculum import Module
from genba.directory.models import Enterprise
from genba.web.base.kpi_part import KpiPart
from genba.web.base.periods import SUM_HINT, PeriodField


class NumbersForm(forms.Form):
    """A period and the KPIs of the module: one is enough, the others may wait."""

    def __init__(self, *args: Any, enterprise: Enterprise, module: Module, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"] = PeriodField(label=_("The numbers are of"), help_text=SUM_HINT)
        self.kpis = KpiPart(self, module.core_kpis, enterprise, language, must_answer=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["answers"] = self.kpis.check(data, data.get("period"))
        if not data["answers"] and not self.errors:
            self.add_error(None, _("Write at least one number, or say why it is not tracked."))
        return data
