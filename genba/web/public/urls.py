from django.urls import path

from genba.web.public.views import entrance

urlpatterns = [
    path("", entrance.home, name="home"),
    path("language/", entrance.language, name="language"),
]
