"""The nine countries of the story beside the first three: who works there, in which module, and how its figures move.

All invented. `abroad` tells it through the product's own actions.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kpi:
    """How one KPI of an enterprise moves: its level before the class as numerator over denominator, how far enterprises
    lie apart, what the class changes on average (a share of the level), how much months swing, and how much of the
    denominator there is in a month for each person. A stock, such as places that are filled, is counted and not left to
    chance month by month."""

    code: str
    level: float
    apart: float
    effect: float
    swing: float
    per_person: float
    is_stock: bool = False


@dataclass(frozen=True)
class Land:
    """What the programme does in one country."""

    code: str
    provider: str
    coordinator: str
    trainer: str
    languages: tuple[str, ...]
    cities: tuple[str, ...]
    kinds: tuple[str, ...]  # of business, as in words.KIND
    module: str
    classes: tuple[int, ...]  # enterprises in each class
    days_ago: int  # when the first class began
    sex: str = "male"  # of the trainer


LANDS = (
    Land("GH", "Volta Skills House", "Efua Mfano", "Kofi Namuna", ("en", "tw"), ("Accra", "Kumasi", "Tema"),
         ("Garments", "Foods", "Furniture"), "workplace-cooperation", (4, 4), 318),
    Land("ID", "Lestari Consulting", "Sari Contoh", "Dewi Contoh", ("id", "en"), ("Semarang", "Bandung", "Surabaya"),
         ("Footwear", "Garments", "Furniture"), "quality-improvement", (5, 4), 300, "female"),
    Land("TN", "Atelier du Golfe", "Selma Mithal", "Hedi Exemple", ("ar", "fr"), ("Sfax", "Tunis", "Sousse"),
         ("Textiles", "Garments", "Metalwork"), "workforce-management", (6,), 285),
    Land("CO", "Taller Sabana", "Paola Ejemplo", "Andrés Ejemplo", ("es",), ("Medellín", "Bogotá", "Pasto"),
         ("Bakery", "Plastics", "Packaging"), "lean-manufacturing", (4, 4), 270),
    Land("ET", "Awash Partners", "Hiwot Primer", "Dawit Sample", ("am", "en"), ("Hawassa", "Addis Ababa", "Adama"),
         ("Leather", "Footwear", "Garments"), "workplace-cooperation", (5, 4), 315),
    Land("PK", "Indus Works", "Sana Misal", "Bilal Misal", ("ur", "en"), ("Sialkot", "Lahore", "Faisalabad"),
         ("Metalwork", "Textiles", "Leather"), "occupational-safety", (6,), 322),
    Land("MA", "Maison Atlas Conseil", "Nadia Mithal", "Youssef Mithal", ("ar", "fr"), ("Fès", "Marrakech", "Agadir"),
         ("Lodge",), "hospitality", (6,), 255),
    Land("BO", "Altiplano Mejora", "Wara Ejemplo", "Iván Ejemplo", ("es", "ay"), ("El Alto", "Cochabamba", "Sucre"),
         ("Ceramics", "Bakery", "Textiles"), "resource-efficiency", (6,), 240),
    Land("EG", "Delta Training Yard", "Mariam Mithal", "Tarek Mithal", ("ar", "en"), ("Alexandria", "Cairo", "Damietta"),
         ("Printing", "Packaging", "Garments"), "gender-equality", (4, 4), 290),
)  # fmt: skip

# Two or three of each module that is taken abroad, counted every month.
KPIS = {
    "workplace-cooperation": (
        Kpi("labour-productivity", 3.2, 0.35, 0.11, 0.06, 190),
        Kpi("defect-rate", 0.07, 0.35, -0.25, 0.12, 60),
        Kpi("absenteeism", 0.055, 0.3, -0.15, 0.15, 25),
    ),
    "quality-improvement": (
        Kpi("first-pass-yield", 0.86, 0.06, 0.05, 0.02, 60),
        Kpi("rework-rate", 0.08, 0.35, -0.28, 0.12, 60),
        Kpi("scrap-rate", 0.03, 0.35, -0.2, 0.15, 60),
    ),
    "workforce-management": (
        Kpi("voluntary-turnover", 0.035, 0.3, -0.22, 0.2, 1),
        Kpi("absence-spells-per-worker", 0.25, 0.25, -0.14, 0.15, 1),
        Kpi("skills-coverage", 0.62, 0.12, 0.16, 0.03, 0.4, is_stock=True),
    ),
    "lean-manufacturing": (
        Kpi("overall-equipment-effectiveness", 0.52, 0.14, 0.13, 0.05, 700),
        Kpi("average-changeover", 42, 0.3, -0.24, 0.1, 0.3),
        Kpi("order-lead-time", 19, 0.25, -0.16, 0.1, 0.4),
    ),
    "occupational-safety": (
        Kpi("recordable-injury-rate", 0.000025, 0.3, -0.2, 0.3, 190),
        Kpi("hazards-closed", 0.52, 0.15, 0.3, 0.06, 0.3),
        Kpi("near-misses-per-100", 0.03, 0.3, 0.4, 0.2, 1),
    ),
    "hospitality": (
        Kpi("energy-per-guest-night", 15, 0.25, -0.1, 0.07, 30),
        Kpi("water-per-guest-night", 0.29, 0.2, -0.09, 0.06, 30),
        Kpi("guest-satisfaction", 0.8, 0.08, 0.07, 0.03, 3),
    ),
    "resource-efficiency": (
        Kpi("electricity-per-unit", 0.9, 0.35, -0.08, 0.06, 60),
        Kpi("material-loss", 0.11, 0.25, -0.2, 0.1, 80),
    ),
    "gender-equality": (
        Kpi("gender-pay-gap", 0.11, 0.3, -0.1, 0.05, 100, is_stock=True),
        Kpi("women-at-the-top", 0.27, 0.2, 0.14, 0.05, 0.15, is_stock=True),
        Kpi("women-among-promotions", 0.38, 0.2, 0.12, 0.1, 0.12),
    ),
}

# What the trainer advised at the first and at the second visit, with the next step; then a problem and what was done.
Said = tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
SAID: dict[str, Said] = {
    "workplace-cooperation": (
        ("Hold the daily meeting standing, at the line, for ten minutes.", "Put up the board with yesterday's numbers."),
        ("Answer every suggestion within a week, in writing.", "Name who answers suggestions."),
        ("Nobody knows yesterday's output", "Write output and defects on a board every morning"),
    ),
    "quality-improvement": (
        ("Check the first piece of each batch before the second is begun.", "Hang a good and a bad piece at each table."),
        ("Count defects where they are made, by kind.", "Choose the kind that comes most and look for its cause."),
        ("Seams are checked only at packing", "Check the first piece of each batch at the machine"),
    ),
    "workforce-management": (
        ("Write who can do which task, and who could teach it.", "Name one learner for each task that one person knows."),
        ("Talk with everybody who leaves, and write down why.", "Read the reasons together once a month."),
        ("Only one person can set the knitting machine", "Two more learn to set it, an hour a week"),
    ),
    "lean-manufacturing": (
        (
            "Film one changeover and sort what can be done while the machine runs.",
            "Put the tools of a changeover on a cart.",
        ),
        ("Write each stop and its minutes beside the machine.", "Take the longest kind of stop first."),
        ("The mixer stands while flour is fetched", "Fetch and weigh the next batch while the mixer runs"),
    ),
    "occupational-safety": (
        ("Walk through the hall with two workers each week and write down what could hurt.", "Begin with the presses."),
        ("Guard a machine before you hand out gloves.", "Close the three oldest hazards by the end of the month."),
        ("The belt of the grinder runs open", "A guard of sheet metal, screwed on"),
    ),
    "hospitality": (
        ("Read both meters every evening at the same hour.", "Hang the sheet by the kitchen door."),
        ("Ask each guest one question at breakfast.", "Read the answers aloud on Mondays."),
        ("Hot water runs long before it comes", "Insulate the pipe to the upper rooms"),
    ),
    "resource-efficiency": (
        ("Weigh what is thrown away each shift, by kind.", "Put three marked bins by the kiln."),
        ("Read the meter when work begins and when it ends.", "Find what runs at night."),
        ("The kiln is fired half full", "Fire on two days, full, by a plan on the door"),
    ),
    "gender-equality": (
        ("Post each open place on the board for two weeks, with what it asks.", "Write down who asked and who was chosen."),
        ("Compare pay for equal work by a list without names.", "Talk about the list with both sides of the team."),
        ("Places of line leaders are filled by word of mouth", "Each place stands on the board for two weeks"),
    ),
}
