"""Makes a class of so many people in the home it runs in, through the product's own actions; prints its code.

python bench/classroom.py PEOPLE [DAYS]      with DAYS everybody is marked as there at each session
"""

import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from genba.access.models import Grant  # noqa: E402
from genba.delivery.actions import attendance, workshops  # noqa: E402
from genba.directory.actions import people  # noqa: E402
from genba.programmes.models import Engagement  # noqa: E402

A_FIRM_SENDS = 4


def main(size: int, days: int = 0) -> str:
    """Yesterday and today (or so many days, all marked), of enterprises of one provider, four people each."""
    director = Grant.objects.first_holding("programme-director").user
    today, length = timezone.localdate(), days or 2
    agreed = Engagement.objects.open().filter(agreed_on__lt=today - timedelta(days=length))
    first = agreed.filter(trainer__isnull=False).order_by("pk")[0]
    taking = agreed.filter(programme=first.programme, module=first.module, provider=first.provider)
    engaged = list(taking.select_related("enterprise").order_by("pk")[: size // A_FIRM_SENDS])
    seated = [
        people.register(by=director, enterprise=engaged[n % len(engaged)].enterprise, name=f"Bench Person {n}", sex="female",
                        role="worker")
        for n in range(size)
    ]  # fmt: skip
    made = workshops.plan(
        by=director, programme=first.programme, provider=first.provider, trainer=first.trainer, module=first.module,
        place="Hall of the bench", days=[today - timedelta(days=n) for n in range(length)], engagements=engaged, people=seated, insist=True,
    )  # fmt: skip
    for session in made.sessions.all() if days else ():
        marks = {p.code: session.minutes for p in seated}
        attendance.mark(by=director, workshop=made, session=session, marks=marks, version=made.version)
    return str(made.code)


if __name__ == "__main__":
    print(main(*map(int, sys.argv[1:])))
