"""The part of an evaluation that compares each trained enterprise with those that were alike before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.kit import numbers


@dataclass(frozen=True)
class Balance:
    """How far both sides lie apart in what they were matched on, before and after, in standard deviations."""

    of: str  # level, trend
    before: float
    after: float | None


@dataclass(frozen=True)
class Alike:
    """The comparison, and what it rests on. value: None where nobody had an enterprise that was alike.

    n: trained with a match. others: different enterprises they are compared with. unmatched: trained without one. untold:
    trained of whom no value from before or after is known. same_size: matched within the size class too. most_taken: for how
    many the most wanted one stands. claim: what it adds, see genba.science.claims.matched_claim.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    others: int
    unmatched: int
    untold: int
    same_size: int
    most_taken: float
    balance: tuple[Balance, ...]
    claim: str

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> "Alike":
        """As it was stored."""
        return cls(
            found.get("value"), found.get("low"), found.get("high"), found.get("n", 0), found.get("others", 0),
            found["unmatched"], found["untold"], found["same_size"], found.get("most_taken", 0.0),
            tuple(Balance(one["of"], one["before"], one["after"]) for one in found["balance"]), found["claim"],
        )  # fmt: skip


def named(balance: Balance) -> str:
    """What both sides were matched on, as people read it."""
    return {"level": _("Level in the year before"), "trend": _("Trend in the year before")}[balance.of]


def adds(alike: Alike, claim: str, amount: Callable[[float], str], language: str) -> list[str]:
    """What may be said beside the claim: only that it says the same."""
    if alike.claim != "same" or claim not in ("better", "worse", "differs") or alike.value is None:
        return []
    told = {"amount": amount(alike.value), "n": numbers.number(alike.n, language=language)}
    return [_("Compared with enterprises that were alike before, it is the same: %(amount)s (%(n)s enterprises).") % told]


def takes_away(alike: Alike, claim: str, amount: Callable[[float], str], language: str) -> list[str]:
    """What may not be said because of this comparison."""
    said = []
    is_claimed = claim in ("better", "worse", "differs")
    if is_claimed and alike.claim == "silent":
        said.append(_("That it shows also among enterprises that were alike before: there nothing can be told from chance."))
    if is_claimed and alike.claim == "opposite" and alike.value is not None:
        said.append(_("That the direction is sure: compared with enterprises that were alike before, it is %(amount)s.")
                    % {"amount": amount(alike.value)})  # fmt: skip
    if not is_claimed and alike.claim in ("same", "opposite", "alone"):
        said.append(_("What the comparison with enterprises that were alike shows: by itself it bears no claim."))
    if alike.value is not None and alike.unmatched and alike.claim in ("same", "silent", "opposite"):
        said.append(ngettext("That the comparison with alike enterprises holds for the one that found none alike.",
                             "That the comparison with alike enterprises holds for the %(n)s that found none alike.", alike.unmatched)
                    % {"n": numbers.number(alike.unmatched, language=language)})  # fmt: skip
    return said


def as_row(alike: Alike) -> dict[str, Any]:
    """The comparison as data."""
    return {
        "value": alike.value, "low": alike.low, "high": alike.high, "n": alike.n, "others": alike.others,
        "unmatched": alike.unmatched, "untold": alike.untold, "same_size": alike.same_size, "most_taken": alike.most_taken,
        "balance": [{"of": one.of, "before": one.before, "after": one.after} for one in alike.balance], "claim": alike.claim,
    }  # fmt: skip
