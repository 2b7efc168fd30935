"""Where the definition of an indicator stands, so that any figure of the site can lead there."""

from functools import cache

from genba.programmes.curricula import curriculum
from genba.web.base.addresses import address


def defined_at(code: str) -> str:
    """The address of a definition on the page about the method, within the list of its module."""
    module = modules_of_kpis().get(code, "")
    return f"{address('method')}{f'?module={module}' if module else ''}#{code}"


@cache
def modules_of_kpis() -> dict[str, str]:
    """The slug of the module that defines it, by the code of a KPI."""
    return {kpi.code: module.slug for module in curriculum().modules for kpi in module.kpis}
