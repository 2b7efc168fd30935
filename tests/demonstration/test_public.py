"""The story opens itself to everybody: some want to be seen, and the first owner and trainer have yet to decide."""

import pytest
from django.utils import timezone

from genba.certification.models import CertificationRule
from genba.demonstration.chapters import FIRST_NAME
from genba.demonstration.story import load_story
from genba.publishing.models import EnterpriseListing
from genba.publishing.trainers import listed_trainers


@pytest.mark.django_db
def test_some_are_listed_and_what_it_takes_is_said() -> None:
    load_story()

    seen = EnterpriseListing.objects.seen()
    assert 5 <= seen.filter(shows_results=True).count() < seen.count()
    assert not seen.filter(enterprise__name=FIRST_NAME).exists()
    names = [t.name for t in listed_trainers()]
    assert names and "Omar Muster" not in names and "Eva Beispiel" not in names  # her certificate has lapsed
    assert all(CertificationRule.objects.in_force(whose) for whose in ("trainer", "provider"))
    assert CertificationRule.objects.filter(whose="trainer", until_on__lte=timezone.localdate()).count() == 1
