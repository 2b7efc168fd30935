"""Whoever types https://host/collect into a collector finds these: it puts /formList and /submission behind by itself."""

from django.urls import path

from genba.collect import views

app_name = "collect"
urlpatterns = [
    path("", views.root, name="root"),
    path("formList", views.form_list, name="list"),
    path("submission", views.submission, name="submission"),
    path("forms/<slug:slug>/form.xml", views.form, name="form"),
    path("forms/<slug:slug>/manifest.xml", views.manifest, name="manifest"),
    path("forms/<slug:slug>/files/<str:name>", views.file, name="file"),
]
