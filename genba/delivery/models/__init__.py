from genba.delivery.models.visit import Visit
from genba.delivery.models.workshop import Attendance, Participant, Participation, Session, Workshop

__all__ = ["Attendance", "Participant", "Participation", "Session", "Visit", "Workshop"]
