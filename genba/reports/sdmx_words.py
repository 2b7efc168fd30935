"""The columns and codes of the figures in the shape of SDMX-CSV, each with what it means.

Names of columns are never renamed; new ones are added at the end.
"""

from typing import Final

from django.utils.translation import gettext_noop as N_

SOURCE: Final = "SDMX-CSV 1.0 (2018); code lists CL_SEX 2.1, CL_OBS_STATUS 2.2, CL_ACTIVITY_ISIC4, CL_AREA of the SDMX cross-domain lists"
DATAFLOW: Final = "GENBA:FIGURES(1.1)"
TOTAL: Final = "_T"
DIMENSIONS: Final = (
    "REF_AREA",
    "INDICATOR",
    "MEASURE",
    "SEX",
    "ROLE",
    "SIZE",
    "SECTOR",
    "MODULE",
    "CURRENCY",
    "OWNED",
    "TIME_PERIOD",
)
COLUMNS: Final[dict[str, str]] = {
    "DATAFLOW": N_("Which structure the row follows, with its version"),
    "REF_AREA": N_("Country by ISO 3166"),
    "INDICATOR": N_("Code of the indicator; its definition stands in the dictionary and on the page about the method"),
    "SEX": N_("Sex of the people counted"),
    "ROLE": N_("Role of the people counted"),
    "SIZE": N_("Size class of the enterprises"),
    "SECTOR": N_("Kind of business: section of ISIC, revision 4"),
    "TIME_PERIOD": N_("The day as of which the figure was worked out; it counts everything until then"),
    "OBS_VALUE": N_("The figure; empty where OBS_STATUS says why"),
    "UNIT_MEASURE": N_("Unit of OBS_VALUE; 1 for a fraction, 0.39 and not 39; of money its currency"),
    "OBS_STATUS": N_("Whether the figure is there, and if not, why"),
    "MEASURE": N_(
        "What OBS_VALUE is: count, share, share-improved, mean, median, or change-median for the change in the middle"
    ),
    "MODULE": N_("The module, by its name in addresses"),
    "CURRENCY": N_("Of money: its currency by ISO 4217"),
    "N": N_("How many enterprises, people or answers OBS_VALUE rests on"),
    "CONF_LOW": N_("Lower end of the interval that holds the true OBS_VALUE 19 times out of 20, where there is one"),
    "CONF_HIGH": N_("Upper end of the same interval"),
    "WITHHELD": N_("Why there is no value, by its code in the dictionary; empty where there is one"),
    "OWNED": N_("Whether women own the enterprises, by the definition of the IFC"),
}
CODES: Final[dict[str, str]] = {
    TOTAL: N_("All together: the row is not split by this column"),
    "SEX=F": N_("Women"), "SEX=M": N_("Men"), "SEX=_O": N_("Another sex"), "SEX=_U": N_("Not stated"),
    "REF_AREA=_U": N_("Not stated"), "ROLE=_U": N_("Not stated"), "SIZE=_U": N_("Not known"), "SECTOR=_U": N_("Not known"),
    "OWNED=WOMEN": N_("Owned by women"), "OWNED=OTHERS": N_("Not owned by women"), "OWNED=_U": N_("Not stated"),
    "OBS_STATUS=A": N_("A figure as it was worked out"),
    "OBS_STATUS=Q": N_("Hidden: fewer than the threshold stand behind it, or it would reveal such a group"),
    "OBS_STATUS=M": N_("There can be none"),
}  # fmt: skip
OF_SEX: Final = {"female": "F", "male": "M", "other": "_O", "not-stated": "_U"}
STATUS: Final = {"": "A", "small-group": "Q", "too-few": "Q", "no-direction": "M", "mixed-currencies": "M", "no-rate": "M",
                          "no-data": "M", "no-later-value": "M"}  # fmt: skip
