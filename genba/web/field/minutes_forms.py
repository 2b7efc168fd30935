"""Who came late or left early: two numbers for each person who was there."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from genba.delivery.actions.attendance import HERE, Gap, minutes_of
from genba.delivery.models import Session
from genba.delivery.register import Seat
from genba.kit.numbers import parse_number
from genba.kit.refused import Refused, Stale
from genba.reports.class_trail import said
from genba.web.base.fields import VersionedForm


class MinutesForm(VersionedForm):
    """`people`: those who were there, with what is known of each. Empty stays as it is or means the whole time; plain
    inputs, because Django fields for two hundred people would cost more than all the rest of a page."""

    def __init__(
        self, *args: Any, session: Session, people: list[Seat], kept: Mapping[str, tuple[int, Gap]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.people, self.kept = session, people, kept
        self.wrong: dict[str, str] = {}
        self.found: dict[str, Gap] = {}

    def typed(self, part: str, code: str) -> str:
        """What stands in a field: what was typed, else what is known."""
        if self.is_bound:
            return str(self.data.get(f"{part}-{code}", ""))
        gap = self.kept[code][1]
        minutes = gap.late if part == "late" else gap.left_early
        return str(minutes) if minutes else ""

    def clean(self) -> dict[str, Any]:
        for seat in self.people:
            try:
                gap = Gap(self._read("late", seat), self._read("early", seat))
                if gap != self.kept[seat.code][1]:
                    minutes_of(self.session, gap, seat.code)
                    self.found[seat.code] = gap
            except Refused as no:
                self.wrong[seat.code] = no.reason
                self.add_error(None, f"{seat.name}: {no.reason}")
        return self.cleaned_data

    def _read(self, part: str, seat: Seat) -> int:
        text = self.typed(part, seat.code).strip()
        if not text:
            return 0
        try:
            number = parse_number(text)
        except Refused:
            number = None
        if number is None or number != int(number) or not 0 <= number <= 720:
            raise Refused(_("“%(text)s” is no number of minutes. Write such as 20.") % {"text": text[:20]})
        return int(number)

    def differences(self, stale: Stale) -> list[tuple[str, str, str]]:
        """Name, what the list says now, what was typed: of those in whom something was changed here."""
        return [
            (seat.name, _("Here") if stale.now.get(seat.code) == HERE else _("Not here"),
             said(minutes_of(self.session, self.found[seat.code])))
            for seat in self.people if seat.code in self.found
        ]  # fmt: skip
