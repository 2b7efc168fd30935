"""Whether women own an enterprise: asked wherever one is described, "not stated" until somebody says it, told by the owner."""

from typing import Any

import pytest

from genba.audit.actions import SYSTEM
from genba.audit.models import Event
from genba.directory.actions import enterprises, merges
from genba.directory.models import Enterprise
from genba.kit.privacy import CONFIDENTIAL
from genba.kit.refused import Refused
from genba.programmes.actions import applications
from genba.programmes.models import Application
from genba.reports.profile import Profile
from genba.reports.sheet.facts import EnterpriseFacts
from tests.cast import Cast
from tests.imports.conftest import bring
from tests.words import words_of

__all__ = ["bring"]


def test_nobody_is_counted_as_owned_by_women_until_somebody_says_so(cast: Cast) -> None:
    assert Enterprise.objects.get(pk=cast.garments.pk).owned == "not-stated"


def test_a_word_that_says_neither_is_refused_with_those_there_are(cast: Cast) -> None:
    with pytest.raises(Refused, match="women, others, not-stated") as no:
        enterprises.register(by=cast.coordinator, name="Odd Works", country="KE", owned="men")

    assert no.value.field == "owned"


def test_the_desk_asks_with_the_definition_beside_it_keeps_it_and_filters_by_it(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    asked = words_of(client.get("/desk/enterprises/new/"))
    client.post(
        "/desk/enterprises/new/", {"name": "Model Joinery", "country": "KE", "owned": "women", "provider": cast.provider.pk}
    )
    made = Enterprise.objects.get(name="Model Joinery")

    assert "International Finance Corporation (IFC): women own at least 51 %" in asked
    assert made.owned == "women"
    assert "Owned by women? Owned by women" in words_of(client.get(f"/desk/enterprises/{made.code}/"))
    found = words_of(client.get("/desk/enterprises/", {"owned": "women"}))
    assert "Model Joinery" in found and "Sample Street Garments" not in found

    client.post(
        f"/desk/enterprises/{made.code}/edit/", {"name": "Model Joinery", "owned": "others", "version": made.version}
    )
    made.refresh_from_db()
    assert made.owned == "others"


def test_the_owner_says_it_and_may_take_it_back(cast: Cast, sign_in: Any) -> None:
    client, address = sign_in(cast.owner), f"/enterprises/{cast.garments.code}/ownership/"
    assert address in client.get(f"/enterprises/{cast.garments.code}/sheet/").content.decode()

    for word in ("women", "not-stated"):
        version = Enterprise.objects.get(pk=cast.garments.pk).version
        answer = client.post(address, {"owned": word, "version": version})
        assert answer.status_code == 302
        assert Enterprise.objects.get(pk=cast.garments.pk).owned == word

    event = Event.objects.filter(noun="enterprise", verb="edit", code=cast.garments.code).order_by("pk").first()
    assert event is not None
    assert (event.by, event.changes) == (cast.owner.code, {"owned": "women"})


def test_two_who_say_it_at_once_are_both_heard(cast: Cast, sign_in: Any) -> None:
    client, address = sign_in(cast.owner), f"/enterprises/{cast.garments.code}/ownership/"
    old = {"owned": "women", "version": cast.garments.version}
    enterprises.edit(
        by=cast.coordinator, enterprise=cast.garments, version=cast.garments.version, changes={"owned": "others"}
    )

    answer = client.post(address, old)

    assert answer.status_code == 422
    assert "Somebody else changed this enterprise" in words_of(answer)
    assert Enterprise.objects.get(pk=cast.garments.pk).owned == "others"


@pytest.mark.parametrize("who", ["trainer", "coordinator", "auditor"])
def test_only_the_owner_speaks_for_the_owner(cast: Cast, sign_in: Any, who: str) -> None:
    reader = {"trainer": cast.omar, "coordinator": cast.coordinator, "auditor": cast.auditor}[who]

    assert sign_in(reader).get(f"/enterprises/{cast.garments.code}/ownership/").status_code == 403


def test_another_owner_does_not_find_the_page(cast: Cast, sign_in: Any) -> None:
    assert sign_in(cast.owner).get(f"/enterprises/{cast.metals.code}/ownership/").status_code == 404


def test_an_application_says_it_and_the_enterprise_keeps_it(cast: Cast, client: Any, sign_in: Any) -> None:
    facts: Any = {"programme": cast.programme, "name": "Kijani Bags", "country": "KE", "contact": "Ana Beispiel",
                  "phone": "+254 700 123 456", "source": "open-call"}  # fmt: skip
    said = applications.apply(by=SYSTEM, owned="women", **facts)
    silent = applications.apply(by=SYSTEM, **facts | {"name": "Silent Bags"})

    assert "Owned by women? Owned by women" in words_of(sign_in(cast.coordinator).get(f"/desk/applications/{said.code}/"))
    assert applications.take_on(by=cast.officer, application=said).owned == "women"
    assert applications.take_on(by=cast.officer, application=silent).owned == "not-stated"
    assert "Owned by women?" in words_of(client.get("/apply/enterprise/"))
    with pytest.raises(Refused, match="Say whether women own it"):
        applications.apply(by=SYSTEM, owned="perhaps", **facts | {"name": "Third Bags"})
    assert not Application.objects.filter(name="Third Bags").exists()


@pytest.mark.parametrize(("heading", "cell", "kept"), [("Women-owned", "yes", "women"), ("Owned by women?", "no", "others"),
                                                       ("owned", "", "not-stated")])  # fmt: skip
def test_a_list_says_it_in_a_column(cast: Cast, bring: Any, heading: str, cell: str, kept: str) -> None:
    answer = bring("enterprises", [["Name", "Country", heading], ["Thika Bakers", "Kenya", cell]])

    assert (answer["code"], answer["problems"]) == (0, [])
    assert Enterprise.objects.get(name="Thika Bakers").owned == kept


@pytest.mark.parametrize(("kept", "gone", "then"), [("not-stated", "women", "women"), ("others", "women", "others"),
                                                    ("women", "not-stated", "women")])  # fmt: skip
def test_a_merge_fills_what_the_kept_one_did_not_state_and_nothing_else(cast: Cast, kept: str, gone: str, then: str) -> None:
    one, other = (
        enterprises.register(by=SYSTEM, name=f"Sample Weavers {n}", country="KE", owned=owned)
        for n, owned in enumerate((kept, gone))
    )

    told = merges.preview(kept=one, gone=other)
    made = merges.merge(by=cast.director, kept=one, gone=other)

    assert ("owned" in told.filled) == (then != kept)
    assert Enterprise.objects.get(pk=one.pk).owned == then
    merges.undo(by=cast.director, merge=made)
    assert (Enterprise.objects.get(pk=one.pk).owned, Enterprise.objects.get(pk=other.pk).owned) == (kept, gone)


def test_no_buyer_reads_who_owns_a_supplier(cast: Cast) -> None:
    """What is shared with a buyer, and what everybody sees of a listed enterprise, has no place for it."""
    assert Enterprise.privacy["owned"] == Application.privacy["owned"] == CONFIDENTIAL
    assert "owned" not in {*Profile.__dataclass_fields__, *EnterpriseFacts.__dataclass_fields__}
