"""What a tool of a module says, in the reader's language: figures with units, sentences, tables, drawings; or what is wrong.

Page, PDF, workbook, text and JSON all show the same `Told`.
"""

from genba.reports.tools.told import Figure, Listing, Told, told
from genba.reports.tools.wrong import Wrong, wrongs

__all__ = ["Figure", "Listing", "Told", "Wrong", "told", "wrongs"]
