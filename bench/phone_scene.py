"""Makes a trainer with five enterprises, a class of today with sixty people, and one with two hundred, by the product's own
actions; prints the trainer's cookie.

python -m bench.phone_scene
"""

from datetime import date, timedelta
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402

from genba.access.actions import users  # noqa: E402
from genba.audit.actions import SYSTEM  # noqa: E402
from genba.delivery.actions import workshops  # noqa: E402
from genba.directory.actions import people  # noqa: E402
from genba.plans import actions as plans  # noqa: E402
from tests.cast import Cast, assemble  # noqa: E402
from tests.reliability.scene import MODULE, an_enterprise, signed_in  # noqa: E402

TODAY = date.today()
ENTERPRISES, PARTICIPANTS, LARGE = 5, 60, 200


def main() -> str:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["*"]
    cast = assemble()
    user = users.add(by=SYSTEM, name="Omar Muster", email="omar-of-the-bench@example.org", password=None)
    users.give(by=SYSTEM, user=user, role="trainer", scope_kind="self", scope_id="", since_on=date(2025, 1, 1))
    taking = [an_enterprise(cast, user, f"of the bench {n}") for n in range(ENTERPRISES)]
    for one in taking:
        for n in range(3):
            plans.propose(by=user, engagement=one, problem=f"The aisle to machine {n} is blocked", action="Mark the aisle",
                          owner="Rosa Vidu", due_on=TODAY + timedelta(days=20))  # fmt: skip
    a_class(cast, user, "Harbour Hall", taking, PARTICIPANTS)
    a_class(cast, user, "Large Hall", [an_enterprise(cast, user, "of two hundred")], LARGE)
    return signed_in(user)


def a_class(cast: Cast, user: Any, place: str, taking: list[Any], count: int) -> None:
    seated = [
        people.register(by=cast.coordinator, enterprise=taking[n % len(taking)].enterprise, name=f"Person Number {n}",
                        role="worker", sex="female")
        for n in range(count)
    ]  # fmt: skip
    workshops.plan(by=cast.coordinator, programme=cast.programme, provider=cast.provider, trainer=user, module=MODULE,
                   place=place, days=[TODAY], engagements=taking, people=seated, insist=True)  # fmt: skip


if __name__ == "__main__":
    print(main())
