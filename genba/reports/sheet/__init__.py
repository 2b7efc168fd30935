"""The enterprise sheet: what an enterprise did, what changed, and what comes next, on one frozen object.

`enterprise_sheet` builds it; page, PDF, JSON and command line show nothing that is not in it.
"""

from genba.reports.sheet.answers import as_data, as_text
from genba.reports.sheet.sheet import EnterpriseSheet, enterprise_sheet

__all__ = ["EnterpriseSheet", "as_data", "as_text", "enterprise_sheet"]
