"""An offer on paper, with lines to sign on; once signed, the agreement with who signed it."""

from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from genba.kit import numbers, pdf
from genba.programmes.curricula import module_of
from genba.programmes.models import Agreement, Offer, Signature
from genba.web.print.paper import head

TEMPLATE = Path(__file__).with_name("offer.typ")


def as_pdf(offer: Offer, language: str) -> bytes:
    """The document in a language; what people typed stays as they typed it."""
    with translation.override(language):
        return pdf.render(TEMPLATE, on_paper(offer, language))


def on_paper(offer: Offer, language: str) -> dict[str, Any]:
    """Every text of the document, in the language that is active."""
    agreement = getattr(offer, "agreement", None)
    lines = list(offer.lines.order_by("pk"))

    def day(value: Any) -> str:
        return str(numbers.date(value, "long", language=language))

    def money(value: Any) -> str:
        return str(numbers.money(value, offer.currency, language=language))

    consent = [] if agreement is None else [
        [_("Figures in reports of the programme, without the name"), _("Yes") if agreement.may_report else _("No")],
        [_("Figures in studies, without the name"), _("Yes") if agreement.may_study else _("No")],
    ]  # fmt: skip
    return {
        "meta": head(_("Agreement") if agreement else _("Offer"), programme=offer.programme.name, day=day(agreement.agreed_on if agreement else offer.offered_on), language=language),
        "about": f"{offer.enterprise.name} · {offer.provider.name}", "code": f"{_('Code')} {offer.code}",
        "facts": [[_("Form"), str(offer.get_format_display())],
                  [_("People the enterprise sends"), numbers.number(offer.participants, language=language)],
                  [_("Of them in the improvement team"), numbers.number(offer.team, language=language)],
                  [_("Visits of the trainer"), numbers.number(offer.visits, language=language)],
                  [_("Holds until"), day(offer.valid_until)]],
        "modules": {"title": _("Modules"), "header": [_("Module"), _("Price")],
                    "rows": [[module_of(line.module).titles.in_(language), money(line.price)] for line in lines]
                    + [[_("Together"), money(sum(line.price for line in lines))]]},
        "shares": {"title": _("Who pays what"), "header": [_("Payer"), _("Amount")],
                   "rows": [[" · ".join(filter(None, (str(s.get_payer_display()), s.name, _("in kind") if s.in_kind else ""))),
                             money(s.amount)] for s in offer.shares.order_by("pk")]},
        "consent": {"title": _("Use of the figures"), "rows": consent},
        "signatures": {"title": _("Signatures"), "header": ["", _("Full name"), _("Function"), _("Day"), _("Signature")],
                       "rows": _signatures(offer, agreement, day)},
    }  # fmt: skip


def _signatures(offer: Offer, agreement: Any, day: Any) -> list[list[str]]:
    if agreement is None:
        said = getattr(offer, "acceptance", None)
        typed = [said.name, said.role, day(said.accepted_on), str(Agreement.Way.SCREEN.label)] if said else [""] * 4
        blank = {Signature.Side.ENTERPRISE: typed, Signature.Side.PROVIDER: [""] * 4}
        return [[str(side.label), *cells] for side, cells in blank.items()]
    said = str(agreement.get_way_display())
    return [
        [str(s.get_side_display()), s.name, s.role, day(s.signed_on), said] for s in agreement.signatures.order_by("side")
    ]
