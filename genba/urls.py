"""Every address, by surface."""

from django.urls import include, path

urlpatterns = [
    path("", include("genba.web.public.urls")),
    path("account/", include("genba.web.public.account_urls")),
    path("desk/", include("genba.web.desk.urls")),
    path("calendar/", include("genba.web.desk.calendar_urls")),
    path("field/", include("genba.web.field.urls")),
    path("", include("genba.web.enterprise.urls")),
    path("portal/", include("genba.web.portal.urls")),
    path("modules/", include("genba.web.learn.urls")),
    path("collect/", include("genba.collect.urls")),
    path("api/v1/", include("genba.api.urls")),
]

handler403 = "genba.web.base.faults.forbidden"
handler404 = "genba.web.base.faults.not_found"
handler500 = "genba.web.base.faults.broken"
