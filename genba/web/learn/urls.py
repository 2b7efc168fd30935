from django.urls import path

from genba.web.learn.views import lessons, modules, tools

app_name = "learn"
urlpatterns = [
    path("", modules.list_modules, name="modules"),
    path("<slug:slug>/", modules.show, name="module"),
    path("<slug:slug>/lessons/<int:number>/", lessons.show, name="lesson"),
    path("<slug:slug>/tools/<slug:code>/", tools.show, name="tool"),
]
