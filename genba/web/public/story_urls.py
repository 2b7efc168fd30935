"""Stories and pages of the house."""

from django.urls import path

from genba.web.public.views import stories

urlpatterns = [
    path("stories/", stories.list_stories, name="stories"),
    path("stories/feed.atom", stories.feed, name="stories-feed"),
    path("stories/photos/<str:code>.jpg", stories.photo, name="story-photo"),
    path("stories/<slug:slug>/", stories.story, name="story"),
    path("pages/<slug:slug>/", stories.page, name="page"),
]
