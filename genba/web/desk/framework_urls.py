"""The addresses of the results framework. A period may hold a stroke (2025/26), so what stands after it comes first."""

from django.urls import path

from genba.web.desk.views import framework, framework_line, iati

ONE = "<str:line>/<str:country>/<path:period>/"
urlpatterns = [
    path("", framework.framework, name="framework"),
    path("new/", framework.add, name="framework-new"),
    path("choose/", framework.choose, name="framework-choose"),
    path("year/", framework_line.year, name="framework-year"),
    path("iati/", iati.edit, name="iati"),
    path("iati.xml", iati.download, name="iati-file"),
    path("evidence/<str:code>/", framework_line.evidence_file, name="framework-evidence-file"),
    path("evidence/<str:code>/take-back/", framework_line.take_back, name="framework-evidence-back"),
    path("<str:line>/<str:country>/baseline/", framework_line.baseline, name="framework-baseline"),
    path(f"{ONE}told/", framework_line.told, name="framework-line"),
    path(f"{ONE}evidence/", framework_line.add_evidence, name="framework-evidence"),
    path(ONE, framework.enter, name="framework-edit"),
]
