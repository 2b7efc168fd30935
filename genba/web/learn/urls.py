from django.urls import path

from genba.web.learn.views import modules

app_name = "learn"
urlpatterns = [path("", modules.list_modules, name="modules")]
