from genba.delivery.models.calendar import CalendarFeed, MissedVisit, PlannedVisit, Timetable, VisitMove, WorkshopMove
from genba.delivery.models.called_off import CalledOff
from genba.delivery.models.certificate import ParticipationCertificate
from genba.delivery.models.checkin import Arrival, CheckIn, Newcomer
from genba.delivery.models.guest import Guest
from genba.delivery.models.satisfaction import SatisfactionCount, SatisfactionSurvey
from genba.delivery.models.signature import Signature
from genba.delivery.models.visit import Visit
from genba.delivery.models.workshop import Attendance, Participant, Participation, Session, Workshop

__all__ = [
    "Arrival",
    "Attendance",
    "CalendarFeed",
    "CalledOff",
    "CheckIn",
    "Guest",
    "MissedVisit",
    "Newcomer",
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
