"""The programme's figures as rows of data: what the command line and the API give out, the same from both."""

from typing import Any

from genba.impact.standings import Line
from genba.reports.left_out import as_text

ROW = ("indicator", "label", "unit", "country", "module", "by", "part", "value", "low", "high", "n", "n_trained",
       "n_reporting", "n_improved", "median", "median_low", "median_high", "q1", "q3", "distribution", "withheld",
       "worked_out_at", "left_out", "currency")  # fmt: skip


def row_of(line: Line, by: str) -> dict[str, Any]:
    """A line as data, in the order of ROW: shares and changes are fractions, what is not known is None."""
    d = line.detail
    share, median = d.get("share", d), d.get("median", {})
    quartiles = {q: d[q]["value"] if isinstance(d.get(q), dict) and "value" in d[q] else d.get(q) for q in ("q1", "q3")}
    facts = {
        "indicator": line.definition.code, "label": line.definition.label_in("en"), "unit": str(line.definition.unit),
        "country": line.country, "module": line.module, "by": by, "part": line.part, "value": line.value,
        "low": share.get("low"), "high": share.get("high"), "n": d.get("n", d.get("n_reporting")),
        "median": median.get("value"), "median_low": median.get("low"), "median_high": median.get("high"),
        "withheld": line.withheld, "worked_out_at": line.worked_out_at.isoformat(),
    }  # fmt: skip
    facts["left_out"] = as_text(d)  # for the programme's own offices only: outsiders read "" there
    facts["currency"] = d.get("currency", "")  # of money that is in one
    facts["distribution"] = " ".join(str(n) for n in d["distribution"]) if "distribution" in d else None
    facts |= {key: d.get(key) for key in ("n_trained", "n_reporting", "n_improved")}
    facts |= {q: None if isinstance(v, dict) else v for q, v in quartiles.items()}
    return {key: facts[key] for key in ROW}
