"""What the tables of the panel hold: each column once, for CSV, Parquet and codebook. Words are English, as in the files.

Names of columns are never renamed; new ones are added at the end.
"""

from dataclasses import dataclass
from typing import Final

TEXT, WHOLE, NUMBER, AMOUNT = "text", "whole number", "number", "amount"
PARQUET: Final = {TEXT: "VARCHAR", WHOLE: "BIGINT", NUMBER: "DOUBLE", AMOUNT: "DECIMAL(18,2)"}
YES_NO: Final = "yes; no"
MONTH: Final = "YYYY-MM"
PSEUDONYM: Final = "stable within this export"
HIDDEN_MARK: Final = "*: hidden, because fewer than the threshold would look alike"


@dataclass(frozen=True)
class Field:
    """A column: its name, what it means, its unit, type, the values it can have and where they come from."""

    name: str
    meaning: str
    kind: str = TEXT
    unit: str = ""
    values: str = ""
    source: str = ""


E = Field("enterprise", "Pseudonym of the enterprise", values=PSEUDONYM, source="made for this export")
TABLES: Final[dict[str, tuple[Field, ...]]] = {
    "enterprises": (
        E,
        Field("country", "Country by ISO 3166-1", values=f"two letters; {HIDDEN_MARK}", source="directory"),
        Field("region", "Region, by the name the programme uses", values=f"a name; empty: not known; {HIDDEN_MARK}", source="directory"),
        Field("section", "Kind of business: section of ISIC Rev. 4", values=f"A to U; unknown; {HIDDEN_MARK}", source="directory"),
        Field("size", "Size class by the first count of people, else by the latest", unit="people",
              values=f"micro: 1 to 9; small: 10 to 49; medium: 50 to 249; large: 250 and more; unknown; {HIDDEN_MARK}",
              source="first count of the workforce"),
        Field("women", "Whether women are half of the people or more, by the same count",
              values=f"{YES_NO}; unknown; {HIDDEN_MARK}", source="first count of the workforce"),
        Field("first_class_month", "Month of its first class day in any module", unit=MONTH, values="empty: none yet", source="classes"),
        Field("is_closed", "Whether it is closed now", values=YES_NO, source="directory"),
    ),
    "trainings": (
        E,
        Field("module", "The module it takes", values="slug of a module", source="engagements"),
        Field("provider", "Pseudonym of the provider", values=f"{PSEUDONYM}; {HIDDEN_MARK}", source="made for this export"),
        Field("agreed_month", "Month in which the module was agreed", unit=MONTH, source="engagements"),
        Field("first_class_month", "Month of its first class day", unit=MONTH, values="empty: none yet", source="classes"),
        Field("left_month", "Month in which it left the module early", unit=MONTH, values="empty: it did not", source="withdrawals"),
    ),
    "panel": (
        E,
        Field("kpi", "The KPI; its definition stands in kpis", values="code of a KPI", source="observations"),
        Field("first_month", "First month of the period; the same as month for a value of one month", unit=MONTH, source="observations"),
        Field("month", "Month in which the period ends", unit=MONTH, source="observations"),
        Field("numerator", "What is divided; sum of days and parts of the period", NUMBER, "see kpis", "empty: not tracked", "observations"),
        Field("denominator", "What it is divided by; sum of days and parts", NUMBER, "see kpis", "empty: not tracked", "observations"),
        Field("value", "scale × numerator / denominator; of many, divide sums, never average", NUMBER, "see unit",
              "empty: not tracked, or nothing to divide by", "worked out"),
        Field("unit", "Unit of value; “output” stands for what the enterprise itself counts, which differs between enterprises",
              source="definition of the KPI"),
        Field("is_tracked", "Whether the enterprise counts it", values=YES_NO, source="observations"),
        Field("has_reason", "Of what is not tracked or unusual: whether a reason was written; its words are not handed out",
              values=YES_NO, source="observations"),
        Field("is_unusual", "Whether a value in it lies outside the plausible range or its own history", values=YES_NO, source="checks at entry"),
        Field("is_approved", "Whether a reviewer found every unusual value in it right", values=f"{YES_NO}; empty: nothing unusual",
              source="review"),
        Field("is_believed", "Whether the programme's own figures count it: tracked, and not unusual or approved", values=YES_NO,
              source="worked out"),
        Field("source", "How it came in", values="entered; visit; imported; api; demonstration; mixed", source="observations"),
        Field("entries", "How many entries the sums hold", WHOLE, "entries", source="observations"),
        Field("is_by_todays_definition", "Whether it was counted as kpis defines it: its period begins on or after defined_since",
              values=YES_NO, source="worked out"),
    ),
    "practices": (
        E,
        Field("module", "The module whose practice it is", values="slug of a module", source="practice checks"),
        Field("practice", "The good practice", values="code of a practice", source="practice checks"),
        Field("month", "Month of the check", unit=MONTH, source="practice checks"),
        Field("state", "What was seen", values="absent; on-paper; practised", source="practice checks"),
    ),
    "savings": (
        E,
        Field("module", "The module in whose plan the action stands", values="slug of a module", source="improvement plans"),
        Field("practice", "The good practice it puts in place", values="code of a practice; empty: none named", source="improvement plans"),
        Field("state", "What the action is", values="proposed; started; done; verified; dropped", source="decisions"),
        Field("kind", "How often it saves", values="once; monthly", source="improvement plans"),
        Field("expected", "Expected saving, each time", AMOUNT, "see currency", "empty: not stated", "improvement plans"),
        Field("actual", "Actual saving stated by the enterprise, each time; never added to expected", AMOUNT, "see currency",
              "empty: not stated", "improvement plans"),
        Field("currency", "Currency of both amounts by ISO 4217; never add two", values="three letters", source="improvement plans"),
        Field("stated_month", "Month in which the actual saving was stated", unit=MONTH, values="empty: not stated", source="improvement plans"),
        Field("is_checked", "Whether a trainer agreed to this actual amount at a visit", values=YES_NO, source="saving checks"),
        Field("is_within_another", "Whether it is within the saving of another action, and must not be added", values=YES_NO,
              source="improvement plans"),
    ),
    "kpis": (
        Field("kpi", "Code of the KPI", source="modules"),
        Field("label", "Its name in English", source="modules"),
        Field("definition", "What it measures", source="modules"),
        Field("modules", "The modules that have it", values="slugs, separated by blanks", source="modules"),
        Field("unit", "Unit of the value", source="modules"),
        Field("better", "Which way is better", values="down; up; neutral", source="modules"),
        Field("numerator", "What is divided", source="modules"),
        Field("numerator_unit", "Its unit", source="modules"),
        Field("denominator", "What it is divided by", source="modules"),
        Field("denominator_unit", "Its unit", source="modules"),
        Field("scale", "By what the quotient is multiplied", NUMBER, "1", source="modules"),
        Field("defined_since", "First month counted by this definition; earlier ones were counted by another", unit=MONTH,
              values="empty: it never changed", source="modules"),
    ),
}  # fmt: skip
CODEBOOK: Final = ("table", "column", "meaning", "unit", "type", "values", "source")


def codebook() -> list[list[str]]:
    """One row for each column of each table, in the order of CODEBOOK."""
    return [
        [table, f.name, f.meaning, f.unit, f.kind, f.values, f.source] for table, fields in TABLES.items() for f in fields
    ]
