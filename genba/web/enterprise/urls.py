from django.urls import path

from genba.web.enterprise.views import closeout, plans, sharing, sheets

app_name = "enterprise"
urlpatterns = [
    path("enterprise/", sheets.home, name="home"),
    path("enterprises/<str:code>/sheet/", sheets.show, name="sheet"),
    path("enterprises/<str:code>/sheet.pdf", sheets.pdf, name="sheet-pdf"),
    path("enterprises/<str:code>/sheet.json", sheets.data, name="sheet-json"),
    path("completions/<str:code>/certificate.pdf", closeout.certificate, name="certificate"),
    path("engagements/<str:code>/results.pdf", closeout.results, name="results"),
    path("my-plan/", plans.mine, name="my-plan"),
    path("engagements/<str:code>/plan/", plans.show, name="plan"),
    path("engagements/<str:code>/plan/new/", plans.new, name="action-new"),
    path("actions/<str:code>/", plans.action, name="action"),
    path("actions/<str:code>/edit/", plans.edit, name="action-edit"),
    path("actions/<str:code>/decide/", plans.decide, name="action-decide"),
    path("actions/<str:code>/saving/", plans.save, name="action-saving"),
    path("my-sharing/", sharing.mine, name="my-sharing"),
    path("enterprises/<str:code>/sharing/", sharing.show, name="sharing"),
    path("enterprises/<str:code>/sharing/<str:brand>/", sharing.preview, name="sharing-preview"),
]
