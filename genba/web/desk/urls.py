from django.urls import path

from genba.web.desk.views import engagements, enterprises, framework, imports, papers, people, programme, workshops

app_name = "desk"
urlpatterns = [
    path("programme/", programme.programme, name="programme"),
    path("framework/", framework.framework, name="framework"),
    path("framework/new/", framework.add, name="framework-new"),
    path("framework/choose/", framework.choose, name="framework-choose"),
    path("framework/<str:line>/<str:country>/<str:period>/", framework.enter, name="framework-edit"),
    path("programme/records/", programme.records, name="records"),
    path("import/", imports.bring, name="import"),
    path("import/empty/<slug:kind>.xlsx", imports.empty, name="import-template"),
    path("import/<str:code>/", imports.show, name="import-show"),
    path("import/<str:code>/progress/", imports.progress, name="import-progress"),
    path("import/<str:code>/file/", imports.given_back, name="import-file"),
    path("enterprises/", enterprises.list_enterprises, name="enterprises"),
    path("enterprises/new/", enterprises.register, name="register"),
    path("enterprises/similar/", enterprises.similar, name="similar"),
    path("enterprises/<str:code>/", enterprises.show, name="enterprise"),
    path("enterprises/<str:code>/edit/", enterprises.edit, name="edit"),
    path("enterprises/<str:code>/engagements/new/", engagements.open_one, name="engagement-new"),
    path("enterprises/<str:code>/workforce/", people.count, name="workforce"),
    path("enterprises/<str:code>/people/", people.list_people, name="people"),
    path("enterprises/<str:code>/people/new/", people.register, name="person-new"),
    path("people/<str:code>/edit/", people.edit, name="person-edit"),
    path("people/<str:code>/pass/", people.give_pass, name="pass-new"),
    path("engagements/<str:code>/", engagements.show, name="engagement"),
    path("engagements/<str:code>/withdraw/", engagements.withdraw, name="engagement-withdraw"),
    path("workshops/", workshops.list_workshops, name="workshops"),
    path("workshops/new/", workshops.plan, name="workshop-new"),
    path("workshops/<str:code>/", workshops.show, name="workshop"),
    path("workshops/<str:code>/sheet-to-sign.pdf", papers.sign_in_sheet, name="workshop-sheet"),
    path("workshops/<str:code>/certify/", papers.certify, name="workshop-certify"),
    path("workshops/<str:code>/certificates.pdf", papers.certificates_pdf, name="workshop-certificates"),
    path("workshops/<str:code>/people/", workshops.enrol, name="workshop-enrol"),
    path("workshops/<str:code>/people/<str:person>/leave/", workshops.leave, name="workshop-leave"),
]
