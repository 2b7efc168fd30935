"""Where the definition of an indicator stands, so that any figure of the site can lead there."""

from genba.reports.agenda import module_of_kpi
from genba.web.base.addresses import address


def defined_at(code: str) -> str:
    """The address of a definition on the page about the method, within the list of its module."""
    module = module_of_kpi(code)
    return f"{address('method')}{f'?module={module}' if module else ''}#{code}"
