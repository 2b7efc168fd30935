from django.urls import path

from genba.web.field.views import attendance, baselines, signed, today, visits

app_name = "field"
urlpatterns = [
    path("", today.today, name="today"),
    path("engagements/<str:code>/baseline/", baselines.baseline, name="baseline"),
    path("engagements/<str:code>/visits/new/", visits.new, name="visit-new"),
    path("visits/<str:code>/", visits.show, name="visit"),
    path("visits/<str:code>/edit/", visits.edit, name="visit-edit"),
    path("workshops/<str:code>/", attendance.mark, name="workshop"),
    path("workshops/<str:code>/signed/", signed.signed, name="workshop-signed"),
]
