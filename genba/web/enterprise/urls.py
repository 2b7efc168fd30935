from django.urls import path

from genba.web.enterprise.views import actions, plans, sharing, sheets, tables, teams

app_name = "enterprise"
urlpatterns = [
    path("enterprise/", sheets.home, name="home"),
    path("enterprises/<str:code>/sheet/", sheets.show, name="sheet"),
    path("enterprises/<str:code>/sheet.pdf", sheets.pdf, name="sheet-pdf"),
    path("enterprises/<str:code>/sheet.json", sheets.data, name="sheet-json"),
    path("my-plan/", plans.mine, name="my-plan"),
    path("engagements/<str:code>/plan/", plans.show, name="plan"),
    path("engagements/<str:code>/plan/table/", tables.show, name="plan-table"),
    path("engagements/<str:code>/plan/table.<str:format>", tables.file, name="plan-file"),
    path("engagements/<str:code>/plan/new/", plans.new, name="action-new"),
    path("actions/<str:code>/", actions.action, name="action"),
    path("actions/<str:code>/edit/", plans.edit, name="action-edit"),
    path("actions/<str:code>/decide/", actions.decide, name="action-decide"),
    path("actions/<str:code>/saving/", actions.save, name="action-saving"),
    path("actions/<str:code>/check/", actions.check, name="action-check"),
    path("actions/<str:code>/counted/", actions.count, name="action-counted"),
    path("actions/<str:code>/comment/", actions.say, name="action-comment"),
    path("actions/<str:code>/photo/", actions.add_photo, name="action-photo"),
    path("photos/<str:code>.jpg", actions.photo, name="photo"),
    path("photos/<str:code>/away/", actions.take_photo_away, name="photo-away"),
    path("engagements/<str:code>/team/", teams.show, name="team"),
    path("engagements/<str:code>/team/form/", teams.form, name="team-form"),
    path("teams/<str:code>/rename/", teams.rename, name="team-rename"),
    path("teams/<str:code>/join/", teams.join, name="team-join"),
    path("teams/<str:code>/meetings/new/", teams.new_meeting, name="meeting-new"),
    path("members/<str:code>/leave/", teams.leave, name="member-leave"),
    path("meetings/<str:code>/", teams.meeting, name="meeting"),
    path("meetings/<str:code>/edit/", teams.edit_meeting, name="meeting-edit"),
    path("meetings/<str:code>/decide/", teams.decide, name="meeting-decide"),
    path("my-sharing/", sharing.mine, name="my-sharing"),
    path("enterprises/<str:code>/sharing/", sharing.show, name="sharing"),
    path("enterprises/<str:code>/sharing/<str:brand>/", sharing.preview, name="sharing-preview"),
]
