"""Devices, their records, disagreements and files by hand."""

from django.urls import path

from genba.web.desk.views import brought, devices, disagreements, records

urlpatterns = [
    path("", devices.list_devices, name="devices"),
    path("records/", records.list_stuck, name="stuck"),
    path("records/<str:record>/", records.show, name="record"),
    path("records/<str:record>/again/", records.again, name="record-again"),
    path("records/<str:record>/aside/", records.aside, name="record-aside"),
    path("disagreements/", disagreements.list_disagreements, name="disagreements"),
    path("disagreements/<str:code>/", disagreements.show, name="disagreement"),
    path("import/", brought.bring, name="bring-records"),
    path("import/<str:code>/", brought.show, name="brought"),
    path("<str:code>/", devices.show, name="device"),
    path("<str:code>/withdraw/", devices.withdraw, name="device-withdraw"),
]
