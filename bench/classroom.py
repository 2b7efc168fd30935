"""Makes a class of so many people in the home it runs in, through the product's own actions; prints its code.

python bench/classroom.py PEOPLE
"""

import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from genba.access.models import Grant  # noqa: E402
from genba.delivery.actions import workshops  # noqa: E402
from genba.directory.actions import people  # noqa: E402
from genba.programmes.models import Engagement  # noqa: E402

A_FIRM_SENDS = 4


def main(size: int) -> str:
    """Yesterday and today, of enterprises of one provider, four people each."""
    director = Grant.objects.first_holding("programme-director").user
    today = timezone.localdate()
    first = (
        Engagement.objects.open().filter(agreed_on__lt=today - timedelta(days=2), trainer__isnull=False).order_by("pk")[0]
    )
    taking = Engagement.objects.open().filter(
        programme=first.programme, module=first.module, provider=first.provider, agreed_on__lt=today - timedelta(days=2)
    )
    engaged = list(taking.select_related("enterprise").order_by("pk")[: size // A_FIRM_SENDS])
    seated = [
        people.register(by=director, enterprise=engaged[n % len(engaged)].enterprise, name=f"Bench Person {n}", sex="female",
                        role="worker")
        for n in range(size)
    ]  # fmt: skip
    made = workshops.plan(
        by=director, programme=first.programme, provider=first.provider, trainer=first.trainer, module=first.module,
        place="Hall of the bench", days=[today - timedelta(days=1), today], engagements=engaged, people=seated, insist=True,
    )  # fmt: skip
    return str(made.code)


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
