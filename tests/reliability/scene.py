"""Makes trainers with phones and classes in the home it runs in, by the product's own actions; prints what each phone holds.

python -m tests.reliability.scene TRAINERS PHONES_OF_EACH DAYS
"""

import json
import sys
from datetime import date, timedelta
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from genba.access.actions import users  # noqa: E402
from genba.access.models import User  # noqa: E402
from genba.audit.actions import SYSTEM  # noqa: E402
from genba.delivery.actions import workshops  # noqa: E402
from genba.directory.actions import enterprises, people  # noqa: E402
from genba.observations.actions import baselines  # noqa: E402
from genba.observations.actions.baselines import Answer  # noqa: E402
from genba.programmes.actions import engagements  # noqa: E402
from genba.programmes.models import Engagement  # noqa: E402
from genba.sync.actions import devices  # noqa: E402
from tests.cast import AGREED, Cast, assemble  # noqa: E402
from tests.reliability.scene_words import CSRF  # noqa: E402

FIRST = date(2026, 4, 14)
MODULE = "workplace-cooperation"


def main(trainers: int, phones: int, days: int) -> list[dict[str, Any]]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["*"]
    cast = assemble()
    return [phone for n in range(trainers) for phone in a_trainer(cast, n, phones, days)]


def a_trainer(cast: Cast, n: int, phones: int, days: int) -> list[dict[str, Any]]:
    """A trainer with a class; for each phone an enterprise whose visits it writes down, and a person in it whom it marks."""
    user = users.add(by=SYSTEM, name=f"Trainer {n}", email=f"trainer-{n}@example.org", password=None)
    users.give(by=SYSTEM, user=user, role="trainer", scope_kind="self", scope_id="", since_on=date(2025, 1, 1))
    taking = [an_enterprise(cast, user, f"{n} {p}") for p in range(phones)]
    seated = [people.register(by=cast.coordinator, enterprise=one.enterprise, name="Rosa Vidu", role="worker", sex="female")
              for one in taking]  # fmt: skip
    room = workshops.plan(
        by=cast.coordinator, programme=cast.programme, provider=cast.provider, trainer=user, module=MODULE, place="Hall",
        days=[FIRST + timedelta(days=d) for d in range(days)], engagements=taking, people=seated, insist=True,
    )  # fmt: skip
    sessions, cookie = [session.key for session in room.sessions.all()], signed_in(user)
    return [
        {"device": devices.register(by=user, name="Phone").code, "author": user.code, "cookie": cookie, "workshop": room.code,
         "sessions": sessions, "person": person.code, "engagement": one.code}
        for person, one in zip(seated, taking, strict=True)
    ]  # fmt: skip


def an_enterprise(cast: Cast, trainer: User, name: str) -> Engagement:
    """It takes the module, and its baseline was taken."""
    made = enterprises.register(
        by=cast.coordinator, name=f"Sample Works {name}", country="KE", city="Thika", provider=cast.provider
    )
    takes = engagements.open_engagement(
        by=cast.coordinator, programme=cast.programme, enterprise=made, module=MODULE, provider=cast.provider, trainer=trainer,
        agreed_on=AGREED, currency="KES",
    )  # fmt: skip
    baselines.take_baseline(by=trainer, engagement=takes, taken_on=date(2026, 4, 1), starts_on=date(2026, 1, 1),
                            ends_on=date(2026, 1, 31), values=[Answer("defect-rate", 71, 1180)], practices={})  # fmt: skip
    return takes


def signed_in(user: User) -> str:
    client = Client()
    client.force_login(user)
    session = client.session
    session["second_factor_is_set"] = True
    session.save()
    return f"sessionid={session.session_key}; csrftoken={CSRF}"


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:]))))
