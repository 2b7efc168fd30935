from django.urls import path

from genba.web.learn.views import keep, lessons, modules, tools

app_name = "learn"
urlpatterns = [
    path("", modules.list_modules, name="modules"),
    path("keep/<str:code>/", keep.keep, name="keep"),
    path("<slug:slug>/", modules.show, name="module"),
    path("<slug:slug>/lessons/<int:number>/", lessons.show, name="lesson"),
    path("<slug:slug>/trainer/<int:number>/", lessons.note, name="note"),
    path("<slug:slug>/pictures/<str:name>", lessons.picture, name="picture"),
    path("<slug:slug>/tools/<slug:code>/", tools.show, name="tool"),
    path("<slug:slug>/tools/<slug:code>/solve/<str:run>/", tools.solve, name="solve"),
    path("<slug:slug>/tools/<slug:code>/solve/<str:run>/progress/", tools.progress, name="solve-progress"),
]
