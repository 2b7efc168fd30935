"""Who loses the phone and the recovery codes is not locked out for ever."""

from typing import Any

from allauth.mfa.models import Authenticator

from genba.audit.models import Event
from genba.cli import main
from tests.cast import Cast


def test_a_lost_second_factor_is_taken_away_with_its_reason(cast: Cast, capsys: Any) -> None:
    Authenticator.objects.create(user=cast.director, type=Authenticator.Type.TOTP, data={"secret": "x"})

    code = main(["unlock", cast.director.email or "", "--reason", "the phone fell into the harbour"])

    assert code == 0
    assert not Authenticator.objects.exists()
    assert Event.objects.get(verb="forget-second-factor").reason == "the phone fell into the harbour"


def test_nothing_is_unlocked_for_an_unknown_address_or_without_a_second_factor(cast: Cast, capsys: Any) -> None:
    codes = [main(["unlock", mail, "--reason", "lost"]) for mail in ("nobody@example.org", cast.director.email or "")]

    assert codes == [1, 1]
    assert not Event.objects.filter(verb="forget-second-factor").exists()
