from genba.delivery.models.signature import Signature
from genba.delivery.models.visit import Visit
from genba.delivery.models.workshop import Attendance, Participant, Participation, Session, Workshop

__all__ = ["Attendance", "Participant", "Participation", "Session", "Signature", "Visit", "Workshop"]
