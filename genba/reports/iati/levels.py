"""Which type of result a level of a results framework is.

What stands before the first colon decides, and there the first of the words below. "Objective" alone is left open: some
donors call an outcome so and others an impact. Whatever says none of them is 9, Other: nothing is guessed.
"""

import re
from typing import Final

from genba.reports.iati.parts import IMPACT, OTHER, OUTCOME, OUTPUT

WORDS: Final = (
    (OUTPUT, ("output", "outputs", "produit", "produits", "extrant", "extrants", "producto", "productos", "مخرج", "مخرجات",
              "المخرج", "المخرجات")),
    (OUTCOME, ("outcome", "outcomes", "immediate objective", "specific objective", "effet", "effets", "objectif immédiat",
               "objectif spécifique", "efecto", "efectos", "objetivo inmediato", "objetivo específico", "حصيلة", "الحصيلة")),
    (IMPACT, ("impact", "impacts", "goal", "overall objective", "development objective", "objectif général",
              "objectif de développement", "impacto", "impactos", "objetivo general", "objetivo de desarrollo", "أثر", "الأثر")),
)  # fmt: skip
FOUND: Final = tuple((kind, re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")) for kind, words in WORDS)


def result_type(level: str) -> str:
    """The code of IATI's list ResultType for a level as the programme wrote it."""
    head = " ".join(level.casefold().partition(":")[0].split())
    places = [(found.start(), kind) for kind, pattern in FOUND if (found := pattern.search(head))]
    return min(places)[1] if places else OTHER
