"""The panel for an evaluator: what each enterprise counted, month by month, under pseudonyms, with a codebook.

`columns` says what the tables hold, `rows` reads them, `hiding` gives pseudonyms and hides what would single an enterprise
out, `file` writes all of it into one ZIP, as CSV and as Parquet. How it must be read: docs/panel.md.
"""

from genba.reports.panel.file import hand_out, panel_file
from genba.reports.panel.hiding import masks_of

__all__ = ["hand_out", "masks_of", "panel_file"]
