"""Put people of an enterprise into the directory; nobody needs an e-mail address."""

from django.db import transaction

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.models import Enterprise, Person, Sex
from genba.kit.names import name_key, tidy_name


@transaction.atomic
def register(
    *, by: User | System, enterprise: Enterprise, name: str, role: str, sex: str = Sex.NOT_STATED, job: str = "",
    phone: str = "", user: User | None = None,
) -> Person:  # fmt: skip
    """A person who works in the enterprise, as manager or worker."""
    tidy = tidy_name(name)
    person = Person.objects.create(
        enterprise=enterprise, name=tidy, name_key=name_key(tidy) or tidy.casefold(), role=role, sex=sex, job=job.strip(),
        phone=phone.strip(), user=user,
    )  # fmt: skip
    record("register", person, by=by, changes={"role": role, "enterprise": enterprise.code})
    return person
