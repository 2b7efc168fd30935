from genba.directory.models.enterprise import Enterprise, EnterpriseWord, Serving, Workforce
from genba.directory.models.event import EnterpriseEvent
from genba.directory.models.holiday import Holiday
from genba.directory.models.keys import EnterpriseKey, PersonKey
from genba.directory.models.merge import EnterpriseDouble, Merge, PersonDouble
from genba.directory.models.organisation import Brand, Country, Provider, Region, Sponsor
from genba.directory.models.owned import Owned
from genba.directory.models.payroll import Payroll
from genba.directory.models.person import Person, WorkRole
from genba.directory.models.sex import Sex

__all__ = ["Brand", "Country", "Enterprise", "EnterpriseDouble", "EnterpriseEvent", "EnterpriseKey", "EnterpriseWord", "Holiday",
           "Merge", "Owned", "Payroll", "Person", "PersonDouble", "PersonKey", "Provider", "Region", "Serving", "Sex", "Sponsor", "WorkRole", "Workforce"]  # fmt: skip
