from genba.delivery.models.certificate import ParticipationCertificate
from genba.delivery.models.satisfaction import SatisfactionCount, SatisfactionSurvey
from genba.delivery.models.visit import Visit
from genba.delivery.models.workshop import Attendance, Participant, Participation, Session, Workshop

__all__ = ["Attendance", "Participant", "Participation", "ParticipationCertificate", "SatisfactionCount",
           "SatisfactionSurvey", "Session", "Visit", "Workshop"]  # fmt: skip
