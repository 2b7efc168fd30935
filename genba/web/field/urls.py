from django.urls import path

from genba.web.field.views import (
    app,
    attendance,
    baselines,
    door,
    follow_ups,
    minutes,
    reviews,
    satisfaction,
    signatures,
    signed,
    today,
    visits,
)

app_name = "field"
urlpatterns = [
    path("", today.today, name="today"),
    path("app/", app.show, name="app"),
    path("app/day/", app.day, name="app-day"),
    path("app/manifest.json", app.manifest, name="app-manifest"),
    path("app/worker.js", app.worker, name="app-worker"),
    path("engagements/<str:code>/baseline/", baselines.baseline, name="baseline"),
    path("engagements/<str:code>/visits/new/", visits.new, name="visit-new"),
    path("visits/<str:code>/", visits.show, name="visit"),
    path("visits/<str:code>/edit/", visits.edit, name="visit-edit"),
    path("visits/<str:code>/sign/", signatures.sign, name="visit-sign"),
    path("visits/<str:code>/report.pdf", visits.pdf, name="visit-pdf"),
    path("review/<slug:noun>/<str:key>/", reviews.show, name="review"),
    path("review/<slug:noun>/<str:key>/answer/", reviews.answer, name="review-answer"),
    path("follow-ups/<str:code>/", follow_ups.report, name="follow-up"),
    path("workshops/<str:code>/", attendance.mark, name="workshop"),
    path("workshops/<str:code>/satisfaction/", satisfaction.show, name="satisfaction"),
    path("workshops/<str:code>/satisfaction/open/", satisfaction.begin, name="satisfaction-open"),
    path("workshops/<str:code>/satisfaction/tally/", satisfaction.tally, name="satisfaction-tally"),
    path("workshops/<str:code>/satisfaction/close/", satisfaction.close, name="satisfaction-close"),
    path("workshops/<str:code>/by-phone/", door.show, name="door"),
    path("workshops/<str:code>/by-phone/screen/", door.screen, name="door-screen"),
    path("workshops/<str:code>/minutes/", minutes.edit, name="workshop-minutes"),
    path("workshops/<str:code>/signed/", signed.signed, name="workshop-signed"),
]
