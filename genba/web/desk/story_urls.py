"""Stories at the desk; their names belong to the desk."""

from django.urls import path

from genba.web.desk.views import stories, story_parts

urlpatterns = [
    path("", stories.list_stories, name="stories"),
    path("new/", stories.begin, name="story-new"),
    path("shown/<str:code>/withdraw/", story_parts.withdraw, name="story-withdraw"),
    path("<str:code>/", stories.show, name="story"),
    path("<str:code>/place/", stories.place, name="story-place"),
    path("<str:code>/take-down/", stories.take_down, name="story-down"),
    path("<str:code>/photos/new/", story_parts.add_photo, name="story-photo-new"),
    path("<str:code>/photos/<str:photo>.jpg", stories.photo, name="story-photo"),
    path("<str:code>/photos/<str:photo>/", story_parts.describe_photo, name="story-photo-edit"),
    path("<str:code>/shown/new/", story_parts.show_somebody, name="story-shown-new"),
    path("<str:code>/<slug:spoken>/write/", stories.write, name="story-write"),
    path("<str:code>/<slug:spoken>/preview/", stories.preview, name="story-preview"),
    path("<str:code>/<slug:spoken>/publish/", stories.publish, name="story-publish"),
    path("<str:code>/<slug:spoken>/call-off/", stories.call_off, name="story-call-off"),
    path("<str:code>/<slug:spoken>/history/", stories.history, name="story-history"),
]
