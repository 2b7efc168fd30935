"""A donor that pays in many countries: who it is is said once in each, and its officer sees what became of it."""

from datetime import date

from genba.access.models import User
from genba.demonstration.roles import meet
from genba.directory.actions.organisations import add_sponsor
from genba.kit.names import name_key
from genba.programmes.actions.payers import name_payer
from genba.programmes.payers import written

FUND = "Harbour Fund"
MINISTRIES = {"EG": "Mithal Ministry of Work", "MA": "Office Mithal du travail", "TN": "Agence Exemple de l'emploi"}


def share_of(country: str) -> tuple[str, str]:
    """Who pays the larger part beside the enterprise abroad: a ministry in some countries, else the fund."""
    return ("ministry", MINISTRIES[country]) if country in MINISTRIES else ("donor", FUND)


def say_who_pays(director: User, since: date) -> None:
    """The fund is known; who the ministries are waits for somebody to say it."""
    fund = add_sponsor(by=director, name=FUND, country="KE")
    meet("Saga Malli", "sponsor-officer", "sponsor", fund.pk, since, "saga@fund.example")
    for one in written(director):
        if one.key == name_key(FUND):
            name_payer(by=director, country=one.country, payer=one.payer, name=one.name, body=fund)
