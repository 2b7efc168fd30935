"""Which targets of the 2030 Agenda the programme works on, and which of its indicators truly measure them.

The words for goals and targets are our own, shorter than the official ones. A target without an indicator says why: that
something is taught in a module is no measure of it. Where several targets could claim an indicator, it stands with the
one whose own official indicator is nearest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Target:
    """One target. indicators: codes of ours; lacks: why there is none, "" where there is one. Texts are translatable."""

    code: str
    words: Any
    indicators: tuple[str, ...] = ()
    lacks: Any = ""


@dataclass(frozen=True)
class Goal:
    number: str
    title: Any
    targets: tuple[Target, ...]


AGENDA = (
    Goal("5", _("Women and men have the same chances"), (
        Target("5.1", _("Nobody is treated worse for being a woman."), ("women-among-promotions", "training-hours-of-women")),
        Target("5.2", _("Violence and harassment end."), (),
               _("Whether complaints are answered in time is measured. How often harm is done is not.")),
        Target("5.4", _("Care at home is shared and does not cost a job."), ("back-after-parental-leave",)),
        Target("5.5", _("Women take part fully and lead."), ("women-at-the-top", "people-trained")),
        Target("5.c", _("Rules make the same chances binding."), (),
               _("Laws are made by states. What an enterprise writes down is looked at as a good practice, not counted here.")),
    )),
    Goal("8", _("Decent work, and an economy that grows with it"), (
        Target("8.2", _("Work yields more, through better ways and machines."),
               ("labour-productivity", "overall-equipment-effectiveness")),
        Target("8.4", _("More is made with less energy, water and material."), ("electricity-per-unit", "water-per-unit")),
        Target("8.5", _("Decent work for all, and the same pay for work of the same value."),
               ("gender-pay-gap", "workers-at-living-wage", "wage-per-hour")),
        Target("8.6", _("Fewer young people are without work or training."), (),
               _("People are counted by sex and role, not by age.")),
        Target("8.7", _("No forced labour and no child labour."), (),
               _("Enterprises learn to look for it, also at their suppliers. What they find is not counted by kind.")),
        Target("8.8", _("Rights at work are kept, and work is safe."),
               ("accident-frequency", "recordable-injury-rate", "injury-severity", "hazards-closed",
                "safety-training-coverage", "written-contracts", "weeks-within-limit", "weekly-rest-kept",
                "grievances-settled-in-time")),
        Target("8.9", _("Tourism gives work and keeps what is local."), (),
               _("Hotels measure guests, energy and food waste. New jobs and what is bought nearby are not measured.")),
    )),
    Goal("9", _("Industry that lasts and has room for small enterprises"), (
        Target("9.2", _("Industry grows, and everybody has a part in it."), (),
               _("Jobs in industry depend on much that happens outside an enterprise.")),
        Target("9.3", _("Small enterprises get credit and a place in supply chains."), (),
               _("Delivery on time is measured. Credit and new buyers are not.")),
        Target("9.4", _("Industry is renewed: cleaner, and with less waste of resources."),
               ("greenhouse-gas-per-unit", "energy-against-baseline", "energy-intensity")),
    )),
    Goal("12", _("Making and using things without waste"), (
        Target("12.2", _("Natural resources are used sparingly."),
               ("material-loss", "virgin-material-share", "water-per-guest-night", "energy-per-guest-night")),
        Target("12.3", _("Less food is thrown away."), ("food-waste-per-cover",)),
        Target("12.4", _("Chemicals and dangerous waste do no harm."), (), _("No module counts chemicals yet.")),
        Target("12.5", _("Less waste: avoided, used again, recycled."),
               ("waste-per-unit", "waste-recovered", "scrap-rate", "packaging-per-unit", "products-taken-back")),
        Target("12.6", _("Enterprises work responsibly and tell openly about it."),
               ("priority-risks-acted-on", "suppliers-looked-at")),
    )),
)  # fmt: skip


def targets() -> Iterator[Target]:
    for goal in AGENDA:
        yield from goal.targets


def is_reported(target: str) -> bool:
    """Whether a target of a module stands among those above."""
    return any(one.code == target for one in targets())
