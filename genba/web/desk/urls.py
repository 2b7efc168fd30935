from django.urls import path

from genba.web.desk.views import enterprises

app_name = "desk"
urlpatterns = [
    path("enterprises/", enterprises.list_enterprises, name="enterprises"),
    path("enterprises/new/", enterprises.register, name="register"),
    path("enterprises/similar/", enterprises.similar, name="similar"),
    path("enterprises/<str:code>/", enterprises.show, name="enterprise"),
    path("enterprises/<str:code>/edit/", enterprises.edit, name="edit"),
]
