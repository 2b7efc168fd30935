from genba.impact.models.change import KpiChange, Standing
from genba.impact.models.framework import FrameworkIndicator, FrameworkValue

__all__ = ["FrameworkIndicator", "FrameworkValue", "KpiChange", "Standing"]
