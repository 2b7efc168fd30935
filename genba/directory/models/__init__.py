from genba.directory.models.enterprise import Enterprise, EnterpriseWord, Serving, Workforce
from genba.directory.models.organisation import Brand, Country, Provider, Region
from genba.directory.models.person import Person, WorkRole
from genba.directory.models.sex import Sex

__all__ = ["Brand", "Country", "Enterprise", "EnterpriseWord", "Person", "Provider", "Region", "Serving", "Sex",
           "WorkRole", "Workforce"]  # fmt: skip
