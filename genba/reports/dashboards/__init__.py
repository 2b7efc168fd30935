"""Dashboards of a part of the programme for those whose part it is: a provider at the desk, a buyer in the portal."""
