from django.urls import URLPattern

app_name = "enterprise"
urlpatterns: list[URLPattern] = []
