"""What devices send after a day without a network, and what they hear about it. The contract is docs/sync.md."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.api.words import Code, Said, Text, needs, user_of
from genba.sync.actions import devices, receiving
from genba.sync.models import Device

router = Router(tags=["sync"])
MOST = 500


class DeviceIn(Said):
    name: Annotated[Text, Field(max_length=60, description="What it is, in two words: Android, Chrome")] = ""
    key: Annotated[
        str, Field(pattern=r"^([A-Za-z0-9+/]{43}=)?$", description="With which it seals what it keeps: 32 bytes, base64")
    ] = ""


class KeyOut(Schema):
    key: str


class DeviceOut(Schema):
    code: Code
    user: Code = Field(description="Whose it is; records of others are not taken from it")
    name: str
    first_seen_at: datetime
    last_seen_at: datetime
    unsent: int
    unsent_photos: int
    withdrawn_at: datetime | None = Field(description="From then on it may send nothing, and wipes itself")
    wiped_at: datetime | None


class RecordIn(BaseModel):
    """Not a Schema of the house: of these there are five hundred, and each would be asked for attributes it has not."""

    model_config = ConfigDict(extra="forbid")

    id: UUID = Field(description="Made on the device. Sent again, it is the same record")
    kind: Annotated[Text, Field(min_length=1, max_length=40)]
    version: int = Field(ge=1, le=1000, description="Of the shape of the body")
    author: Code
    made_at: AwareDatetime = Field(description="By the clock of the device")
    body: dict[str, Any]
    replaces: UUID | None = Field(None, description="The record that this one puts right")


class RecordsIn(Said):
    device: Code
    sent_at: AwareDatetime = Field(description="By the same clock, when this was sent: how far it is off")
    unsent: int = Field(0, ge=0, le=1_000_000, description="Records that wait on the device, these included")
    unsent_photos: int = Field(0, ge=0, le=1_000_000)
    records: list[RecordIn] = Field(max_length=MOST)


class ResultOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    state: str = Field(
        description="accepted, flagged (accepted, look at it), to-fix, waiting (kept), refused or replaced (put right by another)"
    )
    said: list[str]
    field: str = Field(description="Which part of the body the sentences are about")
    noun: str = Field(description="What it became, and its code; empty where it became nothing")
    code: str


class AskedIn(Said):
    device: Code
    ids: list[UUID] = Field(max_length=MOST)


class ResultsOut(Schema):
    withdrawn: bool = Field(description="Nothing was taken: wipe what is here")
    results: list[ResultOut]


def shown(row: Device) -> DeviceOut:
    plain = ("code", "name", "first_seen_at", "last_seen_at", "unsent", "unsent_photos", "withdrawn_at", "wiped_at")
    return DeviceOut(user=row.user.code, **{field: getattr(row, field) for field in plain})


def own_device(user: Any, code: str) -> Any:
    """One's own, wherever one's role reaches; that of somebody else only for whoever may see it, to be told whose it is."""
    return user.devices.select_related("user").filter(code=code).first() or find(
        user, P.DEVICE_READ, Device, code, load="user"
    )


@router.post("/devices", response={201: DeviceOut}, summary="A device of one's own, before its first record")
@needs(P.RECORD_SEND)
def register_device(request: HttpRequest, body: DeviceIn) -> Any:
    return shown(devices.register(by=user_of(request), name=body.name, key=body.key))


@router.get("/devices/{code}", response=DeviceOut, summary="Read a device: what waits on it, and whether it is withdrawn")
@needs(P.DEVICE_READ)
def read_device(request: HttpRequest, code: Path[Code]) -> Any:
    return shown(own_device(user_of(request), code))


@router.get("/devices/{code}/key", response=KeyOut, summary="The key of a device of one's own, for whoever forgot the PIN")
@needs(P.RECORD_SEND)
def read_device_key(request: HttpRequest, code: Path[Code]) -> Any:
    user = user_of(request)
    return KeyOut(key=devices.key_of(by=user, device=find(user, P.DEVICE_READ, Device, code)))


@router.post("/devices/{code}/withdrawal", response={201: DeviceOut}, summary="A device is lost: it may send nothing more")
@needs(P.DEVICE_WITHDRAW)
def withdraw_device(request: HttpRequest, code: Path[Code]) -> Any:
    user = user_of(request)
    return shown(devices.withdraw(by=user, device=find(user, P.DEVICE_WITHDRAW, Device, code, load="user")))


@router.post(
    "/devices/{code}/wiped", response=DeviceOut, summary="A withdrawn device of one's own says that nothing is left on it"
)
@needs(P.RECORD_SEND)
def device_is_wiped(request: HttpRequest, code: Path[Code]) -> Any:
    user = user_of(request)
    return shown(devices.wiped(by=user, device=own_device(user, code)))


@router.post(
    "/records", response=ResultsOut, summary="Send records; each gets a result of its own, in any order, any number of times"
)
@needs(P.RECORD_SEND)
def send_records(request: HttpRequest, body: RecordsIn) -> Any:
    user = user_of(request)
    device = own_device(user, body.device)
    if device.withdrawn_at:
        return ResultsOut(withdrawn=True, results=[])
    sent = [receiving.Record(**vars(record)) for record in body.records]
    results = receiving.receive(by=user, device=device, sent_at=body.sent_at, records=sent)
    settled = sum(1 for one in results if one.state in ("accepted", "flagged", "waiting", "replaced"))
    devices.report(device=device, unsent=max(body.unsent - settled, 0), unsent_photos=body.unsent_photos)
    return {"withdrawn": False, "results": results}


@router.post(
    "/records/results",
    response=ResultsOut,
    summary="What became of records that were sent; one that is missing has not arrived",
)
@needs(P.RECORD_SEND)
def read_results(request: HttpRequest, body: AskedIn) -> Any:
    user = user_of(request)
    if find(user, P.DEVICE_READ, Device, body.device).withdrawn_at:
        return {"withdrawn": True, "results": []}
    return {"withdrawn": False, "results": receiving.results(by=user, ids=body.ids)}
