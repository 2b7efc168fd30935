"""The addresses of figures to check and of verification samples, within those of the desk."""

from django.urls import path

from genba.web.desk.views import meanings, quality, verifications

urlpatterns = [
    path("quality/", quality.list_findings, name="quality"),
    path("quality/<str:code>/", quality.show, name="finding"),
    path("quality/<str:code>/confirm/", quality.confirm, name="finding-confirm"),
    path("quality/<str:code>/put-right/", quality.put_right, name="finding-put-right"),
    path("quality/definitions/<str:code>/", meanings.settle, name="meaning"),
    path("verification/", verifications.list_samples, name="verifications"),
    path("verification/new/", verifications.draw, name="verification-new"),
    path("verification/<str:code>/", verifications.show, name="verification"),
    path("verification/drawn/<str:code>/", verifications.result, name="verification-result"),
]
