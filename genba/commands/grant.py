"""`genba grant`: give somebody a role within a scope, or end it."""

import argparse
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.db import transaction

from genba.access.actions import users
from genba.access.models import Grant, User
from genba.access.roles import ROLES
from genba.audit.actions import SYSTEM
from genba.commands import Answer
from genba.directory.actions import organisations
from genba.directory.models import Brand, Enterprise, Provider, Sponsor
from genba.directory.places import country_code
from genba.kit.codes import tidy_code
from genba.kit.names import tidy_name
from genba.kit.refused import Refused

B = TypeVar("B", Provider, Sponsor)
NAME = "grant"
HELP = "Give somebody a role, everywhere or for a country, a provider, a brand, a sponsor or an enterprise; or end it."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="the address with which they sign in")
    parser.add_argument("role", metavar="ROLE", choices=list(ROLES), help=", ".join(ROLES))
    parser.add_argument("--name", default="", help="how they are called; needed for somebody new")
    parser.add_argument(
        "--country", default="", help="for this country, by name or code; or where a provider or a sponsor is"
    )
    parser.add_argument("--provider", default="", metavar="NAME", help="for the work of this provider")
    parser.add_argument("--brand", default="", metavar="NAME", help="for what is shared with this brand")
    parser.add_argument("--sponsor", default="", metavar="NAME", help="for what this sponsor pays for")
    parser.add_argument("--enterprise", default="", metavar="CODE", help="for this enterprise")
    parser.add_argument("--new", action="store_true", help="the provider, brand or sponsor is new: add it")
    parser.add_argument("--end", action="store_true", help="take the role away from today on")
    parser.add_argument("--reason", default="", help="why it ends")


@transaction.atomic
def run(options: argparse.Namespace) -> Answer:
    """One grant given or ended. Refused where role and scope do not go together or a name is not known."""
    kind, key = scope_of(options)
    if kind not in ROLES[options.role].scopes:
        raise Refused(f"The role {options.role} is given for: {', '.join(ROLES[options.role].scopes)}. Not for: {kind}.")
    user = User.objects.filter(email__iexact=options.email).first()
    held = Grant.objects.in_force().filter(user=user, role=options.role, scope_kind=kind, scope_id=str(key)).first()
    if options.end:
        if held is None:
            raise Refused(f"{options.email} does not hold this role.")
        users.take(by=SYSTEM, grant=held, reason=options.reason)
        return Answer(f"{held.user.name} is no longer {options.role}.", {"user": held.user.code, "ended": options.role})
    if user is None:
        if not options.name:
            raise Refused(f"{options.email} is not known here yet. Give a --name to add them.")
        user = users.add(by=SYSTEM, name=options.name, email=options.email)
    if held:
        raise Refused(f"{user.name} holds this role already.")
    users.give(by=SYSTEM, user=user, role=options.role, scope_kind=kind, scope_id=key)
    return Answer(
        f"{user.name} is now {options.role} ({f'{kind} {key}'.strip()}).", {"user": user.code, "role": options.role}
    )


def scope_of(options: argparse.Namespace) -> tuple[str, str | int]:
    """The kind of scope and its key, from what was named; with nothing named, the role's own widest."""
    if sum(map(bool, (options.provider, options.brand, options.sponsor, options.enterprise))) > 1:
        raise Refused("Name one of --provider, --brand, --sponsor and --enterprise.")
    if options.provider:
        return "provider", body_of(Provider, "provider", options, organisations.add_provider).pk
    if options.sponsor:
        return "sponsor", body_of(Sponsor, "sponsor", options, organisations.add_sponsor).pk
    if options.brand:
        brand = Brand.objects.filter(name=tidy_name(options.brand)).first()
        if brand is None and not options.new:
            raise Refused(f"There is no brand “{options.brand}”. If it is new, add --new.")
        return "brand", (brand or organisations.add_brand(by=SYSTEM, name=options.brand)).pk
    if options.enterprise:
        code = tidy_code(options.enterprise)
        enterprise = Enterprise.objects.filter(code=code).first() or Enterprise.successor_of(code)
        if enterprise is None:
            raise Refused(f"There is no enterprise with the code {options.enterprise}.")
        return "enterprise", enterprise.pk
    if options.country:
        return "country", country_code(options.country)
    own = [kind for kind in ROLES[options.role].scopes if kind in ("everywhere", "self")]
    if not own:
        raise Refused(f"Say for which {' or '.join(ROLES[options.role].scopes)} the role {options.role} is given.")
    return own[0], ""


def body_of(kind: type[B], word: str, options: argparse.Namespace, add: Callable[..., B]) -> B:
    """The provider or sponsor by its name, in the country where one was named; added with --new."""
    name, country = getattr(options, word), country_code(options.country) if options.country else ""
    rows: Any = kind._default_manager
    found = list(rows.filter(name=tidy_name(name), **({"country_id": country} if country else {}))[:2])
    if len(found) > 1:
        raise Refused(f"There are several {word}s called “{name}”. Say in which --country.")
    if found:
        return cast(B, found[0])
    if not options.new:
        raise Refused(f"There is no {word} “{name}”. If it is new, add --new and --country.")
    if not country:
        raise Refused(f"Say in which --country the new {word} is.")
    return add(by=SYSTEM, name=name, country=country)
