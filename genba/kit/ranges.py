"""Numbers of a list as people write them: "3, 7-9"."""

import re
import unicodedata

from django.utils.translation import gettext as _

from genba.kit.refused import Refused

DASHES = dict.fromkeys(map(ord, "–—‒−‐‑"), "-")
COMMAS = dict.fromkeys(map(ord, "،;؛、\n\t "), ",")
ONE = re.compile(r"(\d+)(?:-(\d+))?")


def parse_ranges(text: str, *, most: int) -> set[int]:
    """The numbers from 1 to `most` that a text names: single ones and stretches, in the digits of any script.

    Refused for what is no number, a number beyond the list, and a stretch that runs backwards.
    """
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text.translate(DASHES))
    plain = re.sub(r"\s*-\s*", "-", plain).translate(COMMAS)
    found: set[int] = set()
    for part in filter(None, plain.split(",")):
        match = ONE.fullmatch(part)
        if match is None or len(part) > 12:
            raise Refused(_("“%(text)s” is no number of the list. Write numbers with commas, such as 3, 7-9.")
                          % {"text": part[:20]}, field="numbers")  # fmt: skip
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise Refused(_("“%(text)s” runs backwards. Write the smaller number first.") % {"text": part}, field="numbers")
        if first < 1 or last > most:
            raise Refused(_("The list has the numbers 1 to %(most)s; “%(text)s” is not on it.")
                          % {"most": most, "text": part}, field="numbers")  # fmt: skip
        found.update(range(first, last + 1))
    return found
