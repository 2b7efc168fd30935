"""A programme as one activity of the International Aid Transparency Initiative, version 2.03: its results framework and its
figures as everybody receives them. How things map, and what is left out, stands in docs/iati.md.

`parts` is what such a file holds, as frozen objects; `promised` and `figures` fill it from the results framework and
from the published figures, `withheld` says what may not leave, `activity` puts all together and `writing` makes XML of it.
"""

from genba.programmes.models import Programme
from genba.reports.iati.activity import activity_of, house_programme
from genba.reports.iati.writing import written

__all__ = ["activity_of", "house_programme", "iati_file", "written"]


def iati_file(programme: Programme) -> bytes:
    """The file of a programme, UTF-8. Refused where nobody said yet who reports."""
    return written(activity_of(programme))
