from genba.quality.models.finding import Finding, Kind, Settlement
from genba.quality.models.grade import KpiGrade, PeerGroup
from genba.quality.models.verification import DrawnEnterprise, Result, VerificationSample

__all__ = ["DrawnEnterprise", "Finding", "Kind", "KpiGrade", "PeerGroup", "Result", "Settlement", "VerificationSample"]
