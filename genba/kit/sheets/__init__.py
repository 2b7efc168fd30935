"""Tables in from strangers and tables out to them; it knows files, columns and cells, and nothing of what they mean.

In: `open_table` judges a file by its content and finds the headings; `read_records` reads its rows into values and
problems by `Column`s; a `Report` counts them; `write_back` gives the sender the same file with a column of errors.
Out: `template` for what is to be filled in, `export_csv` and `export_xlsx` for what is there.
"""

from genba.kit.sheets.columns import Column, Kind, Problem
from genba.kit.sheets.export import csv_of, export_csv, export_xlsx, xlsx_of
from genba.kit.sheets.files import LIMIT_BYTES, BadFile, Form
from genba.kit.sheets.given_back import write_back
from genba.kit.sheets.headings import Headings, Match, mapping_from_file, mapping_from_flags
from genba.kit.sheets.records import Record, read_records
from genba.kit.sheets.report import Report
from genba.kit.sheets.sources import Row
from genba.kit.sheets.table import Table, open_table
from genba.kit.sheets.template import template, template_csv

__all__ = [
    "LIMIT_BYTES",
    "BadFile",
    "Column",
    "Form",
    "Headings",
    "Kind",
    "Match",
    "Problem",
    "Record",
    "Report",
    "Row",
    "Table",
    "csv_of",
    "export_csv",
    "export_xlsx",
    "mapping_from_file",
    "mapping_from_flags",
    "open_table",
    "read_records",
    "template",
    "template_csv",
    "write_back",
    "xlsx_of",
]
