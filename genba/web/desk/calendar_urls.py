"""The calendar stands at the root: everybody who takes part has one, not only the desk."""

from django.urls import path

from genba.web.desk.views import calendar

app_name = "calendar"
urlpatterns = [
    path("", calendar.month, name="month"),
    path("feed/", calendar.feed, name="feed"),
    path("feed/stop/", calendar.stop, name="feed-stop"),
    path("feed/<str:secret>.ics", calendar.ics, name="ics"),
    path("visits/<str:code>/", calendar.visit, name="visit"),
    path("visits/<str:code>/move/", calendar.move, name="visit-move"),
    path("visits/<str:code>/missed/", calendar.missed, name="visit-missed"),
]
