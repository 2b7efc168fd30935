from genba.delivery.models.calendar import CalendarFeed, MissedVisit, PlannedVisit, Timetable, VisitMove, WorkshopMove
from genba.delivery.models.certificate import ParticipationCertificate
from genba.delivery.models.satisfaction import SatisfactionCount, SatisfactionSurvey
from genba.delivery.models.signature import Signature
from genba.delivery.models.visit import Visit
from genba.delivery.models.workshop import Attendance, Participant, Participation, Session, Workshop

__all__ = [
    "Attendance",
    "CalendarFeed",
    "MissedVisit",
    "Participant",
    "Participation",
    "ParticipationCertificate",
    "PlannedVisit",
    "SatisfactionCount",
    "SatisfactionSurvey",
    "Session",
    "Signature",
    "Timetable",
    "Visit",
    "VisitMove",
    "Workshop",
    "WorkshopMove",
]
