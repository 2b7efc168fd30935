from django.urls import path

from genba.web.field.views import attendance, baselines, follow_ups, today, visits

app_name = "field"
urlpatterns = [
    path("", today.today, name="today"),
    path("engagements/<str:code>/baseline/", baselines.baseline, name="baseline"),
    path("engagements/<str:code>/visits/new/", visits.new, name="visit-new"),
    path("visits/<str:code>/", visits.show, name="visit"),
    path("visits/<str:code>/edit/", visits.edit, name="visit-edit"),
    path("follow-ups/<str:code>/", follow_ups.report, name="follow-up"),
    path("workshops/<str:code>/", attendance.mark, name="workshop"),
]
