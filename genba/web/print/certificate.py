"""The certificate of completion on paper, in the language of the enterprise, with the code that a page verifies."""

from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from genba.kit import numbers, pdf
from genba.kit.svg.square import square_code
from genba.reports.certificate import Certificate
from genba.reports.sheet import words
from genba.web.print.paper import head

TEMPLATE = Path(__file__).with_name("certificate.typ")


def as_pdf(certificate: Certificate, address: str) -> bytes:
    """One page. address: where anybody can check it."""
    language = certificate.language
    with translation.override(language):
        hours = ""
        if certificate.hours:
            hours = _("A module of %(n)s hours with visits to the workplace") % {
                "n": numbers.number(certificate.hours, 0, language=language)}  # fmt: skip
        return pdf.render(TEMPLATE, {
            "meta": head(_("Certificate of completion"), programme=certificate.programme, day=words.day(certificate.completed_on, language), language=language),
            "enterprise": certificate.enterprise, "place": certificate.place, "module": certificate.module,
            "completed": _("has completed the module"), "hours": hours,
            "facts": [[_("Completed on"), words.day(certificate.completed_on, language)],
                      [_("Provider"), certificate.provider], [_("Programme"), certificate.programme],
                      [_("Confirmed by"), certificate.confirmed_by], [_("Version of the module"), certificate.module_version]],
            "code": certificate.code, "check": _("Check this certificate at the address below, with this code."),
            "address": address, "square": str(square_code(address, address)),
        })  # fmt: skip
