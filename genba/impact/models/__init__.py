from genba.impact.models.change import KpiChange, Standing
from genba.impact.models.evaluation import Evaluation
from genba.impact.models.framework import FrameworkIndicator, FrameworkValue
from genba.impact.models.framework_parts import FrameworkBaseline, FrameworkCalendar, FrameworkEvidence, FrameworkPart
from genba.impact.models.meaning import KpiMeaning
from genba.impact.models.panel_export import PanelExport
from genba.impact.models.rate import ExchangeRate

__all__ = ["Evaluation", "ExchangeRate", "FrameworkBaseline", "FrameworkCalendar", "FrameworkEvidence", "FrameworkIndicator",
           "FrameworkPart", "FrameworkValue", "KpiChange", "KpiMeaning", "PanelExport", "Standing"]  # fmt: skip
