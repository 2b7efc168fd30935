"""What is asked of the measures: which one, of which part of the programme, and into which parts it is cut."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.facts.own import OWN_CUTS, cannot_be_cut
from genba.facts.questions import Asked
from genba.impact.indicators import definition_of, kpi_definitions, own
from genba.impact.tables.takings import CUTS, NUMBERS
from genba.reports.parts import CUT_NAMES, words_of

OF_TRAINERS = ("country", "module", "sex")


class PartsForm(forms.Form):
    """By GET: the address says what is shown. The values of a cut are those that occur in the facts of enterprises; of where
    trainers work, or of what they may give, the one that is asked for as well."""

    indicator = forms.ChoiceField(label=gettext_lazy("Measure"))
    by = forms.ChoiceField(label=gettext_lazy("Compared by"), required=False)
    then = forms.ChoiceField(label=gettext_lazy("and by"), required=False)

    def __init__(self, data: Any, *, cuts: dict[str, list[Any]], countries: list[str] | None, language: str) -> None:
        """`countries`: those within reach, None for all; only they are offered, and they hold where none is chosen."""
        kpis = sorted(((d.code, d.label_in(language)) for d in kpi_definitions()), key=lambda pair: pair[1])
        ours = [(d.code, d.label_in(language)) for d in own()]
        filled = data.copy()
        filled.setdefault("indicator", "absenteeism" if "absenteeism" in dict(kpis) else kpis[0][0])
        filled.setdefault("by", "country")
        super().__init__(filled)
        self.within = countries
        fields: Any = self.fields
        fields["indicator"].choices = [(_("What changed in enterprises"), kpis), (_("The programme"), ours)]
        named = [(cut, CUT_NAMES[cut]) for cut in (*CUTS, *OWN_CUTS)]
        fields["by"].choices = [("", _("the whole")), *named]
        fields["then"].choices = [("", _("nothing else")), *named]
        for cut in (*CUTS, *OWN_CUTS):
            known = dict.fromkeys((*cuts.get(cut, ()), *self._named(cut, filled.get(cut, ""), language)))
            values = [v for v in known if cut != "country" or countries is None or v in countries]
            told = sorted(words_of(cut, values, language).items(), key=lambda pair: pair[1])
            fields[cut] = forms.ChoiceField(label=CUT_NAMES[cut], required=False, choices=[("", _("all")), *told])

    @staticmethod
    def _named(cut: str, asked: str, language: str) -> tuple[str, ...]:
        """What is asked of a cut, where it is a word that the cut has, if of no enterprise."""
        is_word = asked and cut in OF_TRAINERS and words_of(cut, [asked], language)[asked] != asked
        return (asked,) if is_word else ()

    def clean(self) -> dict[str, Any]:
        """A KPI is cut by what an enterprise is, not by what a person is."""
        said = super().clean() or {}
        told = definition_of(said["indicator"]) if said.get("indicator") else None
        for name in ("by", "then", *OWN_CUTS):
            cut = said.get(name) if name in ("by", "then") else name
            if told and told.kpi and cut in OWN_CUTS and said.get(name):
                self.add_error(
                    name, str(cannot_be_cut(told, str(CUT_NAMES[cut]), ", ".join(str(CUT_NAMES[c]) for c in CUTS)))
                )
        return said

    def asked(self) -> Asked:
        """What the filled form asks. Somebody of some countries asks of these at most."""
        said = self.cleaned_data
        only: dict[str, tuple[Any, ...]] = {
            cut: (int(said[cut]) if cut in NUMBERS else said[cut],) for cut in (*CUTS, *OWN_CUTS) if said[cut]
        }
        if self.within is not None and "country" not in only:
            only["country"] = tuple(self.within)
        by = tuple(dict.fromkeys(cut for cut in (said["by"], said["then"]) if cut))
        return Asked((said["indicator"],), tuple(sorted(only.items())), by)

    @property
    def chosen(self) -> list[Any]:
        """The cuts as fields, for the part of the form that is folded away while nothing is chosen."""
        return [self[cut] for cut in (*CUTS, *OWN_CUTS)]

    def words(self) -> list[Any]:
        """What was chosen, in words."""
        chosen = [(self.fields[cut], self.cleaned_data[cut]) for cut in (*CUTS, *OWN_CUTS) if self.cleaned_data[cut]]
        return [dict(field.choices).get(value, value) for field, value in chosen] or [_("the whole")]  # type: ignore[attr-defined]

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(cut) for cut in (*CUTS, *OWN_CUTS))
